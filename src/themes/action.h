// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The category of the action a recommendation asks for, 1 (least) to 5 (specific), by the rules UPR Info published in October
// 2014: the first verb decides; of two joined verbs the second; a general action with a specific example ("by amending ...")
// is specific. The list of verbs begins with the guide's and was continued by us. Module-private; suggest.h is the door.
//
// Threads: plain functions.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "language/words.h"
#include "themes/suggest.h"

namespace guvoh::themes {

/// A category and the words it was read from.
struct ActionGuess {
    int category = 0;  ///< 1 to 5; 0 when no verb is known
    double score = 0;
    std::vector<Span> spans;
};

/// Reads the category of an English recommendation from its words.
ActionGuess guess_action(std::span<const language::OwnedWord> words);

}  // namespace guvoh::themes
