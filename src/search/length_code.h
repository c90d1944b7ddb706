// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A unit's length in words as one byte: exact below 64, then sixteen steps to each doubling, up to 250,000 words.
//
// Threads: plain functions. Frozen: written in search index v1.
#pragma once

#include <array>
#include <bit>
#include <cstdint>

namespace guvoh::search {

/// The byte for a length; lengths that share a byte are at most 6 % apart.
constexpr std::uint8_t length_code(std::uint32_t words) {
    if (words < 64) { return static_cast<std::uint8_t>(words); }
    const auto octave = static_cast<std::uint32_t>(std::bit_width(words)) - 7;  // 0 for 64..127
    if (octave >= 12) { return 255; }
    return static_cast<std::uint8_t>(64 + octave * 16 + ((words >> (octave + 2)) & 15U));
}

/// The shortest length of a byte.
constexpr std::uint32_t coded_length(std::uint8_t code) {
    if (code < 64) { return code; }
    const std::uint32_t octave = (code - 64U) / 16;
    return (16U + (code - 64U) % 16) << (octave + 2);
}

inline constexpr float kSaturation = 1.2F;   ///< BM25 k1
inline constexpr float kLengthShare = 0.75F;  ///< BM25 b

/// BM25's length part K for every length byte: a word that stands tf times is worth tf / (tf + K).
inline std::array<float, 256> length_table(float average_length) {
    std::array<float, 256> table{};
    for (std::size_t code = 0; code < table.size(); ++code) {
        const float ratio = static_cast<float>(coded_length(static_cast<std::uint8_t>(code))) / average_length;
        table[code] = kSaturation * (1 - kLengthShare + kLengthShare * ratio);
    }
    return table;
}

}  // namespace guvoh::search
