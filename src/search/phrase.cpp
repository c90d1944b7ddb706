// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>

#include "search/matchers.h"

namespace guvoh::search {

base::Expected<MatcherPtr> PhraseMatcher::make(const Segment& segment, const std::vector<const std::vector<GroupList>*>& groups,
                                               float weight, const ScoreTables& tables) {
    std::unique_ptr<PhraseMatcher> made(new PhraseMatcher(weight, tables));
    std::vector<MatcherPtr> words;
    for (const std::vector<GroupList>* lists : groups) {
        // A weight of one: the bound of the whole is the least of the words' bounds.
        GUVOH_TRY(auto word, GroupMatcher::make(segment, *lists, 1, tables));
        words.push_back(std::move(word));
        std::vector<ListCursor> cursors;
        for (const GroupList& list : *lists) {
            GUVOH_TRY(ListCursor cursor, segment.cursor(list.list));
            cursors.push_back(std::move(cursor));
        }
        made->words_.push_back(std::move(cursors));
    }
    made->places_.resize(groups.size());
    made->all_ = std::make_unique<AndMatcher>(std::move(words));
    return MatcherPtr(std::move(made));
}

std::uint32_t PhraseMatcher::occurrences(std::uint32_t unit) {
    for (std::size_t i = 0; i < words_.size(); ++i) {
        places_[i].clear();
        std::size_t lists_here = 0;
        for (ListCursor& cursor : words_[i]) {
            cursor.seek(unit);
            if (cursor.unit() != unit) { continue; }
            cursor.positions(places_[i]);
            ++lists_here;
        }
        if (lists_here > 1) { std::sort(places_[i].begin(), places_[i].end()); }
    }
    std::uint32_t found = 0;
    for (const std::uint32_t first : places_[0]) {
        bool all = true;
        for (std::size_t i = 1; all && i < places_.size(); ++i) {
            all = std::binary_search(places_[i].begin(), places_[i].end(), first + i);
        }
        found += all ? 1U : 0U;
    }
    return found;
}

void PhraseMatcher::match(const Window& window, const WindowBits& candidates, WindowBits& out) {
    WindowBits together;
    all_->match(window, candidates, together);
    bits_ = {};
    for_each_bit(together, [&](std::uint32_t bit) {
        counts_[bit] = occurrences(window.begin + bit);
        if (counts_[bit] > 0) { bits_[bit / 64] |= std::uint64_t{1} << (bit % 64); }
    });
    out = bits_;
}

float PhraseMatcher::bound(const Window& window) { return std::min(1.0F, all_->bound(window)) * weight_; }

void PhraseMatcher::score(const Window& window, const WindowBits& chosen, float* scores) {
    WindowBits both;
    for (std::size_t i = 0; i < both.size(); ++i) { both[i] = bits_[i] & chosen[i]; }
    for_each_bit(both, [&](std::uint32_t bit) {
        const auto count = static_cast<float>(counts_[bit] * kWhole);
        scores[bit] += weight_ * count / (count + tables_.tenths[tables_.length_codes[window.begin + bit]]);
    });
}

}  // namespace guvoh::search
