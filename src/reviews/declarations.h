// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Reads the declarations, reservations and objections to a human rights treaty as the United Nations Treaty Collection prints them:
// a State's name on a line ("#Samplia", or the name alone), and its words below. Each State's words are kept as printed, and the
// declarations that matter for complaints, inquiries and visits are recognised. English.
//
// A declaration counts only where the words make it: "withdraws its reservation to article 22" is none.
// Threads: plain functions.
// Implements: docs/formats/reviews.md, "Declarations"
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "reviews/states.h"
#include "reviews/upr_info.h"

namespace guvoh::reviews {

/// What one State said of a treaty.
struct TreatyDeclaration {
    const State* state = nullptr;  ///< never null
    /// Codes of schema/vocabularies/instrument_declarations.json, in order: "cat_20_excluded", "cat_21", "cat_22", "cerd_14",
    /// "iccpr_41", "objection", "opcat_24", "reservation".
    std::vector<std::string> declarations;
    std::string text;     ///< as printed; never empty
    std::size_t row = 0;  ///< the line of the State's name, from 1
};

/// What a file holds. states == records.size() + doubles + refused.size().
struct TreatyDeclarations {
    std::string treaty;      ///< code, as in RatificationRow
    std::size_t states = 0;  ///< names printed
    std::size_t doubles = 0;  ///< further places of a State: their words are added to the first
    std::vector<TreatyDeclaration> records;
    std::vector<RowNote> refused;  ///< a name that is no State we know, or no words below it
};

/// Reads a file's text; the treaty is told by the file's name ("4-9.txt", "cat.txt") or by a line before the first State.
/// Errors: Invalid when the treaty is told nowhere, or no State is named.
base::Expected<TreatyDeclarations> read_declarations(std::string_view text, std::string_view file_name);

/// The codes of the declarations that a State's words make about a treaty, in order of code.
std::vector<std::string> declarations_in(std::string_view text, std::string_view treaty);

}  // namespace guvoh::reviews
