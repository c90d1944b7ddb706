// SPDX-License-Identifier: AGPL-3.0-or-later
#include "lists/dictionary.h"

#include <gtest/gtest.h>

#include <string>

namespace guvoh::lists {
namespace {

TEST(Dictionary, NumbersTextsInOrderOfAppearance) {
    Dictionary dictionary;
    for (int round = 0; round < 2; ++round) {
        for (std::uint32_t i = 0; i < 5'000; ++i) ASSERT_EQ(dictionary.number_of("text " + std::to_string(i)), i);
    }

    EXPECT_EQ(dictionary.size(), 5'000U);
    EXPECT_EQ(dictionary[4'321], "text 4321");
    EXPECT_EQ(dictionary.find("text 77"), 77U);
    EXPECT_EQ(dictionary.find("text"), std::nullopt);
}

TEST(Dictionary, FindsNothingWhileEmpty) { EXPECT_EQ(Dictionary().find(""), std::nullopt); }

TEST(TextPool, KeepsEmptyTextsToo) {
    TextPool pool;
    for (const char* text : {"", "a", "", "bc"}) pool.add(text);
    pool.shrink();

    EXPECT_EQ(pool.size(), 4U);
    EXPECT_EQ(pool[0], "");
    EXPECT_EQ(pool[1], "a");
    EXPECT_EQ(pool[2], "");
    EXPECT_EQ(pool[3], "bc");
}

}  // namespace
}  // namespace guvoh::lists
