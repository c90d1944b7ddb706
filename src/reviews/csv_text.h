// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The text of an export as somebody's program wrote it: which character set its bytes are in, mojibake undone, and rows of
// cells whatever ends its lines (CR, LF or CRLF). Module-private.
//
// Threads: plain functions.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"

namespace guvoh::reviews {

/// Bytes as UTF-8, and the name of the character set they were in: "utf-8", "macintosh" or "windows-1252".
struct DecodedText {
    std::string text;
    std::string charset;
};

/// Decodes an export. Of the 8-bit sets, the one is taken in which the letters make more sense.
DecodedText decode_export(base::ByteSpan bytes);

/// How many characters of a text look like the work of a wrong character set: capitals with accents inside words, control
/// characters, the beginnings of UTF-8 sequences shown as letters.
std::size_t count_odd(std::string_view text);

/// Undoes text that was read as Latin-1 or windows-1252 though it was Mac Roman or UTF-8, once or several times. Gives true
/// when it changed the text.
bool repair_mojibake(std::string& text);

/// Replaces "&#40;" and "&amp;" by what they stand for. Gives true when it changed the text.
bool decode_entities(std::string& text);

/// Reads rows of cells: commas, double quotes, any line end. A row of nothing but empty cells is left out.
std::vector<std::vector<std::string>> read_rows(std::string_view csv);

}  // namespace guvoh::reviews
