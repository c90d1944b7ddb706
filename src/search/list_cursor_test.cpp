// SPDX-License-Identifier: AGPL-3.0-or-later
#include "search/postings.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

#include "search/length_code.h"
#include "search/testing/test_vault.h"

namespace guvoh::search {
namespace {

std::uint32_t below(std::mt19937& random, std::uint32_t end) { return static_cast<std::uint32_t>(random() % end); }

TEST(Postings, ReadBackInAnyStride) {
    std::mt19937 random(2);
    for (const std::size_t count : {1U, 5U, 127U, 128U, 129U, 1000U, 5000U}) {
        const std::uint32_t range = static_cast<std::uint32_t>(count) * (1 + below(random, 30));
        std::set<std::uint32_t> picked;
        while (picked.size() < count) { picked.insert(static_cast<std::uint32_t>(random()) % (range + 1)); }
        const std::vector<std::uint32_t> units(picked.begin(), picked.end());
        std::vector<std::vector<std::uint32_t>> positions;
        const std::vector<std::uint8_t> lengths(range + 1, 50);
        const auto table = length_table(50);
        testing::MemoryPages pages;
        SegmentOutput out(nullptr);
        out.bytes().assign(3, 0xAA);
        ListWriter writer({lengths, table}, out, count > 1000 ? &pages : nullptr);
        for (const std::uint32_t unit : units) {
            std::vector<std::uint32_t> places;
            for (std::uint32_t at = below(random, 9); places.empty() || random() % 3 == 0; at += 1 + below(random, 200)) { places.push_back(at); }
            positions.push_back(places);
            writer.add(unit, places);
            ASSERT_TRUE(writer.make_room());
        }
        const std::uint32_t length = writer.finish().value();
        const base::Bytes& bytes = out.bytes();
        ASSERT_EQ(bytes.size(), length + 3U);

        for (const std::uint32_t stride : {1U, 7U, 100U, 1000U}) {
            ListCursor cursor(bytes.data() + 3, length, static_cast<std::uint32_t>(count));
            for (std::uint32_t target = 0; target <= range + 5; target += stride) {
                cursor.seek(target);
                const auto want = std::lower_bound(units.begin(), units.end(), target);
                ASSERT_EQ(cursor.unit(), want == units.end() ? kNoUnit : *want);
                if (want == units.end()) { break; }
                const auto& places = positions[static_cast<std::size_t>(want - units.begin())];
                ASSERT_EQ(cursor.count(), places.size());
                std::vector<std::uint32_t> read;
                cursor.positions(read);
                ASSERT_EQ(read, places);
            }
        }
    }
}

}  // namespace
}  // namespace guvoh::search
