// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What every ledger store must do, as one suite. A store's test says
//
//   INSTANTIATE_TYPED_TEST_SUITE_P(Memory, StoreSuite, MemoryStoreHarness);
//
// with a harness that is default constructible and has:
//   Log::Store& store();    a store within a fresh transaction, valid until commit(), rollback() or reopen()
//   void commit();          makes durable what the store was given; the next store() begins anew
//   void rollback();        drops it
//   void reopen();          forgets all but what is durable
//   std::vector<StoredEntry> stored(const DeviceId&);   everything kept of one device, in order
#pragma once

#include <gtest/gtest.h>

#include "ledger/identity.h"
#include "ledger/testing/history.h"

namespace guvoh::ledger::testing {

template <class Harness>
class StoreSuite : public ::testing::Test {
protected:
    std::unique_ptr<Log> create() {
        crypto::SigningKey key = seeded_key(1);
        device_ = device_id(key.public_key());
        const Certificate certificate = certify(seeded_key(100), key.public_key(), numbered_id(200), kStartMs);
        auto log = Log::create(std::move(key), certificate, kStartMs, harness_.store(), options());
        EXPECT_TRUE(log.has_value());
        harness_.commit();
        (*log)->commit();
        return *std::move(log);
    }
    base::Expected<std::unique_ptr<Log>> open() { return Log::open(seeded_key(1), harness_.store(), options()); }
    static Log::Options options() { return Log::Options{numbered_id(200), seeded_random(1)}; }
    static Draft draft(std::size_t changes) {
        Draft draft{numbered_id(3), "suite", {}};
        for (std::size_t i = 0; i < changes; ++i) {
            draft.changes.push_back(DraftChange{ChangeKind::Put, numbered_id(static_cast<base::Byte>(i)), "Document", "",
                                                PayloadWriter().put("n", static_cast<std::int64_t>(i)).finish().value(), {}});
        }
        return draft;
    }
    Appended append(Log& log, std::size_t changes) {
        auto appended = log.append(draft(changes), kStartMs, harness_.store());
        EXPECT_TRUE(appended.has_value());
        return *std::move(appended);
    }
    VerifyReport verify() {
        Verifier verifier(VerifyOptions{{}, {}, true, 1});
        for (StoredEntry& entry : harness_.stored(device_)) verifier.add(std::move(entry));
        return verifier.finish();
    }

    Harness harness_;
    DeviceId device_;
};

TYPED_TEST_SUITE_P(StoreSuite);

TYPED_TEST_P(StoreSuite, SaysThatAnEmptyStoreHasNoLog) {
    const auto log = this->open();
    ASSERT_FALSE(log.has_value());
    EXPECT_EQ(log.error().kind, base::ErrorKind::NotFound);
}

TYPED_TEST_P(StoreSuite, KeepsBytesAsTheyWereSigned) {
    auto log = this->create();
    const Appended appended = this->append(*log, 3);
    this->harness_.commit();
    log->commit();
    this->harness_.reopen();
    const auto stored = this->harness_.stored(this->device_);
    ASSERT_EQ(stored.size(), 2U);
    EXPECT_EQ(stored[1].device, this->device_);
    EXPECT_EQ(stored[1].seq, 1U);
    EXPECT_EQ(stored[1].signed_entry, appended.signed_entry);
    EXPECT_EQ(stored[1].payloads, appended.payloads);
}

TYPED_TEST_P(StoreSuite, GoesOnWhereItStoodAfterReopening) {
    auto log = this->create();
    for (int i = 0; i < 5; ++i) {
        this->append(*log, 2);
        this->harness_.commit();
        log->commit();
    }
    const Frontier frontier = log->frontier();
    const Hlc clock = log->clock();
    this->harness_.reopen();
    auto again = this->open();
    ASSERT_TRUE(again.has_value());
    EXPECT_EQ((*again)->size(), 6U);
    EXPECT_EQ((*again)->frontier(), frontier);
    EXPECT_EQ((*again)->clock(), clock);
    this->append(**again, 1);
    this->harness_.commit();
    const VerifyReport report = this->verify();
    EXPECT_TRUE(report.ok()) << report.problem->explanation;
    EXPECT_EQ(report.entries, 7U);
    EXPECT_EQ(report.changes, 11U);
}

TYPED_TEST_P(StoreSuite, ForgetsWhatWasRolledBack) {
    auto log = this->create();
    this->append(*log, 1);
    this->harness_.commit();
    log->commit();
    this->append(*log, 1);
    this->append(*log, 1);
    this->harness_.rollback();
    log->rollback();
    EXPECT_EQ(log->size(), 2U);
    this->append(*log, 4);
    this->harness_.commit();
    log->commit();
    const VerifyReport report = this->verify();
    EXPECT_TRUE(report.ok()) << report.problem->explanation;
    EXPECT_EQ(report.entries, 3U);
    EXPECT_EQ(report.changes, 5U);
}

TYPED_TEST_P(StoreSuite, TakesSeveralEntriesInOneTransaction) {
    auto log = this->create();
    for (int i = 0; i < 20; ++i) this->append(*log, 1);
    this->harness_.commit();
    log->commit();
    EXPECT_TRUE(this->verify().ok());
    EXPECT_EQ(this->harness_.stored(this->device_).size(), 21U);
}

TYPED_TEST_P(StoreSuite, RefusesASecondLogOfTheSameDevice) {
    auto log = this->create();
    crypto::SigningKey key = seeded_key(1);
    const Certificate certificate = certify(seeded_key(100), key.public_key(), numbered_id(200), kStartMs);
    const auto second = Log::create(std::move(key), certificate, kStartMs, this->harness_.store(), this->options());
    ASSERT_FALSE(second.has_value());
    EXPECT_EQ(second.error().kind, base::ErrorKind::Conflict);
}

REGISTER_TYPED_TEST_SUITE_P(StoreSuite, SaysThatAnEmptyStoreHasNoLog, KeepsBytesAsTheyWereSigned,
                            GoesOnWhereItStoodAfterReopening, ForgetsWhatWasRolledBack, TakesSeveralEntriesInOneTransaction,
                            RefusesASecondLogOfTheSameDevice);

}  // namespace guvoh::ledger::testing
