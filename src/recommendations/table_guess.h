// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Which field each column of a table most likely is: by its heading (names, labels in every language of the schema, words that
// ministries use), else by the shape of its values. For the files of this module only.
//
// Promises: a field is proposed for one column at most; a person has the last word.
// Threads: plain functions.
#pragma once

#include <string>
#include <vector>

#include "recommendations/table_rows.h"
#include "recommendations/table_values.h"

namespace guvoh::recommendations {

/// A proposal for one column: `by` is "name", "word", "values", or "" when there is none.
struct ColumnGuess {
    std::string field, by;
};

/// The pseudo-field of a column that holds Guvoh's own ids.
inline constexpr std::string_view kIdField = "id";

/// The fields of a type that a column may become.
std::vector<const schema::Field*> mappable_fields(const schema::Type& type);
/// The field that a heading names; "" when it names none.
ColumnGuess guess_by_heading(const schema::Type& type, std::string_view heading);
/// A proposal for each column.
std::vector<ColumnGuess> guess_columns(const schema::Type& type, const TableData& table, CellReader& reader);
/// "mdy" when the dates of the table can only be read so, "ymd", else "dmy".
std::string guess_date_order(const TableData& table);

}  // namespace guvoh::recommendations
