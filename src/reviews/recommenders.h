// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Takes the recommending States, printed in parentheses, out of a recommendation's text, and splits a paragraph that holds
// several recommendations: "Ratify the Protocol (Spain); consider ratifying it (Chile, Peru)".
//
// Threads: plain functions.
// Implements: docs/formats/reviews.md, "Parts"
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "reviews/states.h"

namespace guvoh::reviews {

/// One recommendation within a paragraph.
struct Part {
    std::string text;                  ///< without the States, and without punctuation at its end
    std::vector<const State*> states;  ///< in the order printed, each once; empty when none is named
    std::size_t begin = 0, end = 0;    ///< bytes of the paragraph
};

/// Splits a paragraph after each "(States);" that more text with States follows. Gives at least one part.
std::vector<Part> split_parts(std::string_view paragraph);

}  // namespace guvoh::reviews
