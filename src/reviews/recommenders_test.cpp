// SPDX-License-Identifier: AGPL-3.0-or-later
#include "reviews/recommenders.h"

#include <gtest/gtest.h>

namespace guvoh::reviews {
namespace {

std::vector<std::string> texts(std::string_view paragraph) {
    std::vector<std::string> found;
    for (const Part& part : split_parts(paragraph)) found.push_back(part.text);
    return found;
}

TEST(Recommenders, TakesTheStatesOutOfTheText) {
    const auto parts = split_parts("Ratify the Protocol (Spain, Iran (Islamic Republic of));");

    ASSERT_EQ(parts.size(), 1U);
    EXPECT_EQ(parts[0].text, "Ratify the Protocol");
    ASSERT_EQ(parts[0].states.size(), 2U);
    EXPECT_EQ(parts[0].states[1]->iso3, "IRN");
}

TEST(Recommenders, SplitsAfterASemicolon) {
    EXPECT_EQ(texts("Harmonise its laws (Chile); continue its reforms (Sudan);"), (std::vector<std::string>{"Harmonise its laws", "continue its reforms"}));
}

TEST(Recommenders, SplitsWhereANewDemandBeginsAndNotWithinOne) {
    EXPECT_EQ(texts("Improve the conditions of detention (Chile) and establish an independent complaints body (Peru)").size(), 2U);
    EXPECT_EQ(texts("Consider ratifying (Chile) and ratify without further delay (Peru) the Protocol").size(), 1U);
    EXPECT_EQ(texts("Improve the conditions of detention (Chile) in all its prisons (Peru)").size(), 1U);
}

TEST(Recommenders, RepeatsTheVerbThatASecondPartLacks) {
    EXPECT_EQ(texts("Consider ratifying the Covenant (Chile); the Convention (Peru)"),
              (std::vector<std::string>{"Consider ratifying the Covenant", "[Consider ratifying] the Convention"}));
}

TEST(Recommenders, ForgivesMissingParenthesesAndFootnoteMarks) {
    EXPECT_EQ(split_parts("Stop torture (Iran (Islamic Republic of);")[0].states.size(), 1U);
    EXPECT_EQ(texts("Stop torture (Chile)12;")[0], "Stop torture");
    EXPECT_EQ(texts("Stop torture (Chile); 1")[0], "Stop torture");
}

TEST(Recommenders, KeepsParenthesesThatAreNoStates) {
    EXPECT_EQ(texts("Ratify the Convention (CRPD) (Chile)")[0], "Ratify the Convention (CRPD)");
}

TEST(Recommenders, GivesOnePartWithoutStatesForOtherText) {
    const auto parts = split_parts("Nothing of the kind");

    ASSERT_EQ(parts.size(), 1U);
    EXPECT_TRUE(parts[0].states.empty());
    EXPECT_EQ(split_parts("").size(), 1U);
}

}  // namespace
}  // namespace guvoh::reviews
