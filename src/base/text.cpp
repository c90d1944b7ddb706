// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/text.h"

#include <cstdint>
#include <cstring>

namespace guvoh::base {

namespace {

unsigned byte_at(std::string_view text, std::size_t i) { return static_cast<unsigned char>(text[i]); }

bool continues(std::string_view text, std::size_t i) { return i < text.size() && (byte_at(text, i) & 0xC0U) == 0x80U; }

/// Counts leading ASCII bytes, eight at a time: most text we check is mostly ASCII.
std::size_t ascii_run(std::string_view text) {
    std::size_t i = 0;
    for (; i + 8 <= text.size(); i += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, text.data() + i, 8);
        if ((word & 0x8080808080808080U) != 0) break;
    }
    while (i < text.size() && byte_at(text, i) < 0x80U) ++i;
    return i;
}

}  // namespace

std::size_t utf8_sequence_length(std::string_view text) {
    if (text.empty()) return 0;
    const unsigned lead = byte_at(text, 0);
    if (lead < 0x80U) return 1;
    if (lead < 0xC2U || lead > 0xF4U || !continues(text, 1)) return 0;
    if (lead < 0xE0U) return 2;
    const unsigned second = byte_at(text, 1);
    if (lead < 0xF0U) {
        if ((lead == 0xE0U && second < 0xA0U) || (lead == 0xEDU && second > 0x9FU)) return 0;
        return continues(text, 2) ? 3 : 0;
    }
    if ((lead == 0xF0U && second < 0x90U) || (lead == 0xF4U && second > 0x8FU)) return 0;
    return continues(text, 2) && continues(text, 3) ? 4 : 0;
}

bool is_utf8(std::string_view text) {
    for (;;) {
        text.remove_prefix(ascii_run(text));
        if (text.empty()) return true;
        const std::size_t length = utf8_sequence_length(text);
        if (length == 0) return false;
        text.remove_prefix(length);
    }
}

std::string_view clip_utf8(std::string_view text, std::size_t max_bytes) {
    if (text.size() <= max_bytes) return text;
    std::size_t end = max_bytes;
    for (int back = 0; back < 3 && end > 0 && continues(text, end); ++back) --end;
    return text.substr(0, end);
}

std::string repair_utf8(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const std::size_t length = utf8_sequence_length(text);
        out += length == 0 ? std::string_view("\xEF\xBF\xBD") : text.substr(0, length);
        text.remove_prefix(length == 0 ? 1 : length);
    }
    return out;
}

}  // namespace guvoh::base
