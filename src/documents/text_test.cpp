// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gtest/gtest.h>

#include "documents/testing/files.h"

namespace guvoh::documents {
namespace {

TEST(Text, ReadsTextCsvAndMarkdownInTheirCharacterSets) {
    const auto text = testing::parse_here("\xCF\xFB\xF2\xEA\xE8 \xE7\xE0\xEF\xF0\xE5\xF9\xE5\xED\xFB \xE7\xE0\xEA\xEE\xED\xEE\xEC", "a.txt");
    const auto csv = testing::parse_here("a;b\r\n1;2\r\n", "a.csv");

    ASSERT_TRUE(text && csv);
    EXPECT_EQ(testing::all_text(*text), "Пытки запрещены законом");
    EXPECT_EQ(text->metadata.at("charset"), "windows-1251");
    EXPECT_EQ(csv->kind, Kind::Csv);
    EXPECT_EQ(testing::all_text(*csv), "a;b\n1;2");
}

TEST(Text, JoinsLinesThatAreAllSetApart) {
    const std::string file = "A short head\n\nmembers of the coalition will present their\n\nrecommendations to the experts of the office\n\n"
                             "and to the missions in the city of Orlovka.\n\nAnother paragraph begins here and goes on\n\nto its end.\n\nLast one.";

    const auto found = testing::parse_here(file, "a.txt");

    ASSERT_TRUE(found);
    EXPECT_EQ(testing::all_text(*found), "A short head\n\nmembers of the coalition will present their\nrecommendations to the experts of the office\n"
                                         "and to the missions in the city of Orlovka.\n\nAnother paragraph begins here and goes on\nto its end.\n\nLast one.");
}

TEST(Text, TakesOnlyTheFirstPartOfALongFile) {
    Limits limits;
    limits.max_text_bytes = 1000;

    const auto found = testing::parse_here(std::string(100'000, 'x'), "a.txt", limits);

    ASSERT_TRUE(found);
    EXPECT_EQ(testing::all_text(*found).size(), 1000U);
    EXPECT_EQ(found->notes.size(), 1U);
}

}  // namespace
}  // namespace guvoh::documents
