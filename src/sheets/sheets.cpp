// SPDX-License-Identifier: AGPL-3.0-or-later
#include "sheets/sheets.h"

#include "sheets/readers.h"
#include "sheets/writers.h"

namespace guvoh::sheets {

using base::ErrorKind;
using base::fail;

namespace {

constexpr std::string_view kNoBreakSpace = "\u00a0";

/// What makes a spreadsheet program take a text for a formula (OWASP, "CSV Injection"), and a line end, which some skip first.
bool begins_formula(char c) { return c == '=' || c == '+' || c == '-' || c == '@' || c == '\t' || c == '\r' || c == '\n'; }

}  // namespace

base::Expected<Format> format_from_name(std::string_view name) {
    if (name == "csv") return Format::Csv;
    if (name == "xlsx") return Format::Xlsx;
    return fail(ErrorKind::Invalid, "the format is csv or xlsx");
}

std::string_view media_type(Format format) {
    return format == Format::Csv ? "text/csv; charset=utf-8" : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
}

base::Expected<ReadReport> read_sheet(Format format, base::ByteSpan bytes, const ReadLimits& limits,
                                      const std::function<base::Status(const SheetRow&)>& take) {
    return format == Format::Csv ? read_csv(bytes, limits, take) : read_xlsx(bytes, limits, take);
}

std::unique_ptr<SheetWriter> write_sheet(Format format, Sink sink, const WriteOptions& options) {
    return format == Format::Csv ? csv_writer(std::move(sink), options) : xlsx_writer(std::move(sink), options);
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kBlanks = " \t\r\n";
    for (bool more = true; more;) {
        more = false;
        if (!text.empty() && kBlanks.find(text.front()) != std::string_view::npos) {
            text.remove_prefix(1);
            more = true;
        }
        if (!text.empty() && kBlanks.find(text.back()) != std::string_view::npos) {
            text.remove_suffix(1);
            more = true;
        }
        if (text.starts_with(kNoBreakSpace)) {
            text.remove_prefix(kNoBreakSpace.size());
            more = true;
        }
        if (text.ends_with(kNoBreakSpace)) {
            text.remove_suffix(kNoBreakSpace.size());
            more = true;
        }
    }
    return text;
}

base::Status RowShaper::row(std::uint64_t number, std::vector<std::string> cells) {
    for (std::string& cell : cells) {
        if (cell.size() > limits_.cell_bytes) return fail(ErrorKind::Cancelled, "row " + std::to_string(number) + ": a cell is too long");
        const std::string_view inside = trimmed(cell);
        if (inside.size() != cell.size()) cell = std::string(inside);
    }
    while (!cells.empty() && cells.back().empty()) cells.pop_back();
    if (cells.empty()) return {};
    if (cells.size() > limits_.columns) return fail(ErrorKind::Cancelled, "row " + std::to_string(number) + ": too many columns");
    if (++count_ > limits_.rows) return fail(ErrorKind::Cancelled, "the table has too many rows");
    SheetRow row{number, std::move(cells), false};
    if (width_ == 0) width_ = row.cells.size();
    row.ragged = row.cells.size() > width_;
    if (row.cells.size() < width_) row.cells.resize(width_);
    return take_(row);
}

std::string defused(std::string_view text) {
    // A text that looks defused already is defused once more, so that reading gives back what was written.
    const std::size_t marks = std::min(text.find_first_not_of('\''), text.size());
    if (marks == text.size() || !begins_formula(text[marks])) return std::string(text);
    return std::string("'").append(text);
}

std::string_view without_defusing(std::string_view text) {
    const std::size_t marks = std::min(text.find_first_not_of('\''), text.size());
    const bool is_defused = marks > 0 && marks < text.size() && begins_formula(text[marks]);
    return is_defused ? text.substr(1) : text;
}

}  // namespace guvoh::sheets
