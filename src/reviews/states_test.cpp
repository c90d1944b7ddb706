// SPDX-License-Identifier: AGPL-3.0-or-later
#include "reviews/states.h"

#include <gtest/gtest.h>

#include <set>

namespace guvoh::reviews {
namespace {

std::vector<std::string> names(std::string_view list) {
    std::vector<std::string> found;
    for (const State* state : read_state_list(list)) found.emplace_back(state->name);
    return found;
}

TEST(States, HoldsAllMembersAndTheTwoObserversOnce) {
    std::set<std::string_view> codes;
    for (const State& state : states()) codes.insert(state.iso3);

    EXPECT_EQ(states().size(), 195U);
    EXPECT_EQ(codes.size(), 195U);
}

TEST(States, FindsEachStateByAnyOfItsOwnNames) {
    for (const State& state : states()) {
        EXPECT_EQ(find_state(state.name), &state) << state.name;
        for (std::string_view rest = state.variants; !rest.empty();) {
            const std::size_t bar = std::min(rest.find('|'), rest.size());
            EXPECT_EQ(find_state(rest.substr(0, bar)), &state) << rest.substr(0, bar);
            rest.remove_prefix(std::min(bar + 1, rest.size()));
        }
    }
}

TEST(States, FindsEachStateByItsNamesInRussian) {
    EXPECT_EQ(russian_names().size(), states().size());
    for (const RussianNames& russian : russian_names()) {
        for (std::string_view rest = russian.names; !rest.empty();) {
            const std::size_t bar = std::min(rest.find('|'), rest.size());
            const State* found = find_state(rest.substr(0, bar));
            ASSERT_NE(found, nullptr) << rest.substr(0, bar);
            EXPECT_EQ(found->iso3, russian.iso3) << rest.substr(0, bar);
            rest.remove_prefix(std::min(bar + 1, rest.size()));
        }
    }
    EXPECT_EQ(find_state("Ираг"), nullptr) << "between Iran and Iraq nothing is guessed";
}

TEST(States, ReadsRussianLists) {
    EXPECT_EQ(names("Чили, Перу и Российская Федерация"), (std::vector<std::string>{"Chile", "Peru", "Russian Federation"}));
    EXPECT_EQ(names("БОСНИЯ И ГЕРЦЕГОВИНА; Объединённые Арабские Эмираты, а также Иран (Исламская Республика)"),
              (std::vector<std::string>{"Bosnia and Herzegovina", "United Arab Emirates", "Iran"}));
    EXPECT_EQ(names("камеры, Чили"), (std::vector<std::string>{}));
}

TEST(States, ForgivesCaseAccentsApostrophesAndOneWrongLetter) {
    EXPECT_EQ(find_state("COTE D'IVOIRE")->iso3, "CIV");
    EXPECT_EQ(find_state("the Lichtenstein")->iso3, "LIE");
    EXPECT_EQ(find_state("São Tomé and Príncipe")->iso3, "STP");
    EXPECT_EQ(find_state("Venezuela(Bolivarian Republic of)")->iso3, "VEN");
}

TEST(States, DoesNotGuessBetweenShortNamesThatAreNear) {
    EXPECT_EQ(find_state("Irax"), nullptr);
    EXPECT_EQ(find_state("Atlantis"), nullptr);
    EXPECT_EQ(find_state(""), nullptr);
}

TEST(States, ReadsListsWithCommasConnectorsAndNamesThatHoldNames) {
    EXPECT_EQ(names("Spain, Hungary and the Sudan"), (std::vector<std::string>{"Spain", "Hungary", "Sudan"}));
    EXPECT_EQ(names("Iran (Islamic Republic of); South Sudan"), (std::vector<std::string>{"Iran", "South Sudan"}));
    EXPECT_EQ(names("Congo, Democratic Republic of the Congo"), (std::vector<std::string>{"Congo", "Democratic Republic of the Congo"}));
    EXPECT_EQ(names("Trinidad and Tobago, Bosnia and Herzegovina"), (std::vector<std::string>{"Trinidad and Tobago", "Bosnia and Herzegovina"}));
    EXPECT_EQ(names("Spain, Spain"), std::vector<std::string>{"Spain"});
}

TEST(States, GivesNothingWhenAnyWordIsNoState) {
    EXPECT_TRUE(names("Convention against Torture").empty());
    EXPECT_TRUE(names("Spain, in particular").empty());
    EXPECT_TRUE(names("OP-CAT").empty());
}

TEST(States, FindsByCode) {
    EXPECT_EQ(find_state_by_code("TJK")->name, "Tajikistan");
    EXPECT_EQ(find_state_by_code("XXX"), nullptr);
}

}  // namespace
}  // namespace guvoh::reviews
