// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Reads the CSV that the database of UPR Info exports: one row a recommendation and recommending State. Rows of one text to one
// State in one session with one response become one recommendation with several States. Every row is accounted for: as a
// recommendation's State, as a double, or as refused with its reason; and every repair is named.
//
// Threads: plain functions.
// Implements: docs/formats/reviews.md, "UPR Info"
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"
#include "reviews/states.h"

namespace guvoh::reviews {

/// A recommendation, or a voluntary pledge, of an export.
struct ExportedRecommendation {
    std::string state_under_review;        ///< canonical where known, else as printed
    std::string text;
    std::vector<std::string> states;       ///< recommending, canonical where known; empty when the export says unknown
    std::string response;                  ///< as UPR Info names it: "Accepted", "Noted", "Pending", "Voluntary Pledge"
    int action = 0;                        ///< category 1 to 5, 0 when the row has none
    std::vector<std::string> issues;
    std::string session;                   ///< "8"
    std::vector<std::size_t> rows;         ///< numbers of the rows, from 1 for the first after the header
};

/// A row that was changed or refused, and how.
struct RowNote {
    std::size_t row = 0;  ///< 0: the whole file
    std::string what;     ///< "mojibake undone in Text", "double of row 12", "no text"
};

/// What an export holds. rows == accepted + doubles + refused.size().
struct UprInfoExport {
    std::string charset;
    std::size_t rows = 0;      ///< of data, without the header
    std::size_t accepted = 0;  ///< rows that became a State of a recommendation
    std::size_t doubles = 0;
    std::vector<ExportedRecommendation> recommendations;
    std::vector<RowNote> repairs;
    std::vector<RowNote> refused;
    std::map<std::pair<std::string, std::string>, std::size_t> counts;  ///< rows by State under review and response, doubles among them
};

/// Reads an export. Errors: Invalid when a column of the eleven is missing that cannot be done without (To, Text, From, Response).
base::Expected<UprInfoExport> read_upr_info(base::ByteSpan csv);

}  // namespace guvoh::reviews
