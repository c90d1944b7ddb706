// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Reads what the Universal Human Rights Index exports: rows of its spreadsheet, with the spellings that it really has, or its
// JSON. Records are told apart by annotation id; every row is accounted for and every repair named.
//
// Threads: plain functions.
// Implements: docs/formats/reviews.md, "UHRI"
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "reviews/upr_info.h"

namespace guvoh::reviews {

/// One annotation: a recommendation or a concern of a body.
struct UhriRecord {
    std::string annotation_id;            ///< "" when the export has none
    std::string number;                   ///< "122.16", "12", or ""
    std::string text;                     ///< without the number and without markup
    bool is_concern = false;
    std::string body;                     ///< "CAT", "CCPR", "UPR", "SR Torture"; synonyms become the short name
    std::string symbol;
    std::vector<std::string> countries;   ///< canonical where known; from the symbol when the cell is empty
    std::vector<std::string> themes, persons, sdgs;
    std::vector<std::string> states;      ///< recommending, UPR only
    std::string position;                 ///< "Supported", "Noted" or ""
    std::string session;                  ///< "20"
    std::string published_on;             ///< ISO date
};

/// What an export holds. rows == records.size() + doubles + refused.size().
struct UhriExport {
    std::size_t rows = 0;
    std::size_t doubles = 0;
    std::vector<UhriRecord> records;
    std::vector<RowNote> repairs;
    std::vector<RowNote> refused;
};

/// Reads rows, the first of which names the columns. Errors: Invalid when there is no column for the text.
base::Expected<UhriExport> read_uhri_rows(const std::vector<std::vector<std::string>>& rows);

/// Reads the JSON export: a list of annotations, or an object with one list in it. Errors: Invalid.
base::Expected<UhriExport> read_uhri_json(std::string_view json);

/// The short name of a treaty body or mechanism: "Committee against Torture", "CAT Committee" and "cat" are "CAT". What is not
/// known stays as it is.
std::string body_name(std::string_view printed);

}  // namespace guvoh::reviews
