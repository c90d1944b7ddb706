// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Lists of ordinals by hash, built over ranges of ordinals that double, so that adding one by one stays cheap. Hashes may
// meet: whoever asks verifies what comes. About five bytes a posting. Module-private.
//
// Threads: `probe` from many threads while nobody builds.
#pragma once

#include <cstdint>
#include <vector>

namespace guvoh::language {

class HashShards {
public:
    using Ordinal = std::uint32_t;

    /// Indexes the ordinals up to `last` that are not indexed yet.
    ///
    /// Takes: hashes_of(ordinal, visit), which calls visit(hash) for each hash of an ordinal, the same ones every time.
    template <class HashesOf>
    void settle(Ordinal last, HashesOf hashes_of) {
        Ordinal first = settled();
        if (first == last) {
            return;
        }
        while (!shards_.empty() && shards_.back().last - shards_.back().first <= 2 * (last - first)) {
            first = shards_.back().first;
            shards_.pop_back();
        }
        shards_.push_back(build(first, last, hashes_of));
    }

    /// Ordinals from here on are not indexed.
    Ordinal settled() const { return shards_.empty() ? 0 : shards_.back().last; }

    /// Calls visit(ordinal) for each ordinal that may have the hash.
    template <class Visit>
    void probe(std::uint64_t hash, Visit visit) const {
        for (const Shard& shard : shards_) {
            const std::size_t bucket = bucket_of(hash, shard.starts.size() - 1);
            for (std::uint32_t at = shard.starts[bucket + 1]; at > shard.starts[bucket]; --at) {
                visit(shard.postings[at - 1]);
            }
        }
    }

    std::size_t memory_bytes() const {
        std::size_t sum = 0;
        for (const Shard& shard : shards_) {
            sum += (shard.starts.capacity() + shard.postings.capacity()) * sizeof(Ordinal);
        }
        return sum;
    }

private:
    static constexpr std::size_t kPostingsPerBucket = 4;

    struct Shard {
        Ordinal first = 0;
        Ordinal last = 0;
        std::vector<std::uint32_t> starts;  ///< of each bucket in `postings`, and the end
        std::vector<Ordinal> postings;      ///< descending within a bucket
    };

    static std::size_t bucket_of(std::uint64_t hash, std::size_t bucket_count) {
        return static_cast<std::size_t>(((hash >> 32U) * bucket_count) >> 32U);
    }

    template <class HashesOf>
    static Shard build(Ordinal first, Ordinal last, HashesOf hashes_of) {
        Shard shard;
        shard.first = first;
        shard.last = last;
        std::size_t count = 0;
        for (Ordinal ordinal = first; ordinal < last; ++ordinal) {
            hashes_of(ordinal, [&](std::uint64_t) { ++count; });
        }
        const std::size_t buckets = count / kPostingsPerBucket + 1;
        shard.starts.assign(buckets + 1, 0);
        shard.postings.resize(count);
        for (Ordinal ordinal = first; ordinal < last; ++ordinal) {
            hashes_of(ordinal, [&](std::uint64_t hash) { ++shard.starts[bucket_of(hash, buckets)]; });
        }
        std::uint32_t sum = 0;
        for (std::uint32_t& start : shard.starts) {
            sum += start;
            start = sum;
        }
        for (Ordinal ordinal = first; ordinal < last; ++ordinal) {
            hashes_of(ordinal,
                      [&](std::uint64_t hash) { shard.postings[--shard.starts[bucket_of(hash, buckets)]] = ordinal; });
        }
        return shard;
    }

    std::vector<Shard> shards_;
};

/// Scrambles a word of 64 bits.
inline std::uint64_t mix_hash(std::uint64_t value) {
    value ^= value >> 32U;
    value *= 0xD6E8FEB86659FD93ULL;
    value ^= value >> 32U;
    return value;
}

}  // namespace guvoh::language
