// SPDX-License-Identifier: AGPL-3.0-or-later
#include "recommendations/demand_groups.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>

namespace guvoh::recommendations {
namespace {

using Members = std::vector<std::size_t>;

DemandItem item(const std::string& text, const std::vector<std::string>& treaties = {}, const std::string& demand = {}) {
    DemandItem one;
    one.words = demand_words(text, treaties);
    one.compartment = one.demand_compartment = "general";
    one.demand = demand;
    return one;
}

TEST(DemandGroups, PutsTheSameDemandInOtherWordsTogether) {
    const auto groups = group_demands({item("Take measures to reduce the backlog of cases before the courts"), item("Improve the living conditions of the Roma"),
                                       item("Take steps to further reduce court backlogs"), item("Release all human rights defenders")});

    ASSERT_EQ(groups.size(), 1U);
    EXPECT_EQ(groups[0].members, (Members{0, 2}));
    EXPECT_EQ((std::set<std::string>(groups[0].words.begin(), groups[0].words.begin() + 3)), (std::set<std::string>{"backlog", "court", "reduc"}));
    EXPECT_GT(groups[0].likeness, kSameDemand);
    EXPECT_LE(groups[0].likeness, 1);
}

TEST(DemandGroups, GroupsRussianTextsByTheirStems) {
    const auto groups = group_demands({item("Расследовать все жалобы на пытки в местах лишения свободы"), item("Повысить пенсионный возраст учителей"),
                                       item("Обеспечить расследование жалоб на пытки в местах лишения свободы")});

    ASSERT_EQ(groups.size(), 1U);
    EXPECT_EQ(groups[0].members, (Members{0, 2}));
}

TEST(DemandGroups, GroupsDemandsToJoinATreatyByItAcrossWordsAndLanguages) {
    const auto groups = group_demands({item("Ratify OPCAT", {"OPCAT"}), item("Consider acceding to OPCAT without delay", {"OPCAT"}),
                                       item("Ратифицировать ФПКПП", {"OPCAT"}), item("Ratify CED", {"CED"})});

    ASSERT_EQ(groups.size(), 1U);
    EXPECT_EQ(groups[0].treaty, "OPCAT");
    EXPECT_GE(groups[0].members.size(), 2U);
    EXPECT_FALSE(std::count(groups[0].members.begin(), groups[0].members.end(), 3U)) << "another treaty";
}

TEST(DemandGroups, WordsAloneNeverJoinWhatNamesDifferentTreaties) {
    const std::string asks = "Submit the overdue periodic report to the committee and widely publish its observations, ";

    EXPECT_TRUE(group_demands({item(asks + "as CAT asks", {"CAT"}), item(asks + "as CEDAW asks", {"CEDAW"})}).empty());
    EXPECT_EQ(group_demands({item(asks + "as CAT asks", {"CAT"}), item(asks + "as CAT asks", {"CAT"})}).size(), 1U);
}

TEST(DemandGroups, TheOppositeIsNotTheSame) {
    EXPECT_TRUE(group_demands({item("Decriminalize defamation of officials in the press"), item("Criminalize defamation of officials in the press")}).empty());
}

TEST(DemandGroups, OthersMayJoinWhatAPersonMadeButTwoOfThemAreNeverJoined) {
    const std::string asks = "Reduce the backlog of cases before the courts";
    const auto groups = group_demands({item(asks, {}, "first"), item(asks, {}, "second"), item("Release all human rights defenders", {}, "first"), item(asks)});

    ASSERT_EQ(groups.size(), 1U);
    const auto& members = groups[0].members;
    EXPECT_EQ(members, (Members{1, 3})) << "the first demand as a whole is less like it";
    EXPECT_TRUE(group_demands({item(asks, {}, "first"), item(asks, {}, "first")}).empty()) << "nothing is left to propose";
}

TEST(DemandGroups, CompartmentsMeetOnlyThroughGeneralAndADemandOfOneStaysThere) {
    const std::string asks = "Reduce the backlog of cases before the courts";
    const auto in = [&asks](const std::string& compartment, const std::string& demand = {}) {
        DemandItem one = item(asks, {}, demand);
        one.compartment = one.demand_compartment = compartment;
        return one;
    };

    EXPECT_EQ(group_demands({in("general"), in("red")}).size(), 1U);
    EXPECT_TRUE(group_demands({in("blue"), in("red")}).empty());
    EXPECT_EQ(group_demands({in("red"), in("red", "demand")}).size(), 1U);
    EXPECT_TRUE(group_demands({in("general"), in("red", "demand")}).empty()) << "who sees the first would learn of the demand";
}

TEST(DemandGroups, NobodyStandsInTwoGroupsAndEveryGroupHasSomebodyNew) {
    const bool holds = rc::check("groups are disjoint, of two and more, and as alike as was asked", [] {
        static const std::vector<std::string> kWords{"prison", "torture", "court", "women", "school", "press", "water", "land", "army", "child"};
        const auto texts = *rc::gen::container<std::vector<std::vector<std::string>>>(rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(kWords)));
        std::vector<DemandItem> items;
        for (const auto& words : texts) {
            std::string text;
            for (const auto& word : words) text += word + " ";
            items.push_back(item(text, {}, *rc::gen::element<std::string>("", "", "", "one", "two")));
        }
        std::set<std::size_t> seen;
        for (const DemandGroup& group : group_demands(items)) {
            RC_ASSERT(group.members.size() >= 2U);
            RC_ASSERT(std::any_of(group.members.begin(), group.members.end(), [&items](std::size_t one) { return items[one].demand.empty(); }));
            std::set<std::string> demands;
            for (const std::size_t member : group.members) {
                RC_ASSERT(seen.insert(member).second);
                if (!items[member].demand.empty()) demands.insert(items[member].demand);
            }
            RC_ASSERT(demands.size() <= 1U);
            RC_ASSERT(group.words.size() <= kMostTies);
            RC_ASSERT(group.likeness >= 0 && group.likeness <= 1.0001);
        }
    });

    EXPECT_TRUE(holds);
}

}  // namespace
}  // namespace guvoh::recommendations
