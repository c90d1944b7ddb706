// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/guard.h"

#include <algorithm>

namespace guvoh::http {

namespace {

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    }
    return out;
}

bool is_host_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == ':' || c == '_';
}

std::string_view trim(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

Problem problem(int status, std::string_view kind, std::string_view detail) {
    Problem made;
    made.status = status;
    made.kind = kind;
    made.message = "error." + std::string(kind);
    made.detail = detail;
    return made;
}

}  // namespace

std::optional<std::string> host_name(std::string_view header) {
    if (header.empty() || header.size() > 255) return std::nullopt;
    std::string host = lower(header);
    if (host[0] == '[') {
        const std::size_t end = host.find(']');
        if (end == std::string::npos || (end + 1 < host.size() && host[end + 1] != ':')) return std::nullopt;
        host = host.substr(1, end - 1);
    } else {
        const std::size_t colon = host.find(':');
        if (colon != std::string::npos) {
            const std::string_view port = std::string_view(host).substr(colon + 1);
            if (!std::all_of(port.begin(), port.end(), [](char c) { return c >= '0' && c <= '9'; })) return std::nullopt;
            host.resize(colon);
        }
    }
    if (host.empty() || !std::all_of(host.begin(), host.end(), is_host_character)) return std::nullopt;
    return host;
}

void believe_proxy(Request& request, const HostRules& rules) {
    if (!rules.behind_proxy || !request.peer.loopback) return;
    request.peer.secure = same_word(request.header("X-Forwarded-Proto"), "https");
    // The last address is the one our own proxy wrote; those before it come from outside.
    std::string_view forwarded = request.header("X-Forwarded-For");
    if (const std::size_t comma = forwarded.rfind(','); comma != std::string_view::npos) forwarded.remove_prefix(comma + 1);
    forwarded = trim(forwarded);
    const std::string address = lower(forwarded);
    if (!address.empty() && address.size() <= 45 && std::all_of(address.begin(), address.end(), is_host_character)) {
        request.peer.address = address;
        request.peer.loopback = false;  // what follows treats it as the far end
    }
}

std::optional<Problem> check_host(const Request& request, const HostRules& rules) {
    if (request.header_count("Host") != 1) return problem(400, "invalid", "exactly one Host header is needed");
    const auto host = host_name(request.header("Host"));
    if (!host) return problem(400, "invalid", "the Host header is malformed");
    if (std::find(rules.names.begin(), rules.names.end(), *host) == rules.names.end()) {
        return problem(421, "misdirected", "this server does not answer to that host name; see --host");
    }
    return std::nullopt;
}

std::optional<Problem> check_origin(const Request& request) {
    const std::string_view site = request.header("Sec-Fetch-Site");
    if (!site.empty() && site != "same-origin" && site != "none") {
        return problem(403, "cross_site", "requests from other sites are refused");
    }
    const std::string_view origin = request.header("Origin");
    if (origin.empty()) return std::nullopt;
    const std::string own = (request.peer.secure ? "https://" : "http://") + lower(request.header("Host"));
    if (request.header_count("Origin") != 1 || lower(origin) != own) {
        return problem(403, "cross_site", "requests from other sites are refused");
    }
    return std::nullopt;
}

std::string_view session_cookie_name(bool secure) { return secure ? "__Host-guvoh" : "guvoh"; }

std::string session_cookie(std::string_view token, bool secure) {
    std::string value(session_cookie_name(secure));
    value += "=";
    value += token;
    value += "; Path=/; HttpOnly; SameSite=Strict";
    if (secure) value += "; Secure";
    if (token.empty()) value += "; Max-Age=0";
    return value;
}

bool same_secret(std::string_view a, std::string_view b) {
    if (a.size() != b.size()) return false;
    unsigned difference = 0;
    for (std::size_t i = 0; i < a.size(); ++i) difference |= static_cast<unsigned>(static_cast<unsigned char>(a[i]) ^ static_cast<unsigned char>(b[i]));
    return difference == 0;
}

}  // namespace guvoh::http
