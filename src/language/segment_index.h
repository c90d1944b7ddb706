// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Strings of bytes, found by at most one or two edits. Each string is cut into two and into three pieces; a string within
// one edit of the query has one of its two pieces intact and in place, within two edits one of its three (the pass-join idea
// of Li, Deng, Wang and Feng, 2011). Pieces are found by hash, and every candidate is verified. Module-private; the core of
// NameIndex.
//
// Threads: `find` from many threads while nobody adds.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "language/edit_distance.h"
#include "language/hash_shards.h"

namespace guvoh::language {

class SegmentIndex {
public:
    using Ordinal = std::uint32_t;
    struct Hit {
        Ordinal ordinal;
        unsigned edits;
    };

    /// Adds a string (cut at 64 bytes) under the next ordinal; it is found at once.
    ///
    /// Cost: now and then a part of the index is rebuilt; `hold` before many and `settle` after them saves that.
    void add(std::string_view text);
    /// Leaves what is added from here on unindexed until `settle`.
    void hold() { settles_itself_ = false; }
    /// Puts everything added so far into the index.
    void settle();
    /// Appends every string within `edits` (0 to 2) of the query, some of them twice; gives up silently after comparing
    /// `budget` candidates.
    void find(std::string_view query, unsigned edits, std::vector<Hit>& out, std::size_t budget = ~std::size_t{0}) const;

    std::string_view text(Ordinal ordinal) const {
        return std::string_view(bytes_).substr(offsets_[ordinal], offsets_[ordinal + 1] - offsets_[ordinal]);
    }
    std::size_t size() const { return offsets_.size() - 1; }
    std::size_t memory_bytes() const;

private:
    /// One search: what is looked for, how far, what was found, and how much work is left.
    struct Search {
        std::string_view query;
        EditPattern pattern;
        unsigned edits;
        std::vector<Hit>& out;
        std::size_t budget;
    };

    void probe(std::uint64_t hash, Search& search) const;
    void find_in_halves(Search& search) const;
    void find_in_thirds(Search& search) const;

    std::string bytes_;
    std::vector<std::uint32_t> offsets_{0};
    HashShards shards_;
    bool settles_itself_ = true;
};

}  // namespace guvoh::language
