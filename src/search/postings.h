// SPDX-License-Identifier: AGPL-3.0-or-later
//
// One posting list: the units a word stands in, how often, and where. Blocks of 128 units are packed to the bit; the rest
// (all of a rare word's list) is varints. Behind a list of several blocks stands one row per block: its last unit, where its
// numbers and positions begin, and the best a unit of it can score.
//
// Threads: a writer or cursor belongs to one thread; what a cursor reads must stay in memory (PageCache::Use).
// Implements: docs/formats/search-index.md, "Posting list"
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "base/bytes.h"
#include "search/packing.h"
#include "search/spool.h"

namespace guvoh::search {

inline constexpr std::uint32_t kNoUnit = 0xFFFFFFFF;  ///< behind the last unit

/// Writes one list after another. Of a list that is being written, its rows stay in memory: an eighth of a byte for each unit.
class ListWriter {
public:
    /// What impacts are computed from: the length byte of each unit, and BM25's length part for each byte.
    struct Lengths {
        std::span<const std::uint8_t> codes;
        const std::array<float, 256>& table;
    };
    /// Takes what outlives the writer: lengths, where to append, and where pages are set aside (null: all is kept in memory).
    ListWriter(const Lengths& lengths, SegmentOutput& out, vault::SealedPages* pages);
    /// Adds a unit, numbers rising; positions rising, at least one.
    void add(std::uint32_t unit, std::span<const std::uint32_t> positions);
    std::uint32_t unit_count() const { return unit_count_; }
    /// Writes out or sets aside what is too much to hold; call it now and then.
    base::Status make_room();
    /// Ends the list and starts anew. Gives its length in bytes.
    base::Expected<std::uint32_t> finish();

private:
    void close_block();
    void write_tail();
    void write_positions_packed();

    Lengths lengths_;
    SegmentOutput& out_;
    std::uint64_t begin_ = 0;         // of the list, in out_
    std::uint32_t unit_count_ = 0;
    std::uint32_t held_ = 0;       // units in the open block
    std::uint32_t before_ = kNoUnit;  // last unit of the block before; kNoUnit + 1 is 0
    float impact_ = 0;
    std::array<std::uint32_t, kBlockSize> units_{}, counts_{};
    std::vector<std::uint32_t> places_;  // positions of the open block: first, then gaps - 1
    Spool positions_;
    struct Row {
        std::uint32_t last_unit, block_at, positions_at;
        std::uint8_t impact;
    };
    std::vector<Row> rows_;
};

/// Where a list lies and how many units are in it.
struct ListRef {
    std::uint64_t offset = 0;
    std::uint32_t length = 0;
    std::uint32_t unit_count = 0;
};

/// Walks a list in order of units.
class ListCursor {
public:
    /// Takes the list's bytes, which stay readable for the life of the cursor.
    ListCursor(const base::Byte* list, std::uint32_t length, std::uint32_t unit_count);

    /// The unit it stands on, or kNoUnit.
    std::uint32_t unit() const { return units_[at_]; }
    /// Moves to the first unit not below `target`; never back.
    void seek(std::uint32_t target) {
        if (units_[at_] >= target) { return; }
        seek_far(target);
    }
    /// How often the word stands in the unit it stands on.
    std::uint32_t count() { return counts()[at_]; }
    /// The block's remaining units below `end` as a run: first index, and one past the last; then call skip(past).
    /// Gives an empty run when there is none in this block.
    std::span<const std::uint32_t> run_below(std::uint32_t end);
    /// Counts for the run just given.
    const std::uint32_t* run_counts() { return counts() + at_; }
    /// Moves behind a run just given; into the next block at this one's end.
    void skip(std::size_t run_length);
    /// The best impact (0 to 255) of any unit from the present one to below `end`.
    std::uint8_t impact_below(std::uint32_t end) const;
    /// Appends the positions in the unit it stands on.
    void positions(std::vector<std::uint32_t>& out);

private:
    void seek_far(std::uint32_t target);
    void load(std::uint32_t block);
    void load_tail(std::uint32_t size);
    void load_counts();
    void load_positions();
    const std::uint32_t* counts() {
        if (!have_counts_) { load_counts(); }
        return counts_.data();
    }
    std::uint32_t last_unit(std::uint32_t block) const { return word_at(rows_, block); }
    std::uint32_t block_at(std::uint32_t block) const { return word_at(rows_ + std::size_t{4} * block_count_, block); }
    std::uint32_t positions_at(std::uint32_t block) const { return word_at(rows_ + std::size_t{8} * block_count_, block); }
    static std::uint32_t word_at(const base::Byte* words, std::uint32_t index);

    const base::Byte* list_;
    const base::Byte* rows_ = nullptr;     // null: one tail, no rows
    const base::Byte* impacts_ = nullptr;
    const base::Byte* packed_counts_ = nullptr;
    const base::Byte* tail_end_ = nullptr;  // behind the numbers of a tail
    std::uint32_t length_, unit_count_, block_count_;
    std::uint32_t block_ = 0;
    std::uint32_t size_ = 0;  // units in the block
    std::uint32_t at_ = 0;
    bool have_counts_ = false, have_positions_ = false;
    std::array<std::uint32_t, kBlockSize + 1> units_;
    std::array<std::uint32_t, kBlockSize> counts_;
    std::vector<std::uint32_t> places_;
    std::vector<std::uint32_t> place_begins_;
};

}  // namespace guvoh::search
