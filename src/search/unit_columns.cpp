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
void write_column(const std::vector<std::uint32_t>& column, std::size_t from, base::Bytes& out) {
    std::uint32_t values[kBlockSize] = {};
    const std::size_t count = std::min<std::size_t>(kBlockSize, column.size() - from);
    const std::uint32_t least = *std::min_element(column.begin() + static_cast<std::ptrdiff_t>(from),
                                                  column.begin() + static_cast<std::ptrdiff_t>(from + count));
    for (std::size_t i = 0; i < count; ++i) { values[i] = column[from + i] - least; }
    const unsigned bits = bits_needed(values);
    base::put_u32(out, least);
    out.push_back(static_cast<base::Byte>(bits));
    pack_block(values, bits, out);
}

}  // namespace

void UnitColumns::add(const UnitText& unit, std::uint32_t words) {
    page.push_back(unit.page);
    begin.push_back(unit.begin);
    length.push_back(unit.end - unit.begin);
    language.push_back(unit.language);
    length_code.push_back(search::length_code(words));
    word_count += coded_length(length_code.back());
}

UnitPlaces write_units(const UnitColumns& units, std::uint64_t offset, base::Bytes& out) {
    const std::size_t start = out.size();
    const auto here = [&] { return offset + (out.size() - start); };
    UnitPlaces places;
    places.unit_count = units.size();
    places.run_count = static_cast<std::uint32_t>(units.runs.size());
    places.runs = here();
    for (const DocumentRun& run : units.runs) {
        base::put_u32(out, run.document_number);
        base::put_u32(out, run.first_unit);
    }
    places.length_codes = here();
    base::put_bytes(out, units.length_code);
    places.languages = here();
    base::put_bytes(out, units.language);
    places.rows = here();
    std::vector<std::uint32_t> index;
    for (std::size_t from = 0; from < units.size(); from += kBlockSize) {
        index.push_back(static_cast<std::uint32_t>(here() - places.rows));
        write_column(units.page, from, out);
        write_column(units.begin, from, out);
        write_column(units.length, from, out);
    }
    index.push_back(static_cast<std::uint32_t>(here() - places.rows));
    places.row_index = here();
    for (const std::uint32_t at : index) { base::put_u32(out, at); }
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

base::Expected<UnitColumns> UnitReader::columns() const {
    GUVOH_TRY_VOID(ensure());
    UnitColumns columns;
    for (std::uint32_t i = 0; i < run_count(); ++i) { columns.runs.push_back(run(i)); }
    columns.length_code.assign(length_codes(), length_codes() + unit_count());
    columns.language.assign(languages(), languages() + unit_count());
    std::uint32_t rows[kColumns][128];
    for (std::uint32_t unit = 0; unit < unit_count(); ++unit) {
        if (unit % kBlockSize == 0) { GUVOH_TRY_VOID(read_rows(unit / kBlockSize, rows)); }
        columns.page.push_back(rows[0][unit % kBlockSize]);
        columns.begin.push_back(rows[1][unit % kBlockSize]);
        columns.length.push_back(rows[2][unit % kBlockSize]);
    }
    return columns;
}

}  // namespace guvoh::search
