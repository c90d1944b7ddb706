// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ledger/log.h"

#include <gtest/gtest.h>

#include "ledger/identity.h"
#include "ledger/testing/history.h"
#include "ledger/testing/store_suite.h"

namespace guvoh::ledger {
namespace {

using namespace guvoh::ledger::testing;  // NOLINT: a test of that folder

/// A memory store whose transactions are cuts.
class MemoryStoreHarness {
public:
    Log::Store& store() { return store_; }
    void commit() {
        for (const auto& [device, entries] : store_.all()) durable_[device] = entries.size();
    }
    void rollback() {
        for (const auto& [device, entries] : std::map(store_.all())) store_.cut(device, durable_[device]);
    }
    void reopen() { rollback(); }
    std::vector<StoredEntry> stored(const DeviceId& device) { return store_.entries(device); }

private:
    MemoryStore store_;
    std::map<DeviceId, std::size_t> durable_;
};

INSTANTIATE_TYPED_TEST_SUITE_P(Memory, StoreSuite, MemoryStoreHarness);

TEST(Log, LeavesThingsAsTheyWereWhenTheStoreFails) {
    History history(1);
    history.put(0, 1, "title", "a");
    history.store().fail_next_put();
    Draft draft{history.member(), "why", {DraftChange{ChangeKind::Put, numbered_id(1), "Document", "", "{}", {}}}};
    const auto failed = history.log(0).append(draft, history.now(), history.store());
    ASSERT_FALSE(failed.has_value());
    EXPECT_EQ(failed.error().kind, base::ErrorKind::Full);
    history.put(0, 1, "title", "b");
    EXPECT_TRUE(verify_store(history.store()).ok());
}

TEST(Log, RefusesADraftThatBreaksARule) {
    History history(1);
    const DraftChange good{ChangeKind::Put, numbered_id(1), "Document", "", "{\"a\":1}", {}};
    const auto refused = [&](Draft draft) {
        const auto result = history.log(0).append(draft, history.now(), history.store());
        return !result && result.error().kind == base::ErrorKind::Invalid;
    };
    EXPECT_TRUE(refused({history.member(), "why", {}}));
    EXPECT_TRUE(refused({history.member(), "", {good}}));
    EXPECT_TRUE(refused({history.member(), "why", std::vector<DraftChange>(1001, good)}));
    DraftChange bad = good;
    bad.json = "{\"b\":1,\"a\":2}";
    EXPECT_TRUE(refused({history.member(), "why", {bad}}));
    bad = good;
    bad.type = "no blanks";
    EXPECT_TRUE(refused({history.member(), "why", {bad}}));
    bad = good;
    bad.kind = ChangeKind::Expunge;
    EXPECT_TRUE(refused({history.member(), "why", {bad}}));
    EXPECT_EQ(history.log(0).size(), 1U);
}

TEST(Log, RefusesACertificateOfAnotherKeyOrRecord) {
    MemoryStore store;
    const auto kind_of = [&](const Certificate& certificate) {
        const auto log = Log::create(seeded_key(1), certificate, kStartMs, store, Log::Options{numbered_id(200), seeded_random(1)});
        return log ? base::ErrorKind::Io : log.error().kind;
    };
    EXPECT_EQ(kind_of(certify(seeded_key(100), seeded_key(2).public_key(), numbered_id(200), kStartMs)), base::ErrorKind::Invalid);
    EXPECT_EQ(kind_of(certify(seeded_key(100), seeded_key(1).public_key(), numbered_id(201), kStartMs)), base::ErrorKind::Invalid);
}

TEST(Log, RefusesToGoOnFromAnEndThatDoesNotHoldTogether) {
    History history(1);
    history.put(0, 1, "title", "a");
    history.store().entries(history.device(0)).back().signed_entry.signature[5] ^= 1;
    const auto log = Log::open(seeded_key(1), history.store(), Log::Options{history.ledger(), seeded_random(1)});
    ASSERT_FALSE(log.has_value());
    EXPECT_EQ(log.error().kind, base::ErrorKind::Corrupt);
}

TEST(Log, OpensFromASavedFrontier) {
    History history(1);
    for (int i = 0; i < 7; ++i) history.put(0, 1, "title", "a");
    history.store().save_frontier(history.device(0), history.log(0).frontier());
    for (int i = 0; i < 4; ++i) history.put(0, 1, "title", "b");
    const auto log = Log::open(seeded_key(1), history.store(), Log::Options{history.ledger(), seeded_random(1)});
    ASSERT_TRUE(log.has_value());
    EXPECT_EQ((*log)->frontier(), history.log(0).frontier());
}

TEST(Log, RefusesToHaveSeenAnEntryBeforeWhatThatSaw) {
    History history(3);
    history.put(0, 1, "title", "a");
    history.tell(1, 0);
    history.put(1, 1, "title", "b");
    const auto last = read_entry(history.store().entries(history.device(1)).back().signed_entry.body);
    const auto status = history.log(2).observe(*last, history.now());
    ASSERT_FALSE(status.has_value());
    EXPECT_EQ(status.error().kind, base::ErrorKind::Conflict);
}

TEST(Log, FollowsTheClockOfAnotherDeviceButNotIntoTheFuture) {
    History history(2);
    history.put(0, 1, "title", "a");
    const auto entry = read_entry(history.store().entries(history.device(0)).back().signed_entry.body);
    EXPECT_TRUE(history.log(1).observe(*entry, entry->clock.ms - 5000).has_value());
    EXPECT_EQ(history.log(1).clock(), entry->clock);
    EXPECT_FALSE(history.log(1).observe(*entry, entry->clock.ms - kMaxClockAheadMs - 1).has_value());
}

TEST(Log, MakesCheckpointsThatTheVerifierAccepts) {
    History history(2);
    history.put(0, 1, "title", "a");
    const std::string note = history.log(0).checkpoint().write();
    history.put(0, 1, "title", "b");
    const VerifyReport report = verify_store(history.store(), {note, history.log(1).checkpoint().write()});
    EXPECT_TRUE(report.ok()) << report.problem->explanation;
    EXPECT_EQ(report.checkpoints, 2U);
}

}  // namespace
}  // namespace guvoh::ledger
