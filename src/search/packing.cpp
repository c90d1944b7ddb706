// SPDX-License-Identifier: AGPL-3.0-or-later
#include "search/packing.h"

#include <array>
#include <bit>
#include <cstring>
#include <utility>

#include "search/varint.h"

namespace guvoh::search {

static_assert(std::endian::native == std::endian::little, "packed blocks are read as they lie in the file");

namespace {

using Lanes = std::uint32_t __attribute__((vector_size(16)));
constexpr unsigned kRows = kBlockSize / 4;

Lanes load(const base::Byte* from) {
    Lanes lanes;
    std::memcpy(&lanes, from, sizeof lanes);
    return lanes;
}

void store(std::uint32_t* to, Lanes lanes) { std::memcpy(to, &lanes, sizeof lanes); }

/// Row `Row` of a block packed with `Bits` bits: all shifts are known when compiled.
template <unsigned Bits, unsigned Row>
Lanes row(const base::Byte* in) {
    if constexpr (Bits == 0) {
        return Lanes{0, 0, 0, 0};
    } else if constexpr (Bits == 32) {
        return load(in + Row * 16);
    } else {
        constexpr unsigned bit = Row * Bits;
        constexpr unsigned word = bit / 32;
        constexpr unsigned shift = bit % 32;
        Lanes lanes = load(in + word * 16) >> shift;
        if constexpr (shift + Bits > 32) { lanes |= load(in + (word + 1) * 16) << (32 - shift); }
        constexpr std::uint32_t mask = (1U << Bits) - 1U;
        return lanes & Lanes{mask, mask, mask, mask};
    }
}

template <unsigned Bits, std::size_t... Row>
void unpack_rows(const base::Byte* in, std::uint32_t* out, std::index_sequence<Row...>) {
    (store(out + 4 * Row, row<Bits, static_cast<unsigned>(Row)>(in)), ...);
}

template <unsigned Bits>
void unpack(const base::Byte* in, std::uint32_t* out) {
    unpack_rows<Bits>(in, out, std::make_index_sequence<kRows>{});
}

/// Adds up four gaps (each one more than written) on top of the last number before them.
inline Lanes add_up(Lanes gaps, Lanes& last) {
    const Lanes zero{0, 0, 0, 0};
    gaps += Lanes{1, 1, 1, 1};
    gaps += __builtin_shufflevector(zero, gaps, 0, 4, 5, 6);
    gaps += __builtin_shufflevector(zero, gaps, 0, 1, 4, 5);
    gaps += last;
    last = __builtin_shufflevector(gaps, gaps, 3, 3, 3, 3);
    return gaps;
}

template <unsigned Bits, std::size_t... Row>
void rising_rows(const base::Byte* in, Lanes last, std::uint32_t* out, std::index_sequence<Row...>) {
    (store(out + 4 * Row, add_up(row<Bits, static_cast<unsigned>(Row)>(in), last)), ...);
}

template <unsigned Bits>
void rising(const base::Byte* in, std::uint32_t before, std::uint32_t* out) {
    rising_rows<Bits>(in, Lanes{before, before, before, before}, out, std::make_index_sequence<kRows>{});
}

using Unpack = void (*)(const base::Byte*, std::uint32_t*);
using Rising = void (*)(const base::Byte*, std::uint32_t, std::uint32_t*);

template <std::size_t... Bits>
constexpr std::array<Unpack, 33> unpackers(std::index_sequence<Bits...>) {
    return {&unpack<static_cast<unsigned>(Bits)>...};
}
template <std::size_t... Bits>
constexpr std::array<Rising, 33> risers(std::index_sequence<Bits...>) {
    return {&rising<static_cast<unsigned>(Bits)>...};
}
constexpr auto kUnpackers = unpackers(std::make_index_sequence<33>{});
constexpr auto kRisers = risers(std::make_index_sequence<33>{});

/// The width that makes a block smallest: what is wider costs its place and its upper part.
unsigned best_bits(const std::uint32_t* values) {
    std::array<unsigned, 33> of_width{};
    for (unsigned i = 0; i < kBlockSize; ++i) { ++of_width[static_cast<unsigned>(std::bit_width(values[i]))]; }
    unsigned widest = 32;
    while (widest > 0 && of_width[widest] == 0) { --widest; }
    unsigned best = widest;
    std::size_t least = packed_bytes(widest);
    for (unsigned bits = 0; bits < widest; ++bits) {
        std::size_t bytes = packed_bytes(bits) + 1;
        unsigned patches = 0;
        for (unsigned width = bits + 1; width <= widest; ++width) {
            bytes += of_width[width] * std::size_t{1 + (width - bits + 6) / 7};
            patches += of_width[width];
        }
        if (bytes < least && patches <= 32) {
            least = bytes;
            best = bits;
        }
    }
    return best;
}

const base::Byte* patch(const base::Byte* in, unsigned bits, std::uint32_t* out) {
    for (unsigned rest = *in++; rest > 0; --rest) {
        const unsigned place = *in++ % kBlockSize;
        out[place] |= read_varint(in) << bits;
    }
    return in;
}

}  // namespace

unsigned bits_needed(std::span<const std::uint32_t> values) {
    std::uint32_t all = 0;
    for (const std::uint32_t value : values) { all |= value; }
    return static_cast<unsigned>(std::bit_width(all));
}

void pack_block(const std::uint32_t* values, unsigned bits, base::Bytes& out) {
    if (bits == 0) { return; }
    std::uint32_t words[kBlockSize] = {};
    for (unsigned i = 0; i < kBlockSize; ++i) {
        const unsigned lane = i % 4;
        const unsigned bit = (i / 4) * bits;
        const unsigned shift = bit % 32;
        words[(bit / 32) * 4 + lane] |= values[i] << shift;
        if (shift + bits > 32) { words[(bit / 32 + 1) * 4 + lane] |= values[i] >> (32 - shift); }
    }
    const std::size_t at = out.size();
    out.resize(at + packed_bytes(bits));
    std::memcpy(out.data() + at, words, packed_bytes(bits));
}

void unpack_block(const base::Byte* in, unsigned bits, std::uint32_t* out) { kUnpackers[bits](in, out); }

void unpack_rising(const base::Byte* in, unsigned bits, std::uint32_t before, std::uint32_t* out) {
    kRisers[bits](in, before, out);
}

void pack_patched(const std::uint32_t* values, base::Bytes& out) {
    const unsigned bits = best_bits(values);
    const std::uint32_t mask = bits == 32 ? ~0U : (1U << bits) - 1U;
    std::uint32_t low[kBlockSize];
    base::Byte count = 0;
    for (unsigned i = 0; i < kBlockSize; ++i) {
        low[i] = values[i] & mask;
        count = static_cast<base::Byte>(count + (low[i] != values[i] ? 1 : 0));
    }
    out.push_back(static_cast<base::Byte>(bits | (count > 0 ? kHasPatches : 0U)));
    pack_block(low, bits, out);
    if (count == 0) { return; }
    out.push_back(count);
    for (unsigned i = 0; i < kBlockSize; ++i) {
        if (low[i] == values[i]) { continue; }
        out.push_back(static_cast<base::Byte>(i));
        base::put_varint(out, values[i] >> bits);
    }
}

const base::Byte* unpack_patched(const base::Byte* in, std::uint32_t* out) {
    const base::Byte head = *in++;
    const unsigned bits = head & 0x3FU;
    unpack_block(in, bits, out);
    in += packed_bytes(bits);
    return (head & kHasPatches) != 0 ? patch(in, bits, out) : in;
}

const base::Byte* unpack_patched_rising(const base::Byte* in, std::uint32_t before, std::uint32_t* out) {
    const base::Byte head = *in++;
    const unsigned bits = head & 0x3FU;
    if ((head & kHasPatches) == 0) {
        unpack_rising(in, bits, before, out);
        return in + packed_bytes(bits);
    }
    alignas(16) std::uint32_t gaps[kBlockSize];
    unpack_block(in, bits, gaps);
    in = patch(in + packed_bytes(bits), bits, gaps);
    // A block of 32 bits is the numbers as they lie in memory.
    unpack_rising(reinterpret_cast<const base::Byte*>(gaps), 32, before, out);
    return in;
}

void pack_tight(std::span<const std::uint32_t> values, unsigned bits, base::Bytes& out) {
    std::uint64_t held = 0;
    unsigned count = 0;
    for (const std::uint32_t value : values) {
        held |= std::uint64_t{value} << count;
        count += bits;
        while (count >= 8) {
            out.push_back(static_cast<base::Byte>(held));
            held >>= 8;
            count -= 8;
        }
    }
    if (count > 0) { out.push_back(static_cast<base::Byte>(held)); }
}

void unpack_tight(const base::Byte* in, unsigned bits, std::span<std::uint32_t> out) {
    std::uint64_t held = 0;
    unsigned count = 0;
    const std::uint64_t mask = (std::uint64_t{1} << bits) - 1;
    for (std::uint32_t& value : out) {
        while (count < bits) {
            held |= std::uint64_t{*in++} << count;
            count += 8;
        }
        value = static_cast<std::uint32_t>(held & mask);
        held >>= bits;
        count -= bits;
    }
}

}  // namespace guvoh::search
