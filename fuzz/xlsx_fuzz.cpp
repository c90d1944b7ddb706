// SPDX-License-Identifier: AGPL-3.0-or-later
//
// XLSX files: as they come when they begin like a ZIP, and else as the sheet of a workbook, so that the parser behind the ZIP
// is reached. Any bytes give rows within the limits or an error.
#include <cstdint>
#include <cstdlib>

#include "office/zip_stream.h"
#include "sheets/sheets.h"

namespace {

std::string workbook_with(std::string_view sheet) {
    std::string file;
    guvoh::office::ZipStream zip([&](std::string_view bytes) {
        file += bytes;
        return guvoh::base::Status{};
    });
    const auto part = [&](const char* name, std::string_view text) {
        if (!zip.begin(name) || !zip.add(text)) std::abort();
    };
    part("xl/workbook.xml", "<workbook><sheets><sheet r:id='s'/></sheets></workbook>");
    part("xl/_rels/workbook.xml.rels", "<r><R Id='s' Type='/worksheet' Target='s.xml'/><R Id='t' Type='/sharedStrings' Target='s.xml'/>"
                                       "<R Id='u' Type='/styles' Target='s.xml'/></r>");
    part("xl/s.xml", sheet);
    if (!zip.finish()) std::abort();
    return file;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace guvoh;
    sheets::ReadLimits limits;
    limits.columns = 50;
    limits.rows = 1'000;
    limits.cell_bytes = 10'000;
    limits.unpacked_bytes = 1U << 20;
    const base::ByteSpan bytes(data, size);
    const std::string wrapped = base::as_text(bytes).starts_with("PK") ? std::string(base::as_text(bytes)) : workbook_with(base::as_text(bytes));
    const auto report = sheets::read_sheet(sheets::Format::Xlsx, base::as_bytes(wrapped), limits, [&](const sheets::SheetRow& row) {
        if (row.cells.empty() || row.cells.size() > limits.columns) std::abort();
        return base::Status{};
    });
    static_cast<void>(report);
    return 0;
}
