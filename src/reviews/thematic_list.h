// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Reads the thematic list of recommendations that OHCHR publishes after a review, a .docx matrix: under headings of themes, each
// recommendation with its States, the State's position and its source, all its themes, Sustainable Development Goals and
// affected persons. One recommendation stands under several headings: it becomes one entry.
//
// It reads extracted text (cells separated by tabs, rows by blank lines) and never fails; every row is accounted for.
// Threads: plain functions.
// Implements: docs/formats/reviews.md, "Thematic lists"
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "documents/extracted.h"
#include "reviews/decision.h"
#include "reviews/states.h"
#include "reviews/upr_info.h"

namespace guvoh::reviews {

/// One recommendation of the list.
struct ThematicRow {
    std::string number;                      ///< "115.1"
    std::string text;                        ///< without number and States
    std::vector<const State*> states;        ///< recommending, in the order printed; those known
    Decision decision = Decision::Other;     ///< Supported, Noted or Other
    std::string source_of_position;          ///< as printed: "A/HRC/28/15/Add.1 - Para. 3"
    std::vector<std::string> listed_under;   ///< themes of the headings that it stands under, without "Theme:"
    std::vector<std::string> themes;         ///< as printed: "A12 Acceptance of international norms"
    std::vector<std::string> persons;        ///< "women", without "- "
    std::vector<std::string> sdgs;           ///< as printed: "3 - GOOD HEALTH AND WELL-BEING"
    std::size_t row = 0;                     ///< where it stands first, from 1
};

/// What a list holds. rows == entries.size() + doubles + refused.size().
struct ThematicList {
    std::size_t rows = 0;     ///< of recommendations: without titles, the table's head and headings of themes
    std::size_t doubles = 0;  ///< rows of a recommendation listed before; what they add is united with it
    std::vector<ThematicRow> entries;  ///< one a number, in order of first mention
    std::vector<RowNote> repairs;
    std::vector<RowNote> refused;
};

/// Reads a list. Errors: none; a document that is no such list gives no rows.
ThematicList read_thematic_list(const std::vector<documents::Page>& pages);

}  // namespace guvoh::reviews
