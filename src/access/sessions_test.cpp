// SPDX-License-Identifier: AGPL-3.0-or-later
#include "access/sessions.h"

#include <gtest/gtest.h>

#include <set>
#include <thread>

namespace guvoh::access {
namespace {

constexpr std::int64_t kIdle = 30 * 60'000, kLife = 12 * 3600'000;

class SessionsTest : public ::testing::Test {
protected:
    std::string start(base::Byte member = 1) { return sessions_.start(id_of(member), std::nullopt, "10.0.0.1", "Browser"); }
    bool live(std::string_view token) {
        return sessions_.with(token, [](Session&) {});
    }
    static base::Id id_of(base::Byte last) {
        base::Id id;
        id.bytes[15] = last;
        return id;
    }
    std::int64_t now_ = 1'700'000'000'000;
    Sessions sessions_{[this] { return now_; }, kIdle, kLife};
};

TEST_F(SessionsTest, ATokenOpensItsSessionAndNoOther) {
    const std::string one = start(1), two = start(2);

    EXPECT_EQ(one.size(), 43U);
    EXPECT_NE(one, two);
    sessions_.with(one, [](Session& session) { EXPECT_EQ(session.member, id_of(1)); });
    EXPECT_FALSE(live(""));
    EXPECT_FALSE(live(one + "x"));
    EXPECT_FALSE(live(std::string(43, 'A')));
}

TEST_F(SessionsTest, EndsWhenNobodyUsesIt) {
    const std::string token = start();

    now_ += kIdle - 1;
    EXPECT_TRUE(live(token));
    now_ += kIdle - 1;
    EXPECT_TRUE(live(token));
    now_ += kIdle;
    EXPECT_FALSE(live(token));
    now_ -= kIdle;
    EXPECT_FALSE(live(token)) << "ended for good";
}

TEST_F(SessionsTest, BeingLookedAtIsNoSignOfLife) {
    const std::string token = sessions_.start(id_of(1), std::nullopt, "", "");
    now_ += kIdle - 1;
    EXPECT_TRUE(sessions_.look(token, [](Session&) {}));

    now_ += 2;

    EXPECT_FALSE(sessions_.look(token, [](Session&) {}));
    EXPECT_FALSE(sessions_.with(token, [](Session&) {}));
}

TEST_F(SessionsTest, EndsAtTheEndOfItsLifeHoweverBusy) {
    const std::string token = start();

    for (std::int64_t passed = 0; passed < kLife - 60'000; passed += 60'000) {
        now_ += 60'000;
        EXPECT_TRUE(live(token)) << passed;
    }
    now_ += 60'000;
    EXPECT_FALSE(live(token));
}

TEST_F(SessionsTest, ASweepDropsWhatNobodyAsksForAgain) {
    start(1);
    now_ += kIdle + 60'000;
    start(2);

    EXPECT_EQ(sessions_.count(), 1U);
}

TEST_F(SessionsTest, EndingOneLeavesTheOthers) {
    const std::string one = start(1), two = start(1), other = start(2);
    std::string id;
    sessions_.with(two, [&](Session& session) { id = session.id; });

    EXPECT_FALSE(sessions_.end_by_id(id_of(2), id)) << "somebody else's";
    EXPECT_TRUE(sessions_.end_by_id(id_of(1), id));

    EXPECT_TRUE(live(one));
    EXPECT_FALSE(live(two));
    EXPECT_TRUE(live(other));
}

TEST_F(SessionsTest, EndingAMembersSparesOneWhenAskedTo) {
    const std::string one = start(1), two = start(1), other = start(2);

    sessions_.end_of(id_of(1), two);
    EXPECT_FALSE(live(one));
    EXPECT_TRUE(live(two));

    sessions_.end_of(id_of(1));
    EXPECT_FALSE(live(two));
    EXPECT_TRUE(live(other));
}

TEST_F(SessionsTest, TheOldestEndsWhenThereAreTooMany) {
    std::vector<std::string> tokens;
    for (std::size_t i = 0; i <= kMostSessionsOfOne; ++i) {
        tokens.push_back(start(1));
        ++now_;
    }

    EXPECT_FALSE(live(tokens.front()));
    EXPECT_TRUE(live(tokens[1]));
    EXPECT_EQ(sessions_.of(id_of(1)).size(), kMostSessionsOfOne);
}

TEST_F(SessionsTest, TheListIsTheLatestFirst) {
    const std::string one = start(1);
    now_ += 1000;
    start(1);
    now_ += 1000;
    live(one);

    const auto lines = sessions_.of(id_of(1));

    ASSERT_EQ(lines.size(), 2U);
    EXPECT_EQ(lines[0].last_seen_at, now_);
    EXPECT_EQ(lines[0].created_at, now_ - 2000);
    EXPECT_EQ(lines[0].agent, "Browser");
}

TEST_F(SessionsTest, EachHasItsOwnTokenAgainstForgedRequests) {
    std::set<std::string> seen;
    for (const std::string& token : {start(1), start(1), start(2)}) {
        sessions_.with(token, [&](Session& session) { seen.insert(session.csrf_token); });
        seen.insert(token);
    }

    EXPECT_EQ(seen.size(), 6U);
}

TEST_F(SessionsTest, TheAgentIsCutAndMadeText) {
    const std::string token = sessions_.start(id_of(1), std::nullopt, std::string(500, '1'), std::string(500, '\xff'));

    sessions_.with(token, [](Session& session) {
        EXPECT_LE(session.agent.size(), 200U);
        EXPECT_LE(session.address.size(), 64U);
        EXPECT_EQ(session.agent.find('\xff'), std::string::npos);
    });
}

TEST_F(SessionsTest, ManyThreadsMayUseThem) {
    std::vector<std::jthread> threads;
    for (base::Byte member = 1; member <= 4; ++member) {
        threads.emplace_back([this, member] {
            for (int i = 0; i < 200; ++i) {
                const std::string token = start(member);
                EXPECT_TRUE(live(token));
                sessions_.of(id_of(member));
                sessions_.end(token);
                EXPECT_FALSE(live(token));
            }
        });
    }
}

}  // namespace
}  // namespace guvoh::access
