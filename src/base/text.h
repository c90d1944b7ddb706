// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Small helpers for UTF-8 text. Folding, word breaks and everything that knows a language live in `language`.
//
// Threads: plain functions.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace guvoh::base {

/// Gives the length of the well-formed UTF-8 sequence at the front of `text`: 1 to 4, or 0 when it is malformed or absent.
std::size_t utf8_sequence_length(std::string_view text);

/// Says whether all of it is well-formed UTF-8: no overlong form, no surrogate, nothing above U+10FFFF.
bool is_utf8(std::string_view text);

/// Cuts to at most `max_bytes` without splitting a character.
std::string_view clip_utf8(std::string_view text, std::size_t max_bytes);

/// Replaces each malformed byte by U+FFFD, so that the result is always UTF-8.
std::string repair_utf8(std::string_view text);

}  // namespace guvoh::base
