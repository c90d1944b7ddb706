// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Search as its definition says, slowly: every unit is looked at for every query. What the index must agree with.
//
// Threads: one.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "search/index.h"
#include "search/query.h"

namespace guvoh::search::testing {

class NaiveSearch {
public:
    void add_document(std::uint32_t number, const std::vector<UnitText>& units);
    void erase_document(std::uint32_t number);
    SearchResult search(const Query& query, const SearchFilter& filter, std::uint32_t limit, std::uint32_t offset = 0) const;

private:
    struct Unit {
        UnitKey key;
        std::map<std::string, std::vector<std::uint32_t>> places;
        std::uint32_t coded_length = 0;
    };
    struct Outcome {
        bool matches = false;
        float score = 0;
    };
    using Weights = std::map<std::string, std::uint32_t>;  // tenths by word
    struct Leaf {
        std::vector<Weights> groups;
        float weight = 0;
    };
    std::set<std::string> vocabulary() const;
    Weights group(const std::string& word, bool capitalised, bool exact) const;
    void prepare(const QueryNode& node, bool exact, std::map<const QueryNode*, Leaf>& leaves) const;
    float length_part(const Unit& unit) const;
    Outcome leaf_outcome(const Leaf& leaf, const Unit& unit) const;
    Outcome outcome(const QueryNode& node, const Unit& unit, const std::map<const QueryNode*, Leaf>& leaves,
                    const SearchFilter& filter, std::size_t& field) const;
    std::vector<Unit> units_;
};

/// Edits (insert, delete, replace, swap of neighbours) between two words, counted in characters.
int edits_between(const std::string& a, const std::string& b);

}  // namespace guvoh::search::testing
