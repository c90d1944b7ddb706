// SPDX-License-Identifier: AGPL-3.0-or-later
#include "language/sounds.h"

#include <gtest/gtest.h>

#include "language/utf8.h"

namespace guvoh::language {
namespace {

std::string sounds(std::string_view word, ReadAs read_as = {}) { return sounds_of(decode_all(word), read_as); }

TEST(Sounds, AreTheSameInEveryScriptAndRomanisation) {
    EXPECT_EQ(sounds("назарбаев"), sounds("nazarbayev"));
    EXPECT_EQ(sounds("назарбаев"), sounds("nazarbaev"));
    EXPECT_EQ(sounds("жаңаөзен"), sounds("zhanaozen"));
    EXPECT_EQ(sounds("жаңаөзен"), sounds("janaozen"));
    EXPECT_EQ(sounds("раҳмон"), sounds("rakhmon"));
    EXPECT_EQ(sounds("ўзбек"), sounds("o'zbek"));
    EXPECT_EQ(sounds("щербаков"), sounds("shcherbakov"));
    EXPECT_EQ(sounds("қайратжан"), sounds("kairatzhan"));
    EXPECT_EQ(sounds("gurbanguly"), sounds("гурбангулы"));
}

TEST(Sounds, ReadXAndJBothWays) {
    EXPECT_EQ(sounds("максим"), sounds("maxim", {true, false}));
    EXPECT_EQ(sounds("бахтиер"), sounds("baxtiyor"));
    EXPECT_EQ(sounds("сулайман"), sounds("sulajman", {false, true}));
    EXPECT_EQ(readings_of(U"xojamurat").size(), 3U);
}

TEST(Sounds, KeepConsonantsOfArabicScript) { EXPECT_EQ(sounds("کريموف").empty(), false); }

TEST(Sounds, CostLittleForKindredVowelsAndMuchForConsonants) {
    EXPECT_DOUBLE_EQ(sound_distance("askarov", "askarov"), 0);
    EXPECT_LT(sound_distance("taSkent", "toSkent"), 0.5);
    EXPECT_GE(sound_distance("askarov", "askanov"), 0.9);
    EXPECT_DOUBLE_EQ(sound_distance("abc", ""), sound_distance("", "abc"));
}

TEST(Sounds, RomaniseLetterByLetter) {
    EXPECT_EQ(romanise_letters(U"әскеров"), "askerov");
    EXPECT_EQ(romanise_letters(U"şahin"), "shahin");
}

}  // namespace
}  // namespace guvoh::language
