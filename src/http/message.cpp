// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/message.h"

#include <algorithm>
#include <array>
#include <utility>

#include "service/error_table.h"

namespace guvoh::http {

namespace {

constexpr std::array<std::pair<Method, std::string_view>, 6> kMethods{{{Method::Get, "GET"},
                                                                      {Method::Head, "HEAD"},
                                                                      {Method::Post, "POST"},
                                                                      {Method::Put, "PUT"},
                                                                      {Method::Patch, "PATCH"},
                                                                      {Method::Delete, "DELETE"}}};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

std::string_view trim(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

}  // namespace

Method method_from(std::string_view name) {
    for (const auto& [method, spelled] : kMethods) {
        if (name == spelled) return method;
    }
    return Method::Other;
}

std::string_view method_name(Method method) {
    for (const auto& [known, spelled] : kMethods) {
        if (method == known) return spelled;
    }
    return "OTHER";
}

bool changes_state(Method method) { return method != Method::Get && method != Method::Head; }

bool same_word(std::string_view a, std::string_view b) {
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
}

bool is_header_value(std::string_view text) {
    return std::none_of(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f; });
}

std::string_view Request::header(std::string_view name) const {
    for (const Header& header : headers) {
        if (same_word(header.name, name)) return header.value;
    }
    return {};
}

std::size_t Request::header_count(std::string_view name) const {
    return static_cast<std::size_t>(std::count_if(headers.begin(), headers.end(), [&](const Header& h) { return same_word(h.name, name); }));
}

std::string_view Request::cookie(std::string_view name) const {
    std::string_view found;
    int count = 0;
    for (const Header& header : headers) {
        if (!same_word(header.name, "Cookie")) continue;
        std::string_view rest = header.value;
        while (!rest.empty()) {
            const std::size_t end = std::min(rest.find(';'), rest.size());
            const std::string_view pair = trim(rest.substr(0, end));
            rest.remove_prefix(std::min(end + 1, rest.size()));
            const std::size_t equals = pair.find('=');
            if (equals == std::string_view::npos || pair.substr(0, equals) != name) continue;
            found = pair.substr(equals + 1);
            ++count;
        }
    }
    return count == 1 ? found : std::string_view{};
}

Response& Response::set(std::string_view name, std::string_view value) {
    for (Header& header : headers) {
        if (same_word(header.name, name)) {
            header.value = value;
            return *this;
        }
    }
    headers.push_back({std::string(name), std::string(value)});
    return *this;
}

std::string_view Response::header(std::string_view name) const {
    for (const Header& header : headers) {
        if (same_word(header.name, name)) return header.value;
    }
    return {};
}

Response Response::json(const base::Json& value, int status) {
    Response response;
    response.status = status;
    response.set("Content-Type", "application/json");
    response.body = value.text();
    return response;
}

Response Response::text(std::string_view text, int status) {
    Response response;
    response.status = status;
    response.set("Content-Type", "text/plain; charset=utf-8");
    response.body = text;
    return response;
}

Response Response::no_content() {
    Response response;
    response.status = 204;
    return response;
}

Response problem_response(const Problem& problem) {
    base::Json json;
    base::Json& error = json["error"];
    error["kind"] = problem.kind;
    error["message"] = problem.message;
    error["detail"] = problem.detail;
    if (!problem.field.empty()) error["field"] = problem.field;
    if (problem.retry_after_s) error["retry_after_s"] = *problem.retry_after_s;
    Response response = Response::json(json, problem.status);
    if (problem.retry_after_s) response.set("Retry-After", std::to_string(*problem.retry_after_s));
    return response;
}

Response error_response(const base::Error& error) {
    Problem problem;
    problem.kind = base::error_kind_name(error.kind);
    for (const auto& row : service::error_table()) {
        if (row.kind != error.kind) continue;
        problem.status = row.http_status;
        problem.message = row.message_key;
    }
    problem.detail = error.detail;
    // Errors about one field say so: "field NAME: what" (schema/schema.h).
    if (const std::size_t end = error.detail.find(": "); error.detail.rfind("field ", 0) == 0 && end != std::string::npos) {
        problem.field = error.detail.substr(6, end - 6);
        problem.detail = error.detail.substr(end + 2);
        if (error.kind == base::ErrorKind::Invalid) problem.status = 422;
    }
    if (error.kind == base::ErrorKind::Busy) {
        // Throttled is the client's affair (429); being short of something is the server's (503).
        if (error.retry_after_s > 0) problem.status = 429;
        problem.retry_after_s = static_cast<int>(std::clamp<std::uint32_t>(error.retry_after_s, 1, 86400));
    }
    return problem_response(problem);
}

}  // namespace guvoh::http
