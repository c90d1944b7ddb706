// SPDX-License-Identifier: AGPL-3.0-or-later
#include "search/dictionary.h"

#include <algorithm>
#include <cstring>

#include "language/keys.h"
#include "search/varint.h"

namespace guvoh::search {

namespace {
constexpr std::uint32_t kWordsInBlock = 16;  // frozen: written in search index v1

std::size_t shared_prefix(std::string_view a, std::string_view b) {
    const std::size_t most = std::min(a.size(), b.size());
    std::size_t count = 0;
    while (count < most && a[count] == b[count]) { ++count; }
    return count;
}

}  // namespace

std::uint32_t key_hash(unsigned kind, std::string_view key_text) {
    std::uint64_t hash = 0xcbf29ce484222325ULL ^ kind;  // FNV-1a, 64 bits, folded
    for (const char c : key_text) { hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL; }
    hash ^= hash >> 29;
    hash *= 0xbf58476d1ce4e5b9ULL;
    return static_cast<std::uint32_t>(hash >> 32);
}

void key_hashes(std::string_view folded, std::vector<std::uint32_t>& out) {
    static thread_local std::vector<language::MatchKey> keys;
    language::match_keys(folded, {}, keys);
    out.clear();
    for (const language::MatchKey& key : keys) { out.push_back(key_hash(static_cast<unsigned>(key.kind), key.text)); }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
}

base::Status DictionaryWriter::add(std::string_view word, std::uint32_t unit_count, std::uint32_t list_length,
                                   const std::vector<std::uint32_t>& keys) {
    base::Bytes& out = blocks_.bytes();
    std::size_t shared = 0;
    if (word_count_ % kWordsInBlock == 0) {
        base::put_u32(index_.bytes(), static_cast<std::uint32_t>(blocks_.size()));
        base::put_varint(out, list_at_);
        GUVOH_TRY_VOID(index_.make_room());
    } else {
        shared = shared_prefix(before_, word);
        base::put_varint(out, shared);
    }
    base::put_sized(out, base::as_bytes(word.substr(shared)));
    base::put_varint(out, unit_count);
    base::put_varint(out, list_length);
    for (const std::uint32_t hash : keys) { GUVOH_TRY_VOID(keys_.add(hash, word_count_)); }
    list_at_ += list_length;
    before_ = word;
    ++word_count_;
    return blocks_.make_room();
}

base::Expected<DictionaryPlaces> DictionaryWriter::finish(SegmentOutput& out) {
    base::put_u32(index_.bytes(), static_cast<std::uint32_t>(blocks_.size()));
    DictionaryPlaces places;
    places.word_count = word_count_;
    places.block_count = static_cast<std::uint32_t>(index_.size() / 4 - 1);
    places.key_count = static_cast<std::uint32_t>(keys_.count());
    places.blocks = out.offset();
    GUVOH_TRY_VOID(blocks_.move_to(out));
    places.block_index = out.offset();
    GUVOH_TRY_VOID(index_.move_to(out));
    places.key_hashes = out.offset();
    GUVOH_TRY_VOID(keys_.sort());
    while (!keys_.at_end()) {
        base::put_u32(out.bytes(), keys_.first());
        base::put_u32(key_words_.bytes(), keys_.second());
        GUVOH_TRY_VOID(keys_.next());
        GUVOH_TRY_VOID(key_words_.make_room());
        GUVOH_TRY_VOID(out.make_room());
    }
    places.key_words = out.offset();
    GUVOH_TRY_VOID(key_words_.move_to(out));
    return places;
}

std::uint32_t Dictionary::word_at(std::uint64_t offset, std::uint64_t index) const {
    std::uint32_t value = 0;
    std::memcpy(&value, bytes_->at(offset + 4 * index), sizeof value);
    return value;
}

base::Expected<std::string_view> Dictionary::first_word(std::uint32_t block) const {
    GUVOH_TRY_VOID(bytes_->ensure(places_.block_index + std::uint64_t{4} * block, 8));
    const std::uint32_t begin = word_at(places_.block_index, block);
    const std::uint32_t end = word_at(places_.block_index, block + 1ULL);
    GUVOH_TRY_VOID(bytes_->ensure(places_.blocks + begin, end - begin));
    base::ByteReader reader(base::ByteSpan(bytes_->at(places_.blocks + begin), end - begin));
    reader.varint();
    return reader.sized_text();
}

/// The last block whose first word is not above `word` (0 when all are).
base::Expected<std::uint32_t> Dictionary::block_of(std::string_view word) const {
    std::uint32_t low = 0;
    std::uint32_t high = places_.block_count;
    while (low + 1 < high) {
        const std::uint32_t middle = low + (high - low) / 2;
        GUVOH_TRY(const std::string_view first, first_word(middle));
        (first <= word ? low : high) = middle;
    }
    return low;
}

base::Expected<bool> Dictionary::find(std::string_view word, WordEntry& entry) const {
    Walker walker(*this);
    GUVOH_TRY_VOID(walker.start(word));
    if (walker.at_end() || walker.word() != word) { return false; }
    entry = walker.entry();
    return true;
}

base::Expected<std::string> Dictionary::word(std::uint32_t ordinal, WordEntry& entry) const {
    if (ordinal >= places_.word_count) { return base::fail(base::ErrorKind::Corrupt, "a search segment names no such word"); }
    Walker walker(*this);
    GUVOH_TRY_VOID(walker.open_block(ordinal / kWordsInBlock));
    while (walker.entry().ordinal < ordinal) { GUVOH_TRY_VOID(walker.next()); }
    entry = walker.entry();
    return std::string(walker.word());
}

base::Status Dictionary::with_key(std::uint32_t hash, std::vector<std::uint32_t>& ordinals) const {
    std::uint32_t low = 0;
    std::uint32_t high = places_.key_count;
    while (low < high) {
        const std::uint32_t middle = low + (high - low) / 2;
        GUVOH_TRY_VOID(bytes_->ensure(places_.key_hashes + std::uint64_t{4} * middle, 4));
        if (word_at(places_.key_hashes, middle) < hash) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    for (; low < places_.key_count; ++low) {
        GUVOH_TRY_VOID(bytes_->ensure(places_.key_hashes + std::uint64_t{4} * low, 4));
        if (word_at(places_.key_hashes, low) != hash) { break; }
        GUVOH_TRY_VOID(bytes_->ensure(places_.key_words + std::uint64_t{4} * low, 4));
        ordinals.push_back(word_at(places_.key_words, low));
    }
    return {};
}

base::Status Dictionary::all_keys(PairSorter& out, SegmentBytes& bytes) const {
    constexpr std::uint32_t kAtOnce = 16 * 1024;
    std::uint64_t hashes_kept_from = places_.key_hashes;
    std::uint64_t words_kept_from = places_.key_words;
    for (std::uint32_t from = 0; from < places_.key_count; from += kAtOnce) {
        const std::uint32_t count = std::min(kAtOnce, places_.key_count - from);
        for (const std::uint64_t section : {places_.key_hashes, places_.key_words}) {
            GUVOH_TRY_VOID(bytes.ensure(section + std::uint64_t{4} * from, std::uint64_t{4} * count));
        }
        for (std::uint32_t i = from; i < from + count; ++i) {
            const std::uint32_t word = word_at(places_.key_words, i);
            if (word >= places_.word_count) { return base::fail(base::ErrorKind::Corrupt, "a search segment names no such word"); }
            GUVOH_TRY_VOID(out.add(word, word_at(places_.key_hashes, i)));
        }
        hashes_kept_from = bytes.forget(hashes_kept_from, places_.key_hashes + std::uint64_t{4} * (from + count));
        words_kept_from = bytes.forget(words_kept_from, places_.key_words + std::uint64_t{4} * (from + count));
    }
    return {};
}

base::Status Dictionary::Walker::open_block(std::uint32_t block) {
    entry_.ordinal = block * kWordsInBlock;
    if (at_end()) { return {}; }
    GUVOH_TRY_VOID(dictionary_.first_word(block));  // makes the block readable
    block_at_ = dictionary_.places_.blocks + dictionary_.word_at(dictionary_.places_.block_index, block);
    in_ = dictionary_.bytes_->at(block_at_);
    list_at_ = 0;
    for (unsigned shift = 0;; shift += 7) {
        list_at_ |= std::uint64_t{*in_ & 0x7FU} << shift;
        if ((*in_++ & 0x80U) == 0) { break; }
    }
    shared_ = 0;
    read_one();
    return {};
}

void Dictionary::Walker::read_one() {
    const std::uint32_t size = read_varint(in_);
    word_.resize(shared_);
    word_.append(base::as_text(base::ByteSpan(in_, size)));
    in_ += size;
    entry_.list.unit_count = read_varint(in_);
    entry_.list.length = read_varint(in_);
    entry_.list.offset = list_at_;
    list_at_ += entry_.list.length;
}

base::Status Dictionary::Walker::next() {
    ++entry_.ordinal;
    if (at_end()) { return {}; }
    if (entry_.ordinal % kWordsInBlock == 0) {
        const std::string before = word_;
        GUVOH_TRY_VOID(open_block(entry_.ordinal / kWordsInBlock));
        shared_ = shared_prefix(before, word_);
        return {};
    }
    shared_ = read_varint(in_);
    read_one();
    return {};
}

void Dictionary::Walker::forget_behind(SegmentBytes& bytes) {
    constexpr std::uint64_t kBetween = 16 * vault::kPagePayloadBytes;
    const DictionaryPlaces& places = dictionary_.places_;
    blocks_kept_from_ = std::max(blocks_kept_from_, places.blocks);
    index_kept_from_ = std::max(index_kept_from_, places.block_index);
    if (block_at_ < blocks_kept_from_ + kBetween) { return; }
    blocks_kept_from_ = bytes.forget(blocks_kept_from_, block_at_);
    index_kept_from_ = bytes.forget(index_kept_from_, places.block_index + std::uint64_t{4} * (entry_.ordinal / kWordsInBlock));
}

base::Status Dictionary::Walker::start(std::string_view from) {
    GUVOH_TRY(const std::uint32_t block, dictionary_.block_of(from));
    GUVOH_TRY_VOID(open_block(block));
    while (!at_end() && word_ < from) { GUVOH_TRY_VOID(next()); }
    return {};
}

}  // namespace guvoh::search
