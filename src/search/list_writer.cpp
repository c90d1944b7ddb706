// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include "search/postings.h"

namespace guvoh::search {

namespace {
constexpr std::size_t kHeldPositions = 1U << 20;  // few words have more, so that setting aside costs nothing that shows
}

ListWriter::ListWriter(const Lengths& lengths, SegmentOutput& out, vault::SealedPages* pages)
    : lengths_(lengths), out_(out), positions_(pages, kHeldPositions) {}

void ListWriter::add(std::uint32_t unit, std::span<const std::uint32_t> positions) {
    const auto count = static_cast<std::uint32_t>(positions.size());
    if (unit_count_ == 0) { begin_ = out_.offset(); }
    units_[held_] = unit;
    counts_[held_] = count;
    ++held_;
    ++unit_count_;
    places_.push_back(positions[0]);
    for (std::size_t i = 1; i < positions.size(); ++i) { places_.push_back(positions[i] - positions[i - 1] - 1); }
    const auto tf = static_cast<float>(count);
    impact_ = std::max(impact_, tf / (tf + lengths_.table[lengths_.codes[unit]]));
    if (held_ == kBlockSize) { close_block(); }
}

void ListWriter::close_block() {
    rows_.push_back({units_[held_ - 1], static_cast<std::uint32_t>(out_.offset() - begin_),
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
        pack_patched(gaps.data(), out_.bytes());
        pack_patched(more.data(), out_.bytes());
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
    base::Bytes& out = positions_.bytes();
    std::size_t at = 0;
    for (; at + kBlockSize <= places_.size(); at += kBlockSize) {
        pack_patched(places_.data() + at, out);
    }
    if (at < places_.size()) {
        const auto rest = std::span<const std::uint32_t>(places_).subspan(at);
        const unsigned bits = bits_needed(rest);
        out.push_back(static_cast<base::Byte>(bits));
        pack_tight(rest, bits, out);
    }
}

void ListWriter::write_tail() {
    base::Bytes& out = out_.bytes();
    std::uint32_t before = before_;
    for (unsigned i = 0; i < held_; ++i) {
        const std::uint64_t gap = units_[i] - before - 1U;
        base::put_varint(out, (gap & 0xFFFFFFFFU) << 1 | (counts_[i] == 1 ? 1U : 0U));
        if (counts_[i] != 1) { base::put_varint(out, counts_[i] - 2); }
        before = units_[i];
    }
    for (const std::uint32_t place : places_) { base::put_varint(positions_.bytes(), place); }
}

base::Status ListWriter::make_room() {
    GUVOH_TRY_VOID(positions_.make_room());
    return out_.make_room();
}

base::Expected<std::uint32_t> ListWriter::finish() {
    if (held_ > 0) { close_block(); }
    const auto blocks_size = static_cast<std::uint32_t>(out_.offset() - begin_);
    GUVOH_TRY_VOID(positions_.move_to(out_));
    if (unit_count_ >= kBlockSize) {
        base::Bytes& out = out_.bytes();
        for (const Row& row : rows_) { base::put_u32(out, row.last_unit); }
        for (const Row& row : rows_) { base::put_u32(out, row.block_at); }
        for (const Row& row : rows_) { base::put_u32(out, blocks_size + row.positions_at); }
        for (const Row& row : rows_) { out.push_back(row.impact); }
    }
    unit_count_ = 0;
    before_ = kNoUnit;
    rows_.clear();
    const auto length = static_cast<std::uint32_t>(out_.offset() - begin_);
    GUVOH_TRY_VOID(out_.make_room());
    return length;
}

}  // namespace guvoh::search
