// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/workers.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>

namespace guvoh::http {
namespace {

TEST(Workers, FinishWhatTheyTookOn) {
    std::atomic<int> done = 0;
    {
        Workers workers(2, 100);
        for (int i = 0; i < 50; ++i) EXPECT_TRUE(workers.submit([&] { ++done; }));
    }

    EXPECT_EQ(done, 50);
}

TEST(Workers, TakeOnNoMoreThanTheirLimit) {
    Workers workers(1, 1);
    std::promise<void> begun, hold;
    ASSERT_TRUE(workers.submit([&] {
        begun.set_value();
        hold.get_future().wait();
    }));
    begun.get_future().wait();

    EXPECT_TRUE(workers.submit([] {}));
    EXPECT_FALSE(workers.submit([] {}));
    hold.set_value();
    workers.finish();
    EXPECT_FALSE(workers.submit([] {}));
}

}  // namespace
}  // namespace guvoh::http
