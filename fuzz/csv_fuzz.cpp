// SPDX-License-Identifier: AGPL-3.0-or-later
//
// CSV files: any bytes give rows within the limits or an error; a row read can be written and read again.
#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "sheets/sheets.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace guvoh;
    sheets::ReadLimits limits;
    limits.columns = 50;
    limits.rows = 1'000;
    limits.cell_bytes = 10'000;
    limits.unpacked_bytes = 1U << 20;
    std::string file = "sep=,\r\n";  // said, not told anew: that can go wrong
    std::vector<std::vector<std::string>> rows;
    const auto writer = sheets::write_sheet(sheets::Format::Csv, [&](std::string_view bytes) {
        file += bytes;
        return base::Status{};
    }, {.byte_order_mark = false});
    const auto report = sheets::read_sheet(sheets::Format::Csv, {data, size}, limits, [&](const sheets::SheetRow& row) {
        if (row.cells.empty() || row.cells.size() > limits.columns) std::abort();
        rows.push_back(row.cells);
        return writer->row(row.cells);
    });
    if (!report || rows.empty()) return 0;
    limits.unpacked_bytes = limits.cell_bytes = std::uint64_t{1} << 30;
    std::vector<sheets::SheetRow> reread;
    const auto again = sheets::read_sheet(sheets::Format::Csv, base::as_bytes(file), limits, [&](const sheets::SheetRow& row) {
        reread.push_back(row);
        return base::Status{};
    });
    if (!again) std::abort();
    if (again->separator != ',') std::abort();
    for (std::size_t i = 0; i < std::min(rows.size(), reread.size()); ++i) {
        const bool same_row = reread[i].number == i + 2 && reread[i].cells.size() == rows[i].size();
        if (same_row && reread[i].cells != rows[i]) std::abort();
    }
    return 0;
}
