// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The rows of a mapped table as records. Recommendations take the road of every other source (review_import.h), so that a row joins what
// reports and databases gave; other types are told apart by a key column, or by the row itself. For the files of this module only.
//
// Threads: plain functions.
#pragma once

#include <string>
#include <vector>

#include "recommendations/desk_parts.h"
#include "recommendations/review_import.h"
#include "recommendations/review_sources.h"
#include "recommendations/table_guess.h"
#include "recommendations/table_mapping.h"
#include "recommendations/table_rows.h"

namespace guvoh::recommendations {

/// Checks that a mapping fits a type and a table. Errors: Invalid, in words for whoever made it.
base::Status check_mapping(const schema::Type& type, const TableData& table, const TableMapping& mapping);
/// The record that remembers how a type's tables with these headings are mapped in a compartment.
base::Id mapping_id(std::string_view type, std::string_view compartment, const std::vector<std::string>& headings);
/// The mapping that was used last; none when there is none that the caller sees.
base::Expected<std::optional<TableMapping>> recall_mapping(Desk& desk, const Caller& caller, std::string_view type, std::string_view compartment,
                                                           const std::vector<std::string>& headings);
/// Keeps it in the ledger, unless it is there already.
base::Status remember_mapping(Desk& desk, const Caller& caller, std::string_view type, std::string_view compartment,
                              const std::vector<std::string>& headings, const TableMapping& mapping);

/// A row as fields, with what was left out of it: "column “Theme”: ...".
struct RowFields {
    base::Json fields;
    std::string id;  ///< of a column that holds Guvoh's own ids
    std::vector<std::string> left_out;
};

/// Reads a row with the constants. Errors: Invalid, naming the column, where a required field cannot be read.
base::Expected<RowFields> row_fields(const schema::Type& type, const TableData& table, const TableRow& row, const TableMapping& mapping, CellReader& reader);
/// Fields that a new record must have and that neither a column nor a constant gives.
std::vector<std::string> missing_fields(const schema::Type& type, const TableMapping& mapping);

/// Recommendations of a table; extras and rows stand beside items.recommendations.
struct MappedItems {
    SourceItems items;
    std::vector<base::Json> extras;  ///< fields that the table gives
    std::vector<std::string> rows;   ///< "row 12"
};
/// Rows of the same review, number and words are one recommendation: further States are folded into it, the rest are doubles.
MappedItems items_of_rows(const schema::Schema& schema, const TableData& table, const TableMapping& mapping, CellReader& reader, std::string_view source);

/// Puts rows of any type into the batch. A row with an id changes that record.
base::Status put_rows(RecordBatch& batch, const schema::Type& type, const TableData& table, const TableMapping& mapping, CellReader& reader, ReviewImportReport& report);

}  // namespace guvoh::recommendations
