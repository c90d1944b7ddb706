// SPDX-License-Identifier: AGPL-3.0-or-later
#include "documents/right_to_left.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <unicode/ubidi.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <random>

#include "documents/utf8.h"

namespace guvoh::documents {
namespace {

constexpr float kAdvance = 5, kSize = 10;

std::vector<std::string> letters(std::string_view text) {
    std::vector<std::string> out;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        next_utf8(text, at);
        out.emplace_back(text.substr(begin, at - begin));
    }
    return out;
}

/// Draws what one sees from left to right: pieces as typed, each shown from right to left (R) or from left to right (L).
struct Piece {
    char direction;
    std::string_view text;
};

std::vector<DrawnGlyph> drawn(const std::vector<Piece>& from_left, float y = 100) {
    std::vector<DrawnGlyph> out;
    float x = 50;
    for (const Piece& piece : from_left) {
        std::vector<std::string> shown = letters(piece.text);
        if (piece.direction == 'R') std::reverse(shown.begin(), shown.end());
        for (const std::string& one : shown) {
            out.push_back({x, y, kAdvance, kSize, 0.9F, 0.25F, one});
            x += kAdvance;
        }
    }
    return out;
}

std::string text_of(const std::vector<ReadLine>& lines) {
    std::string out;
    for (const ReadLine& line : lines) {
        if (!out.empty()) out += '\n';
        for (std::size_t i = 0; i < line.words.size(); ++i) out += (i == 0 ? "" : " ") + line.words[i].text;
    }
    return out;
}

TEST(RightToLeft, KnowsItsLetters) {
    for (const std::string_view one : {"ب", "ש", "ی", "ـ", "\xD6\xB0", "ﺏ", "ﻻ", "שּ"}) EXPECT_TRUE(runs_right_to_left(one)) << one;
    for (const std::string_view one : {"a", "я", "Ա", "և", "ﬁ", "７", "中", "", " ", "\xEF\xBF\xBD"}) EXPECT_FALSE(runs_right_to_left(one)) << one;
}

TEST(RightToLeft, ReadsALineFromItsRightEnd) {
    const auto lines = read_right_to_left(drawn({{'R', "زندان شهر اورلوفکا"}}));

    ASSERT_EQ(lines.size(), 1U);
    EXPECT_EQ(text_of(lines), "زندان شهر اورلوفکا");
    EXPECT_TRUE(lines[0].right_to_left);
    EXPECT_GT(lines[0].words[0].x0, lines[0].words[2].x1);  // the first word stands at the right
    EXPECT_FLOAT_EQ(lines[0].words[0].x1 - lines[0].words[0].x0, 5 * kAdvance);
}

TEST(RightToLeft, KeepsNumbersAndOtherScriptsFromTheLeft) {
    const auto lines = read_right_to_left(drawn({{'R', " دیده‌اند"}, {'L', "act, 2024 report"}, {'R', " روز زندانیان گفتند "}, {'L', "3.5"}, {'R', "در "}}));
    const auto number = read_right_to_left(drawn({{'R', " مارس نوشته شد"}, {'L', "12/03"}, {'R', "در تاریخ "}}));

    EXPECT_EQ(text_of(number), "در تاریخ 12/03 مارس نوشته شد");
    EXPECT_EQ(text_of(lines), "در 3.5 روز زندانیان گفتند act, 2024 report دیده‌اند");
}

TEST(RightToLeft, ReadsAWordOfAnotherScriptOnAPageFromTheLeft) {
    const auto lines = read_right_to_left(drawn({{'L', "the word "}, {'R', "شکنجه بد"}, {'L', " means torture, say all"}}));

    EXPECT_EQ(text_of(lines), "the word شکنجه بد means torture, say all");
    EXPECT_FALSE(lines[0].right_to_left);
}

TEST(RightToLeft, DoesNotMindInWhichOrderALineIsDrawn) {
    std::vector<DrawnGlyph> glyphs = drawn({{'R', "قام الوفد بزيارة السجن"}});
    std::shuffle(glyphs.begin(), glyphs.end(), std::mt19937(7));

    EXPECT_EQ(text_of(read_right_to_left(std::move(glyphs))), "قام الوفد بزيارة السجن");
}

TEST(RightToLeft, PutsVowelSignsAfterTheirLetter) {
    std::vector<DrawnGlyph> glyphs = drawn({{'R', "سجن"}});
    glyphs.insert(glyphs.begin(), {61, 100, 0, kSize, 0.9F, 0.25F, "ِ"});  // drawn first, over the letter at the right

    EXPECT_EQ(text_of(read_right_to_left(std::move(glyphs))), "سِجن");
}

TEST(RightToLeft, TakesABlankUnderALetterForANonJoiner) {
    std::vector<DrawnGlyph> glyphs = drawn({{'R', "نمیرسند"}});
    glyphs.insert(glyphs.begin() + 4, {glyphs[4].x, 100, kAdvance, kSize, 0.9F, 0.25F, " "});  // between the fourth letter from the left and the fifth

    EXPECT_EQ(text_of(read_right_to_left(std::move(glyphs))), "نمی‌رسند");
}

TEST(RightToLeft, MakesJoinedShapesPlainLetters) {
    EXPECT_EQ(text_of(read_right_to_left(drawn({{'R', "ﺍﻟﺴﺠﻦ ﻻ"}}))), "السجن لا");
}

TEST(RightToLeft, TurnsBracketsThatCloseBeforeTheyOpen) {
    EXPECT_EQ(text_of(read_right_to_left(drawn({{'R', "شهر )اورلوفکا( است"}}))), "شهر (اورلوفکا) است");
    EXPECT_EQ(text_of(read_right_to_left(drawn({{'R', "شهر (اورلوفکا) است"}}))), "شهر (اورلوفکا) است");
}

TEST(RightToLeft, ParagraphsKeepTheirLines) {
    std::vector<DrawnGlyph> glyphs = drawn({{'R', "سطر اول"}}, 100);
    for (DrawnGlyph& glyph : drawn({{'R', "سطر دوم"}}, 114)) glyphs.push_back(std::move(glyph));

    EXPECT_EQ(text_of(read_right_to_left(std::move(glyphs))), "سطر اول\nسطر دوم");
}

TEST(RightToLeft, SurvivesWhatIsNoText) {
    EXPECT_TRUE(read_right_to_left({}).empty());
    EXPECT_TRUE(read_right_to_left({{1, 1, 1, 1, 1, 1, " "}, {2, 1, 1, 1, 1, 1, " "}}).empty());
    EXPECT_EQ(read_right_to_left({{1, 1, 1, 1, 1, 1, "ِ"}}).size(), 0U);  // a vowel sign on nothing
}

/// What a reader sees from left to right when this text is set from the right: ICU's own algorithm forwards.
std::vector<std::string> shown_from_left(const std::string& logical) {
    const icu::UnicodeString text = icu::UnicodeString::fromUTF8(logical);
    UErrorCode error = U_ZERO_ERROR;
    UBiDi* const bidi = ubidi_open();
    ubidi_setPara(bidi, text.getBuffer(), text.length(), 1, nullptr, &error);
    std::vector<char16_t> visual(static_cast<std::size_t>(text.length()) + 1);
    const int length = ubidi_writeReordered(bidi, visual.data(), text.length() + 1, 0, &error);
    ubidi_close(bidi);
    std::string out;
    icu::UnicodeString(visual.data(), length).toUTF8String(out);
    return letters(out);
}

TEST(RightToLeft, ReadsBackWhatIsSetFromTheRight) {
    EXPECT_TRUE(rc::check("lines of words, numbers and words of other scripts come back", [] {
        // A number beside a word in Latin letters looks the same on either side of it: no test asks for that.
        const std::vector<std::string> own = {"زندان", "گفتند", "السجن", "يوم", "شهر", "نامه"};
        const std::vector<std::string> other = {"12", "3.5", "2024", "NPM", "torture", "Орловка", "12/03"};
        const auto words = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 100));
        std::string line = own[0];
        for (std::size_t i = 0; i < words.size() && i < 14; ++i) {
            const auto& from = i % 2 == 0 ? other : own;
            line += " " + from[static_cast<std::size_t>(words[i]) % from.size()];
        }
        line += " " + own[1] + " " + own[2] + " " + own[4] + " " + own[5];
        std::vector<DrawnGlyph> glyphs;
        float x = 10;
        for (const std::string& one : shown_from_left(line)) {
            glyphs.push_back({x, 50, kAdvance, kSize, 0.9F, 0.25F, one});
            x += kAdvance;
        }
        // So that the page is one that runs from the right, whatever the words of the line.
        for (DrawnGlyph& glyph : drawn({{'R', "السجنالسجنالسجنالسجنالسجنالسجنالسجنالسجنالسجنالسجنالسجنالسجن"}}, 90)) glyphs.push_back(std::move(glyph));

        const std::string read = text_of(read_right_to_left(std::move(glyphs)));

        RC_ASSERT(read.substr(0, read.find('\n')) == line);
    }));
}

}  // namespace
}  // namespace guvoh::documents
