// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gtest/gtest.h>

#include "office/zip_stream.h"
#include "sheets/readers.h"
#include "sheets/xlsx_parts.h"

namespace guvoh::sheets {
namespace {

using Parts = std::vector<std::pair<std::string, std::string>>;

std::string zip_of(const Parts& parts) {
    std::string file;
    office::ZipStream zip([&](std::string_view bytes) {
        file += bytes;
        return base::Status{};
    });
    for (const auto& [name, text] : parts) {
        EXPECT_TRUE(zip.begin(name));
        EXPECT_TRUE(zip.add(text));
    }
    EXPECT_TRUE(zip.finish());
    return file;
}

std::string read(const std::string& file, const ReadLimits& limits = {}) {
    std::string out;
    const auto report = read_xlsx(base::as_bytes(file), limits, [&](const SheetRow& row) {
        out += std::to_string(row.number) + (row.ragged ? "!" : ":");
        for (const std::string& cell : row.cells) out += "[" + cell + "]";
        out += "\n";
        return base::Status{};
    });
    return report ? out : out + std::string(base::error_kind_name(report.error().kind)) + " " + report.error().detail;
}

Parts workbook(std::string sheet) {
    return {{"_rels/.rels", R"(<Relationships><Relationship Id="a" Type="x/officeDocument" Target="/book/main.xml"/></Relationships>)"},
            {"book/main.xml", R"(<workbook xmlns:r="r"><sheets><sheet name="h" state="hidden" r:id="h"/><sheet name="s" r:id="s"/></sheets></workbook>)"},
            {"book/_rels/main.xml.rels", R"(<Relationships><Relationship Id="h" Type="x/worksheet" Target="h.xml"/><Relationship Id="s" Type="x/worksheet" Target="../sheets/s.xml"/>
                <Relationship Id="t" Type="x/styles" Target="styles.xml"/><Relationship Id="u" Type="x/sharedStrings" Target="strings.xml"/></Relationships>)"},
            {"book/styles.xml", R"(<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>)"},
            {"book/strings.xml", R"(<sst><si><t>Имя</t></si><si><r><t>A</t></r><r><t xml:space="preserve"> B</t></r><rPh><t>no</t></rPh></si></sst>)"},
            {"sheets/s.xml", std::move(sheet)}};
}

TEST(XlsxReader, ReadsTheFirstVisibleSheet) {
    const std::string file = zip_of(workbook(R"(<worksheet><sheetData>
        <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>on</t></is></c><c r="C1" t="str"><f>1</f><v>sum</v></c></row>
        <row r="3"><c r="A3" t="s"><v>1</v></c><c r="B3" s="1"><v>41104</v></c><c r="C3"><v>43.0</v></c></row>
        <row><c><v>1</v></c><c t="b"><v>1</v></c><c t="e"><v>#REF!</v></c><c t="s"><v>99</v></c></row></sheetData></worksheet>)"));

    EXPECT_EQ(read(file), "1:[Имя][on][sum]\n3:[A B][2012-07-14][43]\n4:[1][true][#REF!]\n");
}

TEST(XlsxReader, MarksRaggedRows) {
    EXPECT_EQ(read(zip_of(workbook("<x><row r='1'><c r='A1'><v>1</v></c></row><row r='2'><c r='C2'><v>2</v></c></row></x>"))), "1:[1]\n2![][][2]\n");
}

TEST(XlsxReader, RefusesWhatIsNoWorkbook) {
    EXPECT_EQ(read("PK\3\4 nonsense").substr(0, 7), "invalid");
    EXPECT_EQ(read("").substr(0, 7), "invalid");
    EXPECT_EQ(read(zip_of({{"a.txt", "x"}})), "invalid this is no XLSX file, or an encrypted one");
    Parts parts = workbook("");
    parts.pop_back();
    EXPECT_EQ(read(zip_of(parts)), "invalid damaged spreadsheet: it has no sheet");
    EXPECT_EQ(read(zip_of(workbook("<x><row><c></row></x>"))), "invalid row 1: damaged");
    EXPECT_EQ(read(zip_of(workbook("<x><row>"))), "invalid damaged XML: an element is not closed");
}

TEST(XlsxReader, StopsAtBombs) {
    std::string bomb = "<x>";
    for (int i = 0; i < 200'000; ++i) bomb += "<row><c><v>1</v></c></row>";
    ReadLimits limits;
    limits.unpacked_bytes = 1'000'000;
    EXPECT_NE(read(zip_of(workbook(bomb)), limits).find("cancelled the spreadsheet is too large"), std::string::npos);
    limits = {};
    limits.rows = 10;
    EXPECT_NE(read(zip_of(workbook(bomb)), limits).find("cancelled the table has too many rows"), std::string::npos);
    EXPECT_EQ(read(zip_of(workbook("<x><row><c r='ZZZ1'><v>1</v></c></row></x>"))), "cancelled row 1: too many columns");
    EXPECT_EQ(read(zip_of(workbook("<x><row>" + std::string(20'000'000, ' ') + "</row></x>"))), "cancelled an element is too long");
}

TEST(XlsxReader, ResolvesPaths) {
    EXPECT_EQ(resolved_path("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
    EXPECT_EQ(resolved_path("xl/a", "/b//c"), "b/c");
    EXPECT_EQ(resolved_path("xl", "../../../etc/x"), "etc/x");
}

}  // namespace
}  // namespace guvoh::sheets
