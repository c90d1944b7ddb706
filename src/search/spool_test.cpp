// SPDX-License-Identifier: AGPL-3.0-or-later
#include "search/spool.h"

#include <gtest/gtest.h>

#include "search/testing/test_vault.h"

namespace guvoh::search {
namespace {

constexpr std::size_t kPage = vault::kPagePayloadBytes;

void fill(base::Bytes& out, std::size_t bytes, unsigned seed) {
    for (std::size_t i = 0; i < bytes; ++i) { out.push_back(static_cast<base::Byte>((i * 7 + i / 251 + seed) & 0xFFU)); }
}

TEST(Spool, GivesEverythingInOrderWhetherSetAsideOrNot) {
    for (const std::size_t bytes : {std::size_t{0}, std::size_t{10}, 4 * kPage, 9 * kPage + 5}) {
        testing::MemoryPages pages;
        Spool spool(&pages);
        base::Bytes want;
        for (std::size_t at = 0; at < bytes; at += 1000) {
            const std::size_t count = std::min<std::size_t>(1000, bytes - at);
            fill(spool.bytes(), count, static_cast<unsigned>(at));
            fill(want, count, static_cast<unsigned>(at));
            ASSERT_TRUE(spool.make_room());
            ASSERT_LT(spool.memory_bytes(), Spool::kHeldBytes);
        }
        EXPECT_EQ(spool.size(), bytes);
        EXPECT_EQ(pages.scratch_count, bytes >= Spool::kHeldBytes ? 1U : 0U);

        SegmentOutput out(nullptr);
        ASSERT_TRUE(spool.move_to(out));

        EXPECT_EQ(out.bytes(), want);
        EXPECT_EQ(spool.size(), 0U);
    }
}

TEST(Spool, StartsAnewAfterItWasMoved) {
    testing::MemoryPages pages;
    Spool spool(&pages, kPage);
    for (unsigned round = 0; round < 3; ++round) {
        base::Bytes want;
        fill(want, 3 * kPage + 1, round);
        fill(spool.bytes(), 3 * kPage + 1, round);
        ASSERT_TRUE(spool.make_room());
        EXPECT_EQ(spool.memory_bytes(), 1U);

        SegmentOutput out(nullptr);
        ASSERT_TRUE(spool.move_to(out));

        EXPECT_EQ(out.bytes(), want);
    }
}

TEST(SegmentOutput, PutsTheFooterOnAPageOfItsOwn) {
    testing::MemoryPages pages;
    SegmentOutput out(pages.create("one").value());
    base::Bytes want;
    fill(want, 40 * kPage + 3, 1);
    fill(out.bytes(), 40 * kPage + 3, 1);
    ASSERT_TRUE(out.make_room());
    EXPECT_EQ(out.bytes().size(), 3U);
    EXPECT_EQ(out.offset(), want.size());

    ASSERT_TRUE(out.finish(base::Bytes{1, 2, 3}));

    const auto& stored = *pages.files.at("one");
    base::Bytes got;
    for (const base::Bytes& page : stored) { base::put_bytes(got, page); }
    want.resize(41 * kPage);
    base::put_bytes(want, base::Bytes{1, 2, 3});
    want.resize(42 * kPage);
    EXPECT_EQ(got, want);
}

}  // namespace
}  // namespace guvoh::search
