// SPDX-License-Identifier: AGPL-3.0-or-later
#include "documents/page_builder.h"

#include <gtest/gtest.h>

namespace guvoh::documents {
namespace {

constexpr float kSize = 10, kAdvance = 5;

// Types a line of ASCII at a place, glyph by glyph.
void type(PageBuilder& page, float x, float y, std::string_view text, float size = kSize) {
    RunShape shape;
    shape.size = size;
    page.set_shape(shape);
    for (const char c : text) {
        page.glyph(x, y, kAdvance * size / kSize, std::string_view(&c, 1));
        x += kAdvance * size / kSize;
    }
}

Page finished(PageBuilder& page) {
    SeenWords seen;
    return page.finish(seen);
}

TEST(PageBuilder, BreaksWordsAtBlanksAndGaps) {
    PageBuilder page;
    page.start(500, 500);
    type(page, 10, 20, "ab cd");
    type(page, 39, 20, "ef");  // 4 points further on

    const Page result = finished(page);

    EXPECT_EQ(result.text, "ab cd ef");
    ASSERT_EQ(result.words.size(), 3U);
    EXPECT_EQ(result.words[1].begin, 3U);
    EXPECT_EQ(result.words[1].box.x0, 25 * 8);
    EXPECT_EQ(result.words[1].box.x1, 35 * 8);
}

TEST(PageBuilder, MakesLinesParagraphsAndColumns) {
    PageBuilder page;
    page.start(500, 500);
    for (int i = 0; i < 5; ++i) type(page, 10, static_cast<float>(20 + 12 * i), "words in a line of text");
    type(page, 10, 110, "Next");
    type(page, 200, 110, "column");

    EXPECT_EQ(finished(page).text,
              "words in a line of text\nwords in a line of text\nwords in a line of text\nwords in a line of text\nwords in a line of text\n\nNext\tcolumn");
}

TEST(PageBuilder, JoinsAWordOverAHyphenAndKeepsBothBoxes) {
    PageBuilder page;
    page.start(500, 500);
    type(page, 10, 20, "the deten-");
    type(page, 10, 32, "tion of");

    const Page result = finished(page);

    EXPECT_EQ(result.text, "the detention of");
    ASSERT_EQ(result.words.size(), 4U);
    EXPECT_EQ(result.words[1].end, result.words[2].begin);
    EXPECT_LT(result.words[1].box.y0, result.words[2].box.y0);
}

TEST(PageBuilder, KeepsAHyphenThatBelongsToTheWord) {
    PageBuilder page;
    page.start(500, 500);
    type(page, 10, 20, "a follow up, follow-");
    type(page, 10, 32, "up visit");

    EXPECT_EQ(finished(page).text, "a follow up, follow-up visit");
}

TEST(PageBuilder, DropsGlyphsDrawnTwiceToLookBold) {
    PageBuilder page;
    page.start(500, 500);
    RunShape shape;
    shape.size = kSize;
    page.set_shape(shape);
    for (const char* c : {"b", "o", "l", "d"}) {
        static float x = 10;
        page.glyph(x, 20, kAdvance, c);
        page.glyph(x + 0.4F, 20, kAdvance, c);
        x += kAdvance;
    }

    EXPECT_EQ(finished(page).text, "bold");
}

TEST(PageBuilder, SetsFootnoteMarksApartButNotOrdinals) {
    PageBuilder page;
    page.start(500, 500);
    type(page, 10, 20, "torture");
    type(page, 45, 16, "12", 6);
    type(page, 100, 20, "16");
    type(page, 110, 16, "th", 6);

    EXPECT_EQ(finished(page).text, "torture 12\t16th");
}

TEST(PageBuilder, CountsGlyphsWithoutMeaning) {
    PageBuilder page;
    page.start(500, 500);
    page.glyph(10, 10, 5, "");

    EXPECT_EQ(page.unknown(), 1U);
    EXPECT_EQ(page.glyphs(), 1U);
}

TEST(PageBuilder, StartsAnewForEachPage) {
    PageBuilder page;
    page.start(500, 500);
    type(page, 10, 20, "one");
    finished(page);
    page.start(300, 400);
    type(page, 10, 20, "two");

    const Page result = finished(page);

    EXPECT_EQ(result.text, "two");
    EXPECT_EQ(result.width_pt, 300);
}

TEST(PageBuilder, ReadsAPageFromTheRightWhenItsGlyphsAreKept) {
    const std::vector<std::vector<std::string>> seen = {{"ن", "ا", "د", "ن", "ز", " ", "ر", "د"}, {"ر", "ه", "ش"}};  // from the left
    PageBuilder page;
    const auto draw = [&] {
        page.set_shape({1, 0, kSize, 0.9F, 0.25F});
        float y = 20;
        for (const auto& line : seen) {
            float x = 400 - kAdvance * static_cast<float>(line.size());
            for (const std::string& glyph : line) {
                page.glyph(x, y, kAdvance, glyph);
                x += kAdvance;
            }
            y += 12;
        }
    };
    page.start(500, 500);
    draw();
    ASSERT_TRUE(page.must_keep_glyphs());
    page.start(500, 500, true);
    draw();
    ASSERT_FALSE(page.must_keep_glyphs());

    const Page result = finished(page);

    EXPECT_EQ(result.text, "در زندان\nشهر");
    ASSERT_EQ(result.words.size(), 3U);
    EXPECT_EQ(result.words[0].box.x1, 400 * 8);
    EXPECT_EQ(result.words[1].box.x0, 360 * 8);
}

}  // namespace
}  // namespace guvoh::documents
