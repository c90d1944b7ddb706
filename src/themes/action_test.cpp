// SPDX-License-Identifier: AGPL-3.0-or-later
#include "themes/action.h"

#include <gtest/gtest.h>

namespace guvoh::themes {
namespace {

int category(std::string_view text) { return guess_action(language::words_of(text)).category; }

TEST(Action, TakesTheFirstVerb) {
    EXPECT_EQ(category("Seek technical assistance from OHCHR"), 1);
    EXPECT_EQ(category("Share its experience with other States"), 1);
    EXPECT_EQ(category("Continue its efforts to establish schools"), 2);
    EXPECT_EQ(category("Consider ratifying OPCAT"), 3);
    EXPECT_EQ(category("Strengthen the judiciary"), 4);
    EXPECT_EQ(category("Ratify CED"), 5);
}

TEST(Action, TakesTheSecondOfTwoJoinedVerbs) {
    EXPECT_EQ(category("Continue and strengthen its efforts"), 4);
    EXPECT_EQ(category("Review and repeal the law"), 5);
}

TEST(Action, TakesASpecificExampleOfAGeneralAction) {
    EXPECT_EQ(category("Improve women's rights by amending the family code"), 5);
    EXPECT_EQ(category("Improve women's rights by further strengthening them"), 4);
}

TEST(Action, LooksAtWhatFollowsTheVerb) {
    EXPECT_EQ(category("Adopt further measures against hunger"), 4);
    EXPECT_EQ(category("Adopt a law on asylum"), 5);
    EXPECT_EQ(category("Give due consideration to joining the treaty"), 3);
    EXPECT_EQ(category("Set up a commission"), 5);
    EXPECT_EQ(category("Seek to end child labour"), 4);
}

TEST(Action, PassesOverWhatStandsBeforeTheVerb) {
    EXPECT_EQ(category("That the Government urgently ratify the Convention"), 5);
    EXPECT_EQ(category("In line with its pledge, abolish flogging"), 5);
}

TEST(Action, SaysNothingWithoutAVerb) {
    EXPECT_EQ(category(""), 0);
    EXPECT_EQ(category("Отменить смертную казнь"), 0);
}

}  // namespace
}  // namespace guvoh::themes
