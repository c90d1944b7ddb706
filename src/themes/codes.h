// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The codes that suggestions may have: stable words, the same as in schema/vocabularies: a test in service compares them.
// bodies.json has two more, which no words name: NGO and other.
//
// Threads: constant.
#pragma once

#include <span>
#include <string_view>

#include "themes/suggest.h"

namespace guvoh::themes {

/// A theme: its code and the name UPR Info's exports give the issue.
struct Theme {
    std::string_view code;
    std::string_view upr_info;
};

/// Gives the 54 themes in order of code.
std::span<const Theme> themes();

/// Finds the code of an issue as UPR Info writes it ("Women's rights", and the names its guide uses); "" when it is none.
std::string_view theme_of_issue(std::string_view printed);

/// Gives the codes of a kind in order; those of Action are "1" to "5".
std::span<const std::string_view> codes_of(Kind kind);

/// Says whether a kind has that code.
bool is_code(Kind kind, std::string_view code);

}  // namespace guvoh::themes
