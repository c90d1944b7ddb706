// SPDX-License-Identifier: AGPL-3.0-or-later
//
// From the hash of a search term to the slots of the rows that have it. Most of it is one sorted array; what was added since
// stands beside it and is merged in when it has grown. Slots of rows that are gone stay until the table is compacted.
//
// Threads: const functions from any thread, changes from one.
#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "lists/bits.h"

namespace guvoh::lists {

class TermIndex {
public:
    /// Slots are added in ascending order. `in_bulk`: not found before the next merge.
    void add(std::uint32_t slot, std::span<const std::uint64_t> terms, bool in_bulk);
    /// Puts the rows of a term into a set.
    void set_rows(std::uint64_t term, Bits& out) const;

    /// True when what stands beside is worth merging.
    bool wants_merge() const { return beside_count_ > 65'536 && beside_count_ > rows_.size() / 32; }
    /// The sorted arrays with all that was added; readers may go on meanwhile.
    struct Sorted {
        std::vector<std::uint32_t> begins, rows;
    };
    Sorted merged() const;
    void take(Sorted sorted);
    /// The same index with slots renamed; `kDropped` leaves a slot out. The order of slots stays.
    static constexpr std::uint32_t kDropped = 0xffffffff;
    TermIndex renamed(const std::vector<std::uint32_t>& new_slots) const;

    std::size_t memory_bytes() const;

private:
    static constexpr std::uint32_t kNone = 0xffffffff;
    std::uint32_t find(std::uint64_t term) const;
    std::uint32_t number_of(std::uint64_t term);
    std::size_t place_of(std::uint64_t term) const;
    void grow();
    std::span<const std::uint32_t> sorted_rows(std::uint32_t number) const;

    std::vector<std::uint64_t> terms_;   // by number
    std::vector<std::uint32_t> table_;   // number + 1, or 0
    std::vector<std::uint32_t> begins_;  // by number, one more at the end; may be shorter than terms_
    std::vector<std::uint32_t> rows_;
    std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> beside_;  // number -> slots
    std::vector<std::uint32_t> bulk_numbers_, bulk_slots_, bulk_ends_;      // numbers of slot i up to end i
    std::size_t beside_count_ = 0;
};

}  // namespace guvoh::lists
