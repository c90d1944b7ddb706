// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Makes small histories for tests, the same bytes every time: keys and payload keys come from seeds, time from the caller.
//
// Threads: one at a time.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "ledger/log.h"
#include "ledger/testing/memory_store.h"
#include "ledger/verify.h"

namespace guvoh::ledger::testing {

/// A key made of one repeated byte.
crypto::SigningKey seeded_key(base::Byte seed);
/// An id whose last byte is `number`.
base::Id numbered_id(base::Byte number);
/// Entropy that is none: SHA-256 of the seed and a counter.
std::function<void(std::span<base::Byte>)> seeded_random(base::Byte seed);

inline constexpr std::int64_t kStartMs = 1'700'000'000'000;

/// Several devices of one record, each with its log in one memory store.
class History {
public:
    /// Device i has key seed i + 1, all are certified by the member of key seed 100.
    explicit History(std::size_t device_count);

    Log& log(std::size_t device) { return *logs_[device]; }
    const Log& log(std::size_t device) const { return *logs_[device]; }
    MemoryStore& store() { return store_; }
    const MemoryStore& store() const { return store_; }
    const base::Id& ledger() const { return ledger_; }
    DeviceId device(std::size_t index) const { return logs_[index]->device(); }
    MemberId member() const { return member_; }
    /// Appends an entry that puts one field of one record; a second passes.
    Appended put(std::size_t device, base::Byte record, const std::string& field, const std::string& value);
    Appended append(std::size_t device, Draft draft);
    /// Tells one device of everything another has said so far.
    void tell(std::size_t device, std::size_t of);
    std::int64_t now() const { return now_ms_; }

private:
    base::Id ledger_ = numbered_id(200);
    MemberId member_;
    MemoryStore store_;
    std::vector<std::unique_ptr<Log>> logs_;
    std::int64_t now_ms_ = kStartMs;
};

/// Verifies everything in a store, device by device, with these checkpoints.
VerifyReport verify_store(const MemoryStore& store, const std::vector<std::string>& checkpoints = {},
                          VerifyOptions options = {});

}  // namespace guvoh::ledger::testing
