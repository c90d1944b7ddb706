// SPDX-License-Identifier: AGPL-3.0-or-later
#include "search/word_buffer.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "search/length_code.h"
#include "search/varint.h"

namespace guvoh::search {

namespace {

constexpr std::size_t kRememberedBytes = 4U << 20;  // words and keys; beyond this, rare ones are forgotten between segments
constexpr std::size_t kFewestSlots = 1U << 14;
constexpr std::uint32_t kLinkBytes = 4;

/// Slices double from 8 to 2,048 bytes, so a rare word costs little and a common one few links.
std::uint32_t slice_size(std::uint8_t level) { return 8U << std::min<std::uint32_t>(level, 8); }

std::uint32_t word_hash(std::string_view word) {
    std::uint64_t hash = 0x9e3779b97f4a7c15ULL ^ word.size();
    std::size_t at = 0;
    for (; at + 8 <= word.size(); at += 8) {
        std::uint64_t part = 0;
        std::memcpy(&part, word.data() + at, 8);
        hash = (hash ^ part) * 0xbf58476d1ce4e5b9ULL;
        hash ^= hash >> 32;
    }
    std::uint64_t part = 0;
    std::memcpy(&part, word.data() + at, word.size() - at);
    hash = (hash ^ part) * 0x94d049bb133111ebULL;
    return static_cast<std::uint32_t>(hash >> 32);
}

/// Walks the bytes of a word from slice to slice.
class SliceReader {
public:
    SliceReader(const base::Byte* slices, std::uint32_t head) : slices_(slices), at_(head), end_(head + slice_size(0)) {}
    std::uint32_t varint() {
        std::uint64_t value = 0;
        for (unsigned shift = 0;; shift += 7) {
            const base::Byte byte = next();
            value |= std::uint64_t{byte & 0x7FU} << shift;
            if ((byte & 0x80U) == 0) { return static_cast<std::uint32_t>(value); }
        }
    }
    bool at(std::uint32_t place) const { return at_ == place; }

private:
    base::Byte next() {
        if (at_ == end_) {
            std::memcpy(&at_, slices_ + end_, kLinkBytes);
            end_ = at_ + slice_size(++level_);
        }
        return slices_[at_++];
    }
    const base::Byte* slices_;
    std::uint32_t at_, end_;
    std::uint8_t level_ = 0;
};

}  // namespace

WordBuffer::WordBuffer() : table_(kFewestSlots) {}

WordBuffer::Entry& WordBuffer::entry_of(std::string_view word) {
    const std::uint32_t hash = word_hash(word);
    const std::size_t mask = table_.size() - 1;
    for (std::size_t slot = hash & mask;; slot = (slot + 1) & mask) {
        const std::uint32_t number = table_[slot];
        if (number == 0) {
            table_[slot] = static_cast<std::uint32_t>(entries_.size() + 1);
            Entry entry;
            entry.hash = hash;
            entry.text_at = static_cast<std::uint32_t>(texts_.size());
            entry.text_size = static_cast<std::uint8_t>(word.size());
            texts_.insert(texts_.end(), word.begin(), word.end());
            entries_.push_back(entry);
            if (entries_.size() * 2 > table_.size()) { fill_table(table_.size() * 2); }
            return entries_.back();
        }
        Entry& entry = entries_[number - 1];
        if (entry.hash == hash && text(entry) == word) { return entry; }
    }
}

void WordBuffer::fill_table(std::size_t slots) {
    table_.assign(slots, 0);
    const std::size_t mask = table_.size() - 1;
    for (std::size_t i = 0; i < entries_.size(); ++i) {
        std::size_t slot = entries_[i].hash & mask;
        while (table_[slot] != 0) { slot = (slot + 1) & mask; }
        table_[slot] = static_cast<std::uint32_t>(i + 1);
    }
}

void WordBuffer::put_byte(Entry& entry, base::Byte byte) {
    if (entry.at == entry.end) {
        const auto next = static_cast<std::uint32_t>(slices_.size());
        if (entry.unit_count > 0 || entry.end != 0) {
            std::memcpy(slices_.data() + entry.end, &next, kLinkBytes);
            ++entry.level;
        } else {
            entry.head = next;
            entry.level = 0;
        }
        slices_.resize(slices_.size() + slice_size(entry.level) + kLinkBytes);
        entry.at = next;
        entry.end = next + slice_size(entry.level);
    }
    slices_[entry.at++] = byte;
}

void WordBuffer::put(Entry& entry, std::uint32_t value) {
    while (value >= 0x80) {
        put_byte(entry, static_cast<base::Byte>(value | 0x80U));
        value >>= 7;
    }
    put_byte(entry, static_cast<base::Byte>(value));
}

void WordBuffer::add_unit(const UnitText& unit) {
    const std::uint32_t number = units_.size();
    breaker_.reset(unit.text);
    language::Word word;
    std::uint32_t words = 0;
    while (breaker_.next(word)) {
        ++words;
        Entry& entry = entry_of(word.folded);
        if (entry.unit_count == 0 || entry.last_unit != number) {
            if (entry.unit_count == 0) {
                fresh_.push_back(static_cast<std::uint32_t>(&entry - entries_.data()));
                put(entry, number << 1 | 1U);
            } else {
                put(entry, (number - entry.last_unit) << 1 | 1U);
            }
            put(entry, word.position);
            ++entry.unit_count;
            entry.last_unit = number;
        } else {
            put(entry, (word.position - entry.last_position) << 1);
        }
        entry.last_position = word.position;
    }
    units_.add({unit.page, unit.begin, unit.end - unit.begin, unit.language, length_code(words)});
}

std::size_t WordBuffer::memory_bytes() const { return slices_.size() + units_.memory_bytes() + fresh_.size() * 16; }

void WordBuffer::write_list(const Entry& entry, ListWriter& list) {
    SliceReader in(slices_.data(), entry.head);
    std::uint32_t unit = 0;
    positions_.clear();
    while (!in.at(entry.at)) {
        const std::uint32_t coded = in.varint();
        if ((coded & 1U) != 0) {
            if (!positions_.empty()) { list.add(unit, positions_); }
            positions_.clear();
            unit += coded >> 1;
            positions_.push_back(in.varint());
        } else {
            positions_.push_back(positions_.back() + (coded >> 1));
        }
    }
    list.add(unit, positions_);
}

void WordBuffer::keys_of(Entry& entry, std::vector<std::uint32_t>& keys) {
    if (entry.has_keys) {
        const auto from = keys_.begin() + entry.keys_at;
        keys.assign(from, from + entry.key_count);
        return;
    }
    key_hashes(text(entry), keys);
    entry.has_keys = true;
    entry.keys_at = static_cast<std::uint32_t>(keys_.size());
    entry.key_count = static_cast<std::uint8_t>(keys.size());
    keys_.insert(keys_.end(), keys.begin(), keys.end());
}

base::Expected<base::Bytes> WordBuffer::write() {
    std::sort(fresh_.begin(), fresh_.end(),
              [&](std::uint32_t a, std::uint32_t b) { return text(entries_[a]) < text(entries_[b]); });
    SegmentBuilder builder(std::move(units_), nullptr, nullptr);
    units_ = UnitWriter();
    std::vector<std::uint32_t> keys;
    base::Status status;
    for (const std::uint32_t number : fresh_) {
        Entry& entry = entries_[number];
        write_list(entry, builder.list());
        keys_of(entry, keys);
        status = builder.finish_word(text(entry), keys);
        if (!status) { break; }
    }
    clear();
    if (!status) { return base::fail(std::move(status).error()); }
    return builder.finish();
}

void WordBuffer::clear() {
    units_ = UnitWriter();
    slices_.clear();
    if (slices_.capacity() > (80U << 20)) { slices_.shrink_to_fit(); }
    for (const std::uint32_t number : fresh_) {
        Entry& entry = entries_[number];
        entry.often += entry.unit_count;
        entry.unit_count = 0;
        entry.head = entry.at = entry.end = 0;
    }
    fresh_.clear();
    forget_rare();
}

std::size_t WordBuffer::remembered_bytes(const Entry& entry) {
    return sizeof(Entry) + entry.text_size + (std::size_t{entry.key_count} + 2) * 4;  // two slots of the table
}

/// Numbers and misspellings come once and would fill any memory. What came often comes again.
void WordBuffer::forget_rare() {
    if (texts_.size() + keys_.size() * 4 + entries_.size() * (sizeof(Entry) + 8) <= kRememberedBytes) { return; }
    for (std::uint32_t least = 2; least < 2048; least *= 4) {
        std::size_t bytes = 0;
        for (const Entry& entry : entries_) { bytes += entry.often >= least ? remembered_bytes(entry) : 0; }
        if (bytes <= kRememberedBytes / 2) { return keep(least); }
    }
    keep(UINT32_MAX);
}

void WordBuffer::keep(std::uint32_t least_often) {
    std::vector<Entry> entries;
    std::vector<char> texts;
    std::vector<std::uint32_t> keys;
    for (Entry entry : entries_) {
        if (entry.often < least_often) { continue; }
        const auto text_at = texts_.begin() + entry.text_at;
        const auto keys_at = keys_.begin() + entry.keys_at;
        entry.text_at = static_cast<std::uint32_t>(texts.size());
        entry.keys_at = static_cast<std::uint32_t>(keys.size());
        texts.insert(texts.end(), text_at, text_at + entry.text_size);
        keys.insert(keys.end(), keys_at, keys_at + entry.key_count);
        entry.often = 1;  // so that words of a former folder leave in time
        entries.push_back(entry);
    }
    entries_ = std::move(entries);
    texts_ = std::move(texts);
    keys_ = std::move(keys);
    fill_table(std::max<std::size_t>(kFewestSlots, std::bit_ceil(entries_.size() * 2)));
}

}  // namespace guvoh::search
