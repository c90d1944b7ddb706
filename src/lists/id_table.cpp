// SPDX-License-Identifier: AGPL-3.0-or-later
#include "lists/id_table.h"

#include <algorithm>
#include <cstring>

namespace guvoh::lists {

namespace {

constexpr std::uint32_t kFree = 0xffffffff;
constexpr std::uint32_t kGone = 0xfffffffe;

void prefetch(const void* address) { __builtin_prefetch(address); }

}  // namespace

std::size_t IdTable::home_of(const base::Id& id) const {
    std::uint64_t high = 0, low = 0;
    std::memcpy(&high, id.bytes.data(), 8);
    std::memcpy(&low, id.bytes.data() + 8, 8);
    const std::uint64_t mixed = (low ^ (high * 0x9e3779b97f4a7c15U)) * 0xd6e8feb86659fd93U;
    return static_cast<std::size_t>(mixed >> 32) & (table_.size() - 1);
}

std::optional<std::uint32_t> IdTable::find(const base::Id& id) const {
    if (table_.empty()) return std::nullopt;
    for (std::size_t at = home_of(id); table_[at] != kFree; at = (at + 1) & (table_.size() - 1)) {
        if (table_[at] != kGone && ids_[table_[at]] == id) return table_[at];
    }
    return std::nullopt;
}

void IdTable::put(std::uint32_t slot) {
    if ((used_ + 1) * 3 >= table_.size() * 2) grow();
    const base::Id& id = ids_[slot];
    std::size_t at = home_of(id);
    while (table_[at] != kFree && (table_[at] == kGone || ids_[table_[at]] != id)) at = (at + 1) & (table_.size() - 1);
    if (table_[at] == kFree) ++used_;
    table_[at] = slot;
}

void IdTable::erase(const base::Id& id) {
    if (table_.empty()) return;
    for (std::size_t at = home_of(id); table_[at] != kFree; at = (at + 1) & (table_.size() - 1)) {
        if (table_[at] == kGone || ids_[table_[at]] != id) continue;
        table_[at] = kGone;
        ++gone_;
        return;
    }
}

void IdTable::grow() {
    std::vector<std::uint32_t> old = std::move(table_);
    const bool crowded = (used_ - gone_ + 1) * 3 >= old.size();
    table_.assign(std::max<std::size_t>(16, crowded ? old.size() * 2 : old.size()), kFree);
    used_ = gone_ = 0;
    for (const std::uint32_t slot : old) {
        if (slot != kFree && slot != kGone) put(slot);
    }
}

void IdTable::set_all(const std::vector<base::Id>& ids, Bits& out) const {
    if (table_.empty()) return;
    constexpr std::size_t kAhead = 16;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        // First the place in the table, half the way later the id that it points to.
        if (i + kAhead < ids.size()) prefetch(&table_[home_of(ids[i + kAhead])]);
        if (i + kAhead / 2 < ids.size()) {
            const std::uint32_t slot = table_[home_of(ids[i + kAhead / 2])];
            if (slot < kGone) prefetch(&ids_[slot]);
        }
        if (const auto slot = find(ids[i]); slot && *slot < out.size()) out.set(*slot);
    }
}

}  // namespace guvoh::lists
