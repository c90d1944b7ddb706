// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The checks a request passes before its route is asked: that it was meant for this server (DNS rebinding), that a page of ours
// sent it (cross-site requests), that its session's token came with it.
//
// Threads: plain functions over values made at the start.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/message.h"

namespace guvoh::http {

/// By which names the server may be addressed.
struct HostRules {
    std::vector<std::string> names;  ///< host names and addresses, lower case, without port
    bool behind_proxy = false;       ///< believe X-Forwarded-Proto and X-Forwarded-For from this machine
};

/// The host of a Host header, lower case, without port; nothing when it is malformed.
std::optional<std::string> host_name(std::string_view host_header);

/// Fills in what a trusted proxy says about the peer. Does nothing unless the rules and the peer's address allow it.
void believe_proxy(Request& request, const HostRules& rules);

/// Checks Host. Gives the refusal, or nothing.
std::optional<Problem> check_host(const Request& request, const HostRules& rules);

/// Checks Origin and Sec-Fetch-Site of a request to the API. Gives the refusal, or nothing.
std::optional<Problem> check_origin(const Request& request);

/// Name of the session cookie: with the prefix that ties it to this host under TLS.
std::string_view session_cookie_name(bool secure);
/// The value for Set-Cookie that begins a session, or ends it when the token is empty.
std::string session_cookie(std::string_view token, bool secure);

/// Compares in time that does not depend on where they differ.
bool same_secret(std::string_view a, std::string_view b);

}  // namespace guvoh::http
