// SPDX-License-Identifier: AGPL-3.0-or-later
#include "themes/features.h"

#include <algorithm>

#include <gtest/gtest.h>

namespace guvoh::themes {
namespace {

const TextFeature* find(const std::vector<TextFeature>& all, std::string_view name) {
    const auto at = std::find_if(all.begin(), all.end(), [&](const TextFeature& one) { return one.name == name; });
    return at == all.end() ? nullptr : &*at;
}

TEST(Features, JoinFormsOfAWordByItsStem) {
    const auto found = FeatureMaker().features("Prison and prisons");

    const TextFeature* prison = find(found, "w:prison");
    ASSERT_NE(prison, nullptr);
    EXPECT_EQ(prison->count, 2U);
    EXPECT_EQ(prison->spans, (std::vector<Span>{{0, 6}, {11, 18}}));
    EXPECT_NE(find(found, "b:prison and"), nullptr);
}

TEST(Features, HoldWhatTheRulesSay) {
    const auto found = FeatureMaker().features("Ratify OPCAT");

    EXPECT_NE(find(found, "r:OPCAT"), nullptr);
    EXPECT_NE(find(found, "r:detention"), nullptr);
    EXPECT_NE(find(found, "p:detention+international_instruments"), nullptr);
    EXPECT_NE(find(found, "n:3"), nullptr);
    EXPECT_NE(find(found, "a:5"), nullptr);
}

TEST(Features, TellHowATextOpens) {
    const auto found = FeatureMaker().features("Continue to ratify");

    EXPECT_NE(find(found, "o:continu to"), nullptr);
    EXPECT_NE(find(found, "o:0continu"), nullptr);
    EXPECT_TRUE(is_opening_feature("o:continu to"));
    EXPECT_FALSE(is_opening_feature("w:continu"));
}

TEST(Features, AreNoneOfWordsInAnEmptyText) {
    for (const TextFeature& one : FeatureMaker().features("")) EXPECT_FALSE(is_word_feature(one.name)) << one.name;
}

}  // namespace
}  // namespace guvoh::themes
