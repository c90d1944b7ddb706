// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The numbers that paragraphs and items begin with: "76.12", "12.", "(a)", "[3]".
//
// Threads: plain functions.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace guvoh::reviews {

/// How a label is printed.
enum class LabelKind {
    None,
    Dotted,     ///< "76.12", "76.12.", "76.12.1"
    Plain,      ///< "12."
    Bracketed,  ///< "(12)", "[12]", "12)"
    Letter,     ///< "(a)", "a)"
};

/// A label at the front of a line.
struct Label {
    LabelKind kind = LabelKind::None;
    unsigned chapter = 0;    ///< the number before the dot, or the only one
    unsigned item = 0;       ///< the number after the dot; for a letter, a = 1
    unsigned sub = 0;        ///< the third number, 0 when there is none
    std::size_t length = 0;  ///< bytes up to the text behind it
    bool before_tab = false; ///< a tab follows: the typesetter's mark of a real label
};

/// Reads the label at the front of a line; kind None when there is none.
Label read_label(std::string_view line);

/// "(c)" for 3.
std::string letter_label(unsigned letter);

}  // namespace guvoh::reviews
