// SPDX-License-Identifier: AGPL-3.0-or-later
#include "language/names.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace guvoh::language {
namespace {

TEST(Names, TakeApartRussianOrderAndComma) {
    const PersonName plain = parse_person_name("Аскаров Азимжан Турсунович");
    EXPECT_EQ(plain.family, "аскаров");
    EXPECT_EQ(plain.given, "азимжан");
    EXPECT_EQ(plain.patronymic, "турсунович");
    const PersonName comma = parse_person_name("ASKAROV, Azimjan T.");
    EXPECT_EQ(comma.family, "askarov");
    EXPECT_EQ(comma.given, "azimjan");
    EXPECT_EQ(comma.initials, std::vector<std::string>{"t"});
}

TEST(Names, KnowTurkicPatronymics) {
    EXPECT_EQ(parse_person_name("Dilnoza Karim qizi Yusupova").patronymic, "karim qizi");
    EXPECT_EQ(parse_person_name("Бакыт Асан уулу").patronymic, "асан уулу");
    EXPECT_EQ(parse_person_name("Дәурен Қайратұлы Сейітов").patronymic, "қайратұлы");
    EXPECT_EQ(parse_person_name("Bekzod Oʻgʻli").family, "");
    EXPECT_EQ(parse_person_name("Насим Ҳалимзода").family, "ҳалимзода");
}

TEST(Names, CompareWithoutRegardToOrderScriptAndGenderEndings) {
    EXPECT_EQ(comparison_form("Аскарова Мадина"), comparison_form("Madina ASKAROVA"));
    EXPECT_DOUBLE_EQ(name_similarity("Аскаров Азимжан", "Azimjan Askarov"), 1.0);
    EXPECT_GT(name_similarity("Раҳмонов Гулчеҳра", "Rakhmonova Gulchehra"), 0.9);
}

TEST(Names, ForgiveInitialsMissingPatronymicsAndOneEdit) {
    EXPECT_GT(name_similarity("А. Аскаров", "Azimjan Askarov"), 0.85);
    EXPECT_GT(name_similarity("Азимжан Аскаров", "Азимжан Турсунович Аскаров"), 0.8);
    EXPECT_GT(name_similarity("Azimjan Askarov", "Azimjan Askarow"), 0.9);
    EXPECT_GT(name_similarity("Nurmatov Karim", "Nurmatob Karim"), 0.85);
}

TEST(Names, KeepStrangersApart) {
    EXPECT_LT(name_similarity("Азимжан Аскаров", "Karim Nurmatov"), 0.6);
    EXPECT_LT(name_similarity("Bahriddin Nurillaev", "Bahtiyor Nurillaev"), 0.9);
    EXPECT_EQ(name_similarity("", "Karim"), 0.0);
}

TEST(NamesProperty, SimilarityIsSymmetricAndBounded) {
    EXPECT_TRUE(rc::check([](const std::string& left, const std::string& right) {
        const double one = name_similarity(left, right);
        RC_ASSERT(one >= 0.0 && one <= 1.0);
        RC_ASSERT(std::abs(one - name_similarity(right, left)) < 1e-9);
    }));
}

}  // namespace
}  // namespace guvoh::language
