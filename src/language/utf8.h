// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Reading and writing single code points of UTF-8, inline because the tokenizer lives on it. Module-private.
//
// Threads: any.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace guvoh::language {

/// One decoded step: length is 1 and code_point is kNotUtf8 for a byte that starts no valid sequence.
struct Decoded {
    char32_t code_point;
    std::uint32_t length;
};
inline constexpr char32_t kNotUtf8 = 0xFFFFFFFF;

inline std::uint8_t byte_at(std::string_view text, std::size_t at) { return static_cast<std::uint8_t>(text[at]); }

inline bool is_trail(std::string_view text, std::size_t at) {
    return at < text.size() && (byte_at(text, at) & 0xC0U) == 0x80U;
}

/// Decodes the code point at `at` (< size); refuses overlong forms and surrogates.
inline Decoded decode_utf8(std::string_view text, std::size_t at) {
    const std::uint32_t lead = byte_at(text, at);
    if (lead < 0x80) {
        return {lead, 1};
    }
    if (lead >= 0xC2 && lead < 0xE0 && is_trail(text, at + 1)) {
        return {((lead & 0x1FU) << 6U) | (byte_at(text, at + 1) & 0x3FU), 2};
    }
    if (lead >= 0xE0 && lead < 0xF0 && is_trail(text, at + 1) && is_trail(text, at + 2)) {
        const std::uint32_t value =
            ((lead & 0x0FU) << 12U) | ((byte_at(text, at + 1) & 0x3FU) << 6U) | (byte_at(text, at + 2) & 0x3FU);
        if (value >= 0x800 && (value < 0xD800 || value > 0xDFFF)) {
            return {value, 3};
        }
    }
    if (lead >= 0xF0 && lead < 0xF5 && is_trail(text, at + 1) && is_trail(text, at + 2) && is_trail(text, at + 3)) {
        const std::uint32_t value = ((lead & 0x07U) << 18U) | ((byte_at(text, at + 1) & 0x3FU) << 12U) |
                                    ((byte_at(text, at + 2) & 0x3FU) << 6U) | (byte_at(text, at + 3) & 0x3FU);
        if (value >= 0x10000 && value <= 0x10FFFF) {
            return {value, 4};
        }
    }
    return {kNotUtf8, 1};
}

/// Writes one code point (at most 4 bytes) and gives the place after it.
inline char* encode_utf8(char32_t code_point, char* out) {
    const auto put = [&out](std::uint32_t value) { *out++ = static_cast<char>(static_cast<std::uint8_t>(value)); };
    const std::uint32_t value = code_point;
    if (value < 0x80) {
        put(value);
    } else if (value < 0x800) {
        put(0xC0U | (value >> 6U));
        put(0x80U | (value & 0x3FU));
    } else if (value < 0x10000) {
        put(0xE0U | (value >> 12U));
        put(0x80U | ((value >> 6U) & 0x3FU));
        put(0x80U | (value & 0x3FU));
    } else {
        put(0xF0U | (value >> 18U));
        put(0x80U | ((value >> 12U) & 0x3FU));
        put(0x80U | ((value >> 6U) & 0x3FU));
        put(0x80U | (value & 0x3FU));
    }
    return out;
}

/// Appends one code point to a string.
inline void append_utf8(std::string& out, char32_t code_point) {
    char bytes[4];
    out.append(bytes, static_cast<std::size_t>(encode_utf8(code_point, bytes) - bytes));
}

/// Decodes a whole text; bytes that are not UTF-8 are left out.
inline std::u32string decode_all(std::string_view text) {
    std::u32string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const Decoded step = decode_utf8(text, at);
        if (step.code_point != kNotUtf8) {
            out.push_back(step.code_point);
        }
        at += step.length;
    }
    return out;
}

}  // namespace guvoh::language
