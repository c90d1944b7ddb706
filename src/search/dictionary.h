// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The words of a segment in byte order, each with where its posting list lies, and the keys by which words meet that are not
// spelled alike (language::match_keys), as 32-bit hashes: what two words share is checked again by language::match_strength.
//
// Threads: a writer belongs to one thread; a Dictionary may be read from many, under a PageCache::Use.
// Implements: docs/formats/search-index.md, "Dictionary"
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"
#include "search/pair_sorter.h"
#include "search/postings.h"
#include "search/segment_bytes.h"
#include "search/spool.h"

namespace guvoh::search {

/// The hash of one match key of a folded word. Frozen: written in search index v1.
std::uint32_t key_hash(unsigned kind, std::string_view key_text);
/// The hashes of all match keys of a folded word, distinct.
void key_hashes(std::string_view folded, std::vector<std::uint32_t>& out);

/// Where a dictionary lies in a segment; part of its footer.
struct DictionaryPlaces {
    std::uint64_t blocks = 0, block_index = 0, key_hashes = 0, key_words = 0;
    std::uint32_t word_count = 0, block_count = 0, key_count = 0;
};

class DictionaryWriter {
public:
    /// Takes where pages are set aside (borrowed, outlives the writer); null keeps all in memory.
    explicit DictionaryWriter(vault::SealedPages* pages) : blocks_(pages), index_(pages), keys_(pages), key_words_(pages) {}
    /// Adds the next word, rising in byte order; its list begins where the list before it ended.
    base::Status add(std::string_view word, std::uint32_t unit_count, std::uint32_t list_length,
                     const std::vector<std::uint32_t>& keys);
    /// Appends all of it. Nothing can be added afterwards.
    base::Expected<DictionaryPlaces> finish(SegmentOutput& out);

private:
    Spool blocks_, index_;
    PairSorter keys_;  // hash, word
    Spool key_words_;
    std::string before_;
    std::uint64_t list_at_ = 0;
    std::uint32_t word_count_ = 0;
};

/// A word of a segment.
struct WordEntry {
    std::uint32_t ordinal = 0;
    ListRef list;
};

class Dictionary {
public:
    Dictionary(const SegmentBytes& bytes, const DictionaryPlaces& places) : bytes_(&bytes), places_(places) {}
    std::uint32_t word_count() const { return places_.word_count; }

    /// Finds a word. Gives: false when it is not there.
    base::Expected<bool> find(std::string_view word, WordEntry& entry) const;
    /// The word of an ordinal, and where its list lies.
    base::Expected<std::string> word(std::uint32_t ordinal, WordEntry& entry) const;
    /// Appends the ordinals of all words that have a key of this hash.
    base::Status with_key(std::uint32_t hash, std::vector<std::uint32_t>& ordinals) const;
    /// Adds the ordinal and hash of every key of every word, for merging. `bytes` are the segment's; what was read is given back to
    /// the machine.
    base::Status all_keys(PairSorter& out, SegmentBytes& bytes) const;

    /// Walks words in order from the first not below `from`.
    class Walker {
    public:
        Walker(const Dictionary& dictionary) : dictionary_(dictionary) {}
        base::Status start(std::string_view from);
        bool at_end() const { return entry_.ordinal >= dictionary_.places_.word_count; }
        std::string_view word() const { return word_; }
        const WordEntry& entry() const { return entry_; }
        /// How many bytes this word shares with the word before it.
        std::size_t shared() const { return shared_; }
        base::Status next();
        /// Gives what lies behind the walker back to the machine; `bytes` are the segment's.
        void forget_behind(SegmentBytes& bytes);

    private:
        friend class Dictionary;
        base::Status open_block(std::uint32_t block);
        void read_one();
        const Dictionary& dictionary_;  // borrowed; outlives the walker
        std::string word_;
        std::size_t shared_ = 0;
        WordEntry entry_;
        const base::Byte* in_ = nullptr;
        std::uint64_t list_at_ = 0;
        std::uint64_t block_at_ = 0;                             // places in the segment, these three
        std::uint64_t blocks_kept_from_ = 0, index_kept_from_ = 0;  // what lies before in their sections is given back
    };

private:
    base::Expected<std::string_view> first_word(std::uint32_t block) const;
    base::Expected<std::uint32_t> block_of(std::string_view word) const;
    std::uint32_t word_at(std::uint64_t offset, std::uint64_t index) const;

    const SegmentBytes* bytes_;  // borrowed from the segment this is part of
    DictionaryPlaces places_;
};

}  // namespace guvoh::search
