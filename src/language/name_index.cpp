// SPDX-License-Identifier: AGPL-3.0-or-later
#include "language/name_index.h"

#include <algorithm>
#include <unordered_map>

#include "language/hash_shards.h"
#include "language/name_forms.h"
#include "language/segment_index.h"

namespace guvoh::language {
namespace {

using Ordinal = SegmentIndex::Ordinal;

constexpr std::size_t kUnsettled = 2048;
constexpr std::size_t kMostByWord = 3000;     // candidates looked at for one shared word
constexpr std::size_t kMostOrderedWords = 3;  // longer names are tried in rotations only
constexpr unsigned kFar = 3;                  // stands for "more than two edits"
constexpr double kLeastSimilarity = 0.55;     // of sounds, for a name found by a shared word alone
constexpr std::uint8_t kBeyond = 255;
constexpr std::size_t kNoBudget = ~std::size_t{0};
constexpr std::size_t kBudgetWhenFound = 12'000;  // comparisons spent on names two edits off, with nearer ones found
constexpr std::size_t kBudgetWhenNot = 150'000;

std::uint64_t hash_token(std::string_view sounds) {
    std::uint64_t value = 14695981039346656037ULL;
    const std::string consonants = consonants_of(sounds);
    for (const char c : consonants) {
        value = (value ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    }
    return mix_hash(value) * 0x9E3779B97F4A7C15ULL;
}

/// The query's words in other orders, without the order as written.
std::vector<std::string> other_orders(std::string_view form) {
    std::vector<std::string_view> tokens = tokens_of(form);
    std::vector<std::string> out;
    if (tokens.size() < 2 || tokens.size() > 6) {
        return out;
    }
    const auto join = [&out, form](const std::vector<std::string_view>& order) {
        std::string joined;
        for (const std::string_view token : order) {
            joined += (joined.empty() ? std::string() : std::string(" ")).append(token);
        }
        if (joined != form && std::find(out.begin(), out.end(), joined) == out.end()) {
            out.push_back(std::move(joined));
        }
    };
    if (tokens.size() <= kMostOrderedWords) {
        std::sort(tokens.begin(), tokens.end());
        do {
            join(tokens);
        } while (std::next_permutation(tokens.begin(), tokens.end()));
    } else {
        for (std::size_t turn = 1; turn < tokens.size(); ++turn) {
            std::rotate(tokens.begin(), tokens.begin() + 1, tokens.end());
            join(tokens);
        }
    }
    return out;
}

/// What is known of one candidate.
struct Candidate {
    unsigned spelling_edits = kFar;
    unsigned sound_edits = kFar;
    bool reordered = false;
    double similarity = 0;
};

}  // namespace

class NameIndex::Core {
public:
    void add(std::uint64_t id, std::string_view name) {
        const NameForms forms = forms_of(name);
        ids_.push_back(id);
        spellings_.add(forms.spelling);
        sounds_.add(forms.sounds);
        if (settles_itself_ && ids_.size() - tokens_.settled() >= kUnsettled) {
            settle_tokens();
        }
    }
    void hold() {
        settles_itself_ = false;
        spellings_.hold();
        sounds_.hold();
    }
    void settle() {
        settles_itself_ = true;
        spellings_.settle();
        sounds_.settle();
        settle_tokens();
        ids_.shrink_to_fit();
    }
    std::vector<NameHit> find(std::string_view query, std::size_t limit) const;
    std::vector<NameHit> within(std::string_view query, unsigned edits, std::size_t limit) const;
    std::size_t size() const { return ids_.size(); }
    std::size_t memory_bytes() const {
        return ids_.capacity() * sizeof(std::uint64_t) + spellings_.memory_bytes() + sounds_.memory_bytes() +
               tokens_.memory_bytes();
    }

private:
    using Candidates = std::unordered_map<Ordinal, Candidate>;

    void settle_tokens() {
        tokens_.settle(static_cast<Ordinal>(ids_.size()), [this](Ordinal ordinal, auto visit) {
            for (const std::string_view token : tokens_of(sounds_.text(ordinal))) {
                if (token.size() > 2) {
                    visit(hash_token(token));
                }
            }
        });
    }
    void take_spelling(std::string_view spelling, unsigned edits, bool reordered, Candidates& out,
                       std::size_t budget = kNoBudget) const {
        std::vector<SegmentIndex::Hit> hits;
        spellings_.find(spelling, edits, hits, budget);
        for (const SegmentIndex::Hit& hit : hits) {
            const auto [at, is_new] = out.try_emplace(hit.ordinal);
            if (is_new) {
                at->second.reordered = reordered;
            }
            at->second.spelling_edits = std::min(at->second.spelling_edits, hit.edits);
        }
    }
    void take_sounds(std::string_view sounds, unsigned edits, bool reordered, Candidates& out,
                     std::size_t budget = kNoBudget) const {
        if (sounds.size() < 3) {
            return;
        }
        std::vector<SegmentIndex::Hit> hits;
        sounds_.find(sounds, edits, hits, budget);
        for (const SegmentIndex::Hit& hit : hits) {
            const auto [at, is_new] = out.try_emplace(hit.ordinal);
            if (is_new) {
                at->second.reordered = reordered;
            }
            at->second.sound_edits = std::min(at->second.sound_edits, hit.edits);
        }
    }
    void take_by_words(std::string_view sounds, Candidates& out) const;
    std::vector<NameHit> rank(const NameForms& query, Candidates& candidates, std::size_t limit) const;

    std::vector<std::uint64_t> ids_;
    SegmentIndex spellings_;
    SegmentIndex sounds_;
    HashShards tokens_;
    bool settles_itself_ = true;
};

/// Finds names that share the query's rarest word, or its two rarest when both are common.
void NameIndex::Core::take_by_words(std::string_view sounds, Candidates& out) const {
    std::vector<std::vector<Ordinal>> lists;
    for (const std::string_view token : tokens_of(sounds)) {
        if (token.size() <= 2) {
            continue;
        }
        std::vector<Ordinal> list;
        tokens_.probe(hash_token(token), [&list](Ordinal ordinal) { list.push_back(ordinal); });
        lists.push_back(std::move(list));
    }
    if (lists.empty()) {
        return;
    }
    std::sort(lists.begin(), lists.end(), [](const auto& left, const auto& right) { return left.size() < right.size(); });
    std::vector<Ordinal> chosen = lists[0];
    if (lists.size() > 1 && chosen.size() > kMostByWord / 8) {
        std::sort(chosen.begin(), chosen.end());
        std::sort(lists[1].begin(), lists[1].end());
        std::vector<Ordinal> both;
        std::set_intersection(chosen.begin(), chosen.end(), lists[1].begin(), lists[1].end(), std::back_inserter(both));
        if (!both.empty()) {
            chosen = std::move(both);
        }
    }
    if (chosen.size() > kMostByWord) {
        chosen.resize(kMostByWord);
    }
    for (const Ordinal ordinal : chosen) {
        const double similarity = sounds_similarity(sounds, sounds_.text(ordinal));
        if (similarity < kLeastSimilarity) {
            continue;
        }
        Candidate& candidate = out[ordinal];
        candidate.similarity = std::max(candidate.similarity, similarity);
    }
}

std::vector<NameHit> NameIndex::Core::rank(const NameForms& query, Candidates& candidates, std::size_t limit) const {
    const EditPattern spelling(query.spelling);
    const EditPattern sounds(query.sounds);
    const int script = spelling_script(query.spelling);
    const auto length = static_cast<double>(std::max<std::size_t>(query.spelling.size(), 4));
    std::vector<NameHit> hits;
    for (auto& [ordinal, candidate] : candidates) {
        const std::string_view text = spellings_.text(ordinal);
        const bool same_script = spelling_script(text) == script;
        if (!candidate.reordered) {
            candidate.spelling_edits = std::min(candidate.spelling_edits, spelling.distance(text, 2));
            candidate.sound_edits = std::min(candidate.sound_edits, sounds.distance(sounds_.text(ordinal), 2));
        }
        const unsigned edits = std::min(candidate.spelling_edits, candidate.sound_edits);
        double score = candidate.similarity * 0.8;
        if (edits < kFar) {
            const double other = 0.2 * (candidate.spelling_edits + candidate.sound_edits - edits) +
                                 (candidate.reordered ? 0.3 : 0.0) + (same_script ? 0.0 : 0.1);
            score = std::max(score, 1.0 - (0.8 * edits + other) / (length + 2));
        }
        const auto shown_edits = edits < kFar ? static_cast<std::uint8_t>(edits) : kBeyond;
        hits.push_back({ids_[ordinal], static_cast<float>(score), shown_edits, same_script});
    }
    std::sort(hits.begin(), hits.end(), [](const NameHit& left, const NameHit& right) {
        if (left.score != right.score) {
            return left.score > right.score;
        }
        if (left.same_script != right.same_script) {
            return left.same_script;
        }
        return left.id < right.id;
    });
    std::vector<NameHit> out;
    for (const NameHit& hit : hits) {
        if (out.size() == limit) {
            break;
        }
        const bool is_seen = std::any_of(out.begin(), out.end(), [&hit](const NameHit& seen) { return seen.id == hit.id; });
        if (!is_seen) {
            out.push_back(hit);
        }
    }
    return out;
}

std::vector<NameHit> NameIndex::Core::find(std::string_view query, std::size_t limit) const {
    const NameForms forms = forms_of(query);
    if (forms.spelling.empty() || limit == 0) {
        return {};
    }
    Candidates candidates;
    take_spelling(forms.spelling, 1, false, candidates);
    take_sounds(forms.sounds, 1, false, candidates);
    if (forms.has_x) {
        take_sounds(forms_of(query, {true, false}).sounds, 1, false, candidates);
    }
    if (forms.has_j) {
        take_sounds(forms_of(query, {false, true}).sounds, 1, false, candidates);
    }
    if (candidates.size() < limit) {
        for (const std::string& order : other_orders(forms.spelling)) {
            take_spelling(order, 1, true, candidates);
        }
        for (const std::string& order : other_orders(forms.sounds)) {
            take_sounds(order, 1, true, candidates);
        }
    }
    const bool is_found = !candidates.empty();
    if (candidates.size() < limit) {
        take_by_words(forms.sounds, candidates);
    }
    if (candidates.size() < limit) {
        const std::size_t budget = is_found ? kBudgetWhenFound : kBudgetWhenNot;
        take_spelling(forms.spelling, 2, false, candidates, budget);
        take_sounds(forms.sounds, 2, false, candidates, budget);
    }
    return rank(forms, candidates, limit);
}

std::vector<NameHit> NameIndex::Core::within(std::string_view query, unsigned edits, std::size_t limit) const {
    const NameForms forms = forms_of(query);
    if (forms.spelling.empty() || limit == 0) {
        return {};
    }
    Candidates candidates;
    take_spelling(forms.spelling, edits, false, candidates);
    take_sounds(forms.sounds, edits, false, candidates);
    return rank(forms, candidates, limit);
}

NameIndex::NameIndex() : core_(std::make_unique<Core>()) {}
NameIndex::~NameIndex() = default;
NameIndex::NameIndex(NameIndex&&) noexcept = default;
NameIndex& NameIndex::operator=(NameIndex&&) noexcept = default;

void NameIndex::build(const std::vector<std::pair<std::uint64_t, std::string_view>>& names) {
    core_->hold();
    for (const auto& [id, name] : names) {
        core_->add(id, name);
    }
    core_->settle();
}

void NameIndex::add(std::uint64_t id, std::string_view name) { core_->add(id, name); }
std::vector<NameHit> NameIndex::find(std::string_view query, std::size_t limit) const { return core_->find(query, limit); }
std::vector<NameHit> NameIndex::within(std::string_view query, unsigned edits, std::size_t limit) const {
    return core_->within(query, edits, limit);
}
std::size_t NameIndex::size() const { return core_->size(); }
std::size_t NameIndex::memory_bytes() const { return core_->memory_bytes(); }

}  // namespace guvoh::language
