// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Varints (LEB128) without checks, for bytes that were authenticated and written by us.
//
// Threads: plain functions.
#pragma once

#include <cstdint>

#include "base/bytes.h"

namespace guvoh::search {

/// Reads one varint of at most 32 bits and moves `in` behind it.
inline std::uint32_t read_varint(const base::Byte*& in) {
    std::uint32_t value = *in & 0x7FU;
    for (unsigned shift = 7; (*in++ & 0x80U) != 0 && shift < 35; shift += 7) {
        value |= static_cast<std::uint32_t>((std::uint64_t{*in} & 0x7FU) << shift);
    }
    return value;
}

}  // namespace guvoh::search
