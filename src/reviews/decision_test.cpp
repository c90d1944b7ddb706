// SPDX-License-Identifier: AGPL-3.0-or-later
#include "reviews/decision.h"

#include <gtest/gtest.h>

namespace guvoh::reviews {
namespace {

TEST(Decision, ReadsTheUsualHeadings) {
    EXPECT_EQ(read_decision("The recommendations listed below enjoy the support of Samplia:"), Decision::Supported);
    EXPECT_EQ(read_decision("have been examined by Samplia and enjoy its support:"), Decision::Supported);
    EXPECT_EQ(read_decision("enjoy the support of Samplia, which considers that they are already implemented or in the process of implementation:"),
              Decision::Implemented);
    EXPECT_EQ(read_decision("The following recommendations will be examined by Samplia, which will provide responses in due time:"),
              Decision::UnderExamination);
    EXPECT_EQ(read_decision("The recommendations below did not enjoy the support of Samplia:"), Decision::Noted);
    EXPECT_EQ(read_decision("Samplia takes note of the following recommendations:"), Decision::Noted);
    EXPECT_EQ(read_decision("The following recommendations were made:"), Decision::Other);
}

TEST(Decision, KnowsHeadingsFromRecommendationsThatMentionRecommendations) {
    EXPECT_TRUE(is_heading("The following recommendations will be examined by Samplia:"));
    EXPECT_FALSE(is_heading("Ratify the Convention (Spain);"));
    EXPECT_FALSE(is_heading("Continue to implement the recommendations of treaty bodies (Chile);"));
}

TEST(Decision, SaysWhichRecommendationsAParagraphMeans) {
    EXPECT_EQ(reach_of("The following recommendations will be examined; the response to these recommendations will follow"), Reach::Below);
    EXPECT_EQ(reach_of("The recommendations listed above enjoy the support of Samplia."), Reach::Above);
    EXPECT_EQ(reach_of("These recommendations will be examined by Samplia."), Reach::Above);
    EXPECT_EQ(reach_of("The response of Samplia to the recommendations will be included in the outcome."), Reach::Unclear);
}

TEST(Decision, ReadsNumbersAndRanges) {
    EXPECT_EQ(named_numbers("considers that recommendations Nos. 8, 9-11 and 14 above are already implemented"),
              (std::vector<std::string>{"8", "9", "10", "11", "14"}));
    EXPECT_EQ(named_numbers("recommendations 84.5, 84.19 and 84.20 enjoy its support"), (std::vector<std::string>{"84.5", "84.19", "84.20"}));
    EXPECT_TRUE(named_numbers("The recommendations listed below enjoy the support of Samplia").empty());
}

TEST(Decision, NamesEachDecision) {
    EXPECT_EQ(decision_name(Decision::UnderExamination), "under_examination");
    EXPECT_EQ(decision_name(Decision::Other), "other");
}

}  // namespace
}  // namespace guvoh::reviews
