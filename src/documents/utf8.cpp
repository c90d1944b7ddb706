// SPDX-License-Identifier: AGPL-3.0-or-later
#include "documents/utf8.h"

#include <cstring>

namespace guvoh::documents {

namespace {

std::uint8_t byte_at(std::string_view text, std::size_t at) { return static_cast<std::uint8_t>(text[at]); }

// Length of the well-formed sequence at `at`, 0 when there is none; the code point goes to `code_point`.
std::size_t decode(std::string_view text, std::size_t at, std::uint32_t& code_point) {
    const std::uint8_t lead = byte_at(text, at);
    if (lead < 0x80) {
        code_point = lead;
        return 1;
    }
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || at + length > text.size()) return 0;
    std::uint32_t value = lead & (0x7FU >> length);
    for (std::size_t i = 1; i < length; ++i) {
        const std::uint8_t next = byte_at(text, at + i);
        if ((next & 0xC0U) != 0x80U) return 0;
        value = (value << 6U) | (next & 0x3FU);
    }
    const bool overlong = (length == 3 && value < 0x800) || (length == 4 && value < 0x10000);
    if (overlong || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return 0;
    code_point = value;
    return length;
}

bool is_control(std::uint32_t c) { return (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7F && c < 0xA0) || c == 0xFEFF; }

}  // namespace

std::size_t utf8_prefix(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        std::uint64_t eight = 0;
        if (at + 8 <= text.size()) {
            std::memcpy(&eight, text.data() + at, 8);
            if ((eight & 0x8080808080808080ULL) == 0) {
                at += 8;
                continue;
            }
        }
        std::uint32_t code_point = 0;
        const std::size_t length = decode(text, at, code_point);
        if (length == 0) return at;
        at += length;
    }
    return at;
}

bool is_utf8(std::string_view text) { return utf8_prefix(text) == text.size(); }

void put_utf8(std::string& out, std::uint32_t c) {
    if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) c = 0xFFFD;
    if (c < 0x80) {
        out.push_back(static_cast<char>(c));
    } else if (c < 0x800) {
        out.push_back(static_cast<char>(0xC0U | (c >> 6U)));
        out.push_back(static_cast<char>(0x80U | (c & 0x3FU)));
    } else if (c < 0x10000) {
        out.push_back(static_cast<char>(0xE0U | (c >> 12U)));
        out.push_back(static_cast<char>(0x80U | ((c >> 6U) & 0x3FU)));
        out.push_back(static_cast<char>(0x80U | (c & 0x3FU)));
    } else {
        out.push_back(static_cast<char>(0xF0U | (c >> 18U)));
        out.push_back(static_cast<char>(0x80U | ((c >> 12U) & 0x3FU)));
        out.push_back(static_cast<char>(0x80U | ((c >> 6U) & 0x3FU)));
        out.push_back(static_cast<char>(0x80U | (c & 0x3FU)));
    }
}

std::uint32_t next_utf8(std::string_view text, std::size_t& at) {
    std::uint32_t code_point = 0xFFFD;
    const std::size_t length = decode(text, at, code_point);
    at += length == 0 ? 1 : length;
    return length == 0 ? 0xFFFD : code_point;
}

std::string clean_utf8(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const std::uint32_t c = next_utf8(text, at);
        if (!is_control(c)) put_utf8(out, c);
    }
    return out;
}

std::string settle_lines(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    int line_ends = 2;  // no blank lines at the start
    for (std::size_t at = 0; at < text.size();) {
        std::uint32_t c = next_utf8(text, at);
        if (c == '\r') {
            if (at < text.size() && text[at] == '\n') ++at;
            c = '\n';
        }
        if (c == 0x0B || c == 0x85 || c == 0x2028) c = '\n';
        if (c == '\f' || c == 0x2029) {
            c = '\n';
            if (line_ends == 0) out.push_back('\n'), line_ends = 1;
        }
        if (c == '\n') {
            while (!out.empty() && (out.back() == ' ' || out.back() == '\t')) out.pop_back();
            if (line_ends < 2) out.push_back('\n');
            ++line_ends;
        } else if (!is_control(c)) {
            const bool blank = c == ' ' || c == '\t';
            if (!blank) line_ends = 0;
            put_utf8(out, c);
        }
    }
    while (!out.empty() && (out.back() == '\n' || out.back() == ' ' || out.back() == '\t')) out.pop_back();
    return out;
}

std::string squeeze(std::string_view text) {
    std::string out;
    bool gap = false;
    for (const char c : text) {
        if (c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f') {
            gap = !out.empty();
        } else {
            if (gap) out.push_back(' ');
            gap = false;
            out.push_back(c);
        }
    }
    return out;
}

std::string safe_inner_name(std::string_view name) {
    std::string flat = clean_utf8(name.substr(0, 4000));
    for (char& c : flat) {
        if (c == '\\') c = '/';
        if (c == '\n' || c == '\t' || c == ':') c = '_';
    }
    std::string out;
    for (std::size_t at = 0; at <= flat.size();) {
        std::size_t end = flat.find('/', at);
        if (end == std::string::npos) end = flat.size();
        const std::string_view part(flat.data() + at, end - at);
        at = end + 1;
        if (part.empty() || part == "." || part == "..") continue;
        if (!out.empty()) out.push_back('/');
        out += part;
    }
    if (out.size() > 1000) {
        out.erase(0, out.size() - 1000);
        while (!out.empty() && (byte_at(out, 0) & 0xC0U) == 0x80U) out.erase(0, 1);
        return safe_inner_name(out);
    }
    return out.empty() ? "unnamed" : out;
}

std::string extension_of(std::string_view name) {
    const std::size_t dot = name.rfind('.');
    if (dot == std::string_view::npos || name.size() - dot > 10) return {};
    std::string out;
    for (const char c : name.substr(dot + 1)) out.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c);
    return out;
}

}  // namespace guvoh::documents
