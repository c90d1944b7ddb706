// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Reads tables of who is bound by a human rights treaty, as rows of a CSV or a spreadsheet: "member, state party, year, signatory"
// as researchers publish them, or "participant, signature, ratification, accession(a), succession(d)" as the United Nations
// Treaty Collection does. One record a State and treaty; every row is accounted for and every repair named.
//
// Threads: plain functions.
// Implements: docs/formats/reviews.md, "Ratification tables"
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "reviews/states.h"
#include "reviews/upr_info.h"

namespace guvoh::reviews {

/// One State and one treaty.
struct RatificationRow {
    const State* state = nullptr;  ///< never null
    std::string treaty;     ///< code: "CAT", "OPCAT", "ICCPR-OP1", "CRC-OPAC" (schema/vocabularies/treaties.json)
    std::string status;     ///< "party", "signatory" or "no_action"
    std::string signed_on;  ///< ISO date or year, "" unknown or not signed
    std::string bound_on;   ///< ISO date or year of the act by which it is bound, "" when it is not or this is unknown
    std::string manner;     ///< "ratification", "accession", "succession", "acceptance", or "" unknown
    std::string note;       ///< as printed
    std::size_t row = 0;    ///< from 1 for the first after the heading
};

/// What a table holds. rows == records.size() + doubles + refused.size().
struct RatificationTable {
    std::size_t rows = 0;  ///< of data: without the heading
    std::size_t doubles = 0;
    std::vector<RatificationRow> records;
    std::vector<RowNote> repairs;
    std::vector<RowNote> refused;  ///< no State that is known, no treaty, a date that cannot be
};

/// Reads a table.
///
/// Takes:   rows, the first of which names the columns; file_name as it was given to us, for the treaty when no column tells it
///          ("hr_status_op_crc_ac.csv", "4-9-b.csv"), or the treaty's name.
/// Errors:  Invalid when no column names the State, none tells a status or a date, or the treaty is told nowhere.
base::Expected<RatificationTable> read_ratifications(const std::vector<std::vector<std::string>>& rows, std::string_view file_name);

/// The code of a treaty from any name for it: "CAT" for "Convention against Torture ...", "hr_status_cat.csv", "4-9" or "IV.9";
/// "" when it is none that we know.
std::string treaty_code(std::string_view name);

}  // namespace guvoh::reviews
