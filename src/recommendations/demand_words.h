// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A recommendation taken apart for comparing it with others: the stems of its words, the verbs that turn it round, the treaties it
// names and those it asks to join. English and Russian; in other languages the words as far as there are stemmers, no verbs.
// For the files of this module only.
//
// Threads: plain functions; the tables behind are constant.
// Implements: docs/formats/demands.md, "Words"
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace guvoh::recommendations {

/// What one recommendation asks. Every list is sorted and holds nothing twice.
struct DemandWords {
    std::vector<std::string> stems;     ///< of words that say what it is about, without the names of treaties
    std::vector<std::string> faint;     ///< stems of words that most recommendations use: "continue", "measures"
    std::vector<std::string> acts;      ///< what turns a demand round: "abolish", "ban", "not", ...
    std::vector<std::string> groups;    ///< whose rights it is about, as the rules suggest: "roma", "children"
    std::vector<std::string> treaties;  ///< codes of all it names
    std::vector<std::string> to_join;   ///< codes of those it asks to sign, ratify or accede to
};

/// Takes: text, UTF-8; treaties, the codes that the record holds, which a person may have corrected.
/// Cost:  linear, some 100 microseconds.
DemandWords demand_words(std::string_view text, const std::vector<std::string>& treaties);

/// Says whether two demands ask for the opposite of one another: to make a crime of what the other frees.
bool are_opposite(const DemandWords& a, const DemandWords& b);

}  // namespace guvoh::recommendations
