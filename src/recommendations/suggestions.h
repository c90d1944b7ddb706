// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What the program thinks a recommendation is about, with the words that say why, and a person's confirmation of it in bulk.
//
// Promises: a suggestion never becomes a confirmed theme, group, goal or category without a person.
// Threads: any; the desk outlives the call.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "recommendations/desk.h"

namespace guvoh::recommendations {

/// One suggestion. `words` are the pieces of the text that caused it.
struct SuggestionView {
    std::string kind, code, by;  ///< kind as themes::kind_name gives it; by "rule" or "model"
    double score = 0;            ///< 0 to 1
    std::vector<TextRange> spans;  ///< bytes of the text
    std::vector<std::string> words;
};

/// Suggestions for a recommendation's present text: by the model that is kept for its compartment, if there is one, and by rules. Errors: NotFound.
base::Expected<std::vector<SuggestionView>> suggestions(Desk& desk, const Caller& caller, std::string_view id);

/// How many records a confirmation changed, and those it could not.
struct ConfirmReport {
    std::uint64_t seen = 0, changed = 0, already_there = 0;
    std::vector<service::Refused> refused;  ///< path: the id
};
/// Adds what is suggested for each recommendation to its confirmed themes, groups, goals and category; a category that is set stays.
/// Errors: Denied; Invalid without a reason or for more than 1,000 ids.
base::Expected<ConfirmReport> confirm_suggestions(Desk& desk, const Caller& caller, const std::vector<std::string>& ids, std::string_view reason);

}  // namespace guvoh::recommendations
