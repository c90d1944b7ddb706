// SPDX-License-Identifier: AGPL-3.0-or-later
#include "search/unit_columns.h"

#include <algorithm>
#include <cstring>

#include "search/length_code.h"
#include "search/packing.h"

namespace guvoh::search {

namespace {

std::uint32_t load_u32(const base::Byte* at) {
    std::uint32_t value = 0;
    std::memcpy(&value, at, sizeof value);
    return value;
}

/// One column of one block: its smallest number, the bits above it, and the numbers.
void write_column(std::span<const UnitRow> rows, std::uint32_t UnitRow::*column, base::Bytes& out) {
    std::uint32_t values[kBlockSize] = {};
    std::uint32_t least = rows.front().*column;
    for (const UnitRow& row : rows) { least = std::min(least, row.*column); }
    for (std::size_t i = 0; i < rows.size(); ++i) { values[i] = rows[i].*column - least; }
    const unsigned bits = bits_needed(values);
    base::put_u32(out, least);
    out.push_back(static_cast<base::Byte>(bits));
    pack_block(values, bits, out);
}

}  // namespace

UnitWriter::UnitWriter(vault::SealedPages* pages) : runs_(pages), languages_(pages), rows_(pages), row_index_(pages) {}

void UnitWriter::begin_document(std::uint32_t document_number) {
    base::put_u32(runs_.bytes(), document_number);
    base::put_u32(runs_.bytes(), size());
    ++run_count_;
}

void UnitWriter::add(const UnitRow& row) {
    languages_.bytes().push_back(row.language);
    length_codes_.push_back(row.length_code);
    word_count_ += coded_length(row.length_code);
    open_.push_back(row);
    if (open_.size() == kBlockSize) { close_block(); }
}

void UnitWriter::close_block() {
    base::put_u32(row_index_.bytes(), static_cast<std::uint32_t>(rows_.size()));
    for (const auto column : {&UnitRow::page, &UnitRow::begin, &UnitRow::length}) { write_column(open_, column, rows_.bytes()); }
    open_.clear();
}

std::size_t UnitWriter::memory_bytes() const {
    return length_codes_.size() + runs_.memory_bytes() + languages_.memory_bytes() + rows_.memory_bytes() + row_index_.memory_bytes();
}

base::Status UnitWriter::make_room() {
    for (Spool* spool : {&runs_, &languages_, &rows_, &row_index_}) { GUVOH_TRY_VOID(spool->make_room()); }
    return {};
}

base::Expected<UnitPlaces> UnitWriter::finish(SegmentOutput& out) {
    if (!open_.empty()) { close_block(); }
    base::put_u32(row_index_.bytes(), static_cast<std::uint32_t>(rows_.size()));
    UnitPlaces places;
    places.unit_count = size();
    places.run_count = run_count_;
    places.runs = out.offset();
    GUVOH_TRY_VOID(runs_.move_to(out));
    places.length_codes = out.offset();
    base::put_bytes(out.bytes(), length_codes_);
    places.languages = out.offset();
    GUVOH_TRY_VOID(languages_.move_to(out));
    places.rows = out.offset();
    GUVOH_TRY_VOID(rows_.move_to(out));
    places.row_index = out.offset();
    GUVOH_TRY_VOID(row_index_.move_to(out));
    return places;
}

base::Status UnitReader::ensure() const {
    GUVOH_TRY_VOID(bytes_->ensure(places_.runs, std::uint64_t{8} * places_.run_count));
    GUVOH_TRY_VOID(bytes_->ensure(places_.length_codes, places_.unit_count));
    return bytes_->ensure(places_.languages, places_.unit_count);
}

DocumentRun UnitReader::run(std::uint32_t index) const {
    const base::Byte* at = bytes_->at(places_.runs + std::uint64_t{8} * index);
    return {load_u32(at), load_u32(at + 4)};
}

std::uint32_t UnitReader::run_of(std::uint32_t unit) const {
    std::uint32_t low = 0;
    std::uint32_t high = places_.run_count;
    while (low + 1 < high) {
        const std::uint32_t middle = low + (high - low) / 2;
        (run(middle).first_unit <= unit ? low : high) = middle;
    }
    return low;
}

base::Status UnitReader::read_rows(std::uint32_t block, std::uint32_t (&out)[kColumns][128]) const {
    const std::uint64_t index_at = places_.row_index + std::uint64_t{4} * block;
    GUVOH_TRY_VOID(bytes_->ensure(index_at, 8));
    const std::uint32_t begin = load_u32(bytes_->at(index_at));
    const std::uint32_t end = load_u32(bytes_->at(index_at + 4));
    GUVOH_TRY_VOID(bytes_->ensure(places_.rows + begin, end - begin));
    const base::Byte* in = bytes_->at(places_.rows + begin);
    for (auto& column : out) {
        const std::uint32_t least = load_u32(in);
        const unsigned bits = in[4];
        unpack_block(in + 5, bits, column);
        for (std::uint32_t& value : column) { value += least; }
        in += 5 + packed_bytes(bits);
    }
    return {};
}

base::Expected<UnitKey> UnitReader::key(std::uint32_t unit) const {
    std::uint32_t rows[kColumns][128];
    GUVOH_TRY_VOID(read_rows(unit / kBlockSize, rows));
    UnitKey key;
    key.document_number = run(run_of(unit)).document_number;
    key.page = rows[0][unit % kBlockSize];
    key.begin = rows[1][unit % kBlockSize];
    key.end = key.begin + rows[2][unit % kBlockSize];
    key.language = languages()[unit];
    return key;
}

base::Expected<DocumentRun> UnitReader::Walker::run(std::uint32_t index, std::uint32_t& end_unit) {
    const bool is_last = index + 1 == units_.run_count();
    const UnitPlaces& places = units_.places_;
    GUVOH_TRY_VOID(bytes_.ensure(places.runs + std::uint64_t{8} * index, is_last ? 8 : 16));
    const DocumentRun found = units_.run(index);
    end_unit = is_last ? units_.unit_count() : units_.run(index + 1).first_unit;
    if (found.first_unit > end_unit || end_unit > units_.unit_count()) {
        return base::fail(base::ErrorKind::Corrupt, "a document's units are out of order");
    }
    return found;
}

base::Expected<UnitRow> UnitReader::Walker::row(std::uint32_t unit) {
    constexpr std::uint32_t kBlocksBetween = 512;  // some half a megabyte
    const UnitPlaces& places = units_.places_;
    if (unit / kBlockSize != block_) {
        block_ = unit / kBlockSize;
        if (block_ % kBlocksBetween == 0) { forget(); }  // a few pages are opened again
        GUVOH_TRY_VOID(units_.read_rows(block_, rows_));
        const std::uint32_t begin = block_ * kBlockSize;
        const std::uint32_t count = std::min<std::uint32_t>(kBlockSize, units_.unit_count() - begin);
        GUVOH_TRY_VOID(bytes_.ensure(places.length_codes + begin, count));
        GUVOH_TRY_VOID(bytes_.ensure(places.languages + begin, count));
    }
    const std::uint32_t at = unit % kBlockSize;
    return UnitRow{rows_[0][at], rows_[1][at], rows_[2][at], units_.languages()[unit], units_.length_codes()[unit]};
}

}  // namespace guvoh::search
