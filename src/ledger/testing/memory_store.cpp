// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ledger/testing/memory_store.h"

#include <algorithm>

namespace guvoh::ledger::testing {

base::Expected<Log::Tail> MemoryStore::load_tail(const DeviceId& device) {
    Log::Tail tail;
    const auto& entries = entries_[device];
    if (entries.empty()) return tail;
    tail.last = entries.back().signed_entry;
    tail.frontier = frontiers_[device];
    const auto& leaves = leaves_[device];
    tail.leaves.assign(leaves.begin() + static_cast<std::ptrdiff_t>(tail.frontier.size()), leaves.end());
    return tail;
}

base::Status MemoryStore::put(const Appended& appended) {
    if (std::exchange(fail_next_, false)) return base::fail(base::ErrorKind::Full, "no space left");
    const DeviceId& device = appended.entry.device;
    entries_[device].push_back(StoredEntry{device, appended.seq(), appended.signed_entry, appended.payloads, 0});
    leaves_[device].push_back(appended.leaf_hash);
    return {};
}

const std::vector<StoredEntry>& MemoryStore::entries(const DeviceId& device) const {
    static const std::vector<StoredEntry> kNone;
    const auto found = entries_.find(device);
    return found == entries_.end() ? kNone : found->second;
}

void MemoryStore::cut(const DeviceId& device, std::uint64_t seq) {
    const auto keep = static_cast<std::size_t>(seq);
    if (entries_[device].size() > keep) entries_[device].resize(keep);
    if (leaves_[device].size() > keep) leaves_[device].resize(keep);
}

}  // namespace guvoh::ledger::testing
