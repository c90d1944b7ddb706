// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Reads final positions out of the addendum to a Working Group report ("/Add.1", "Views on conclusions and/or recommendations"):
// the State lists numbers ("accepts the recommendations 1-5, 14-16") or answers one by one ("122.16 Slovenia considers ...").
//
// Numbers are as printed: "122.16", or "16" where the addendum leaves out the paragraph; the caller matches them to the report.
// Threads: plain functions.
// Implements: docs/formats/reviews.md, "Addenda"
#pragma once

#include <string>
#include <vector>

#include "documents/extracted.h"
#include "reviews/decision.h"
#include "reviews/running_text.h"

namespace guvoh::reviews {

/// What the State finally said about one recommendation.
struct FinalPosition {
    std::string number;
    Decision decision = Decision::Other;  ///< Supported, Implemented or Noted; never Other
    std::string reason;                   ///< the State's words about this one, "" when it only stands in a list
    Place place;
};

/// Reads an addendum: each number once, in order of first mention. A later, more particular statement wins over a list, except
/// that what is in a list of noted ones stays noted.
std::vector<FinalPosition> read_addendum(const std::vector<documents::Page>& pages);

}  // namespace guvoh::reviews
