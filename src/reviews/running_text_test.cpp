// SPDX-License-Identifier: AGPL-3.0-or-later
#include "reviews/running_text.h"

#include <gtest/gtest.h>

namespace guvoh::reviews {
namespace {

/// A page whose words stand on lines of a given height (in points), one below the other.
documents::Page page_of(const std::vector<std::pair<std::string, int>>& lines) {
    documents::Page page;
    page.width_pt = 595;
    page.height_pt = 842;
    int y = 400;
    for (const auto& [line, height] : lines) {
        const auto begin = static_cast<std::uint32_t>(page.text.size());
        page.text += line;
        documents::Word word{begin, static_cast<std::uint32_t>(page.text.size()), {}};
        word.box = {800, static_cast<std::uint16_t>(y), 3000, static_cast<std::uint16_t>(y + height * 8)};
        if (!line.empty()) page.words.push_back(word);
        page.text += "\n";
        y += 100;
    }
    return page;
}

std::vector<std::string> texts(const std::vector<documents::Page>& pages) {
    std::vector<std::string> found;
    for (const TextLine& line : body_lines(pages)) found.push_back(line.text);
    return found;
}

TEST(RunningText, LeavesOutHeadsFeetAndFootnotes) {
    const auto page = page_of({{"A/HRC/15/2", 10}, {"", 0}, {"First line of the body", 10}, {"second line", 10}, {"", 0},
                               {"1 See the national report,", 8}, {"paragraph 20.", 8}, {"14\tGE.10-12345", 10}});

    EXPECT_EQ(texts({page}), (std::vector<std::string>{"First line of the body", "second line"}));
}

TEST(RunningText, KeepsSmallPrintThatIsNoFootnote) {
    const auto page = page_of({{"First line of the body, long enough to be most of the page", 10}, {"", 0}, {"A small remark", 8}});

    EXPECT_EQ(texts({page}).size(), 2U);
}

TEST(RunningText, LeavesOutWhatManyPagesRepeat) {
    std::vector<documents::Page> pages;
    for (const char* last : {"a rain", "b snow", "c wind", "d sun", "e frost"}) {
        pages.push_back(page_of({{"Report on Samplia", 10}, {"", 0}, {"Text of the page", 10}, {last, 10}}));
    }

    EXPECT_EQ(texts(pages).size(), 10U);
    EXPECT_EQ(texts(pages).front(), "Text of the page");
}

TEST(RunningText, KeepsEverythingOfFormatsWithoutPages) {
    documents::Page page;
    page.text = "A/HRC/15/2\n\n12\n\nText";

    EXPECT_EQ(texts({page}), (std::vector<std::string>{"A/HRC/15/2", "12", "Text"}));
}

TEST(RunningText, GivesTheBoxAndTheGapOfALine) {
    const auto lines = body_lines({page_of({{"one", 10}, {"two", 10}, {"", 0}, {"three", 10}})});

    ASSERT_EQ(lines.size(), 3U);
    EXPECT_EQ(lines[1].box.y0, 500);
    EXPECT_FALSE(lines[1].after_gap);
    EXPECT_TRUE(lines[2].after_gap);
}

TEST(RunningText, JoinsLines) {
    std::string text = "non-";
    append_line(text, "discrimination");
    append_line(text, "and more");

    EXPECT_EQ(text, "non-discrimination and more");
    EXPECT_EQ(plain_lower("  The\tFollowing \n X"), "the following x");
}

}  // namespace
}  // namespace guvoh::reviews
