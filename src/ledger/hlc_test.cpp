// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ledger/hlc.h"

#include <gtest/gtest.h>

#include <limits>

namespace guvoh::ledger {
namespace {

TEST(Hlc, FollowsTheWallClock) { EXPECT_EQ(tick(Hlc{10, 4}, 20), (Hlc{20, 0})); }

TEST(Hlc, CountsWhenTheWallClockStandsStillOrGoesBack) {
    EXPECT_EQ(tick(Hlc{10, 4}, 10), (Hlc{10, 5}));
    EXPECT_EQ(tick(Hlc{10, 4}, 3), (Hlc{10, 5}));
    EXPECT_EQ(tick(Hlc{10, std::numeric_limits<std::uint32_t>::max()}, 3), (Hlc{11, 0}));
}

TEST(Hlc, IsNeverBehindWhatItHeard) {
    EXPECT_EQ(observe(Hlc{10, 0}, Hlc{12, 7}, 10).value(), (Hlc{12, 7}));
    EXPECT_EQ(observe(Hlc{13, 0}, Hlc{12, 7}, 10).value(), (Hlc{13, 0}));
}

TEST(Hlc, RefusesToFollowAClockMoreThanADayAhead) {
    EXPECT_TRUE(observe(Hlc{}, Hlc{1000 + kMaxClockAheadMs, 0}, 1000).has_value());
    EXPECT_EQ(observe(Hlc{}, Hlc{1001 + kMaxClockAheadMs, 0}, 1000).error().kind, base::ErrorKind::Invalid);
}

TEST(Stamp, OrdersByClockThenDeviceThenSequenceThenIndex) {
    base::Id one;
    base::Id two;
    two.bytes[0] = 1;
    EXPECT_LT((Stamp{{1, 9}, two, 9, 9}), (Stamp{{2, 0}, one, 0, 0}));
    EXPECT_LT((Stamp{{1, 0}, one, 9, 9}), (Stamp{{1, 0}, two, 0, 0}));
    EXPECT_LT((Stamp{{1, 0}, one, 1, 9}), (Stamp{{1, 0}, one, 2, 0}));
    EXPECT_LT((Stamp{{1, 0}, one, 1, 1}), (Stamp{{1, 0}, one, 1, 2}));
}

}  // namespace
}  // namespace guvoh::ledger
