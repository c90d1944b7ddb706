// SPDX-License-Identifier: AGPL-3.0-or-later
#include "papers/links.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "papers/paper.h"

namespace guvoh::papers {

using base::ErrorKind;
using base::fail;

namespace {

constexpr std::size_t kMostBytes = 2'083;  // Office follows no longer one
constexpr std::array<std::string_view, 3> kSchemes = {"http://", "https://", "mailto:"};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return lower(c) >= 'a' && lower(c) <= 'z'; }
bool is_hex(char c) { return is_digit(c) || (lower(c) >= 'a' && lower(c) <= 'f'); }

/// The scheme in lower case with what follows it, or nothing when it is none of ours.
std::string_view scheme_of(std::string_view address) {
    const auto begins = [&](std::string_view scheme) {
        return address.size() > scheme.size() && std::equal(scheme.begin(), scheme.end(), address.begin(), [](char a, char b) { return a == lower(b); });
    };
    const auto* const found = std::find_if(kSchemes.begin(), kSchemes.end(), begins);
    return found == kSchemes.end() ? std::string_view{} : *found;
}

/// Between "://" and the path: a name or address with a port, no user (it only serves to deceive).
bool is_host(std::string_view text) {
    const auto fits = [](char c) { return is_letter(c) || is_digit(c) || (static_cast<unsigned char>(c) & 0x80U) != 0 || std::string_view("-._~:[]").find(c) != std::string_view::npos; };
    return !text.empty() && text.front() != ':' && std::all_of(text.begin(), text.end(), fits);
}

/// Characters that stand for themselves in a path, query or fragment (RFC 3986, 3.3 to 3.5).
bool stands(char c) { return is_letter(c) || is_digit(c) || std::string_view("-._~!$&'()*+,;=:@/?").find(c) != std::string_view::npos; }

/// Appends the rest of an address; an encoding that is there already stays, and only the first # begins a fragment.
void add_encoded(std::string_view rest, std::string& out) {
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    bool fragment = false;
    for (std::size_t i = 0; i < rest.size(); ++i) {
        const char c = rest[i];
        const bool encoded = c == '%' && i + 2 < rest.size() && is_hex(rest[i + 1]) && is_hex(rest[i + 2]);
        if (stands(c) || encoded || (c == '#' && !fragment)) {
            fragment = fragment || c == '#';
            out += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        out += {'%', kDigits[byte >> 4U], kDigits[byte & 15U]};
    }
}

}  // namespace

bool can_link(std::string_view address) {
    const std::string_view scheme = scheme_of(address);
    if (scheme.empty() || address.size() > kMostBytes || !base::is_utf8(address)) return false;
    const auto is_control = [](char c) { return (c >= 0 && c < ' ') || c == '\x7f'; };
    if (std::any_of(address.begin(), address.end(), is_control)) return false;
    const std::string_view rest = address.substr(scheme.size());
    if (scheme == "mailto:") return rest.find('@') != std::string_view::npos && rest.find(' ') > rest.find('@');
    return is_host(rest.substr(0, rest.find_first_of("/?#")));
}

base::Expected<std::string> link_target(std::string_view address) {
    if (!can_link(address)) return fail(ErrorKind::Invalid, "a link is no absolute address of http, https or mailto");
    const std::string_view scheme = scheme_of(address);
    std::string_view rest = address.substr(scheme.size());
    std::string out(scheme);
    if (scheme != "mailto:") {
        const std::size_t end = std::min(rest.find_first_of("/?#"), rest.size());
        out += rest.substr(0, end);
        rest.remove_prefix(end);
    }
    add_encoded(rest, out);
    return out;
}

}  // namespace guvoh::papers
