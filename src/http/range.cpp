// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/range.h"

#include <charconv>
#include <optional>

namespace guvoh::http {

namespace {

std::optional<std::uint64_t> number(std::string_view text) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::string_view trim(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

std::string_view strong(std::string_view tag) {
    if (tag.substr(0, 2) == "W/") tag.remove_prefix(2);
    return tag;
}

}  // namespace

ByteRange read_range(std::string_view header, std::uint64_t size_bytes) {
    const ByteRange whole{ByteRange::Kind::Whole, 0, size_bytes};
    if (header.substr(0, 6) != "bytes=") return whole;
    const std::string_view spec = trim(header.substr(6));
    const std::size_t dash = spec.find('-');
    if (dash == std::string_view::npos || spec.find(',') != std::string_view::npos) return whole;
    const auto first = number(spec.substr(0, dash));
    const std::string_view last_text = spec.substr(dash + 1);
    const auto last = number(last_text);
    if (dash == 0) {
        if (!last) return whole;
        if (*last == 0 || size_bytes == 0) return {ByteRange::Kind::Unsatisfiable, 0, 0};
        return {ByteRange::Kind::Part, size_bytes - std::min(*last, size_bytes), size_bytes};
    }
    if (!first || (!last && !last_text.empty()) || (last && *last < *first)) return whole;
    if (*first >= size_bytes) return {ByteRange::Kind::Unsatisfiable, 0, 0};
    return {ByteRange::Kind::Part, *first, last && *last < size_bytes ? *last + 1 : size_bytes};
}

bool names_tag(std::string_view header, std::string_view tag) {
    if (tag.empty()) return false;
    while (!header.empty()) {
        const std::size_t end = std::min(header.find(','), header.size());
        const std::string_view one = trim(header.substr(0, end));
        if (one == "*" || strong(one) == strong(tag)) return true;
        header.remove_prefix(std::min(end + 1, header.size()));
    }
    return false;
}

}  // namespace guvoh::http
