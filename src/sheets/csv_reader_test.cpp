// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gtest/gtest.h>

#include "sheets/readers.h"

namespace guvoh::sheets {
namespace {

struct Read {
    ReadReport report;
    std::vector<SheetRow> rows;
    std::string error;
    std::string text() const {
        std::string out;
        for (const SheetRow& row : rows) {
            out += std::to_string(row.number) + (row.ragged ? "!" : ":");
            for (const std::string& cell : row.cells) out += "[" + cell + "]";
            out += "\n";
        }
        return out + error;
    }
};

Read read(std::string_view text, const ReadLimits& limits = {}) {
    Read result;
    const auto report = read_csv(base::as_bytes(text), limits, [&](const SheetRow& row) {
        result.rows.push_back(row);
        return base::Status{};
    });
    if (report) {
        result.report = *report;
    } else {
        result.error = std::string(base::error_kind_name(report.error().kind)) + " " + report.error().detail;
    }
    return result;
}

TEST(CsvReader, ReadsQuotesAndLineEndsOfAllSorts) {
    EXPECT_EQ(read("a,b\r\n\"x, \"\"y\"\"\n z\",2\r3,4\n").text(), "1:[a][b]\n2:[x, \"y\"\n z][2]\n3:[3][4]\n");
    EXPECT_EQ(read("a,b\n 5\" pipe, \"q\" \n").text(), "1:[a][b]\n2:[5\" pipe][q]\n");
    EXPECT_EQ(read("").text(), "");
    EXPECT_EQ(read("one").text(), "1:[one]\n");
}

TEST(CsvReader, TellsTheSeparator) {
    EXPECT_EQ(read("имя;заметка\nА.;раз, два, три\nБ.;\n").report.separator, ';');
    EXPECT_EQ(read("a\tb\n1,5\t2\n").report.separator, '\t');
    EXPECT_EQ(read("a,b;c,d\n1,2;3,4\n").report.separator, ',');
    EXPECT_EQ(read("a|b|c|d|e,f\n1|,\"x|\"\n").text(), "1:[a|b|c|d|e][f]\n2:[1|][x|]\n") << "split at | a quotation mark would stay open";
    EXPECT_EQ(read("sep=|\na|b\n").text(), "2:[a][b]\n");
    EXPECT_EQ(read("sep=\t\r\na\tb\n").text(), "2:[a][b]\n");
    EXPECT_EQ(read("sep=ж\na,ж\n").text(), "1:[sep=ж]\n2![a][ж]\n");
}

TEST(CsvReader, TellsTheCharacterSet) {
    const Read cyrillic = read("\xd4\xe0\xec\xe8\xeb\xe8\xff;\xe3\xee\xf0\xee\xe4\r\n\xc0\xf1\xe0\xed\xee\xe2;\xc1\xe8\xf8\xea\xe5\xea\r\n");
    EXPECT_EQ(cyrillic.text(), "1:[Фамилия][город]\n2:[Асанов][Бишкек]\n");
    EXPECT_EQ(cyrillic.report.charset, "windows-1251");
    EXPECT_EQ(read("\xef\xbb\xbf" "Ә,б\n").text(), "1:[Ә][б]\n");
    EXPECT_EQ(read(std::string_view("\xff\xfe" "a\0;\0\x31\x04\n\0", 10)).text(), "1:[a][б]\n");
}

TEST(CsvReader, NumbersRowsAndMarksRaggedOnes) {
    EXPECT_EQ(read("a,b\n\n1\n1,2,3\n1,2,\n , \n").text(), "1:[a][b]\n3:[1][]\n4![1][2][3]\n5:[1][2]\n");
}

TEST(CsvReader, TakesDefusingOff) { EXPECT_EQ(read("a\n'=1+1\n'-5\n''+x\n'tis\n-6\n").text(), "1:[a]\n2:[=1+1]\n3:[-5]\n4:['+x]\n5:['tis]\n6:[-6]\n"); }

TEST(CsvReader, SaysWhereAQuoteIsNotClosed) {
    EXPECT_EQ(read("a,b\n1,\"2\n3,4\n").text(), "1:[a][b]\ninvalid row 2: a quotation mark is not closed");
}

TEST(CsvReader, HoldsToItsLimits) {
    ReadLimits limits;
    limits.rows = 2;
    limits.columns = 3;
    limits.cell_bytes = 5;
    limits.unpacked_bytes = 50;
    EXPECT_EQ(read("1\n2\n3\n", limits).error, "cancelled the table has too many rows");
    EXPECT_EQ(read("1,2,3,4\n", limits).error, "cancelled row 1: too many columns");
    EXPECT_EQ(read(",,,,,,,,,,,\n", limits).error, "cancelled row 1: too many columns");
    EXPECT_EQ(read("123456\n", limits).error, "cancelled row 1: a cell is too long");
    EXPECT_EQ(read(std::string(51, 'x'), limits).error, "cancelled the table is too large");
    EXPECT_EQ(read(std::string_view("a\0\0\0b\1\2\3", 8)).error.substr(0, 7), "invalid");
}

TEST(CsvReader, StopsWhenTheTakerFails) {
    const auto report = read_csv(base::as_bytes("a\nb\n"), {}, [](const SheetRow&) -> base::Status { return base::fail(base::ErrorKind::Full, "no"); });

    ASSERT_FALSE(report);
    EXPECT_EQ(report.error().kind, base::ErrorKind::Full);
}

}  // namespace
}  // namespace guvoh::sheets
