// SPDX-License-Identifier: AGPL-3.0-or-later
#include "sheets/sheets.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "sheets/readers.h"

namespace guvoh::sheets {
namespace {

using Rows = std::vector<std::vector<std::string>>;

std::string written(Format format, const Rows& rows) {
    std::string out;
    const auto writer = write_sheet(format, [&](std::string_view bytes) {
        out += bytes;
        return base::Status{};
    });
    for (const auto& row : rows) RC_ASSERT(writer->row(row).has_value());
    RC_ASSERT(writer->finish().has_value());
    return out;
}

Rows read_back(Format format, const std::string& file) {
    Rows rows;
    const auto report = read_sheet(format, base::as_bytes(file), {}, [&](const SheetRow& row) {
        rows.push_back(row.cells);
        return base::Status{};
    });
    RC_ASSERT(report.has_value());
    return rows;
}

/// Texts as they are once blanks around them are cut off, with everything that files stumble over.
std::string random_cell() {
    std::string text;
    for (int i = *rc::gen::inRange(0, 6); i > 0; --i) {
        text += *rc::gen::element<std::string>("a", "\"", ",", ";", "\n", "'", "=", "+", "-", "@", " ", "Ә", "🕊", "_x000D_", "_", "<t>", "&amp;", "]]>", "\x01", "0.10", "|", "sep=");
    }
    return std::string(trimmed(text));
}

TEST(Sheets, ReadBackWhatWasWritten) {
    for (const Format format : {Format::Csv, Format::Xlsx}) {
        EXPECT_TRUE(rc::check([format] {
            Rows rows;
            const int width = *rc::gen::inRange(1, 5);
            for (int i = *rc::gen::inRange(0, 6); i >= 0; --i) {
                // The first row names the columns, and a row begins with something.
                std::vector<std::string> row;
                for (int column = 0; column < width; ++column) row.push_back(rows.empty() || column == 0 ? "x" + std::to_string(i) : random_cell());
                rows.push_back(row);
            }
            RC_ASSERT(read_back(format, written(format, rows)) == rows);
        }));
    }
}

TEST(Sheets, KnowTheirFormats) {
    EXPECT_EQ(format_from_name("xlsx").value(), Format::Xlsx);
    EXPECT_EQ(format_from_name("ods").error().kind, base::ErrorKind::Invalid);
    EXPECT_EQ(media_type(Format::Csv), "text/csv; charset=utf-8");
}

TEST(Defusing, IsTakenOffAgain) {
    EXPECT_TRUE(rc::check([] {
        const std::string text = random_cell();
        RC_ASSERT(without_defusing(defused(text)) == text);
    }));
    EXPECT_EQ(defused("=1"), "'=1");
    EXPECT_EQ(defused("1-1"), "1-1");
    EXPECT_EQ(without_defusing("'quoted'"), "'quoted'");
}

TEST(Trimmed, CutsBlanksAtBothEnds) { EXPECT_EQ(trimmed("\u00a0 \t a b\u00a0\n"), "a b"); }

}  // namespace
}  // namespace guvoh::sheets
