// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A query made ready for one moment's segments: its words expanded to groups with their weights, its fields resolved.
//
// Threads: belongs to one search.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "search/expand.h"
#include "search/index.h"
#include "search/matchers.h"
#include "search/query.h"
#include "search/segment_list.h"

namespace guvoh::search {

/// One part of the plan; the shape of the query tree without what holds no words.
struct PlanNode {
    enum class Kind { Group, Phrase, Documents, Languages, And, Or, Not, All, None };
    Kind kind = Kind::None;
    std::vector<Group> groups;  ///< one, or the words of a phrase
    float weight = 0;           ///< inverse document frequency
    std::size_t field_index = 0;
    std::vector<LanguageCode> languages;
    std::vector<std::unique_ptr<PlanNode>> children;
};

struct Plan {
    std::unique_ptr<PlanNode> root;
    std::vector<std::string> matched_words;  ///< sorted
};

/// Errors: Invalid when nothing in the query can be searched for; Corrupt.
base::Expected<Plan> make_plan(const Query& query, const SearchFilter& filter, const SegmentList& list);

/// Builds the matchers of a plan for one segment. All arguments outlive them.
base::Expected<MatcherPtr> make_matcher(const PlanNode& node, const SearchFilter& filter, const SegmentList& list,
                                        std::size_t segment, const ScoreTables& tables);

}  // namespace guvoh::search
