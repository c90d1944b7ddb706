// SPDX-License-Identifier: AGPL-3.0-or-later
#include "reviews/paragraphs.h"

#include <gtest/gtest.h>

namespace guvoh::reviews {
namespace {

std::vector<Paragraph> read(const std::string& text) {
    documents::Page page;
    page.text = text;
    return conclusion_paragraphs(body_lines({page}));
}

TEST(Paragraphs, BeginsAfterTheTitleAndNotInTheTableOfContents) {
    const auto found = read("II. Conclusions and/or recommendations ............ 12\n\n5.\tChile spoke.\n\nII. Conclusions and/or recommendations\n\n"
                            "88.\tThe recommendations listed below enjoy the support of Samplia:\n\n88.1\tEnd torture (Chile);");

    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].role, Role::Heading);
    EXPECT_EQ(found[1].text, "End torture (Chile);");
}

TEST(Paragraphs, TakesALineThatBeginsWithANumberForWhatItIs) {
    const auto found = read("II. Conclusions and/or recommendations\n\n88.\tThe recommendations listed below enjoy the support of Samplia:\n\n"
                            "88.1\tRatify ILO Conventions Nos. 29 and\n105. Do so\nbefore 2012 (Chile);\n\n88.2\tRaise the share to\n7.5 per cent (Peru);");

    ASSERT_EQ(found.size(), 3U);
    EXPECT_EQ(found[1].text, "Ratify ILO Conventions Nos. 29 and 105. Do so before 2012 (Chile);");
    EXPECT_EQ(found[2].text, "Raise the share to 7.5 per cent (Peru);");
}

TEST(Paragraphs, ReadsLettersUnderAHeading) {
    const auto found = read("II. Conclusions and/or recommendations\n\n60.\tThe following recommendations enjoy the support of Samplia:\n\n"
                            "(a)\tEnd torture (Chile);\n\n(b)\tEnd impunity (Peru);");

    ASSERT_EQ(found.size(), 3U);
    EXPECT_EQ(found[2].label.item, 2U);
}

TEST(Paragraphs, FindsAHeadingWithoutNumber) {
    const auto found = read("II. Conclusions and/or recommendations\n\n60.\tThe following recommendations enjoy the support of Samplia:\n\n"
                            "1.\tEnd torture (Chile);\n\nThe recommendations below did not enjoy the support of Samplia:\n\n2.\tEnd impunity (Peru);");

    ASSERT_EQ(found.size(), 4U);
    EXPECT_EQ(found[2].role, Role::Heading);
}

TEST(Paragraphs, EndsWithTheSectionWhateverFollows) {
    EXPECT_TRUE(read("Nothing of the kind").empty());
    EXPECT_EQ(read("II. Conclusions and/or recommendations\n\n60.\tThe following recommendations enjoy support:\n\nAnnex\n\n1.\tEnd torture (Chile);").size(), 1U);
}

}  // namespace
}  // namespace guvoh::reviews
