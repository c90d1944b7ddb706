// SPDX-License-Identifier: AGPL-3.0-or-later
#include "language/name_index.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <string>

#include "language/edit_distance.h"

namespace guvoh::language {
namespace {

/// The plain dynamic programme the bit-parallel one must equal.
unsigned plain_distance(const std::string& left, const std::string& right) {
    std::vector<std::vector<unsigned>> cost(left.size() + 1, std::vector<unsigned>(right.size() + 1));
    for (std::size_t i = 0; i <= left.size(); ++i) {
        for (std::size_t j = 0; j <= right.size(); ++j) {
            if (i == 0 || j == 0) {
                cost[i][j] = static_cast<unsigned>(i + j);
                continue;
            }
            cost[i][j] = std::min(
                {cost[i - 1][j] + 1, cost[i][j - 1] + 1, cost[i - 1][j - 1] + (left[i - 1] == right[j - 1] ? 0U : 1U)});
            if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1]) {
                cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
            }
        }
    }
    return cost[left.size()][right.size()];
}

std::string short_word() {
    const auto letters = *rc::gen::container<std::string>(rc::gen::element('a', 'b', 'c', ' '));
    return letters.substr(0, 40);
}

TEST(EditPatternProperty, EqualsThePlainProgramme) {
    EXPECT_TRUE(rc::check([] {
        const std::string left = short_word();
        const std::string right = short_word();
        RC_ASSERT(EditPattern(left).distance(right, 100) == plain_distance(left, right));
    }));
}

TEST(NameIndexProperty, FindsEveryNameWithinOneEdit) {
    EXPECT_TRUE(rc::check([] {
        std::string name = "x" + short_word() + "y";
        std::string query = name;
        const auto at = *rc::gen::inRange<std::size_t>(1, query.size() - 1 > 1 ? query.size() - 1 : 2);
        switch (*rc::gen::inRange(0, 4)) {
            case 0: query.insert(at, 1, 'd'); break;
            case 1: query.erase(at, 1); break;
            case 2: query[at] = 'd'; break;
            default: std::swap(query[at], query[at - 1]); break;
        }
        NameIndex index;
        index.build({{1, "nobody here"}, {7, name}, {9, "somebody else"}});
        const auto hits = index.find(query, 10);
        RC_ASSERT(!hits.empty());
        RC_ASSERT(hits[0].id == 7U);
    }));
}

TEST(NameIndex, FindsNamesAcrossScripts) {
    NameIndex index;
    index.build({{1, "Аскаров Азимжан"}, {2, "Karim Nurmatov"}, {3, "Раҳмонова Гулчеҳра"}, {4, "Zhanbolat Mamay"}});
    EXPECT_EQ(index.find("Azimjan Askarov", 3).at(0).id, 1U);
    EXPECT_EQ(index.find("Нурматов Карим", 3).at(0).id, 2U);
    EXPECT_EQ(index.find("Gulchehra Rahmonova", 3).at(0).id, 3U);
    EXPECT_EQ(index.find("Жанболат Мамай", 3).at(0).id, 4U);
}

TEST(NameIndex, FindsNamesByOneRareWordAndByInitials) {
    NameIndex index;
    index.build({{1, "Аскаров Азимжан Турдубаевич"}, {2, "Karim Nurmatov"}});
    EXPECT_EQ(index.find("Askarov", 3).at(0).id, 1U);
    EXPECT_EQ(index.find("A. Askarov", 3).at(0).id, 1U);
}

TEST(NameIndex, FindsNamesAddedOneByOneAtOnce) {
    NameIndex index;
    for (std::uint64_t id = 0; id < 9000; ++id) {
        index.add(id, "name" + std::to_string(id * 7919) + " family" + std::to_string(id));
        if (id % 1000 == 999) {
            EXPECT_EQ(index.find("name" + std::to_string(id * 7919) + " famly" + std::to_string(id), 3).at(0).id, id);
        }
    }
    EXPECT_EQ(index.find("name7919 family1", 1).at(0).id, 1U);
}

TEST(NameIndex, GivesFuzzyWordsWithinTheEditsAskedFor) {
    NameIndex index;
    index.build({{1, "askarov"}, {2, "askarova"}, {3, "oskarovna"}, {4, "аскаров"}, {5, "tree"}});
    EXPECT_EQ(index.within("askarov", 1, 10).size(), 3U);
    EXPECT_EQ(index.within("askarov", 0, 10).size(), 2U);
    EXPECT_EQ(index.within("", 2, 10).size(), 0U);
}

}  // namespace
}  // namespace guvoh::language
