// SPDX-License-Identifier: AGPL-3.0-or-later
#include "themes/model.h"

#include <algorithm>
#include <cmath>

#include "themes/corpus.h"
#include "themes/features.h"
#include "themes/spans.h"

namespace guvoh::themes {

namespace {

constexpr std::size_t kMostWords = 6;        // shown for a suggestion
constexpr double kLeastShare = 0.25;         // of the strongest word's part, for a word to be shown

double probability(double sum) { return 1 / (1 + std::exp(-sum)); }

/// The strongest words of those that spoke for something.
std::vector<Span> strongest(std::string_view text, const std::map<Span, double>& parts) {
    std::vector<std::pair<double, Span>> ranked;
    for (const auto& [span, part] : parts) {
        if (part > 0) ranked.emplace_back(-part, span);
    }
    std::sort(ranked.begin(), ranked.end());
    std::vector<Span> spans;
    for (const auto& [negative, span] : ranked) {
        if (spans.size() == kMostWords || negative > ranked.front().first * kLeastShare) break;
        spans.push_back(span);
    }
    return merged(text, std::move(spans));
}

}  // namespace

/// A text's known features with their values, and each line's sum.
struct Model::Scored {
    std::vector<TextFeature> features;
    std::vector<const Feature*> known;  ///< one a feature; null where the model has none
    std::vector<float> values;
    std::vector<double> sums;  ///< one a line

    /// The words that spoke for a line: each feature's part, shared among its words.
    std::vector<Span> words_for(std::string_view text, std::uint32_t line) const {
        std::map<Span, double> parts;
        for (std::size_t at = 0; at < features.size(); ++at) {
            if (known[at] == nullptr || features[at].spans.empty()) continue;
            for (const Weight& weight : known[at]->weights) {
                if (weight.line != line) continue;
                const double share = static_cast<double>(weight.value * values[at]) / static_cast<double>(features[at].spans.size());
                for (const Span& span : features[at].spans) parts[span] += share;
            }
        }
        return strongest(text, parts);
    }
};

Model::Scored Model::score(std::string_view text) const {
    Scored out;
    out.features = FeatureMaker().features(text);
    std::vector<ValuedFeature> valued;
    for (const TextFeature& feature : out.features) {
        const auto at = features_.find(feature.name);
        out.known.push_back(at == features_.end() ? nullptr : &at->second);
        const bool is_word = is_word_feature(feature.name) && at != features_.end();
        valued.push_back({feature.count, is_word ? at->second.rarity : 0, is_word});
    }
    out.values = feature_values(valued);
    for (const ModelLine& line : lines_) out.sums.push_back(line.bias);
    for (std::size_t at = 0; at < out.known.size(); ++at) {
        if (out.known[at] == nullptr) continue;
        for (const Weight& weight : out.known[at]->weights) out.sums[weight.line] += static_cast<double>(weight.value * out.values[at]);
    }
    return out;
}

std::vector<Suggestion> Model::scores(std::string_view text) const {
    const Scored scored = score(text);
    std::vector<Suggestion> out;
    for (std::size_t at = 0; at < lines_.size(); ++at) {
        out.push_back({lines_[at].kind, lines_[at].code, probability(scored.sums[at]), {}, By::Model});
    }
    return out;
}

std::vector<Suggestion> Model::predict(std::string_view text) const {
    const Scored scored = score(text);
    std::vector<Suggestion> out;
    for (const Kind kind : {Kind::Theme, Kind::Action}) {
        std::vector<std::uint32_t> ranked;
        for (std::uint32_t at = 0; at < lines_.size(); ++at) {
            if (lines_[at].kind == kind) ranked.push_back(at);
        }
        std::stable_sort(ranked.begin(), ranked.end(), [&](std::uint32_t a, std::uint32_t b) { return scored.sums[a] > scored.sums[b]; });
        for (std::size_t place = 0; place < ranked.size(); ++place) {
            const double likely = probability(scored.sums[ranked[place]]);
            if (place > 0 && (kind == Kind::Action || likely < threshold_)) break;
            out.push_back({kind, lines_[ranked[place]].code, likely, scored.words_for(text, ranked[place]), By::Model});
        }
    }
    return out;
}

std::vector<Suggestion> suggest_with(const Model& model, std::string_view text) {
    std::vector<Suggestion> all = model.predict(text);
    std::erase_if(all, [](const Suggestion& one) { return one.spans.empty(); });  // a guess at what is frequent, whatever the text
    const bool has_action = std::any_of(all.begin(), all.end(), [](const Suggestion& one) { return one.kind == Kind::Action; });
    for (Suggestion& one : suggest(text)) {
        const bool known = std::any_of(all.begin(), all.end(), [&one](const Suggestion& other) { return other.kind == one.kind && other.code == one.code; });
        if (!known && (one.kind != Kind::Action || !has_action)) all.push_back(std::move(one));
    }
    std::stable_sort(all.begin(), all.end(), [](const Suggestion& a, const Suggestion& b) { return a.kind != b.kind ? a.kind < b.kind : a.score > b.score; });
    return all;
}

}  // namespace guvoh::themes
