// SPDX-License-Identifier: AGPL-3.0-or-later
#include "recommendations/table_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "language/words.h"
#include "sheets/sheets.h"

namespace guvoh::recommendations {

using base::ErrorKind;
using base::fail;

namespace {

constexpr std::size_t kProbeRows = 20;          ///< among which the headings are looked for
constexpr std::size_t kLongestHeading = 160;    ///< bytes; what is longer is a text
constexpr std::size_t kProbeBytes = 4096;       ///< in which a NUL betrays what is no text

constexpr std::array kProblems{
    std::pair{"empty", "the table is empty"},
    std::pair{"no_table", "this is no table: no row of it has two columns"},
    std::pair{"no_headings", "the first row holds values: put a row with the names of the columns above it"},
    std::pair{"only_headings", "the table has headings, but no rows below them"},
    std::pair{"too_large", "the table is too large to be taken at once: split it into several files"},
    std::pair{"damaged", "the file is damaged, locked with a password, or no CSV or XLSX"},
};

std::size_t filled(const std::vector<std::string>& cells) {
    return static_cast<std::size_t>(std::count_if(cells.begin(), cells.end(), [](const std::string& cell) { return !cell.empty(); }));
}

/// "A" for 0, "AB" for 27, as spreadsheet programs name columns.
std::string column_letters(std::size_t column) {
    std::string letters;
    for (std::size_t rest = column + 1; rest > 0; rest = (rest - 1) / 26) letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
    return letters;
}

/// True for what stands in cells and never above them: numbers, dates, long texts.
bool is_value(std::string_view cell) {
    if (cell.size() > kLongestHeading) return true;
    return !cell.empty() && cell.find_first_not_of("0123456789.,:/- T") == std::string_view::npos && cell.find_first_of("0123456789") != std::string_view::npos;
}

/// Bytes that are neither a ZIP nor text.
bool is_binary(base::ByteSpan bytes) {
    const auto text = base::as_text(bytes.first(std::min(bytes.size(), kProbeBytes)));
    if (text.starts_with("PK")) return false;
    const bool utf16 = text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff");
    return text.starts_with("%PDF") || (!utf16 && text.find('\0') != std::string_view::npos);
}

/// The row that names the columns: the first that is nearly as wide as the widest of the first rows.
std::size_t find_heading(const std::vector<TableRow>& rows) {
    std::size_t widest = 0;
    const std::size_t probed = std::min(rows.size(), kProbeRows);
    for (std::size_t i = 0; i < probed; ++i) widest = std::max(widest, filled(rows[i].cells));
    for (std::size_t i = 0; i < probed; ++i) {
        if (filled(rows[i].cells) * 5 >= widest * 3) return i;
    }
    return 0;
}

void name_columns(TableData& table, const std::vector<std::string>& cells) {
    std::size_t width = cells.size();
    while (width > 0 && cells[width - 1].empty()) --width;
    std::map<std::string, int> used;
    for (std::size_t i = 0; i < width; ++i) {
        std::string heading = cells[i].empty() ? "Column " + column_letters(i) : cells[i];
        std::replace_if(heading.begin(), heading.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
        const int earlier = used[plain_heading(heading)]++;
        if (earlier == 1) table.doubled.push_back(heading);
        table.headings.push_back(earlier == 0 ? heading : fmt::format("{} ({})", heading, earlier + 1));
    }
}

/// What stands against taking it for a table.
std::string problem_of(const TableData& table, const std::function<bool(std::string_view)>& is_known) {
    if (table.headings.empty()) return "empty";
    const bool any_known = std::any_of(table.headings.begin(), table.headings.end(), is_known);
    if (any_known) return table.rows.empty() ? "only_headings" : "";
    if (table.headings.size() == 1) return "no_table";
    const auto overfull = std::count_if(table.rows.begin(), table.rows.end(), [](const TableRow& row) { return row.ragged; });
    if (static_cast<std::size_t>(overfull) * 2 > table.rows.size()) return "no_table";
    if (std::any_of(table.headings.begin(), table.headings.end(), is_value)) return "no_headings";
    return table.rows.empty() ? "only_headings" : "";
}

}  // namespace

std::string_view table_problem_text(std::string_view problem) {
    const auto found = std::find_if(kProblems.begin(), kProblems.end(), [problem](const auto& one) { return problem == one.first; });
    return found == kProblems.end() ? std::string_view("the table cannot be read") : std::string_view(found->second);
}

std::string plain_heading(std::string_view heading) {
    std::string plain;
    language::WordBreaker words(heading);
    for (language::Word word; words.next(word);) plain.append(plain.empty() ? "" : " ").append(word.folded);
    return plain;
}

TableData read_table_data(base::ByteSpan bytes, const std::function<bool(std::string_view)>& is_known, std::uint64_t most_cells) {
    TableData table;
    if (bytes.empty() || is_binary(bytes)) {
        table.problem = bytes.empty() ? "empty" : "no_table";
        return table;
    }
    const bool zipped = base::as_text(bytes).starts_with("PK");
    std::uint64_t cells = 0;
    const auto read = sheets::read_sheet(zipped ? sheets::Format::Xlsx : sheets::Format::Csv, bytes, {}, [&](const sheets::SheetRow& row) -> base::Status {
        cells += row.cells.size();
        if (cells > most_cells) return fail(ErrorKind::Cancelled, "too many cells");
        table.rows.push_back({row.number, row.cells, false});
        return {};
    });
    if (!read) {
        table.rows.clear();
        table.problem = read.error().kind == ErrorKind::Cancelled ? "too_large" : "damaged";
        return table;
    }
    if (table.rows.empty()) {
        table.problem = "empty";
        return table;
    }
    const auto heading = table.rows.begin() + static_cast<std::ptrdiff_t>(find_heading(table.rows));
    table.heading_row = heading->number;
    name_columns(table, heading->cells);
    table.rows.erase(table.rows.begin(), heading + 1);
    for (TableRow& row : table.rows) {
        while (row.cells.size() > table.headings.size() && row.cells.back().empty()) row.cells.pop_back();
        row.ragged = row.cells.size() > table.headings.size();
        row.cells.resize(table.headings.size());
    }
    std::erase_if(table.rows, [](const TableRow& row) { return filled(row.cells) == 0; });
    table.problem = problem_of(table, is_known);
    return table;
}

}  // namespace guvoh::recommendations
