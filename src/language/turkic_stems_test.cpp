// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>

#include "language/stems.h"

namespace guvoh::language {
namespace {

std::u32string stem(std::u32string_view word) {
    std::vector<std::u32string> out;
    append_turkic_stems(word, out);
    return out.back();
}

TEST(TurkicStems, CutNumberPossessionAndCase) {
    EXPECT_EQ(stem(U"адамдарға"), U"адам");
    EXPECT_EQ(stem(U"қийноқларга"), U"қийноқ");
    EXPECT_EQ(stem(U"түрмөлөрдүн"), stem(U"түрмө"));
    EXPECT_EQ(stem(U"qiynoqlarga"), U"qiynoq");
    EXPECT_EQ(stem(U"tussaglarda"), U"tussag");
    EXPECT_EQ(stem(U"кітабында"), stem(U"кітап"));
}

TEST(TurkicStems, AreStemsOfThemselves) {
    EXPECT_TRUE(rc::check([] {
        const auto word = *rc::gen::container<std::u32string>(
            rc::gen::element(U'а', U'л', U'д', U'р', U'ы', U'е', U'т', U'н', U'с', U'к', U'ғ', U'і'));
        RC_PRE(!word.empty());
        RC_ASSERT(stem(stem(word)) == stem(word));
    }));
}

TEST(TurkicStems, GiveBothCutsOfAnOpenOne) {
    std::vector<std::u32string> out;
    append_turkic_stems(U"мажлиси", out);
    ASSERT_EQ(out.size(), 2U);
    EXPECT_EQ(out[0], U"мажлис");
}

bool joins(std::u32string_view left, std::u32string_view right) {
    std::vector<std::u32string> of_left;
    std::vector<std::u32string> of_right;
    append_turkic_stems(left, of_left);
    append_turkic_stems(right, of_right);
    return std::find_first_of(of_left.begin(), of_left.end(), of_right.begin(), of_right.end()) != of_left.end();
}

TEST(TurkicStems, TakeKazakhUAfterAVowelForAConsonant) {
    EXPECT_EQ(stem(U"азаптаудың"), U"азаптау");
    EXPECT_EQ(stem(U"қамауы"), U"қамау");
    EXPECT_EQ(stem(U"тергеуге"), U"тергеу");
}

TEST(TurkicStems, CutKyrgyzRoundedPossession) {
    EXPECT_EQ(stem(U"укугу"), U"укук");
    EXPECT_EQ(stem(U"укугунун"), U"укук");
    EXPECT_EQ(stem(U"өлүмүнө"), U"өлүм");
    EXPECT_EQ(stem(U"сотунда"), U"сот");
    EXPECT_EQ(stem(U"қару"), U"қару");  // Kazakh, and no possession: у does not follow а
}

TEST(TurkicStems, JoinLatinWordsWhoseLastSoundGrewSoft) {
    EXPECT_TRUE(joins(U"qamog'ida", U"qamoq"));
    EXPECT_TRUE(joins(U"yuragi", U"yurak"));
    EXPECT_TRUE(joins(U"hukugynyň", U"hukuk"));
    EXPECT_TRUE(joins(U"tussagyň", U"tussag"));
    EXPECT_TRUE(joins(U"gynamalara", U"gynamalar"));
    EXPECT_FALSE(joins(U"thing", U"think"));
}

std::vector<std::u32string> tajik(std::u32string_view word) {
    std::vector<std::u32string> out;
    append_tajik_stems(word, out);
    return out;
}

TEST(TajikStems, CutPluralAndObject) {
    EXPECT_EQ(tajik(U"зиндонҳоро").back(), U"зинд");
    EXPECT_EQ(tajik(U"зиндонҳоро")[1], U"зиндон");
    EXPECT_EQ(tajik(U"судро").back(), U"суд");
    EXPECT_EQ(tajik(U"ҷаро").back(), U"ҷаро");
}

TEST(TajikStems, CutThePluralOfPeopleAndTheLinkingVowel) {
    EXPECT_EQ(tajik(U"маҳбусонро"), (std::vector<std::u32string>{U"маҳбусонро", U"маҳбусон", U"маҳбус"}));
    EXPECT_EQ(tajik(U"намояндагон").back(), U"намоянда");
    EXPECT_EQ(tajik(U"шиканҷаи").back(), U"шиканҷа");
    EXPECT_EQ(tajik(U"тергавчиен").back(), U"тергавчӣ");
    EXPECT_EQ(tajik(U"миллион").back(), U"миллион");
}

}  // namespace
}  // namespace guvoh::language
