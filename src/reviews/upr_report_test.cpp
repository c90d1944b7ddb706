// SPDX-License-Identifier: AGPL-3.0-or-later
#include "reviews/upr_report.h"

#include <gtest/gtest.h>

namespace guvoh::reviews {
namespace {

/// Pages of text as the extractor gives them, without boxes.
std::vector<documents::Page> pages(const std::vector<std::string>& texts) {
    std::vector<documents::Page> made;
    for (const std::string& text : texts) {
        documents::Page page;
        page.text = text;
        page.width_pt = 595;
        page.height_pt = 842;
        made.push_back(std::move(page));
    }
    return made;
}

constexpr const char* kEnd =
    "\n\n90.\tAll conclusions and/or recommendations contained in the present report reflect the position of the submitting State(s).\n\n"
    "III. Voluntary commitments\n\n1.\tBuild ten schools (Chile).";

TEST(UprReport, ReadsFullNumbersOverPageHeadsAndFootnotes) {
    const auto report = read_upr_report(pages({
        "A/HRC/99/7\n\nI. Summary\n\n20.\tChile recommended that Samplia end torture (Chile).\n\nII. Conclusions and/or recommendations**\n\n"
        "88.\tThe recommendations listed below enjoy the support of Samplia:\n\n88.1.\tOpen all places of\n\n"
        "** Conclusions and recommendations have not been edited.",
        std::string("A/HRC/99/7\n\n13\n\ndetention to visits (Chile, Peru);\n\n88.2.\tEnd incommunicado deten-\ntion (Iran (Islamic\nRepublic of)).") + kEnd,
    }));

    EXPECT_EQ(report.symbol, "A/HRC/99/7");
    ASSERT_EQ(report.recommendations.size(), 2U);
    EXPECT_EQ(report.recommendations[0].number, "88.1");
    EXPECT_EQ(report.recommendations[0].text, "Open all places of detention to visits");
    EXPECT_EQ(report.recommendations[0].decision, Decision::Supported);
    ASSERT_EQ(report.recommendations[0].places.size(), 2U);
    EXPECT_EQ(report.recommendations[0].places[0].page, 1U);
    EXPECT_EQ(report.recommendations[0].places[1].page, 2U);
    EXPECT_EQ(report.recommendations[1].states.front()->iso3, "IRN");
}

TEST(UprReport, GivesFullNumbersToListsThatRestartUnderEachParagraph) {
    const auto report = read_upr_report(pages({std::string("II. CONCLUSIONS AND/OR RECOMMENDATIONS\n\n2.\tThe recommendations listed below enjoy the support of Samplia:\n\n"
                                               "1.\tEnd torture (Chile);\n\n2.\tEnd impunity (Peru);\n\n3.\tTrain the police (Cuba).\n\n"
                                               "3.\tThe following recommendations will be examined by Samplia:\n\n1.\tRatify the Protocol (Chile);") + kEnd}));

    ASSERT_EQ(report.recommendations.size(), 4U);
    EXPECT_EQ(report.recommendations[1].number, "2.2");
    EXPECT_EQ(report.recommendations[2].number, "2.3");
    EXPECT_EQ(report.recommendations[3].number, "3.1");
    EXPECT_EQ(report.recommendations[3].decision, Decision::UnderExamination);
}

TEST(UprReport, AppliesADecisionThatFollowsTheList) {
    const auto report = read_upr_report(pages({std::string("II. Conclusions and/or recommendations\n\n88.\tIn the course of the discussion, the following recommendations were made to "
                                               "Samplia:\n\n1.\tEnd torture (Chile);\n\n2.\tEnd impunity (Peru).\n\n89.\tThese recommendations will be examined by Samplia.") + kEnd}));

    ASSERT_EQ(report.recommendations.size(), 2U);
    EXPECT_EQ(report.recommendations[0].decision, Decision::UnderExamination);
}

TEST(UprReport, AppliesADecisionByNumber) {
    const auto report = read_upr_report(pages({std::string("II. Conclusions and/or recommendations\n\n88.\tThe recommendations listed below enjoy the support of Samplia:\n\n"
                                               "1.\tEnd torture (Chile);\n\n2.\tEnd impunity (Peru).\n\n"
                                               "89.\tSamplia considers that recommendation No. 2 above is already implemented or in the process of implementation.") + kEnd}));

    ASSERT_EQ(report.recommendations.size(), 2U);
    EXPECT_EQ(report.recommendations[0].decision, Decision::Supported);
    EXPECT_EQ(report.recommendations[1].decision, Decision::Implemented);
}

TEST(UprReport, GoesOnAfterAMisprintedNumber) {
    const auto report = read_upr_report(pages({std::string("II. Conclusions and/or recommendations\n\n88.\tThe recommendations listed below enjoy the support of Samplia:\n\n"
                                               "88.1.\tEnd torture (Chile);\n\n89.2.\tEnd impunity (Peru).\n\n"
                                               "89.\tThe following recommendations did not enjoy the support of Samplia:\n\n89.1.\tRatify the Protocol (Chile);") + kEnd}));

    ASSERT_EQ(report.recommendations.size(), 3U);
    EXPECT_EQ(report.recommendations[1].number, "89.2");
    EXPECT_EQ(report.recommendations[1].decision, Decision::Supported);
    EXPECT_EQ(report.recommendations[2].decision, Decision::Noted);
}

TEST(UprReport, KeepsRecommendationsOfWhichNoStateIsNamed) {
    const auto report = read_upr_report(pages({std::string("II. Conclusions and/or recommendations\n\n88.\tThe recommendations listed below enjoy the support of Samplia:\n\n"
                                               "1.\tSamplia is encouraged to continue its efforts.") + kEnd}));

    ASSERT_EQ(report.recommendations.size(), 1U);
    EXPECT_TRUE(report.recommendations[0].states.empty());
}

TEST(UprReport, ReadsTheRussianSectionWithItsDecisions) {
    const auto report = read_upr_report(pages({"A/HRC/99/7\n\nII.\tВыводы и/или рекомендации\n\n88.\tСледующие рекомендации пользуются поддержкой государства:\n\n"
                                               "88.1.\tПоложить конец пыткам во всех тюрьмах (Чили, Босния и Герцеговина);\n\n89.\tСледующие рекомендации будут рассмотрены государством:\n\n"
                                               "89.1.\tПринять закон о защите врачей.\n\n90.\tСледующие рекомендации не пользуются поддержкой государства:\n\n"
                                               "90.1.\tОтменить смертную казнь (Испания) и не выносить таких приговоров (Перу).\n\n91.\tВсе выводы и/или рекомендации отражают позицию государств.\n\n92.\tНичего больше здесь нет."}));

    ASSERT_EQ(report.recommendations.size(), 3U);
    EXPECT_EQ(report.recommendations[0].number, "88.1");
    EXPECT_EQ(report.recommendations[0].decision, Decision::Supported);
    EXPECT_EQ(report.recommendations[0].text, "Положить конец пыткам во всех тюрьмах");
    EXPECT_EQ(report.recommendations[1].decision, Decision::UnderExamination);
    EXPECT_EQ(report.recommendations[2].decision, Decision::Noted);
    ASSERT_EQ(report.recommendations[0].states.size(), 2U);
    EXPECT_EQ(report.recommendations[0].states[1]->iso3, "BIH");
    EXPECT_EQ(report.recommendations[2].states.size(), 2U) << "one demand of two States until Russian verbs are known";
}

TEST(UprReport, GivesNothingForOtherDocuments) {
    EXPECT_TRUE(read_upr_report({}).recommendations.empty());
    EXPECT_TRUE(read_upr_report(pages({"Dear Minister,\n\n1.\tEnd torture (Chile)."})).recommendations.empty());
}

}  // namespace
}  // namespace guvoh::reviews
