// SPDX-License-Identifier: AGPL-3.0-or-later
#include "reviews/observations.h"

#include <gtest/gtest.h>

namespace guvoh::reviews {
namespace {

Observations read(const std::string& text) {
    documents::Page page;
    page.text = text;
    return read_observations({page});
}

constexpr const char* kApart =
    "CAT/C/TJK/CO/9\n\nC. Principal subjects of concern and recommendations\n\n1.\tThe Committee considered the report of Samplia.\n\n"
    "Conditions of detention\n\n2.\tThe Committee is concerned at reports of overcrowding. It regrets\nthe lack of data.\n\n"
    "3.\tThe State party should:\n\n(a)\tReduce overcrowding;\n\n(b)\tPublish data.\n\n"
    "Juveniles\n\n4.\tWhile noting the new code, the Committee is concerned that children are held with adults.\n\n"
    "5.\tThe State party should hold them apart.\n\n"
    "Follow-up procedure\n\n6.\tThe Committee requests the State party to provide, by 7 December 2022, information on follow-up to its "
    "recommendations in paragraphs 3 (b) and 5 above.\n\n"
    "7.\tThe State party is invited to submit its next periodic report by 7 December 2025.\n";

TEST(Observations, PairsAConcernWithTheRecommendationBehindIt) {
    const Observations found = read(kApart);

    EXPECT_EQ(found.symbol, "CAT/C/TJK/CO/9");
    EXPECT_EQ(found.state_code, "TJK");
    ASSERT_EQ(found.observations.size(), 2U);
    EXPECT_EQ(found.observations[0].subject, "Conditions of detention");
    EXPECT_EQ(found.observations[0].concern_number, "2");
    EXPECT_EQ(found.observations[0].concern, "The Committee is concerned at reports of overcrowding. It regrets the lack of data.");
    EXPECT_EQ(found.observations[0].number, "3");
    EXPECT_EQ(found.observations[0].recommendation, "The State party should: (a)\tReduce overcrowding; (b)\tPublish data.");
    EXPECT_EQ(found.observations[1].number, "5");
}

TEST(Observations, FlagsWhatTheBodyWantsToHearAboutSoon) {
    const Observations found = read(kApart);

    ASSERT_EQ(found.observations.size(), 2U);
    EXPECT_TRUE(found.observations[0].follow_up);
    EXPECT_EQ(found.observations[0].follow_up_parts, std::vector<std::string>{"(b)"});
    EXPECT_TRUE(found.observations[1].follow_up);
    EXPECT_EQ(found.follow_up_due_on, "2022-12-07");
    EXPECT_EQ(found.report_due_on, "2025-12-07");
}

TEST(Observations, TakesApartAParagraphThatHoldsBoth) {
    const Observations found = read("CCPR/C/SMP/CO/1\n\n(1)\tThe Committee is concerned about impunity. The State party should prosecute those responsible.");

    ASSERT_EQ(found.observations.size(), 1U);
    EXPECT_EQ(found.observations[0].concern, "The Committee is concerned about impunity.");
    EXPECT_EQ(found.observations[0].recommendation, "The State party should prosecute those responsible.");
    EXPECT_EQ(found.observations[0].concern_number, "1");
    EXPECT_EQ(found.state_code, "");
}

TEST(Observations, ReadsRussian) {
    const Observations found = read("1.\tКомитет обеспокоен сообщениями о пытках. Государству-участнику следует их расследовать.");

    ASSERT_EQ(found.observations.size(), 1U);
    EXPECT_EQ(found.observations[0].recommendation, "Государству-участнику следует их расследовать.");
}

TEST(Observations, ReadsDatesOfBothLanguages) {
    EXPECT_EQ(first_date("by 7 December 2022, information"), "2022-12-07");
    EXPECT_EQ(first_date("до 15 мая 2019 года"), "2019-05-15");
    EXPECT_EQ(first_date("in May 2019"), "2019-05");
    EXPECT_EQ(first_date("no date"), "");
}

TEST(Observations, GivesNothingForOtherText) {
    EXPECT_TRUE(read("Dear Minister").observations.empty());
    EXPECT_TRUE(read_observations({}).observations.empty());
}

}  // namespace
}  // namespace guvoh::reviews
