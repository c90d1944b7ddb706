// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include "search/postings.h"

namespace guvoh::search {

void ListWriter::add(std::uint32_t unit, std::span<const std::uint32_t> positions) {
    const auto count = static_cast<std::uint32_t>(positions.size());
    units_[held_] = unit;
    counts_[held_] = count;
    ++held_;
    ++unit_count_;
    places_.push_back(positions[0]);
    for (std::size_t i = 1; i < positions.size(); ++i) { places_.push_back(positions[i] - positions[i - 1] - 1); }
    const auto tf = static_cast<float>(count);
    impact_ = std::max(impact_, tf / (tf + length_table_[length_codes_[unit]]));
    if (held_ == kBlockSize) { close_block(); }
}

void ListWriter::close_block() {
    rows_.push_back({units_[held_ - 1], static_cast<std::uint32_t>(blocks_.size()),
                     static_cast<std::uint32_t>(positions_.size()),
                     static_cast<std::uint8_t>(std::min(255.0F, std::ceil(impact_ * 255.0F)))});
    if (held_ == kBlockSize) {
        std::array<std::uint32_t, kBlockSize> gaps, more;
        std::uint32_t before = before_;
        for (unsigned i = 0; i < kBlockSize; ++i) {
            gaps[i] = units_[i] - before - 1;
            before = units_[i];
            more[i] = counts_[i] - 1;
        }
        pack_patched(gaps.data(), blocks_);
        pack_patched(more.data(), blocks_);
        write_positions_packed();
    } else {
        write_tail();
    }
    before_ = units_[held_ - 1];
    held_ = 0;
    impact_ = 0;
    places_.clear();
}

void ListWriter::write_positions_packed() {
    std::size_t at = 0;
    for (; at + kBlockSize <= places_.size(); at += kBlockSize) {
        pack_patched(places_.data() + at, positions_);
    }
    if (at < places_.size()) {
        const auto rest = std::span<const std::uint32_t>(places_).subspan(at);
        const unsigned bits = bits_needed(rest);
        positions_.push_back(static_cast<base::Byte>(bits));
        pack_tight(rest, bits, positions_);
    }
}

void ListWriter::write_tail() {
    std::uint32_t before = before_;
    for (unsigned i = 0; i < held_; ++i) {
        const std::uint64_t gap = units_[i] - before - 1U;
        base::put_varint(blocks_, (gap & 0xFFFFFFFFU) << 1 | (counts_[i] == 1 ? 1U : 0U));
        if (counts_[i] != 1) { base::put_varint(blocks_, counts_[i] - 2); }
        before = units_[i];
    }
    for (const std::uint32_t place : places_) { base::put_varint(positions_, place); }
}

std::uint32_t ListWriter::finish(base::Bytes& out) {
    if (held_ > 0) { close_block(); }
    const std::size_t begin = out.size();
    base::put_bytes(out, blocks_);
    const auto blocks_size = static_cast<std::uint32_t>(blocks_.size());
    base::put_bytes(out, positions_);
    if (unit_count_ >= kBlockSize) {
        for (const Row& row : rows_) { base::put_u32(out, row.last_unit); }
        for (const Row& row : rows_) { base::put_u32(out, row.block_at); }
        for (const Row& row : rows_) { base::put_u32(out, blocks_size + row.positions_at); }
        for (const Row& row : rows_) { out.push_back(row.impact); }
    }
    unit_count_ = 0;
    before_ = kNoUnit;
    blocks_.clear();
    positions_.clear();
    rows_.clear();
    return static_cast<std::uint32_t>(out.size() - begin);
}

}  // namespace guvoh::search
