// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Near-duplicate documents: a 64-bit simhash over shingles of three words, and a set that finds close ones among millions.
// Language-neutral: it sees only word hashes, which the caller (or FingerprintBuilder::add_text) makes from folded words.
//
// Two texts that share nearly all their words in the same order differ in few bits; unrelated ones in about 32.
// Threads: plain values; a NearDuplicates is guarded by its owner.
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace guvoh::documents {

/// Frozen: stored with documents. `words` 0 means there is no fingerprint (less than kFewestWords words).
struct Fingerprint {
    std::uint64_t bits = 0;
    std::uint32_t words = 0;
    friend bool operator==(const Fingerprint&, const Fingerprint&) = default;
};
inline constexpr std::uint32_t kFewestWords = 24;
inline constexpr int kNearDuplicateBits = 6;  ///< at most this many differing bits: a near duplicate

/// Makes a fingerprint from a stream of words; cheap (about 20 ns a word).
class FingerprintBuilder {
public:
    FingerprintBuilder();
    /// Adds one word by any 64-bit hash of its folded form.
    void add_word(std::uint64_t word_hash);
    /// Cuts text at everything but letters and digits, folds ASCII and Cyrillic case, and adds its words. Words may not run
    /// over two calls.
    void add_text(std::string_view text);
    Fingerprint finish() const;

private:
    void add_shingle(std::uint64_t shingle);
    void settle() const;
    // Bit sums, eight lanes a counter word, spilled now and then.
    mutable std::uint64_t lanes_[8];
    mutable std::int64_t sums_[64];
    mutable std::uint32_t pending_ = 0;
    std::uint32_t words_ = 0, shingles_ = 0;
    std::uint64_t before_last_ = 0, last_ = 0;
};

/// Number of differing bits.
int distance(const Fingerprint& a, const Fingerprint& b);

/// Finds near duplicates among up to some millions: four bands of 16 bits, looked up as they are and with each bit flipped.
/// About 40 bytes a document.
class NearDuplicates {
public:
    /// A document that is close to the one asked for.
    struct Match {
        std::int64_t document = 0;
        int bits = 0;  ///< how many differ
    };
    /// Adds a document; one without a fingerprint is left out.
    void add(std::int64_t document, const Fingerprint& fingerprint);
    /// The closest documents within kNearDuplicateBits, closest first, `limit` at most.
    std::vector<Match> find(const Fingerprint& fingerprint, std::size_t limit = 10) const;
    std::size_t size() const { return entries_.size(); }

private:
    struct Entry {
        std::uint64_t bits;
        std::int64_t document;
    };
    std::vector<Entry> entries_;
    // heads_[band][slot] -> 1 + index of the newest entry; next_[band][entry] -> the one before.
    std::vector<std::uint32_t> heads_[4];
    std::vector<std::uint32_t> next_[4];
};

}  // namespace guvoh::documents
