// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Texts for tests: every sort of character, and what of them a file is meant to keep.
//
// Threads: one.
#pragma once

#include <string>
#include <string_view>

namespace guvoh::papers::testing {

/// A UTF-8 text of up to 60 characters for rapidcheck: letters, markup, control characters, line ends, the far end of Unicode.
std::string any_text();

/// What a DOCX keeps of a text: line ends are "\n", what XML cannot hold is gone.
std::string kept_in_xml(std::string_view text);
/// What a calendar keeps of it: the same, and U+007F is gone too, but U+FFFE and U+FFFF stay.
std::string kept_in_calendar(std::string_view text);

}  // namespace guvoh::papers::testing
