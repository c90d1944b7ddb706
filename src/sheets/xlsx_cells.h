// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What the cells of a spreadsheet hold, as text: numbers as Excel shows them in a cell of its general format, serial days as
// dates, escapes undone.
//
// Threads: plain functions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace guvoh::sheets {

/// Columns of a cell reference, from 0: "B3" is 1. None when it is no reference.
std::optional<std::size_t> column_of(std::string_view reference);

/// A number as it is shown: "43", "0.1"; the text itself when it is no number.
std::string number_text(std::string_view number);
/// A serial day as YYYY-MM-DD, with Thh:mm:ss when it has a time, or the time alone below 1; the number when out of range.
std::string serial_text(std::string_view number, bool from_1904);
/// Undoes _xHHHH_ (ECMA-376, part 1, 22.4.2.4).
std::string unescaped(std::string_view text);

/// By cell style, whether its number is a date.
std::vector<bool> date_styles(std::string_view styles_xml);
/// Whether a number format shows a date or time.
bool is_date_format(std::string_view format);

}  // namespace guvoh::sheets
