// SPDX-License-Identifier: AGPL-3.0-or-later
#include "sheets/xlsx_cells.h"

#include <gtest/gtest.h>

namespace guvoh::sheets {
namespace {

TEST(XlsxCells, FindTheirColumn) {
    EXPECT_EQ(column_of("A1"), 0U);
    EXPECT_EQ(column_of("AA10"), 26U);
    EXPECT_EQ(column_of("XFD1"), 16'383U);
    EXPECT_EQ(column_of(""), std::nullopt);
    EXPECT_EQ(column_of("ABCDE1"), std::nullopt);
}

TEST(XlsxCells, ShowNumbersAsExcelDoes) {
    EXPECT_EQ(number_text("43"), "43");
    EXPECT_EQ(number_text("43.0"), "43");
    EXPECT_EQ(number_text("0.10000000000000001"), "0.1");
    EXPECT_EQ(number_text("-0"), "0");
    EXPECT_EQ(number_text("77012345678"), "77012345678");
    EXPECT_EQ(number_text("1E+3"), "1000");
    EXPECT_EQ(number_text("nonsense"), "nonsense");
}

TEST(XlsxCells, TurnSerialDaysIntoDates) {
    EXPECT_EQ(serial_text("41104", false), "2012-07-14");
    EXPECT_EQ(serial_text("41104.395833333336", false), "2012-07-14T09:30:00");
    EXPECT_EQ(serial_text("1", false), "1900-01-01");
    EXPECT_EQ(serial_text("59", false), "1900-02-28");
    EXPECT_EQ(serial_text("61", false), "1900-03-01");
    EXPECT_EQ(serial_text("0", true), "1904-01-01");
    EXPECT_EQ(serial_text("0.33333333333333", false), "08:00:00");
    EXPECT_EQ(serial_text("-1", false), "-1");
    EXPECT_EQ(serial_text("99999999999", false), "99999999999");
}

TEST(XlsxCells, UndoEscapes) {
    EXPECT_EQ(unescaped("a_x000D_b_x0416_"), "a\rbЖ");
    EXPECT_EQ(unescaped("_x005F_x000D_"), "_x000D_");
    EXPECT_EQ(unescaped("_xD800__x00"), "_xD800__x00");
}

TEST(XlsxCells, TellDateFormats) {
    for (const char* format : {"yyyy-mm-dd", "[$-419]d mmm yyyy", "[h]:mm", "DD.MM.YYYY", "m/d/yy;@"}) EXPECT_TRUE(is_date_format(format)) << format;
    for (const char* format : {"0.00", "General", "[Red]0", "\"day\" 0", "\\d0", "#,##0_)", "@"}) EXPECT_FALSE(is_date_format(format)) << format;
}

TEST(XlsxCells, ReadStyles) {
    const auto styles = date_styles(R"(<x:styleSheet xmlns:x="u"><x:numFmts><x:numFmt numFmtId="164" formatCode="yyyy"/><x:numFmt numFmtId="165" formatCode="0"/></x:numFmts>
        <x:cellStyleXfs><x:xf numFmtId="14"/></x:cellStyleXfs><x:cellXfs><x:xf numFmtId="0"/><x:xf numFmtId="14"/><x:xf numFmtId="164"/><x:xf numFmtId="165"/></x:cellXfs></x:styleSheet>)");

    EXPECT_EQ(styles, (std::vector<bool>{false, true, true, false}));
    EXPECT_TRUE(date_styles("no xml").empty());
}

}  // namespace
}  // namespace guvoh::sheets
