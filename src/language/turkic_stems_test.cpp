// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gtest/gtest.h>
#include <rapidcheck.h>

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

TEST(TajikStems, CutPluralAndObject) {
    EXPECT_EQ(tajik_stem(U"зиндонҳоро"), U"зиндон");
    EXPECT_EQ(tajik_stem(U"зиндонро"), U"зиндон");
    EXPECT_EQ(tajik_stem(U"ҷаро"), U"ҷаро");
}

}  // namespace
}  // namespace guvoh::language
