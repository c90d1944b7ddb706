// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Turns a word of a query into the group of dictionary words that answer it: itself, its inflected forms, its spellings in
// other scripts; words that begin so; words a few edits away. A group then behaves as one word.
//
// Threads: an Expander belongs to one search.
// Implements: docs/formats/search-index.md, "Groups"
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "language/keys.h"
#include "language/words.h"
#include "search/segment_list.h"

namespace guvoh::search {

/// How much an occurrence counts, in tenths: whole numbers, so that sums do not depend on their order.
using Tenths = std::uint32_t;
inline constexpr Tenths kWhole = 10;

struct GroupList {
    ListRef list;
    Tenths weight = kWhole;
};

/// Words that answer one word of the query.
struct Group {
    std::map<std::string, Tenths, std::less<>> words;
    std::vector<std::vector<GroupList>> lists;  ///< per segment, in byte order of the words
    std::uint64_t unit_count = 0;               ///< over all lists; a unit with two of the words counts twice
};

class Expander {
public:
    /// `list` outlives the expander.
    Expander(const SegmentList& list, bool exact) : list_(list), exact_(exact) {}

    base::Expected<Group> word(const language::OwnedWord& word);
    base::Expected<Group> prefix(std::string_view folded);
    /// Words within 1 or 2 edits of a folded word; counted in characters, a swap of neighbours is one edit. Words of another script
    /// are compared by their sounds, unless the search is exact.
    base::Expected<Group> fuzzy(std::string_view folded, int edits);

private:
    base::Status by_keys(std::string_view folded, const language::WordMatcher& matcher, const std::vector<std::uint32_t>& hashes,
                         std::size_t segment, Group& group);
    const SegmentList& list_;
    bool exact_;
};

}  // namespace guvoh::search
