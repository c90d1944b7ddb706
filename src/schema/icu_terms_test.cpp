// SPDX-License-Identifier: AGPL-3.0-or-later
#include "schema/icu_terms.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace guvoh::schema {
namespace {

TEST(CountryTerms, NameTheStatesInRussianAndTheirOwnLanguages) {
    const std::vector<Term> terms = country_terms();
    const auto find = [&](std::string_view code) {
        return *std::find_if(terms.begin(), terms.end(), [&](const Term& term) { return term.code == code; });
    };

    EXPECT_EQ(find("TJK").labels.at("en"), "Tajikistan");
    EXPECT_EQ(find("TJK").labels.at("ru"), "Таджикистан");
    EXPECT_EQ(find("TJK").labels.at("tg"), "Тоҷикистон");
    EXPECT_EQ(find("KAZ").labels.at("kk"), "Қазақстан");
    EXPECT_EQ(find("UZB").standard, "ISO 3166-1 UZ");
}

TEST(CountryTerms, NameStatesAsTheUnitedNationsDo) {
    const std::vector<Term> terms = country_terms();
    const auto find = [&](std::string_view code) {
        return *std::find_if(terms.begin(), terms.end(), [&](const Term& term) { return term.code == code; });
    };

    EXPECT_EQ(find("COD").labels.at("en"), "Democratic Republic of the Congo");
    EXPECT_EQ(find("PSE").labels.at("en"), "State of Palestine");
    EXPECT_EQ(find("KGZ").labels.at("ru"), "Кыргызстан");
    EXPECT_EQ(find("KGZ").labels.at("ky"), "Кыргызстан");
    EXPECT_EQ(find("FRA").labels.at("en"), "France");
}

TEST(CountryTerms, HaveEachCodeOnce) {
    std::set<std::string> codes;
    for (const Term& term : country_terms()) EXPECT_TRUE(codes.insert(term.code).second) << term.code;

    EXPECT_GT(codes.size(), 190U);
}

TEST(LanguageTerms, KeepTheirOrderAndNameEach) {
    const auto terms = language_terms({"tg", "kaa"});

    ASSERT_EQ(terms.size(), 2U);
    EXPECT_EQ(terms[0].code, "tg");
    EXPECT_EQ(terms[0].labels.at("en"), "Tajik");
    EXPECT_EQ(terms[1].labels.at("ru"), "Каракалпакский");
}

}  // namespace
}  // namespace guvoh::schema
