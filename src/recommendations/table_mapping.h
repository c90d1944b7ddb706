// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A table of somebody else's making, and which of its columns become which fields. A table is looked at first: its columns with some
// of their values, a proposal for each, and the first rows as they would become. A mapping that was imported with is remembered under
// the table's headings, in the compartment it was used for, as a record in the ledger: the next table with the same headings is
// proposed the same way.
//
// Promises: looking changes nothing. A remembered mapping is told to nobody outside its compartment.
// Threads: any; the desk outlives the call.
// Implements: docs/formats/tables.md
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"
#include "base/json.h"
#include "recommendations/desk.h"

namespace guvoh::recommendations {

/// Which columns become which fields, and how their cells are written.
struct TableMapping {
    std::vector<std::string> fields;               ///< by column: the name of a field, "id", or "" for a column that is left out
    std::map<std::string, std::string> constants;  ///< the same for all rows: field, and its value as a cell would hold it
    std::string separator;                         ///< between the values of a list: one of | ; , / or ""
    std::string date_order = "dmy";                ///< "dmy", "mdy" or "ymd"
    int key_column = -1;                           ///< what tells rows apart; -1: number and text of a recommendation, else the whole row
};

/// Reads {"fields":[...],"constants":{...},"separator","date_order","key_column"} and writes it. Errors: Invalid.
base::Expected<TableMapping> read_mapping(std::string_view json);
base::Json mapping_json(const TableMapping& mapping);

/// One column, with what is proposed for it.
struct TableColumn {
    std::string heading;
    std::vector<std::string> samples;  ///< up to three different values, each cut to 120 bytes
    std::uint64_t filled = 0;          ///< rows with a value
    std::string by;                    ///< "name", "word", "values", "remembered", "chosen", "" when nothing is proposed
};

/// One of the first rows, as it would become.
struct TablePreview {
    std::uint64_t row = 0;
    base::Json fields;
    std::string problem;  ///< why it would be refused; "" when it would not
};

/// What a table is.
struct TableLook {
    std::string problem;  ///< "" or why it cannot be read: TableData::problem
    std::uint64_t rows = 0, heading_row = 0;
    std::vector<TableColumn> columns;
    std::vector<std::string> doubled;  ///< headings that several columns had
    TableMapping mapping;              ///< proposed, remembered, or the one asked about
    bool remembered = false;           ///< a mapping of these headings was used before
    std::vector<std::string> missing;  ///< required fields that no column and no constant gives
    std::vector<TablePreview> preview;  ///< five rows
};

/// What to look at.
struct TableQuestion {
    std::string type = "Recommendation", compartment = "general";
    base::Bytes content;                  ///< CSV or XLSX
    std::optional<TableMapping> mapping;  ///< what to preview; else what is proposed
};

/// Errors: Denied; NotFound for the type or compartment; Invalid for a mapping that names no field of the type.
base::Expected<TableLook> look_at_table(Desk& desk, const Caller& caller, const TableQuestion& question);

}  // namespace guvoh::recommendations
