// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gtest/gtest.h>

#include "sheets/writers.h"
#include "sheets/xlsx_parts.h"

namespace guvoh::sheets {
namespace {

std::string written(const std::vector<std::vector<std::string>>& rows, const WriteOptions& options = {}) {
    std::string out;
    const auto writer = xlsx_writer([&](std::string_view bytes) {
        out += bytes;
        return base::Status{};
    }, options);
    for (const auto& row : rows) EXPECT_TRUE(writer->row(row));
    EXPECT_TRUE(writer->finish());
    return out;
}

std::string part(const std::string& file, const std::string& name) {
    const auto parts = XlsxParts::open(base::as_bytes(file), 100'000'000);
    return (*parts)->small(name).value().value_or("(missing)");
}

TEST(XlsxWriter, WritesFormulasAsText) {
    const std::string sheet = part(written({{"=1+1"}, {"@x", "", "a<b&\"c\"\x02"}}), "xl/worksheets/sheet1.xml");

    EXPECT_EQ(sheet.find("<f"), std::string::npos);
    EXPECT_NE(sheet.find("<row r=\"1\"><c r=\"A1\" s=\"1\" t=\"inlineStr\"><is><t xml:space=\"preserve\">=1+1</t></is></c></row>"), std::string::npos);
    EXPECT_NE(sheet.find("<c r=\"C2\" t=\"inlineStr\"><is><t xml:space=\"preserve\">a&lt;b&amp;&quot;c&quot;_x0002_</t></is></c></row>"), std::string::npos);
}

TEST(XlsxWriter, CutsWhatACellDoesNotHold) {
    std::string text;
    for (int i = 0; i < 40'000; ++i) text += "ж";
    const std::string sheet = part(written({{text}}), "xl/worksheets/sheet1.xml");

    EXPECT_NE(sheet.find("ж…</t>"), std::string::npos);
}

TEST(XlsxWriter, NamesItsSheetAsExcelAllows) {
    WriteOptions options;
    options.sheet_name = "People: a/b & <c>";
    EXPECT_NE(part(written({}, options), "xl/workbook.xml").find("name=\"People  a b &amp; &lt;c&gt;\""), std::string::npos);
}

TEST(XlsxWriter, GivesColumnsTheirWidthAndWrapsTheirTexts) {
    WriteOptions options;
    options.column_widths = {9, 60};
    const std::string sheet = part(written({{"No.", "Text"}, {"1", "a long text"}}, options), "xl/worksheets/sheet1.xml");

    EXPECT_NE(sheet.find("<cols><col min=\"1\" max=\"1\" width=\"9\" customWidth=\"1\"/><col min=\"2\" max=\"2\" width=\"60\" customWidth=\"1\"/></cols><sheetData>"),
              std::string::npos);
    EXPECT_NE(sheet.find("<c r=\"B1\" s=\"1\" "), std::string::npos);
    EXPECT_NE(sheet.find("<c r=\"B2\" s=\"2\" "), std::string::npos);
}

TEST(XlsxWriter, WritesAFileEvenWithoutRows) { EXPECT_NE(part(written({}), "xl/worksheets/sheet1.xml").find("</worksheet>"), std::string::npos); }

}  // namespace
}  // namespace guvoh::sheets
