// SPDX-License-Identifier: AGPL-3.0-or-later
#include "access/throttle.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace guvoh::access {
namespace {

class ThrottleTest : public ::testing::Test {
protected:
    void fail(std::string_view login, std::string_view address, int times) {
        for (int i = 0; i < times; ++i) {
            while (const std::uint32_t wait = throttle_.begin(login, address)) now_ += std::int64_t{wait} * 1000;
        }
    }
    std::int64_t now_ = 1'700'000'000'000;
    Throttle throttle_{[this] { return now_; }, base::Hash{}};
};

TEST(Wait, DoublesFromTheFifthFailureUpToFifteenMinutes) {
    EXPECT_EQ(wait_after(0), 0U);
    EXPECT_EQ(wait_after(4), 0U);
    EXPECT_EQ(wait_after(5), 1U);
    EXPECT_EQ(wait_after(6), 2U);
    EXPECT_EQ(wait_after(14), 512U);
    EXPECT_EQ(wait_after(15), 900U);
    EXPECT_EQ(wait_after(4'000'000'000U), 900U);
}

TEST_F(ThrottleTest, TheSixthAttemptWaits) {
    fail("temir", "10.0.0.1", 5);

    EXPECT_EQ(throttle_.begin("temir", "10.0.0.1"), 1U);
    now_ += 1000;
    EXPECT_EQ(throttle_.begin("temir", "10.0.0.1"), 0U);
    EXPECT_EQ(throttle_.begin("temir", "10.0.0.1"), 2U);
}

TEST_F(ThrottleTest, ALoginWaitsFromEveryAddress) {
    for (int i = 0; i < 5; ++i) EXPECT_EQ(throttle_.begin("temir", "10.0.0." + std::to_string(i)), 0U);

    EXPECT_NE(throttle_.begin("temir", "10.0.0.77"), 0U);
    EXPECT_EQ(throttle_.begin("aigul", "10.0.0.77"), 0U);
}

TEST_F(ThrottleTest, AnAddressWaitsWhateverItsLogins) {
    for (int i = 0; i < 5; ++i) EXPECT_EQ(throttle_.begin("name" + std::to_string(i), "10.0.0.1"), 0U);

    EXPECT_NE(throttle_.begin("another", "10.0.0.1"), 0U);
}

TEST_F(ThrottleTest, NeighboursInOneIpv6NetworkCountAsOne) {
    for (int i = 0; i < 5; ++i) EXPECT_EQ(throttle_.begin("n" + std::to_string(i), "2001:db8:1:2:3:4:5:" + std::to_string(i)), 0U);

    EXPECT_NE(throttle_.begin("m", "2001:db8:1:2:ffff::1"), 0U);
    EXPECT_EQ(throttle_.begin("m", "2001:db8:1:3::1"), 0U);
}

TEST_F(ThrottleTest, SuccessClearsTheLoginButNotTheNeighboursFailures) {
    fail("temir", "10.0.0.1", 3);
    fail("other", "10.0.0.1", 1);
    EXPECT_EQ(throttle_.begin("aigul", "10.0.0.1"), 0U);
    throttle_.succeeded("aigul", "10.0.0.1");

    EXPECT_EQ(throttle_.begin("aigul", "10.0.0.1"), 0U);
    EXPECT_NE(throttle_.begin("aigul", "10.0.0.1"), 0U);
}

TEST_F(ThrottleTest, AStrangersGuessingDoesNotLockTheMemberOut) {
    EXPECT_EQ(throttle_.begin("temir", "10.0.0.1"), 0U);
    throttle_.succeeded("temir", "10.0.0.1");
    for (int i = 0; i < 5; ++i) EXPECT_EQ(throttle_.begin("temir", "192.0.2." + std::to_string(i)), 0U);

    EXPECT_NE(throttle_.begin("temir", "192.0.2.99"), 0U);
    EXPECT_EQ(throttle_.begin("temir", "10.0.0.1"), 0U);
}

TEST_F(ThrottleTest, AnAttemptThatWasNotMadeDoesNotCount) {
    for (int i = 0; i < 20; ++i) {
        EXPECT_EQ(throttle_.begin("temir", "10.0.0.1"), 0U);
        throttle_.withdrawn("temir", "10.0.0.1");
    }
}

TEST_F(ThrottleTest, ManyAtTheSameTimeAreNoWayAround) {
    std::atomic<int> let_in = 0;
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i) {
        threads.emplace_back([&] {
            for (int j = 0; j < 10; ++j) {
                if (throttle_.begin("temir", "10.0.0.1") == 0) ++let_in;
            }
        });
    }
    threads.clear();

    EXPECT_EQ(let_in, 5);
}

TEST_F(ThrottleTest, ACountSurvivesARestart) {
    fail("temir", "10.0.0.1", 9);
    const auto count = throttle_.count_of("temir");
    Throttle later([this] { return now_; }, base::Hash{});
    EXPECT_EQ(later.begin("aigul", "10.0.0.2"), 0U);
    later.restore(count);

    EXPECT_EQ(later.begin("temir", "10.0.0.2"), 16U);
}

TEST_F(ThrottleTest, FailuresAreForgottenAfterADay) {
    fail("temir", "10.0.0.1", 20);
    now_ += 25LL * 3600 * 1000;

    EXPECT_EQ(throttle_.begin("temir", "10.0.0.1"), 0U);
    EXPECT_EQ(throttle_.begin("temir", "10.0.0.1"), 0U);
}

TEST(Gate, LetsAFewInAndTurnsOthersAway) {
    Gate gate(2, 0);
    {
        const auto one = gate.enter(0), two = gate.enter(0), three = gate.enter(0);

        EXPECT_TRUE(one);
        EXPECT_TRUE(two);
        EXPECT_FALSE(three);
    }
    EXPECT_TRUE(gate.enter(0));
}

TEST(Gate, WhoWaitsGetsThePlaceThatIsGivenBack) {
    Gate gate(1, 1);
    std::atomic<bool> got = false;
    std::jthread waiter;
    {
        const auto place = gate.enter(0);
        waiter = std::jthread([&] { got = static_cast<bool>(gate.enter(60'000)); });
    }
    waiter.join();

    EXPECT_TRUE(got);
}

}  // namespace
}  // namespace guvoh::access
