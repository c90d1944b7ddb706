// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The text of a document as one reads it: lines in order, without the heads, feet and footnotes of its pages, each with the
// place it stands at. Works for formats without pages or boxes too, where nothing is left out.
//
// Threads: plain values.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "documents/extracted.h"

namespace guvoh::reviews {

/// One printed line of the body.
struct TextLine {
    std::string text;        ///< runs of white space are one space, except that a tab stays a tab
    std::uint32_t page = 0;  ///< index from 0
    std::uint32_t begin = 0, end = 0;  ///< bytes of Page::text
    bool after_gap = false;  ///< a blank line, the page's start or left-out lines stand before it
    documents::Box box;      ///< around its words; all 0 when the format has no boxes
};

/// Where a piece of text stands on a page: one printed line of it.
struct Place {
    std::uint32_t page = 0;  ///< from 1, as people count
    documents::Box box;
    std::uint32_t begin = 0, end = 0;  ///< bytes of Page::text
};

/// Gives the body's lines in reading order.
std::vector<TextLine> body_lines(const std::vector<documents::Page>& pages);

/// Adds a line to a running text: with a space between, or, after a hyphen at the line's end, without.
void append_line(std::string& text, std::string_view line);

/// Gives text in lower case (ASCII only) with every run of white space as one space: for comparing with phrases.
std::string plain_lower(std::string_view text);

}  // namespace guvoh::reviews
