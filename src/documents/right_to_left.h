// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Pages in Arabic, Hebrew and other scripts that run from right to left: a PDF draws their glyphs anywhere, mostly from left to right;
// here they are put into lines and words again, in the order in which they are read. Only level lines: others stay as drawn.
//
// Threads: pure functions.
// Implements: UAX #9 backwards (levels by ICU), as far as drawn text tells.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace guvoh::documents {

/// True when a glyph's text begins with a letter that runs from right to left. Quick for all others.
inline bool runs_right_to_left(std::string_view utf8) {
    if (utf8.size() < 2) return false;
    const auto first = static_cast<unsigned char>(utf8[0]), second = static_cast<unsigned char>(utf8[1]);
    if (first >= 0xD7 && first <= 0xDF) return true;                  // U+05C0 to U+07FF
    if (first == 0xD6) return second >= 0x90;                         // Hebrew points; before them is Armenian
    return first == 0xEF && (second >= 0xAD ? second <= 0xB7 || second == 0xB9 || second == 0xBA || second == 0xBB
                                            : second == 0xAC && utf8.size() > 2 && static_cast<unsigned char>(utf8[2]) >= 0x9D);
}

/// A glyph where a PDF drew it, on a level baseline. Points on the page.
struct DrawnGlyph {
    float x = 0, y = 0, advance = 0, size = 1;
    float ascent = 0.9F, descent = 0.25F;  ///< as shares of the size
    std::string text;                      ///< " " is a blank
};

/// A word in the order of reading, with the box around it.
struct ReadWord {
    std::string text;
    float x0, y0, x1, y1;
};

/// A line of words in the order of reading.
struct ReadLine {
    std::vector<ReadWord> words;
    float x0 = 0, x1 = 0, y = 0, size = 1;
    bool right_to_left = false;
};

/// Puts a page's glyphs, in the order they were drawn, into lines. A line with letters of both directions runs as most of the page's
/// letters do. Letters in their joined shapes become plain ones (NFKC).
std::vector<ReadLine> read_right_to_left(std::vector<DrawnGlyph> glyphs);

}  // namespace guvoh::documents
