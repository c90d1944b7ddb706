// SPDX-License-Identifier: AGPL-3.0-or-later
#include "search/pair_sorter.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "search/testing/test_vault.h"

namespace guvoh::search {
namespace {

using Pairs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

void expect_sorted(PairSorter& sorter, Pairs want) {
    std::sort(want.begin(), want.end());
    ASSERT_EQ(sorter.count(), want.size());
    ASSERT_TRUE(sorter.sort());
    for (const auto& [first, second] : want) {
        ASSERT_FALSE(sorter.at_end());
        ASSERT_EQ(sorter.first(), first);
        ASSERT_EQ(sorter.second(), second);
        ASSERT_TRUE(sorter.next());
    }
    EXPECT_TRUE(sorter.at_end());
}

TEST(PairSorter, SortsMoreThanItHoldsAsItSortsLess) {
    std::mt19937 random(5);
    // A run holds 65,536 pairs and a page 2,048.
    for (const std::size_t count : {0U, 1U, 1000U, 65535U, 65536U, 65537U, 67584U, 300000U}) {
        testing::MemoryPages pages;
        PairSorter aside(&pages);
        PairSorter held(nullptr);
        Pairs pairs;
        for (std::size_t i = 0; i < count; ++i) {
            pairs.emplace_back(static_cast<std::uint32_t>(random()) % 5000 * 1000000, static_cast<std::uint32_t>(random()));
            ASSERT_TRUE(aside.add(pairs.back().first, pairs.back().second));
            ASSERT_TRUE(held.add(pairs.back().first, pairs.back().second));
        }
        expect_sorted(aside, pairs);
        expect_sorted(held, pairs);
        EXPECT_EQ(pages.scratch_count, count < 65536 ? 0U : 1U);
    }
}

TEST(PairSorter, KeepsPairsThatComeTwice) {
    PairSorter sorter(nullptr);
    for (int i = 0; i < 3; ++i) { ASSERT_TRUE(sorter.add(0xFFFFFFFF, 0)); }
    ASSERT_TRUE(sorter.add(0, 0xFFFFFFFF));
    expect_sorted(sorter, {{0xFFFFFFFF, 0}, {0xFFFFFFFF, 0}, {0xFFFFFFFF, 0}, {0, 0xFFFFFFFF}});
}

}  // namespace
}  // namespace guvoh::search
