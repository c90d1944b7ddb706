// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Puts the lines of a report's conclusions together into headings ("The following recommendations enjoy ...") and numbered
// items. What is a new item and what only a line that begins with a number is decided by the sequence so far.
//
// Threads: plain values.
// Implements: docs/formats/reviews.md, "Paragraphs"
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "reviews/labels.h"
#include "reviews/running_text.h"

namespace guvoh::reviews {

/// What a paragraph of the conclusions is.
enum class Role { Heading, Item };

/// One paragraph, its lines joined.
struct Paragraph {
    /// Where a line's text begins in the paragraph's.
    struct LineAt {
        std::size_t offset = 0;
        std::size_t line = 0;  ///< index of TextLine
    };
    Role role = Role::Item;
    Label label;       ///< as printed; kind None for a heading without number
    std::string text;  ///< without the label
    std::vector<LineAt> lines;
};

/// Gives the paragraphs of the section "Conclusions and/or recommendations", up to its closing sentence; none when there is no
/// such section.
std::vector<Paragraph> conclusion_paragraphs(const std::vector<TextLine>& lines);

}  // namespace guvoh::reviews
