// SPDX-License-Identifier: AGPL-3.0-or-later
#include "recommendations/known_recommendations.h"

#include <algorithm>

#include "language/words.h"

namespace guvoh::recommendations {

namespace {

constexpr double kSameText = 0.8;    ///< overlap from which two sources are taken to print the same recommendation
constexpr double kSameNumber = 0.5;  ///< what the same number adds

}  // namespace

std::vector<std::string> word_set(std::string_view text) {
    std::vector<std::string> words;
    std::string word;
    for (const char c : language::fold(text) + " ") {
        const bool inside = (static_cast<unsigned char>(c) & 0x80U) != 0 || std::isalnum(static_cast<unsigned char>(c)) != 0;
        if (inside) {
            word += c;
        } else if (!word.empty()) {
            words.push_back(std::move(word));
            word.clear();
        }
    }
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());
    return words;
}

double overlap(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    std::size_t both = 0;
    auto x = a.begin();
    for (auto y = b.begin(); x != a.end() && y != b.end();) {
        if (*x == *y) ++both, ++x, ++y;
        else if (*x < *y) ++x;
        else ++y;
    }
    const std::size_t either = a.size() + b.size() - both;
    return either == 0 ? 0 : static_cast<double>(both) / static_cast<double>(either);
}

base::Status KnownRecommendations::load(RecordBatch& batch, const base::Id& review) {
    GUVOH_TRY(const auto ids, batch.find("Recommendation", {{"review", lists::Where::Is, {review.text()}}}));
    std::vector<KnownRecommendation>& known = known_[review];
    for (const base::Id& id : ids) {
        GUVOH_TRY(const base::Json values, batch.values(id));
        known.push_back({id, std::string(values["number"].string_or("")), std::string(values["source"].string_or("")),
                         std::string(values["source_key"].string_or("")), word_set(values["text"].string_or(""))});
    }
    return {};
}

void KnownRecommendations::name(const base::Id& review, const base::Id& id) {
    for (KnownRecommendation& known : known_[review]) known.named = known.named || known.id == id;
}

KnownRecommendation* KnownRecommendations::find(const base::Id& review, const base::Id& name, const std::string& number, std::string_view text) {
    const auto found = known_.find(review);
    if (found == known_.end()) return nullptr;
    for (KnownRecommendation& known : found->second) {
        if (known.id == name) return &known;
    }
    const std::vector<std::string> words = word_set(text);
    KnownRecommendation* best = nullptr;
    double most = kSameText;
    for (KnownRecommendation& known : found->second) {
        if (known.met || known.named) continue;
        const double same = overlap(words, known.words) + (!number.empty() && number == known.number ? kSameNumber : 0.0);
        if (same < most) continue;
        best = &known;
        most = same;
    }
    return best;
}

}  // namespace guvoh::recommendations
