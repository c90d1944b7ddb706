// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Makes a handler's answer ready for the wire: not modified, one byte range, compression, no body for HEAD, and the headers that
// every answer carries (OWASP ASVS 14.4). What it gives is the head as text and which bytes of the body follow.
//
// Threads: plain functions; called on the worker that ran the handler.
#pragma once

#include <cstdint>
#include <string>

#include "http/message.h"

namespace guvoh::http {

/// What kind of page an answer is, which decides its security headers.
enum class Zone { Api, Page, Asset, Download };

/// An answer ready to be sent: head, then bytes `begin` to `end` of its body.
struct ReadyAnswer {
    Response response;
    std::uint64_t begin = 0, end = 0;  ///< of the body, fixed bytes or source
    bool has_body = true;              ///< false: HEAD, 204, 304
    bool keep_alive = true;
};

/// Applies conditions, range and compression, and sets the security headers of the zone.
ReadyAnswer make_ready(Response response, const Request& request, Zone zone);

/// Status line and header lines, ending in an empty line. `at_ms` becomes Date.
std::string head_text(const ReadyAnswer& answer, std::int64_t at_ms);

/// "Sun, 22 Nov 2026 01:11:04 GMT"
std::string http_date(std::int64_t at_ms);
/// "Not Found"
std::string_view reason_phrase(int status);

}  // namespace guvoh::http
