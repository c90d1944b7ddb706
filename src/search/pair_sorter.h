// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Puts pairs of numbers in order, however many there are: what does not fit in half a megabyte is sorted in runs, set aside in
// sealed pages without a name, and read back a page of each run at a time.
//
// Threads: one.
#pragma once

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "base/error.h"
#include "vault/sealed_pages.h"

namespace guvoh::search {

class PairSorter {
public:
    /// Takes where runs are set aside (borrowed, outlives the sorter); null keeps all in memory.
    explicit PairSorter(vault::SealedPages* pages) : pages_(pages) {}

    base::Status add(std::uint32_t first, std::uint32_t second);
    /// How many were added.
    std::uint64_t count() const { return count_; }
    /// Ends adding, and stands on the least pair.
    base::Status sort();
    /// After sort(): the pair it stands on, by first and then by second, and the step to the next one.
    bool at_end() const { return heap_.empty(); }
    std::uint32_t first() const { return static_cast<std::uint32_t>(heap_.front().first >> 32); }
    std::uint32_t second() const { return static_cast<std::uint32_t>(heap_.front().first); }
    base::Status next();

private:
    using Pair = std::uint64_t;  // first in the upper half

    /// Pairs in order; some in memory and more in pages.
    struct Run {
        std::vector<Pair> held;
        std::size_t at = 0;
        std::uint64_t page = 0, left = 0;  // what is still to be read: from which page on, how many pairs
    };
    base::Status set_run_aside();
    base::Status step(std::uint32_t run);

    vault::SealedPages* pages_;
    std::unique_ptr<vault::ScratchPages> scratch_;
    std::vector<Pair> open_;  // not sorted yet
    std::vector<Run> runs_;
    std::vector<std::pair<Pair, std::uint32_t>> heap_;  // after sort(): the next pair of each run and the run, least in front
    std::uint64_t count_ = 0, page_count_ = 0;
};

}  // namespace guvoh::search
