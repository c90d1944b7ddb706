// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Packs blocks of 128 small numbers into as few bits as the largest needs. Numbers lie in four interleaved lanes, so that
// four are unpacked at once with plain vector code (SSE2, NEON) and no machine is asked for more.
//
// Threads: plain functions.
// Implements: docs/formats/search-index.md, "Packed blocks"
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "base/bytes.h"

namespace guvoh::search {

inline constexpr unsigned kBlockSize = 128;  ///< numbers in a block; frozen: written in search index v1

/// The bits the largest of the numbers needs, 0 to 32.
unsigned bits_needed(std::span<const std::uint32_t> values);

/// The bytes a packed block takes.
inline constexpr std::size_t packed_bytes(unsigned bits) { return std::size_t{16} * bits; }

/// Appends kBlockSize numbers, each below 2^bits.
void pack_block(const std::uint32_t* values, unsigned bits, base::Bytes& out);
/// Reads what pack_block wrote: packed_bytes(bits) bytes in, kBlockSize numbers out. bits is 0 to 32.
void unpack_block(const base::Byte* in, unsigned bits, std::uint32_t* out);
/// The same for gaps of a rising sequence: out[0] = before + 1 + gap[0], out[i] = out[i-1] + 1 + gap[i].
void unpack_rising(const base::Byte* in, unsigned bits, std::uint32_t before, std::uint32_t* out);

/// Appends kBlockSize numbers in few bits each, and the few that need more beside them: a byte of bits (with kHasPatches), the
/// packed block, then a byte of how many and for each its place and the varint of its upper part.
void pack_patched(const std::uint32_t* values, base::Bytes& out);
/// Reads what pack_patched wrote. Gives the place behind it.
const base::Byte* unpack_patched(const base::Byte* in, std::uint32_t* out);
/// The same for gaps of a rising sequence, as unpack_rising.
const base::Byte* unpack_patched_rising(const base::Byte* in, std::uint32_t before, std::uint32_t* out);
inline constexpr base::Byte kHasPatches = 0x80;

/// Appends any count of numbers one after another, `bits` each, lowest bit first; ends on a byte.
void pack_tight(std::span<const std::uint32_t> values, unsigned bits, base::Bytes& out);
/// The bytes pack_tight takes.
inline constexpr std::size_t tight_bytes(std::size_t count, unsigned bits) { return (count * bits + 7) / 8; }
/// Reads them again from exactly tight_bytes bytes.
void unpack_tight(const base::Byte* in, unsigned bits, std::span<std::uint32_t> out);

}  // namespace guvoh::search
