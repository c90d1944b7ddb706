// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/target.h"

#include "base/text.h"

namespace guvoh::http {

using base::ErrorKind;
using base::fail;

namespace {

constexpr std::size_t kMaxSegments = 16, kMaxParameters = 100;

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

base::Expected<std::vector<std::string>> read_path(std::string_view path) {
    std::vector<std::string> segments;
    if (path == "/") return segments;
    for (std::size_t begin = 1; begin <= path.size();) {
        const std::size_t end = std::min(path.find('/', begin), path.size());
        GUVOH_TRY(auto segment, percent_decode(path.substr(begin, end - begin), false));
        const std::string_view name = segment;
        if (name == "." || name == "..") return fail(ErrorKind::Invalid, "the path has a dot segment");
        if (segment.find_first_of("/\\") != std::string::npos) return fail(ErrorKind::Invalid, "a path segment holds a slash");
        if (segment.empty() && end < path.size()) return fail(ErrorKind::Invalid, "the path has an empty segment");
        if (segments.size() == kMaxSegments) return fail(ErrorKind::Invalid, "the path has too many segments");
        segments.push_back(std::move(segment));
        begin = end + 1;
    }
    return segments;
}

base::Expected<std::vector<std::pair<std::string, std::string>>> read_query(std::string_view text) {
    std::vector<std::pair<std::string, std::string>> query;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('&'), text.size());
        const std::string_view pair = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (pair.empty()) continue;
        if (query.size() == kMaxParameters) return fail(ErrorKind::Invalid, "the query has too many parameters");
        const std::size_t equals = std::min(pair.find('='), pair.size());
        GUVOH_TRY(auto name, percent_decode(pair.substr(0, equals), true));
        GUVOH_TRY(auto value, percent_decode(pair.substr(std::min(equals + 1, pair.size())), true));
        query.emplace_back(std::move(name), std::move(value));
    }
    return query;
}

}  // namespace

base::Expected<std::string> percent_decode(std::string_view text, bool plus_is_space) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        char c = text[i];
        if (is_control(c) || c == ' ') return fail(ErrorKind::Invalid, "the address holds a control character");
        if (c == '%') {
            const int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
            const int low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
            if (high < 0 || low < 0) return fail(ErrorKind::Invalid, "the address has a broken %-escape");
            c = static_cast<char>(high * 16 + low);
            i += 2;
            // Line breaks and tabs may be looked for; they never reach a header (is_header_value) nor a file name.
            if (c == '\0' || (is_control(c) && !plus_is_space)) return fail(ErrorKind::Invalid, "the address holds a control character");
        } else if (c == '+' && plus_is_space) {
            c = ' ';
        }
        out += c;
    }
    if (!base::is_utf8(out)) return fail(ErrorKind::Invalid, "the address is not UTF-8");
    return out;
}

std::string percent_encode(std::string_view text) {
    static constexpr char kDigits[] = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
        if (plain) {
            out += c;
        } else {
            const auto byte = static_cast<unsigned char>(c);
            out += '%';
            out += kDigits[byte >> 4U];
            out += kDigits[byte & 15U];
        }
    }
    return out;
}

base::Expected<Target> Target::parse(std::string_view text) {
    if (text.empty() || text[0] != '/') return fail(ErrorKind::Invalid, "the address does not begin with a slash");
    if (text.find('#') != std::string_view::npos) return fail(ErrorKind::Invalid, "the address holds a fragment");
    Target target;
    const std::size_t mark = std::min(text.find('?'), text.size());
    GUVOH_TRY(target.segments, read_path(text.substr(0, mark)));
    target.query_text = std::string(text.substr(std::min(mark + 1, text.size())));
    GUVOH_TRY(target.query, read_query(target.query_text));
    return target;
}

std::string Target::path() const {
    std::string out;
    for (const auto& segment : segments) out += "/" + segment;
    return out.empty() ? "/" : out;
}

}  // namespace guvoh::http
