// SPDX-License-Identifier: AGPL-3.0-or-later
//
// From a record's id to its slot, in some twelve bytes a row: the ids themselves stay in the table's column.
//
// Threads: const functions from any thread, changes from one.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/id.h"
#include "lists/bits.h"

namespace guvoh::lists {

class IdTable {
public:
    /// Takes: ids, the column of ids by slot, which outlives the table.
    explicit IdTable(const std::vector<base::Id>& ids) : ids_(ids) {}

    std::optional<std::uint32_t> find(const base::Id& id) const;
    /// Says that a record is now in this slot; its id stands in the column already.
    void put(std::uint32_t slot);
    void erase(const base::Id& id);
    /// Sets the slots of many ids in a set, fetching ahead: a million take some tens of milliseconds.
    void set_all(const std::vector<base::Id>& ids, Bits& out) const;
    std::size_t memory_bytes() const { return table_.capacity() * sizeof(Entry); }

private:
    struct Entry {
        std::uint32_t tag, slot;  // slot may be kFree or kGone
    };
    static std::uint32_t tag_of(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32); }
    /// Where the id stands, or the free place where it would.
    std::size_t place_of(const base::Id& id, std::uint64_t hash) const;
    void grow();

    const std::vector<base::Id>& ids_;
    std::vector<Entry> table_;  // a power of two, at most two thirds used
    std::size_t used_ = 0;      // all but free ones
    std::size_t gone_ = 0;
};

}  // namespace guvoh::lists
