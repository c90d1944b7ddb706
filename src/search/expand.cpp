// SPDX-License-Identifier: AGPL-3.0-or-later
#include "search/expand.h"

#include <algorithm>
#include <optional>

#include "search/edit_distance.h"

namespace guvoh::search {

std::uint64_t SegmentList::unit_count() const {
    std::uint64_t count = 0;
    for (const auto& segment : segments) { count += segment->units().unit_count(); }
    return count;
}

std::uint64_t SegmentList::word_count() const {
    std::uint64_t count = 0;
    for (const auto& segment : segments) { count += segment->word_count(); }
    return count;
}

float SegmentList::average_length() const {
    const std::uint64_t units = unit_count();
    const std::uint64_t words = word_count();
    return words <= units ? 1.0F : static_cast<float>(static_cast<double>(words) / static_cast<double>(units));
}

namespace {

void take(Group& group, std::size_t segment, std::string_view word, const ListRef& list, Tenths weight) {
    const auto known = group.words.find(word);
    if (known == group.words.end()) { group.words.emplace(word, weight); }
    group.lists[segment].push_back({list, weight});
    group.unit_count += list.unit_count;
}

Tenths weight_of(language::MatchStrength strength) {
    return static_cast<Tenths>(language::match_weight(strength) * kWhole + 0.5);
}

Group empty_group(const SegmentList& list) {
    Group group;
    group.lists.resize(list.segments.size());
    return group;
}

}  // namespace

base::Expected<Group> Expander::word(const language::OwnedWord& word) {
    Group group = empty_group(list_);
    std::vector<std::uint32_t> hashes;
    std::optional<language::WordMatcher> matcher;
    if (!exact_) {
        key_hashes(word.folded, hashes);
        matcher.emplace(word.folded, word.capitalised);
    }
    for (std::size_t segment = 0; segment < list_.segments.size(); ++segment) {
        WordEntry entry;
        GUVOH_TRY(const bool found, list_.segments[segment]->dictionary().find(word.folded, entry));
        if (found) { take(group, segment, word.folded, entry.list, kWhole); }
        if (matcher) { GUVOH_TRY_VOID(by_keys(word.folded, *matcher, hashes, segment, group)); }
    }
    return group;
}

base::Status Expander::by_keys(std::string_view folded, const language::WordMatcher& matcher, const std::vector<std::uint32_t>& hashes,
                               std::size_t segment, Group& group) {
    const Dictionary& dictionary = list_.segments[segment]->dictionary();
    std::vector<std::uint32_t> ordinals;
    for (const std::uint32_t hash : hashes) { GUVOH_TRY_VOID(dictionary.with_key(hash, ordinals)); }
    std::sort(ordinals.begin(), ordinals.end());
    ordinals.erase(std::unique(ordinals.begin(), ordinals.end()), ordinals.end());
    for (const std::uint32_t ordinal : ordinals) {
        WordEntry entry;
        GUVOH_TRY(const std::string candidate, dictionary.word(ordinal, entry));
        if (candidate == folded) { continue; }
        const auto known = group.words.find(candidate);
        const Tenths weight = known != group.words.end() ? known->second : weight_of(matcher.strength(candidate));
        if (weight > 0) { take(group, segment, candidate, entry.list, weight); }
    }
    return {};
}

base::Expected<Group> Expander::prefix(std::string_view folded) {
    Group group = empty_group(list_);
    for (std::size_t segment = 0; segment < list_.segments.size(); ++segment) {
        Dictionary::Walker walker(list_.segments[segment]->dictionary());
        GUVOH_TRY_VOID(walker.start(folded));
        while (!walker.at_end() && walker.word().substr(0, folded.size()) == folded) {
            take(group, segment, walker.word(), walker.entry().list, kWhole);
            GUVOH_TRY_VOID(walker.next());
        }
    }
    return group;
}

namespace {

/// Compares a fuzzy word with words of other scripts, by their sounds.
class SoundDistance {
public:
    SoundDistance(std::string_view folded, int edits) : folded_(folded), edits_(edits) {
        for (const std::string& form : language::sound_forms(folded)) {
            most_bytes_ = std::max(most_bytes_, kMostBytesPerSound * (form.size() + static_cast<std::size_t>(edits)));
            forms_.push_back({language::SoundSieve(form), EditDistance(form, edits)});
        }
    }
    /// Gives the distance, or more than `edits` for a word of the same script or one that has no sounds.
    int to(std::string_view word) {
        int least = edits_ + 1;
        if (word.size() > most_bytes_ || !language::scripts_differ(folded_, word) || is_too_far(word)) { return least; }
        for (const std::string& sounds : language::sound_forms(word)) {
            for (Form& form : forms_) {
                form.distance.start();
                least = std::min(least, form.distance.next(sounds, 0));
            }
        }
        return least;
    }

private:
    struct Form {
        language::SoundSieve sieve;
        EditDistance distance;
    };
    bool is_too_far(std::string_view word) const {
        return std::all_of(forms_.begin(), forms_.end(), [&](const Form& form) { return form.sieve.excludes(word, edits_); });
    }
    static constexpr std::size_t kMostBytesPerSound = 6;  // two letters of Cyrillic or Latin, and signs beside them

    std::string_view folded_;  // the query's, which outlives this
    int edits_;
    std::size_t most_bytes_ = 0;  // longer words need not be read
    std::vector<Form> forms_;
};

}  // namespace

base::Expected<Group> Expander::fuzzy(std::string_view folded, int edits) {
    static constexpr Tenths kByEdits[] = {10, 7, 5};
    static constexpr Tenths kBySounds[] = {7, 5, 4};  // as names in another script count, and less
    Group group = empty_group(list_);
    EditDistance distance(folded, edits);
    SoundDistance sounds(folded, edits);
    for (std::size_t segment = 0; segment < list_.segments.size(); ++segment) {
        distance.start();
        Dictionary::Walker walker(list_.segments[segment]->dictionary());
        GUVOH_TRY_VOID(walker.start({}));
        while (!walker.at_end()) {
            const int found = distance.next(walker.word(), walker.shared());
            if (found <= edits) {
                take(group, segment, walker.word(), walker.entry().list, kByEdits[found]);
            } else if (const int heard = exact_ ? edits + 1 : sounds.to(walker.word()); heard <= edits) {
                take(group, segment, walker.word(), walker.entry().list, kBySounds[heard]);
            }
            GUVOH_TRY_VOID(walker.next());
        }
    }
    return group;
}

}  // namespace guvoh::search
