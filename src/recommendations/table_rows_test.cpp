// SPDX-License-Identifier: AGPL-3.0-or-later
#include "recommendations/table_rows.h"

#include <gtest/gtest.h>

namespace guvoh::recommendations {
namespace {

bool is_known(std::string_view heading) { return heading == "Text" || heading == "State"; }
TableData read(const std::string& csv, std::uint64_t most_cells = kMostTableCells) { return read_table_data(base::as_bytes(csv), is_known, most_cells); }

TEST(TableRows, FindsTheHeadingsBeneathATitle) {
    const auto table = read("Matrix of recommendations 2015,,\n,,\nState,Text,Срок\nChad,Do it,2015\n");

    EXPECT_EQ(table.problem, "");
    EXPECT_EQ(table.heading_row, 3U);
    EXPECT_EQ(table.headings, (std::vector<std::string>{"State", "Text", "Срок"}));
    ASSERT_EQ(table.rows.size(), 1U);
    EXPECT_EQ(table.rows[0].number, 4U);
}

TEST(TableRows, CallsEachColumnByANameOfItsOwn) {
    const auto table = read("State,,Text,state\nChad,x,Do it,Peru\n");

    EXPECT_EQ(table.headings, (std::vector<std::string>{"State", "Column B", "Text", "state (2)"}));
    EXPECT_EQ(table.doubled, std::vector<std::string>{"state"});
}

TEST(TableRows, SayWhatIsNoTable) {
    EXPECT_EQ(read("").problem, "empty");
    EXPECT_EQ(read("\n\n").problem, "empty");
    EXPECT_EQ(read("Dear colleagues\nplease find the letter\n").problem, "no_table");
    EXPECT_EQ(read("%PDF-1.7\n\x01\x02").problem, "no_table");
    EXPECT_EQ(read("PK\x03\x04 not a zip at all").problem, "damaged");
    EXPECT_EQ(read("1,2015-03-04\n2,2015-03-05\n").problem, "no_headings");
    EXPECT_EQ(read("State,Text\n").problem, "only_headings");
    EXPECT_EQ(read("State,Text\na,b\nc,d\n", 5).problem, "too_large");
    EXPECT_EQ(read("Text\nEnd torture\n").problem, "");
    for (const char* problem : {"empty", "no_table", "no_headings", "only_headings", "too_large", "damaged"}) EXPECT_NE(table_problem_text(problem), table_problem_text("?"));
}

TEST(TableRows, MarksRowsWiderThanTheHeadings) {
    const auto table = read("State,Text\nChad,Do it,and more\nPeru,Do it\n");

    EXPECT_TRUE(table.rows[0].ragged);
    EXPECT_FALSE(table.rows[1].ragged);
}

}  // namespace
}  // namespace guvoh::recommendations
