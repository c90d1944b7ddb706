// SPDX-License-Identifier: AGPL-3.0-or-later
#include "lists/id_table.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace guvoh::lists {

namespace {

constexpr std::uint32_t kFree = 0xffffffff;
constexpr std::uint32_t kGone = 0xfffffffe;

void prefetch(const void* address) { __builtin_prefetch(address); }

std::uint64_t hash_of(const base::Id& id) {
    std::uint64_t high = 0, low = 0;
    std::memcpy(&high, id.bytes.data(), 8);
    std::memcpy(&low, id.bytes.data() + 8, 8);
    const std::uint64_t mixed = (low ^ (high * 0x9e3779b97f4a7c15U)) * 0xd6e8feb86659fd93U;
    return mixed ^ (mixed >> 32);
}

}  // namespace

std::size_t IdTable::place_of(const base::Id& id, std::uint64_t hash) const {
    const std::size_t mask = table_.size() - 1;
    std::size_t at = hash & mask;
    // The tag spares a look at ids of other records that stand in the way.
    while (table_[at].slot != kFree &&
           (table_[at].slot == kGone || table_[at].tag != tag_of(hash) || ids_[table_[at].slot] != id)) {
        at = (at + 1) & mask;
    }
    return at;
}

std::optional<std::uint32_t> IdTable::find(const base::Id& id) const {
    if (table_.empty()) return std::nullopt;
    const std::uint32_t slot = table_[place_of(id, hash_of(id))].slot;
    return slot == kFree ? std::nullopt : std::optional(slot);
}

void IdTable::put(std::uint32_t slot) {
    if ((used_ + 1) * 3 >= table_.size() * 2) grow();
    const std::uint64_t hash = hash_of(ids_[slot]);
    Entry& entry = table_[place_of(ids_[slot], hash)];
    if (entry.slot == kFree) ++used_;
    entry = {tag_of(hash), slot};
}

void IdTable::erase(const base::Id& id) {
    if (table_.empty()) return;
    Entry& entry = table_[place_of(id, hash_of(id))];
    if (entry.slot == kFree) return;
    entry.slot = kGone;
    ++gone_;
}

void IdTable::grow() {
    std::vector<Entry> old = std::move(table_);
    const bool crowded = (used_ - gone_ + 1) * 3 >= old.size();
    table_.assign(std::max<std::size_t>(16, crowded ? old.size() * 2 : old.size()), Entry{0, kFree});
    used_ = gone_ = 0;
    for (const Entry& entry : old) {
        if (entry.slot != kFree && entry.slot != kGone) put(entry.slot);
    }
}

void IdTable::set_all(const std::vector<base::Id>& ids, Bits& out) const {
    if (table_.empty()) return;
    constexpr std::size_t kBlock = 64;
    const std::size_t mask = table_.size() - 1;
    std::array<std::uint64_t, kBlock> hashes{};
    for (std::size_t begin = 0; begin < ids.size(); begin += kBlock) {
        // The places in the table are fetched all at once, then the ids they point to, and only then read.
        const std::size_t count = std::min(kBlock, ids.size() - begin);
        for (std::size_t i = 0; i < count; ++i) {
            hashes[i] = hash_of(ids[begin + i]);
            prefetch(&table_[hashes[i] & mask]);
        }
        for (std::size_t i = 0; i < count; ++i) {
            std::size_t at = hashes[i] & mask;
            while (table_[at].slot != kFree && table_[at].tag != tag_of(hashes[i])) at = (at + 1) & mask;
            if (table_[at].slot < kGone) prefetch(&ids_[table_[at].slot]);
        }
        for (std::size_t i = 0; i < count; ++i) {
            const std::uint32_t slot = table_[place_of(ids[begin + i], hashes[i])].slot;
            if (slot != kFree) out.set(slot);
        }
    }
}

}  // namespace guvoh::lists
