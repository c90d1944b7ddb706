// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A ledger store in memory, for tests and benchmarks. Nothing it holds survives the process.
//
// Threads: one at a time.
#pragma once

#include <map>
#include <vector>

#include "ledger/log.h"
#include "ledger/verify.h"

namespace guvoh::ledger::testing {

class MemoryStore : public Log::Store {
public:
    base::Expected<Log::Tail> load_tail(const DeviceId& device) override;
    base::Status put(const Appended& appended) override;

    /// Everything stored of one device, in order.
    const std::vector<StoredEntry>& entries(const DeviceId& device) const;
    std::vector<StoredEntry>& entries(const DeviceId& device) { return entries_[device]; }
    const std::map<DeviceId, std::vector<StoredEntry>>& all() const { return entries_; }
    /// Saves the frontier, as a store may do with a checkpoint.
    void save_frontier(const DeviceId& device, const Frontier& frontier) { frontiers_[device] = frontier; }
    /// Makes the next put() fail.
    void fail_next_put() { fail_next_ = true; }
    /// Forgets entries from `seq` on, as a transaction that rolls back.
    void cut(const DeviceId& device, std::uint64_t seq);

private:
    std::map<DeviceId, std::vector<StoredEntry>> entries_;
    std::map<DeviceId, std::vector<base::Hash>> leaves_;
    std::map<DeviceId, Frontier> frontiers_;
    bool fail_next_ = false;
};

}  // namespace guvoh::ledger::testing
