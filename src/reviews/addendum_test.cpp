// SPDX-License-Identifier: AGPL-3.0-or-later
#include "reviews/addendum.h"

#include <gtest/gtest.h>

namespace guvoh::reviews {
namespace {

std::string read(const std::string& text) {
    documents::Page page;
    page.text = text;
    std::string all;
    for (const FinalPosition& one : read_addendum({page})) all += one.number + "=" + std::string(decision_name(one.decision)) + " ";
    return all;
}

TEST(Addendum, ReadsListsOfNumbersAndRanges) {
    EXPECT_EQ(read("I. Accepted recommendations\n\n3.\tThe Government of Samplia accepts the recommendations 1\u20133, 7, 9\u2013\n10.\n\n"
                   "II. Noted recommendations\n\n4.\tThe Government notes the recommendations 4, 5."),
              "1=supported 2=supported 3=supported 7=supported 9=supported 10=supported 4=noted 5=noted ");
    EXPECT_EQ(read("The Government accepts the following recommendations 122.1, 122.17-18."), "122.1=supported 122.17=supported 122.18=supported ");
}

TEST(Addendum, ReadsAnswersOneByOne) {
    EXPECT_EQ(read("1.\tSamplia accepts the recommendation.\n\n2., 3.\tSamplia cannot accept these recommendations."), "1=supported 2=noted 3=noted ");
}

TEST(Addendum, KeepsTheReasonGivenForOneOfAList) {
    documents::Page page;
    page.text = "3.\tThe Government accepts the recommendations 18, 24. Samplia considers that they are already implemented.\n\n"
                "Rec. 18\tThe law was adopted in May.";

    const auto found = read_addendum({page});

    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].decision, Decision::Implemented);
    EXPECT_EQ(found[0].reason, "The law was adopted in May.");
    EXPECT_EQ(found[1].reason, "");
}

TEST(Addendum, TakesOrdinaryParagraphsForNoPosition) {
    EXPECT_EQ(read("1.\tSamplia thanks all States for their interest.\n\n2.\tIt has held consultations."), "");
    EXPECT_EQ(read(""), "");
}

}  // namespace
}  // namespace guvoh::reviews
