// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Small text helpers that every parser of this module needs: UTF-8 checked and written, whitespace settled, names cleaned.
//
// Threads: pure functions.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace guvoh::documents {

/// True for well-formed UTF-8 (no surrogates, no overlong forms). Quick for ASCII.
bool is_utf8(std::string_view text);
/// Length of the longest well-formed prefix.
std::size_t utf8_prefix(std::string_view text);
/// Appends a code point; what is not a Unicode scalar value becomes U+FFFD.
void put_utf8(std::string& out, std::uint32_t code_point);
/// Reads the code point at `at` (which it moves on); malformed bytes give U+FFFD one by one.
std::uint32_t next_utf8(std::string_view text, std::size_t& at);
/// Gives text in which malformed bytes are U+FFFD and control characters (but '\n' and '\t') are gone.
std::string clean_utf8(std::string_view text);
/// Makes "\r\n" and "\r" into "\n", drops control characters and trailing blanks, three and more line ends into two.
std::string settle_lines(std::string_view utf8);
/// Trims blanks at both ends and makes each inner run of whitespace one space.
std::string squeeze(std::string_view text);
/// An inner file's name without anything dangerous: relative, '/' separators, no "..", "." or empty parts, no control
/// characters, no drive letters, at most 1,000 bytes; "unnamed" when nothing is left.
std::string safe_inner_name(std::string_view name);
/// The part after the last '.', lower case ASCII, "" when there is none.
std::string extension_of(std::string_view name);

}  // namespace guvoh::documents
