// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ledger/fold.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <random>

#include "ledger/testing/history.h"

namespace guvoh::ledger {
namespace {

using testing::numbered_id;

struct Said {
    Change change;
    std::string json;
    Stamp stamp;
    Seen seen;
};

Said said(base::Byte device, std::uint64_t seq, std::int64_t ms, std::string json, Seen seen = {}) {
    Said out;
    out.change.type = "Person";
    out.json = std::move(json);
    out.stamp = Stamp{Hlc{ms, 0}, numbered_id(device), seq, 0};
    out.seen = std::move(seen);
    return out;
}

RecordState fold(const std::vector<Said>& history) {
    RecordState state;
    for (const Said& one : history) {
        const std::vector<Field> fields = split_fields(one.json).value();
        state.apply(one.change, fields, one.stamp, one.seen);
    }
    return state;
}

TEST(Fold, LetsTheLastChangeWinFieldByField) {
    const RecordState state = fold({said(1, 1, 10, R"({"a":1,"b":"x"})"), said(1, 2, 20, R"({"b":"y","c":3})")});
    EXPECT_EQ(state.integer("a"), 1);
    EXPECT_EQ(state.text("b"), "y");
    EXPECT_EQ(state.integer("c"), 3);
    EXPECT_EQ(state.value("d"), "null");
    EXPECT_FALSE(state.in_conflict());
    EXPECT_EQ(state.first().seq, 1U);
    EXPECT_EQ(state.last().seq, 2U);
}

TEST(Fold, KeepsBothOfTwoChangesThatHadNotSeenEachOther) {
    const RecordState state = fold({said(1, 1, 10, R"({"a":1})"), said(2, 1, 20, R"({"a":2})")});
    EXPECT_EQ(state.integer("a"), 2);
    EXPECT_TRUE(state.in_conflict());
    ASSERT_EQ(state.fields().at("a").alternatives.size(), 1U);
    EXPECT_EQ(state.fields().at("a").alternatives[0].value, "1");
    EXPECT_EQ(state.stamp_of(state.fields().at("a").alternatives[0]).device, numbered_id(1));
}

TEST(Fold, EndsAConflictWithAChangeThatSawBoth) {
    const std::vector<Said> history = {said(1, 1, 10, R"({"a":1})"), said(2, 1, 20, R"({"a":2})"),
                                       said(1, 2, 30, R"({"a":1})", {{numbered_id(2), 1}})};
    const RecordState state = fold(history);
    EXPECT_EQ(state.integer("a"), 1);
    EXPECT_FALSE(state.in_conflict());
    EXPECT_EQ(fold({history[2], history[1], history[0]}), state);
}

TEST(Fold, SeesNoConflictInTwoChangesThatSayTheSame) {
    const RecordState state = fold({said(1, 1, 10, R"({"a":1})"), said(2, 1, 20, R"({"a":1})")});
    EXPECT_FALSE(state.in_conflict());
}

TEST(Fold, TakesAChangeTwiceAsOnce) {
    const Said one = said(1, 1, 10, R"({"a":1})");
    const Said two = said(1, 2, 20, R"({"a":2})");
    EXPECT_EQ(fold({one, two, one, two}), fold({one, two}));
}

TEST(Fold, RemembersARecordWhosePayloadIsMissing) {
    const RecordState state = fold({said(1, 1, 10, "{}")});
    EXPECT_FALSE(state.empty());
    EXPECT_TRUE(state.fields().empty());
    EXPECT_EQ(RecordState::from_bytes(state.to_bytes()).value(), state);
}

TEST(Fold, TakesTypeAndCompartmentFromTheLastChange) {
    Said moved = said(1, 2, 20, "{}");
    moved.change.compartment = "sealed";
    EXPECT_EQ(fold({moved, said(1, 1, 10, R"({"a":1})")}).compartment(), "sealed");
}

TEST(Fold, StoresARecordOfOneChangeInFewBytes) {
    const std::string json = R"({"file_name":"report.pdf","pages":12,"title":"Report"})";
    const std::size_t content = std::string("file_namereport.pdfpages12titleReport").size();
    EXPECT_LE(fold({said(1, 1, 1'700'000'000'000, json)}).to_bytes().size(), content + 60);
}

TEST(Fold, RefusesBytesThatAreNoState) {
    const base::Bytes bytes =
        fold({said(1, 1, 10, R"({"a":1,"b":2})"), said(2, 1, 20, R"({"a":2})", {{numbered_id(9), 4}})}).to_bytes();
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        EXPECT_FALSE(RecordState::from_bytes(base::ByteSpan(bytes).first(i)).has_value());
    }
}

/// A history over three devices that tell each other of their entries now and then; `seen` is closed as it is in life.
std::vector<Said> random_history(unsigned seed) {
    std::mt19937 random(seed);
    const auto below = [&](unsigned most) { return static_cast<unsigned>(random() % most); };
    std::array<std::uint64_t, 3> next{1, 1, 1};
    std::array<Seen, 3> seen;
    std::array<Hlc, 3> clock;
    std::vector<Said> out;
    for (unsigned step = 0; step < 14; ++step) {
        const unsigned who = below(3);
        if (below(3) == 0) {  // hears of all that another has
            const unsigned of = (who + 1 + below(2)) % 3;
            for (const auto& [device, seq] : seen[of]) {
                if (device != numbered_id(static_cast<base::Byte>(who))) seen[who][device] = std::max(seen[who][device], seq);
            }
            if (next[of] > 1) seen[who][numbered_id(static_cast<base::Byte>(of))] = next[of] - 1;
            clock[who] = std::max(clock[who], clock[of]);
            continue;
        }
        clock[who] = tick(clock[who], clock[who].ms + below(3));
        const std::uint64_t seq = next[who]++;
        const unsigned changes = 1 + below(2);
        for (unsigned index = 0; index < changes; ++index) {
            PayloadWriter fields;
            for (const char* name : {"a", "b", "c"}) {
                if (below(2) == 0) fields.put(name, static_cast<std::int64_t>(below(4)));
            }
            Said one = said(static_cast<base::Byte>(who), seq, 0, fields.finish().value(), seen[who]);
            one.stamp.clock = clock[who];
            one.stamp.index = index;
            out.push_back(std::move(one));
        }
    }
    return out;
}

TEST(Fold, GivesTheSameStateInAnyOrderOfArrival) {
    EXPECT_TRUE(rc::check([](unsigned seed, unsigned shuffle) {
        std::vector<Said> history = random_history(seed);
        const RecordState expected = fold(history);
        std::mt19937 random(shuffle);
        for (int i = 0; i < 20; ++i) {
            std::shuffle(history.begin(), history.end(), random);
            RC_ASSERT(fold(history) == expected);
        }
        RC_ASSERT(RecordState::from_bytes(expected.to_bytes()).value() == expected);
    }));
}

TEST(Fold, KeepsExactlyTheChangesThatNoOtherSaw) {
    EXPECT_TRUE(rc::check([](unsigned seed) {
        const std::vector<Said> history = random_history(seed);
        const RecordState state = fold(history);
        std::map<std::string, std::map<Stamp, std::string>> expected;
        for (const Said& one : history) {
            const std::vector<Field> set = split_fields(one.json).value();
            for (const Field& field : set) {
                const bool seen_by_another = std::any_of(history.begin(), history.end(), [&](const Said& other) {
                    const std::vector<Field> fields = split_fields(other.json).value();
                    const bool same_field =
                        std::any_of(fields.begin(), fields.end(), [&](const Field& theirs) { return theirs.name == field.name; });
                    return same_field && Write{other.stamp, other.seen}.saw(one.stamp);
                });
                if (!seen_by_another) expected[std::string(field.name)][one.stamp] = field.value;
            }
        }
        RC_ASSERT(state.fields().size() == expected.size());
        for (const auto& [name, field] : state.fields()) {
            std::map<Stamp, std::string> kept{{state.stamp_of(field.winner), field.winner.value}};
            for (const FieldValue& value : field.alternatives) kept[state.stamp_of(value)] = value.value;
            RC_ASSERT(kept == expected[name]);
            RC_ASSERT(kept.rbegin()->first == state.stamp_of(field.winner));
        }
    }));
}

}  // namespace
}  // namespace guvoh::ledger
