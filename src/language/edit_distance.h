// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Edit distance of one pattern against many strings: insert, delete, substitute, and swap of neighbours (each part edited
// once), bit-parallel after Hyyro (2003) for patterns of up to 64 bytes; longer ones are cut. Module-private.
//
// Threads: an EditPattern is constant once made.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

namespace guvoh::language {

inline constexpr std::size_t kMaxPattern = 64;

/// One pattern, prepared for comparing with many texts.
class EditPattern {
public:
    explicit EditPattern(std::string_view pattern) : length_(std::min(pattern.size(), kMaxPattern)) {
        for (std::size_t at = 0; at < length_; ++at) {
            masks_[static_cast<std::uint8_t>(pattern[at])] |= std::uint64_t{1} << at;
        }
    }

    /// Bytes of the pattern that count, at most kMaxPattern.
    std::size_t length() const { return length_; }

    /// Gives the distance to a text, or `limit` + 1 when it is larger than `limit`.
    unsigned distance(std::string_view text, unsigned limit) const {
        const std::size_t size = std::min(text.size(), kMaxPattern);
        const std::size_t apart = size > length_ ? size - length_ : length_ - size;
        if (apart > limit) {
            return limit + 1;
        }
        if (length_ == 0) {
            return static_cast<unsigned>(size);
        }
        std::uint64_t vertical_plus = ~std::uint64_t{0};
        std::uint64_t vertical_minus = 0;
        std::uint64_t diagonal = 0;
        std::uint64_t before = 0;
        const unsigned last = static_cast<unsigned>(length_ - 1);
        auto edits = static_cast<unsigned>(length_);
        for (std::size_t at = 0; at < size; ++at) {
            const std::uint64_t here = masks_[static_cast<std::uint8_t>(text[at])];
            const std::uint64_t swapped = ((~diagonal & here) << 1U) & before;
            diagonal = (((here & vertical_plus) + vertical_plus) ^ vertical_plus) | here | vertical_minus | swapped;
            std::uint64_t plus = vertical_minus | ~(diagonal | vertical_plus);
            std::uint64_t minus = diagonal & vertical_plus;
            edits += static_cast<unsigned>((plus >> last) & 1U);
            edits -= static_cast<unsigned>((minus >> last) & 1U);
            plus = (plus << 1U) | 1U;
            minus <<= 1U;
            vertical_plus = minus | ~(diagonal | plus);
            vertical_minus = plus & diagonal;
            before = here;
        }
        return std::min(edits, limit + 1);
    }

private:
    std::array<std::uint64_t, 256> masks_{};
    std::size_t length_;
};

}  // namespace guvoh::language
