// SPDX-License-Identifier: AGPL-3.0-or-later
#include "language/stems.h"

#include <gtest/gtest.h>
#include <algorithm>

namespace guvoh::language {
namespace {

std::vector<std::string> stems(std::string_view word, LanguageSet hint = {}) {
    std::vector<std::string> out;
    append_stems(word, hint, out);
    return out;
}

bool has(const std::vector<std::string>& list, std::string_view text) {
    return std::find(list.begin(), list.end(), text) != list.end();
}

TEST(Stems, ComeFromEveryStemmerTheLettersAllow) {
    EXPECT_TRUE(has(stems("сотрудниками"), "сотрудник"));
    EXPECT_TRUE(has(stems("prisons"), "prison"));
    EXPECT_TRUE(has(stems("қамауда"), "қамау"));
    EXPECT_FALSE(has(stems("қамауда"), "қамауд"));
    EXPECT_TRUE(has(stems("ҷиноятҳои"), "ҷиноят"));
}

TEST(Stems, AreNarrowedByAHint) {
    EXPECT_TRUE(has(stems("prisons", {Language::Uz}), "prisons"));
    EXPECT_FALSE(has(stems("prisons", {Language::Uz}), "prison"));
}

TEST(Stems, JoinRussianFormsWithAFleetingVowel) {
    EXPECT_TRUE(has(stems("пыток"), "пытк"));
    EXPECT_TRUE(has(stems("пытки"), "пытк"));
    EXPECT_TRUE(has(stems("рынок"), "рынк"));
    EXPECT_TRUE(has(stems("рынка"), "рынк"));
    EXPECT_FALSE(has(stems("срок"), "срк"));  // too short to cut
    EXPECT_TRUE(has(stems("тюрем"), "тюрьм"));
    EXPECT_TRUE(has(stems("тюрьма"), "тюрьм"));
    EXPECT_TRUE(has(stems("отец"), stems("отца").front()));
}

TEST(Stems, LeaveNumbersAndShortWordsAlone) {
    EXPECT_TRUE(stems("12.3").empty());
    EXPECT_TRUE(stems("да").empty());
}

TEST(Stems, DoNotCutTurkicEndingsThatBreakHarmonyOrLeaveTooLittle) {
    EXPECT_TRUE(has(stems("state"), "state"));
    EXPECT_TRUE(has(stems("беде"), "беде"));
}

}  // namespace
}  // namespace guvoh::language
