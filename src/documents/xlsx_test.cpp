// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gtest/gtest.h>

#include "documents/testing/files.h"

namespace guvoh::documents {
namespace {

using testing::all_text;
using testing::make_zip;
using testing::parse_here;

std::string workbook(const std::string& cells, const testing::Entries& more = {}) {
    testing::Entries entries = {{"xl/workbook.xml", "<workbook><sheets><sheet name=\"Дела\" state=\"visible\" r:id=\"r1\"/></sheets></workbook>"},
                     {"xl/_rels/workbook.xml.rels", "<Relationships><Relationship Id=\"r1\" Target=\"worksheets/sheet1.xml\"/></Relationships>"},
                     {"xl/sharedStrings.xml", "<sst><si><t>Name</t></si><si><r><t>Or</t></r><r><t>lovka</t></r></si></sst>"},
                     {"xl/styles.xml", "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"},
                     {"xl/worksheets/sheet1.xml", "<worksheet><sheetData>" + cells + "</sheetData></worksheet>"}};
    entries.insert(entries.end(), more.begin(), more.end());
    return make_zip(entries);
}

TEST(Xlsx, WritesRowsAsLinesAndKeepsEmptyColumns) {
    const auto found = parse_here(workbook("<row><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"C1\" t=\"s\"><v>1</v></c></row>"
                                           "<row><c r=\"A2\"><v>12.5</v></c><c r=\"B2\" t=\"inlineStr\"><is><t>in</t></is></c></row>"),
                                  "a.xlsx");

    ASSERT_TRUE(found) << found.error().text();
    EXPECT_EQ(found->kind, Kind::Spreadsheet);
    EXPECT_EQ(all_text(*found), "Дела\n\nName\t\tOrlovka\n12.5\tin");
}

TEST(Xlsx, AsksForAnotherFormatOfABinaryWorkbook) {
    const auto found = parse_here(make_zip({{"xl/workbook.bin", "?"}, {"xl/worksheets/sheet1.bin", "?"}}), "a.xlsb");

    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().detail, "binary Excel format (.xlsb): save it as XLSX");
}

TEST(Xlsx, ShowsDatesAsDates) {
    const auto found = parse_here(workbook("<row><c r=\"A1\" s=\"1\"><v>43586</v></c><c r=\"B1\" s=\"1\"><v>43586.5</v></c></row>"), "a.xlsx");

    ASSERT_TRUE(found);
    EXPECT_EQ(all_text(*found), "Дела\n\n2019-05-01\t2019-05-01 12:00");
}

TEST(Xlsx, IgnoresStringNumbersThatPointNowhere) {
    const auto found = parse_here(workbook("<row><c r=\"A1\" t=\"s\"><v>99</v></c><c r=\"ZZZZZZZZ1\"><v>7</v></c></row>"), "a.xlsx");

    ASSERT_TRUE(found);
    EXPECT_EQ(all_text(*found), "Дела\n\n7");
}

TEST(Xlsx, ReadsCommentsAndShapesAndHandsOverWhatIsEmbedded) {
    const testing::Entries more = {
        {"xl/comments1.xml", "<comments><commentList><comment ref=\"A1\"><text><r><t>beaten </t></r><r><t>twice</t></r></text></comment></commentList></comments>"},
        {"xl/drawings/drawing1.xml", "<xdr:wsDr><xdr:txBody><a:p><a:r><a:t>in a shape</a:t></a:r></a:p></xdr:txBody></xdr:wsDr>"},
        {"xl/embeddings/a.docx", "PK"}};

    const auto found = parse_here(workbook("<row><c r=\"A1\"><v>1</v></c></row>", more), "a.xlsx");

    ASSERT_TRUE(found);
    EXPECT_EQ(all_text(*found), "Дела\n\n1\fbeaten twice\nin a shape");
    EXPECT_EQ(found->children.size(), 1U);
    EXPECT_TRUE(found->notes.empty());
}

}  // namespace
}  // namespace guvoh::documents
