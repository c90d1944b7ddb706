// SPDX-License-Identifier: AGPL-3.0-or-later
//
// CSV files: any bytes give rows within the limits or an error; a row read can be written and read again.
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
    std::string file;
    std::vector<std::vector<std::string>> rows;
    const auto writer = sheets::write_sheet(sheets::Format::Csv, [&](std::string_view bytes) {
        file += bytes;
        return base::Status{};
    });
    const auto report = sheets::read_sheet(sheets::Format::Csv, {data, size}, limits, [&](const sheets::SheetRow& row) {
        if (row.cells.empty() || row.cells.size() > limits.columns) std::abort();
        rows.push_back(row.cells);
        return writer->row(row.cells);
    });
    if (!report || rows.empty()) return 0;
    std::size_t next = 0;
    limits.unpacked_bytes = limits.cell_bytes = std::uint64_t{1} << 30;
    const auto again = sheets::read_sheet(sheets::Format::Csv, base::as_bytes(file), limits, [&](const sheets::SheetRow& row) {
        // The separator is told anew, so only tables of one width can be compared.
        if (next < rows.size() && row.cells.size() == rows[next].size() && row.cells.size() > 1 && row.number == next + 1 && row.cells != rows[next]) std::abort();
        ++next;
        return base::Status{};
    });
    if (!again) std::abort();
    return 0;
}
