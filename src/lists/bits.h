// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A set of row slots, one bit each. At a million rows it is 125 KB, stays in the processor's cache, and and-ing two takes
// some microseconds; compressed bitmaps would win only on lists far longer than that.
//
// Threads: plain values.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

namespace guvoh::lists {

class Bits {
public:
    Bits() = default;
    explicit Bits(std::size_t size) : words_((size + 63) / 64), size_(size) {}

    /// Fills a set with the slots for which `holds(slot)`; the loop is written so that compilers vectorise it.
    template <class Holds>
    static Bits select(std::size_t size, Holds holds) {
        Bits bits(size);
        std::size_t slot = 0;
        for (; slot + 64 <= size; slot += 64) {
            std::uint8_t flags[64];
            for (std::size_t i = 0; i < 64; ++i) flags[i] = holds(slot + i) ? 1 : 0;
            bits.words_[slot / 64] = pack(flags);
        }
        for (; slot < size; ++slot) {
            if (holds(slot)) bits.set(slot);
        }
        return bits;
    }

    std::size_t size() const { return size_; }
    /// Makes room for one more slot at the end.
    void push_back(bool value) {
        if (size_ % 64 == 0) words_.push_back(0);
        ++size_;
        if (value) set(size_ - 1);
    }
    void set(std::size_t slot) { words_[slot / 64] |= std::uint64_t{1} << (slot % 64); }
    void reset(std::size_t slot) { words_[slot / 64] &= ~(std::uint64_t{1} << (slot % 64)); }
    bool test(std::size_t slot) const { return (words_[slot / 64] >> (slot % 64)) & 1U; }

    std::size_t count() const {
        std::size_t total = 0;
        for (const std::uint64_t word : words_) total += static_cast<std::size_t>(std::popcount(word));
        return total;
    }
    /// Sets a slot beyond the end too, and makes the set as long.
    void set_growing(std::size_t slot) {
        if (slot >= size_) {
            size_ = slot + 1;
            if (words_.size() * 64 < size_) words_.resize((size_ + 63) / 64);
        }
        set(slot);
    }
    /// The other set may be shorter.
    void or_with(const Bits& other) {
        for (std::size_t i = 0; i < other.words_.size(); ++i) words_[i] |= other.words_[i];
    }
    /// How many slots both have; the sets may differ in length.
    std::size_t count_with(const Bits& other) const {
        std::size_t total = 0;
        const std::size_t words = std::min(words_.size(), other.words_.size());
        for (std::size_t i = 0; i < words; ++i) total += static_cast<std::size_t>(std::popcount(words_[i] & other.words_[i]));
        return total;
    }
    /// Both sets have the same size.
    void and_with(const Bits& other) {
        for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= other.words_[i];
    }
    void flip() {
        for (std::uint64_t& word : words_) word = ~word;
        if (size_ % 64 != 0) words_.back() &= (std::uint64_t{1} << (size_ % 64)) - 1;
    }
    /// Calls `take(slot)` in ascending order.
    template <class Take>
    void for_each(Take take) const {
        for (std::size_t i = 0; i < words_.size(); ++i) {
            for (std::uint64_t word = words_[i]; word != 0; word &= word - 1) {
                take(static_cast<std::uint32_t>(i * 64 + static_cast<std::size_t>(std::countr_zero(word))));
            }
        }
    }
    std::size_t memory_bytes() const { return words_.capacity() * sizeof(std::uint64_t); }

private:
    /// 64 bytes of 0 or 1 to 64 bits, the first the lowest: the multiplication moves eight flags into the top byte.
    static std::uint64_t pack(const std::uint8_t (&flags)[64]) {
        std::uint64_t word = 0;
        for (std::size_t i = 0; i < 8; ++i) {
            std::uint64_t eight = 0;
            std::memcpy(&eight, flags + 8 * i, 8);
            word |= ((eight * 0x0102040810204080U) >> 56) << (8 * i);
        }
        return word;
    }

    std::vector<std::uint64_t> words_;
    std::size_t size_ = 0;
};

/// Appends with room for an eighth more instead of twice as much: these vectors are large and grow by single rows.
template <class T>
void push_frugally(std::vector<T>& items, T value) {
    if (items.size() == items.capacity()) items.reserve(items.size() + items.size() / 8 + 64);
    items.push_back(value);
}

}  // namespace guvoh::lists
