// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/answer.h"

#include <array>
#include <chrono>

#include <fmt/format.h>

#include "http/compress.h"
#include "http/range.h"

namespace guvoh::http {

namespace {

constexpr int kQuality = 3;  // of compression on the fly: time matters more than the last tenth of size

constexpr std::string_view kPagePolicy =
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; "
    "worker-src 'self' blob:; connect-src 'self'; object-src 'none'; frame-src 'self' blob:; frame-ancestors 'none'; base-uri 'none'; "
    "form-action 'self'";
// What comes from the record is never a page of ours: no script, no origin, nothing loaded.
constexpr std::string_view kClosedPolicy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; sandbox";

void add_security_headers(Response& response, const Request& request, Zone zone) {
    response.set("X-Content-Type-Options", "nosniff");
    response.set("Referrer-Policy", "no-referrer");
    response.set("Cross-Origin-Resource-Policy", "same-origin");
    if (request.peer.secure) response.set("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
    if (zone == Zone::Page || zone == Zone::Asset) {
        response.set("Content-Security-Policy", kPagePolicy);
        response.set("Cross-Origin-Opener-Policy", "same-origin");
        response.set("X-Frame-Options", "DENY");
        response.set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=(), publickey-credentials-get=(self), "
                                           "publickey-credentials-create=(self)");
        return;
    }
    response.set("Content-Security-Policy", kClosedPolicy);
    response.set("X-Frame-Options", "DENY");
    if (response.header("Cache-Control").empty()) response.set("Cache-Control", "no-store");
}

std::uint64_t body_size(const Response& response) {
    if (response.source) return response.source->size_bytes();
    return response.fixed.empty() ? response.body.size() : response.fixed.size();
}

bool is_text_type(std::string_view type) {
    return type.substr(0, 16) == "application/json" || type.substr(0, 5) == "text/" || type.substr(0, 16) == "application/open";
}

void compress_body(Response& response, const Request& request) {
    const bool plain = !response.source && !response.events && response.fixed.empty();
    if (!plain || response.body.size() < kCompressFromBytes || !response.may_compress || !is_text_type(response.header("Content-Type"))) return;
    if (!response.header("Content-Encoding").empty()) return;
    response.set("Vary", "Accept-Encoding");
    const Coding coding = choose_coding(request.header("Accept-Encoding"));
    if (coding == Coding::Identity) return;
    std::string packed = compress(coding, response.body, kQuality);
    if (packed.empty() || packed.size() >= response.body.size()) return;
    response.body = std::move(packed);
    response.set("Content-Encoding", coding_name(coding));
}

bool range_wanted(const Response& response, const Request& request) {
    if (response.header("Accept-Ranges") != "bytes" || request.method != Method::Get || response.status != 200) return false;
    if (request.header("Range").empty()) return false;
    const std::string_view unless_changed = request.header("If-Range");
    return unless_changed.empty() || unless_changed == response.header("ETag");
}

void apply_range(ReadyAnswer& answer, const Request& request) {
    const std::uint64_t size = answer.end;
    if (!range_wanted(answer.response, request)) return;
    const ByteRange range = read_range(request.header("Range"), size);
    if (range.kind == ByteRange::Kind::Part) {
        answer.begin = range.begin;
        answer.end = range.end;
        answer.response.status = 206;
        answer.response.set("Content-Range", fmt::format("bytes {}-{}/{}", range.begin, range.end - 1, size));
    } else if (range.kind == ByteRange::Kind::Unsatisfiable) {
        Problem problem;
        problem.status = 416;
        problem.kind = "range";
        problem.message = "error.range";
        problem.detail = "the range asked for lies outside";
        Response refusal = problem_response(problem);
        refusal.set("Content-Range", fmt::format("bytes */{}", size));
        answer.response = std::move(refusal);
        answer.begin = 0;
        answer.end = answer.response.body.size();
    }
}

}  // namespace

ReadyAnswer make_ready(Response response, const Request& request, Zone zone) {
    ReadyAnswer answer;
    const bool reading = request.method == Method::Get || request.method == Method::Head;
    if (reading && response.status == 200 && names_tag(request.header("If-None-Match"), response.header("ETag"))) {
        response.status = 304;
        response.source.reset();
        response.body.clear();
        response.fixed = {};
    }
    compress_body(response, request);
    answer.response = std::move(response);
    answer.end = body_size(answer.response);
    apply_range(answer, request);
    add_security_headers(answer.response, request, zone);
    answer.has_body = request.method != Method::Head && answer.response.status != 204 && answer.response.status != 304;
    answer.keep_alive = request.keep_alive && !answer.response.close && !answer.response.events;
    return answer;
}

std::string head_text(const ReadyAnswer& answer, std::int64_t at_ms) {
    const Response& response = answer.response;
    std::string head = fmt::format("HTTP/1.1 {} {}\r\nDate: {}\r\n", response.status, reason_phrase(response.status), http_date(at_ms));
    for (const Header& header : response.headers) {
        if (!is_header_value(header.value) || !is_header_value(header.name)) continue;  // nothing may begin a line of its own
        head += header.name;
        head += ": ";
        head += header.value;
        head += "\r\n";
    }
    if (!response.events && response.status != 204 && response.status != 304) {
        head += fmt::format("Content-Length: {}\r\n", answer.end - answer.begin);
    }
    head += answer.keep_alive ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n";
    return head;
}

std::string http_date(std::int64_t at_ms) {
    static constexpr std::array kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const std::chrono::sys_seconds at{std::chrono::seconds(at_ms / 1000)};
    const auto day = std::chrono::floor<std::chrono::days>(at);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss time{at - day};
    return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} GMT", kDays.at(std::chrono::weekday(day).c_encoding()),
                       static_cast<unsigned>(date.day()), kMonths.at(static_cast<unsigned>(date.month()) - 1), static_cast<int>(date.year()),
                       time.hours().count(), time.minutes().count(), time.seconds().count());
}

std::string_view reason_phrase(int status) {
    switch (status) {
        case 200: return "OK";
        case 201: return "Created";
        case 202: return "Accepted";
        case 204: return "No Content";
        case 206: return "Partial Content";
        case 304: return "Not Modified";
        case 400: return "Bad Request";
        case 401: return "Unauthorized";
        case 403: return "Forbidden";
        case 404: return "Not Found";
        case 405: return "Method Not Allowed";
        case 408: return "Request Timeout";
        case 409: return "Conflict";
        case 411: return "Length Required";
        case 413: return "Content Too Large";
        case 414: return "URI Too Long";
        case 415: return "Unsupported Media Type";
        case 416: return "Range Not Satisfiable";
        case 421: return "Misdirected Request";
        case 422: return "Unprocessable Content";
        case 423: return "Locked";
        case 429: return "Too Many Requests";
        case 431: return "Request Header Fields Too Large";
        case 499: return "Client Closed Request";
        case 500: return "Internal Server Error";
        case 501: return "Not Implemented";
        case 503: return "Service Unavailable";
        case 505: return "HTTP Version Not Supported";
        case 507: return "Insufficient Storage";
        default: return "Unknown";
    }
}

}  // namespace guvoh::http
