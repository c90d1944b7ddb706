// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/events.h"

#include <gtest/gtest.h>

namespace guvoh::http {
namespace {

bool always() { return true; }

TEST(Events, ReachEveryReader) {
    EventHub hub;
    const auto one = hub.subscribe("a", {}, always), two = hub.subscribe("b", {}, always);
    int woken = 0;
    one->on_wake([&] { ++woken; });

    hub.publish({"job", "{}"});

    EXPECT_EQ(one->take(), "event: job\ndata: {}\n\n");
    EXPECT_EQ(two->take(), "event: job\ndata: {}\n\n");
    EXPECT_EQ(one->take(), "");
    EXPECT_EQ(woken, 1);
}

TEST(Events, AskTheFilterWhenTheyAreSent) {
    EventHub hub;
    bool may = true;
    const auto reader = hub.subscribe("a", [&](const Event&, const base::Json&) { return may; }, always);

    hub.publish({"changed", "{}"});
    may = false;

    EXPECT_EQ(reader->take(), "");
}

TEST(Events, CutOffAReaderThatFallsBehind) {
    EventHub hub;
    const auto reader = hub.subscribe("a", {}, always);

    for (std::size_t i = 0; i <= Subscription::kMaxWaiting; ++i) hub.publish({"job", "{}"});

    EXPECT_TRUE(reader->ended());
    EXPECT_EQ(reader->take(), "event: lagged\ndata: {}\n\n");
}

TEST(Events, EndTheOldestStreamOfASessionThatHasTooMany) {
    EventHub hub;
    std::vector<std::unique_ptr<Subscription>> held;
    for (int i = 0; i < 8; ++i) held.push_back(hub.subscribe("a", {}, always));
    const auto other = hub.subscribe("b", {}, always);
    EXPECT_FALSE(held[0]->ended());

    held.push_back(hub.subscribe("a", {}, always));

    EXPECT_TRUE(held[0]->ended());
    EXPECT_FALSE(held[1]->ended());
    EXPECT_FALSE(held[8]->ended());
    EXPECT_FALSE(other->ended());
    EXPECT_EQ(hub.count(), 9u);
}

TEST(Events, EndWhenTheHubCloses) {
    auto hub = std::make_unique<EventHub>();
    const auto reader = hub->subscribe("a", {}, always);

    hub.reset();

    EXPECT_TRUE(reader->ended());
}

}  // namespace
}  // namespace guvoh::http
