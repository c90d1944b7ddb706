// SPDX-License-Identifier: AGPL-3.0-or-later
#include "access/strength.h"

#include <gtest/gtest.h>

#include <chrono>

namespace guvoh::access {
namespace {

Strength judged(std::string_view passphrase) {
    const std::vector<std::string> hints{"Temir Askarov", "temir", "Northern bureau", "Айгуль Сериккызы"};
    return strength_of(passphrase, hints);
}

TEST(Strength, CommonOnesAreRefusedInEveryScriptAndLayout) {
    for (const char* weak : {"", "password", "password1234", "aaaaaaaaaaaaaaaa", "123456789012345", "qwertyuiop[]", "parolparol12",
                             "пароль123456", "парольпароль", "gfhjkm123456", "йцукенгшщзхъ", "йцукен123456", "любовьмоя123",
                             "k.,jdm123456", "привет12345678", "ghbdtn12345678", "alhamdulillah", "qazaqstan2024", "наташа19901990"}) {
        EXPECT_FALSE(judged(weak).acceptable) << weak << " got " << judged(weak).score;
    }
}

TEST(Strength, WhatAGuesserKnowsOfTheMemberHelpsNobody) {
    for (const char* weak : {"Temir Askarov", "temiraskarov", "askarov temir 1", "northernbureau1", "айгульсериккызы", "aigulserikkyzy"}) {
        EXPECT_FALSE(judged(weak).acceptable) << weak << " got " << judged(weak).score;
    }
}

TEST(Strength, LongOnesOfSeveralWordsAreGoodWithoutAnySymbol) {
    for (const char* good : {"a test of nine words", "correct horse battery staple", "зелёный чайник под мостом", "violet tram nine gardens",
                             "kok chainek astynda besh", "vK8#qLw2!zPx", "сорок тихих воробьёв летят"}) {
        EXPECT_TRUE(judged(good).acceptable) << good << " got " << judged(good).score;
        EXPECT_EQ(judged(good).advice, "ok");
    }
}

TEST(Strength, ElevenCharactersAreTooFewHoweverStrange) {
    EXPECT_FALSE(judged("vK8#qLw2!zP").acceptable);
    EXPECT_EQ(judged("vK8#qLw2!zP").advice, "too_short");
    EXPECT_EQ(judged("vK8#qLw2!zP").score, 4);
}

TEST(Strength, WhatTakesDaysToGuessIsNotEnoughWhateverItsScore) {
    EXPECT_EQ(judged("purple tram1!").score, 4);
    EXPECT_EQ(judged("purple tram1!").crack_time, "days");
    EXPECT_FALSE(judged("purple tram1!").acceptable);
}

TEST(Strength, AdviceSaysWhatIsWrong) {
    EXPECT_EQ(judged("password").advice, "common");
    EXPECT_EQ(judged("aaaaaaaaaaaaaaaa").advice, "repeats");
    EXPECT_EQ(judged("x7").advice, "too_short");
}

TEST(Strength, CrackTimeGrowsWithTheScore) {
    EXPECT_EQ(judged("password").crack_time, "minutes");
    EXPECT_EQ(judged("сорок тихих воробьёв летят над рекой").crack_time, "centuries");
}

TEST(Strength, LongAndOddTextsCostLittle) {
    const auto begin = std::chrono::steady_clock::now();

    judged(std::string(1'000'000, 'a'));
    judged("\xff\xfe\x80 not utf-8 at all");
    judged("中文密码非常难猜的一句话");

    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5));
}

}  // namespace
}  // namespace guvoh::access
