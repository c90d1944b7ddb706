// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What a State under review said about recommendations, read from the paragraph that stands above them: "enjoy the support
// of", "already implemented", "will examine and respond", "did not enjoy the support".
//
// Threads: plain functions.
// Implements: docs/formats/reviews.md, "Decisions"
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace guvoh::reviews {

/// The State's position as the report prints it.
enum class Decision {
    Supported,
    Implemented,       ///< supported, and said to be done already or under way
    UnderExamination,  ///< the answer comes later, in the addendum
    Noted,             ///< not supported: noted or rejected
    Other,             ///< the report does not say
};

/// "supported", "implemented", "under_examination", "noted", "other".
std::string_view decision_name(Decision decision);

/// Reads the decision from a heading paragraph.
Decision read_decision(std::string_view heading);

/// Says whether a paragraph introduces recommendations or speaks about them, rather than being one.
bool is_heading(std::string_view paragraph);

/// Which recommendations a paragraph decides on.
enum class Reach {
    Below,    ///< those listed under it
    Unclear,  ///< it speaks of recommendations, and does not say which
    Above,    ///< those listed before it: "The recommendations listed above enjoy the support of ..."
};

/// Reads which recommendations a paragraph decides on.
Reach reach_of(std::string_view paragraph);

/// The recommendations that a paragraph decides on by number: "considers that recommendations Nos. 8, 9 to 11 and 84.5 above are
/// already implemented" gives 8, 9, 10, 11, 84.5. Empty when it names none.
std::vector<std::string> named_numbers(std::string_view paragraph);

}  // namespace guvoh::reviews
