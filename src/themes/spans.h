// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Putting the spans of words in order. Module-private.
//
// Threads: plain functions.
#pragma once

#include <string_view>
#include <vector>

#include "themes/suggest.h"

namespace guvoh::themes {

/// Gives spans in order of the text, overlapping ones joined, and those with nothing but one blank or hyphen between.
std::vector<Span> merged(std::string_view text, std::vector<Span> spans);

}  // namespace guvoh::themes
