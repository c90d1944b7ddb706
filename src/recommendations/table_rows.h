// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A table as somebody made it, in memory: where its headings are, what each column is called, and its rows. Ministries put titles above
// the headings, call two columns the same, or leave one without a name; all of that is taken, and said. For the files of this module.
//
// Threads: plain functions.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"

namespace guvoh::recommendations {

/// One row below the headings.
struct TableRow {
    std::uint64_t number = 0;  ///< as the spreadsheet program counts: the first line of the file is 1
    std::vector<std::string> cells;  ///< as many as there are headings
    bool ragged = false;       ///< had more filled cells than there are headings
};

/// A table that was read, or why it could not be.
struct TableData {
    /// "" when it was read; else "empty", "no_table", "no_headings", "only_headings", "too_large" or "damaged".
    std::string problem;
    std::uint64_t heading_row = 0;
    std::vector<std::string> headings;  ///< each once: "Column C" where there is none, "State (2)" for the second of that name
    std::vector<std::string> doubled;   ///< headings that several columns had
    std::vector<TableRow> rows;
};

/// Says in a sentence what a problem of that name is.
std::string_view table_problem_text(std::string_view problem);

inline constexpr std::uint64_t kMostTableCells = 2'000'000;  ///< held in memory at once

/// Reads a CSV or XLSX. `is_known` says whether a heading names a field: what tells a heading row from a row of values.
TableData read_table_data(base::ByteSpan bytes, const std::function<bool(std::string_view)>& is_known, std::uint64_t most_cells = kMostTableCells);

/// A heading as headings are compared: folded words, one blank between.
std::string plain_heading(std::string_view heading);

}  // namespace guvoh::recommendations
