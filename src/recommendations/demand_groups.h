// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Which recommendations seem to ask for the same: likeness of pairs by words, verbs and treaties, then groups by average linkage, so
// that chains of neighbours do not grow into one. For the files of this module only; demands.h is the door.
//
// Promises: what a person has put together stays together, and two groups that a person made are never joined.
// Threads: plain functions.
// Implements: docs/formats/demands.md, "Likeness" and "Groups"
#pragma once

#include <string>
#include <vector>

#include "recommendations/demand_words.h"

namespace guvoh::recommendations {

/// One recommendation to be grouped.
struct DemandItem {
    DemandWords words;
    std::string compartment;         ///< two of different ones meet only where one of them is general
    std::string demand;              ///< id of the demand it is in, "" for none; then of that demand:
    std::string treaty;              ///< the one it asks to join, "" for none
    std::string demand_compartment;  ///< unless it is general, only recommendations of the same one may join it
};

/// Recommendations that belong together, by their index.
struct DemandGroup {
    std::vector<std::size_t> members;
    std::vector<std::string> words;  ///< what ties them, the weightiest first, at most kMostTies
    double likeness = 0;             ///< mean of its pairs, 0 to 1
    std::string treaty;              ///< the one that all of them ask to join, else ""
};

inline constexpr double kSameDemand = 0.44;  ///< mean likeness from which two groups are one; docs/benchmarks.md, "Recommendations"
inline constexpr std::size_t kMostTies = 8;

/// Groups of two and more with at least one member that is in no demand yet, largest first. Those who ask to join a treaty are
/// grouped by it, whatever their other words.
///
/// Cost: square in the items, in time and memory: 2,000 take a second and 16 MB.
std::vector<DemandGroup> group_demands(const std::vector<DemandItem>& items, double threshold = kSameDemand);

}  // namespace guvoh::recommendations
