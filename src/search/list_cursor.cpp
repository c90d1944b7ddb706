// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <cstring>

#include "search/postings.h"
#include "search/varint.h"

namespace guvoh::search {

namespace {
constexpr std::size_t kRowBytes = 13;
}

std::uint32_t ListCursor::word_at(const base::Byte* words, std::uint32_t index) {
    std::uint32_t value = 0;
    std::memcpy(&value, words + std::size_t{4} * index, sizeof value);
    return value;
}

ListCursor::ListCursor(const base::Byte* list, std::uint32_t length, std::uint32_t unit_count)
    : list_(list), length_(length), unit_count_(unit_count), block_count_((unit_count + kBlockSize - 1) / kBlockSize) {
    if (unit_count_ >= kBlockSize) {
        rows_ = list_ + length_ - kRowBytes * block_count_;
        impacts_ = rows_ + std::size_t{12} * block_count_;
    }
    load(0);
}

void ListCursor::load(std::uint32_t block) {
    block_ = block;
    at_ = 0;
    have_counts_ = have_positions_ = false;
    if (block >= block_count_) {
        size_ = 0;
        units_[0] = kNoUnit;
        return;
    }
    const std::uint32_t size = std::min<std::uint32_t>(kBlockSize, unit_count_ - block * kBlockSize);
    if (size < kBlockSize) { return load_tail(size); }
    size_ = kBlockSize;
    packed_counts_ = unpack_patched_rising(list_ + block_at(block), block == 0 ? kNoUnit : last_unit(block - 1), units_.data());
    units_[kBlockSize] = kNoUnit;
}

void ListCursor::load_tail(std::uint32_t size) {
    const base::Byte* in = list_ + (rows_ == nullptr ? 0 : block_at(block_));
    std::uint32_t unit = block_ == 0 ? kNoUnit : last_unit(block_ - 1);
    for (std::uint32_t i = 0; i < size; ++i) {
        // The gap is one bit wider than 32 bits when shifted; a varint of 33 bits never arises below 2^31 units.
        const std::uint32_t coded = read_varint(in);
        unit += (coded >> 1) + 1;
        units_[i] = unit;
        counts_[i] = (coded & 1U) != 0 ? 1 : read_varint(in) + 2;
    }
    units_[size] = kNoUnit;
    size_ = size;
    tail_end_ = in;
    have_counts_ = true;
}

void ListCursor::load_counts() {
    have_counts_ = true;
    if (packed_counts_[0] == 0) {  // no bits and no patches
        counts_.fill(1);
        return;
    }
    unpack_patched(packed_counts_, counts_.data());
    for (std::uint32_t& count : counts_) { ++count; }
}

void ListCursor::seek_far(std::uint32_t target) {
    if (size_ == 0) { return; }
    if (rows_ != nullptr && last_unit(block_) < target) {
        // Gallop over the blocks' last units, then halve.
        std::uint32_t low = block_;
        std::uint32_t step = 1;
        while (low + step < block_count_ && last_unit(low + step) < target) {
            low += step;
            step *= 2;
        }
        std::uint32_t high = std::min(low + step, block_count_);
        while (low + 1 < high) {
            const std::uint32_t middle = low + (high - low) / 2;
            (last_unit(middle) < target ? low : high) = middle;
        }
        load(high);
        if (size_ == 0) { return; }
    }
    const auto begin = units_.begin() + at_;
    at_ = static_cast<std::uint32_t>(std::lower_bound(begin, units_.begin() + size_, target) - units_.begin());
    if (at_ == size_ && block_ + 1 >= block_count_) { load(block_count_); }
}

std::span<const std::uint32_t> ListCursor::run_below(std::uint32_t end) {
    if (size_ == 0) { return {}; }
    const std::uint32_t* begin = units_.data() + at_;
    if (units_[size_ - 1] < end) { return {begin, size_ - at_}; }
    const std::uint32_t* past = std::lower_bound(begin, begin + (size_ - at_), end);
    return {begin, past};
}

void ListCursor::skip(std::size_t run_length) {
    at_ += static_cast<std::uint32_t>(run_length);
    if (at_ == size_ && size_ != 0) { load(block_ + 1); }
}

std::uint8_t ListCursor::impact_below(std::uint32_t end) const {
    if (unit() >= end) { return 0; }
    if (rows_ == nullptr) { return 255; }
    std::uint8_t best = 0;
    for (std::uint32_t block = block_; block < block_count_; ++block) {
        best = std::max(best, impacts_[block]);
        if (last_unit(block) >= end) { break; }
    }
    return best;
}

void ListCursor::load_positions() {
    have_positions_ = true;
    const std::uint32_t* counts_now = counts();
    place_begins_.resize(size_ + 1);
    std::uint32_t total = 0;
    for (std::uint32_t i = 0; i < size_; ++i) {
        place_begins_[i] = total;
        total += counts_now[i];
    }
    place_begins_[size_] = total;
    places_.resize(total);
    if (size_ < kBlockSize) {
        const base::Byte* in = rows_ == nullptr ? tail_end_ : list_ + positions_at(block_);
        for (std::uint32_t& place : places_) { place = read_varint(in); }
        return;
    }
    const base::Byte* in = list_ + positions_at(block_);
    std::size_t at = 0;
    for (; at + kBlockSize <= total; at += kBlockSize) {
        in = unpack_patched(in, places_.data() + at);
    }
    if (at < total) {
        const unsigned bits = *in++;
        unpack_tight(in, bits, std::span(places_).subspan(at));
    }
}

void ListCursor::positions(std::vector<std::uint32_t>& out) {
    if (!have_positions_) { load_positions(); }
    std::uint32_t position = 0;
    for (std::uint32_t i = place_begins_[at_]; i < place_begins_[at_ + 1]; ++i) {
        position = i == place_begins_[at_] ? places_[i] : position + places_[i] + 1;
        out.push_back(position);
    }
}

}  // namespace guvoh::search
