// SPDX-License-Identifier: AGPL-3.0-or-later
#include "themes/evaluate.h"

#include <gtest/gtest.h>

namespace guvoh::themes {
namespace {

std::vector<LabelledText> invented() {
    std::vector<LabelledText> texts;
    for (const char* place : {"Aland", "Bland", "Cland", "Dland"}) {
        for (int at = 0; at < 3; ++at) {
            texts.push_back({"Continue feeding the kittens of " + std::string(place), {"own_kittens"}, 2, place});
            texts.push_back({"Prohibit torture in " + std::string(place), {"torture_and_other_cidt"}, 5, place});
            texts.push_back({"Prohibit flogging in " + std::string(place), {"torture_and_other_cidt"}, 5, place});
        }
    }
    return texts;
}

TEST(Evaluate, CountsModelRulesAndMostFrequentApart) {
    const auto found = cross_validate(invented(), 4);

    ASSERT_TRUE(found.has_value());
    EXPECT_EQ(found->texts, 36U);
    EXPECT_EQ(found->groups, 4U);
    EXPECT_DOUBLE_EQ(found->model.f1(), 1);
    EXPECT_EQ(found->rules.missed, 12U);
    EXPECT_EQ(found->most_frequent.right, 24U);
    EXPECT_EQ(found->themes.size(), 2U);
    EXPECT_DOUBLE_EQ(found->themes[0].model.recall(), 1);
    EXPECT_DOUBLE_EQ(found->themes[0].rules.recall(), 0);
    EXPECT_DOUBLE_EQ(found->action_model, 1);
    EXPECT_DOUBLE_EQ(found->action_rules, 1);
    EXPECT_DOUBLE_EQ(found->action_most_frequent, 24.0 / 36);
}

TEST(Evaluate, NeedsAGroupForEachFold) {
    EXPECT_EQ(cross_validate(invented(), 5).error().kind, base::ErrorKind::Invalid);
    EXPECT_EQ(cross_validate(invented(), 1).error().kind, base::ErrorKind::Invalid);
    EXPECT_EQ(cross_validate({}, 2).error().kind, base::ErrorKind::Invalid);
}

TEST(Evaluate, CountsPrecisionRecallAndTheirMean) {
    const Hits hits{6, 2, 4};

    EXPECT_DOUBLE_EQ(hits.precision(), 0.75);
    EXPECT_DOUBLE_EQ(hits.recall(), 0.6);
    EXPECT_DOUBLE_EQ(hits.f1(), 12.0 / 18);
    EXPECT_DOUBLE_EQ(Hits{}.f1(), 0);
}

}  // namespace
}  // namespace guvoh::themes
