// SPDX-License-Identifier: AGPL-3.0-or-later
#include "language/words.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "language/utf8.h"

namespace guvoh::language {
namespace {

TEST(Words, FoldCaseAndYoAndAccentsThatAreNoLetters) {
    EXPECT_EQ(fold("Ёлка ÉCOLE Şehir İSTANBUL"), "елка ecole şehir istanbul");
    EXPECT_EQ(fold("É"
                   "е\xCC\x81да"),
              "eеда");
    EXPECT_EQ(fold("и\xCC\x86од Ҷумҳурӣ"), "йод ҷумҳурӣ");
    EXPECT_EQ(fold("straße ﬁne Ⅷ"), "strasse fine viii");
}

TEST(Words, KeepUzbekApostropheLettersAndUnifyThem) {
    EXPECT_EQ(fold("oʻzbek o'zbek o‘zbek oʼzbek o`zbek"), "o'zbek o'zbek o'zbek o'zbek o'zbek");
    EXPECT_EQ(fold("togʻ 'quoted' don’t"), "tog quoted don't");
}

TEST(Words, SplitHyphensAndSlashesIntoNeighbouringPositions) {
    const auto words = words_of("Аль-Хусейн A/HRC/16/3");
    ASSERT_EQ(words.size(), 6U);
    EXPECT_EQ(words[0].folded, "аль");
    EXPECT_EQ(words[5].folded, "3");
    EXPECT_TRUE(words[0].capitalised);
}

TEST(Words, KeepNumbersTogetherButNotDates) {
    EXPECT_EQ(fold("12.3 1,000 1,000,000.5 12.03.2010 3,5 126.12. ٣٤ v2.0"),
              "12.3 1000 1000000.5 12 03 2010 3 5 126.12 34 v2 0");
}

TEST(Words, JoinSoftHyphensAndZeroWidthAndDropArabicMarks) {
    EXPECT_EQ(fold("co\xC2\xADoperate ab\xE2\x80\x8B"
                   "c"),
              "cooperate abc");
    EXPECT_EQ(fold("مُحَمَّد محـــمد"), "محمد محمد");
    EXPECT_EQ(fold("أحمد إیران"), "احمد ايران");
}

TEST(Words, TakeCjkCharactersOneByOne) { EXPECT_EQ(fold("中文x"), "中 文 x"); }

TEST(Words, TreatInvalidUtf8AsBreaks) { EXPECT_EQ(fold("ab\xFFxy\xD0 \xED\xA0\x80z"), "ab xy z"); }

TEST(Words, GiveSpansThatCoverTheWord) {
    const std::string text = " Тюрьма, oʻgʻli!";
    const auto words = words_of(text);
    ASSERT_EQ(words.size(), 2U);
    EXPECT_EQ(text.substr(words[0].span.begin, words[0].span.end - words[0].span.begin), "Тюрьма");
    EXPECT_EQ(text.substr(words[1].span.begin, words[1].span.end - words[1].span.begin), "oʻgʻli");
}

TEST(Words, CutFoldedFormsOfEndlessWords) {
    const auto words = words_of(std::string(100000, 'x'));
    ASSERT_EQ(words.size(), 1U);
    EXPECT_EQ(words[0].folded.size(), kMaxFoldedBytes);
    EXPECT_EQ(words[0].span.end, 100000U);
}

/// Random texts: bytes, or code points of scripts that matter.
std::string random_text() {
    if (*rc::gen::arbitrary<bool>()) {
        return *rc::gen::arbitrary<std::string>();
    }
    const auto ranges =
        rc::gen::oneOf(rc::gen::inRange(0x20, 0x24F), rc::gen::inRange(0x2B0, 0x530), rc::gen::inRange(0x600, 0x700),
                       rc::gen::inRange(0x2000, 0x2070), rc::gen::inRange(0x80, 0xFFFF), rc::gen::inRange(0x10000, 0x20000));
    std::string out;
    for (const int point : *rc::gen::container<std::vector<int>>(ranges)) {
        if (point < 0xD800 || point > 0xDFFF) {
            append_utf8(out, static_cast<char32_t>(point));
        }
    }
    return out;
}

TEST(WordsProperty, FoldingIsIdempotent) {
    EXPECT_TRUE(rc::check([] {
        const std::string once = fold(random_text());
        RC_ASSERT(fold(once) == once);
    }));
}

TEST(WordsProperty, SpansIncreaseAndLieOnBoundaries) {
    EXPECT_TRUE(rc::check([] {
        const std::string text = random_text();
        std::size_t last = 0;
        for (const OwnedWord& word : words_of(text)) {
            RC_ASSERT(word.span.begin >= last);
            RC_ASSERT(word.span.end > word.span.begin);
            RC_ASSERT(word.span.end <= text.size());
            RC_ASSERT(decode_utf8(text, word.span.begin).code_point != kNotUtf8);
            if (word.span.end < text.size()) {
                RC_ASSERT(word.span.begin == 0 || !is_trail(text, word.span.end) ||
                          decode_utf8(text, word.span.end).code_point == kNotUtf8);
            }
            RC_ASSERT(!word.folded.empty());
            last = word.span.end;
        }
    }));
}

TEST(WordsProperty, EveryCodePointFoldsIdempotently) {
    for (char32_t point = 0x20; point < 0x20000; ++point) {
        if (point >= 0xD800 && point < 0xE000) {
            continue;
        }
        std::string text = "a";
        append_utf8(text, point);
        text += "b";
        const std::string once = fold(text);
        ASSERT_EQ(fold(once), once) << std::hex << static_cast<unsigned>(point);
    }
}

}  // namespace
}  // namespace guvoh::language
