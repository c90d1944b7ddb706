// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A request and an answer as plain values: all that routes and handlers see of HTTP. Header names are compared without regard
// to case. The transport (connection.cpp) makes requests and writes answers; nothing here knows sockets.
//
// Threads: plain values; a body source is read by one thread at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"
#include "base/json.h"
#include "http/events.h"
#include "http/target.h"

namespace guvoh::http {

/// The methods that have a meaning here; any other is Other and is refused.
enum class Method { Get, Head, Post, Put, Patch, Delete, Other };
/// Reads "GET", exactly so spelled.
Method method_from(std::string_view name);
std::string_view method_name(Method method);
/// Says whether a request of this method changes something.
bool changes_state(Method method);

/// One header line.
struct Header {
    std::string name, value;
};

/// Who is at the other end of a connection.
struct Peer {
    std::string address;   ///< text, without port; what a proxy on this machine says, when it is trusted
    bool loopback = true;  ///< the connection itself comes from this machine
    bool secure = false;   ///< TLS here, or in the trusted proxy
};

/// One request, with its body unless the route takes that as a stream.
struct Request {
    Method method = Method::Get;
    bool keep_alive = true;
    Target target;
    std::vector<Header> headers;
    std::string body;
    std::optional<std::uint64_t> content_length;  ///< as declared
    bool chunked = false;
    Peer peer;

    /// The value of a header, empty when absent; the first when there are several.
    std::string_view header(std::string_view name) const;
    /// How many headers have this name.
    std::size_t header_count(std::string_view name) const;
    /// The value of a cookie, empty when absent or given twice.
    std::string_view cookie(std::string_view name) const;
    bool has_body() const { return chunked || content_length.value_or(0) > 0; }
};

/// Bytes of an answer that are fetched as they are sent, so that memory stays flat.
class BodySource {
public:
    virtual ~BodySource() = default;
    virtual std::uint64_t size_bytes() const = 0;  ///< of the whole
    /// Reads at an offset, as much as `out` takes unless the end comes. Called on a worker. Errors: NotFound, Corrupt, Io.
    virtual base::Expected<std::size_t> read_at(std::uint64_t offset, std::span<base::Byte> out) = 0;
};

/// What takes the bytes of an upload while they arrive.
class BodySink {
public:
    virtual ~BodySink() = default;
    /// Errors: Full, Io; ends the upload.
    virtual base::Status append(base::ByteSpan data) = 0;
};

/// One answer. At most one of `fixed`, `source` and `events` is set; else `body` is sent.
struct Response {
    int status = 200;
    std::vector<Header> headers;
    std::string body;
    std::span<const base::Byte> fixed;      ///< bytes that live as long as the program
    std::unique_ptr<BodySource> source;
    std::unique_ptr<Subscription> events;   ///< a stream of server-sent events
    bool may_compress = true;               ///< false where a secret stands beside what a stranger may choose (BREACH)
    bool close = false;                     ///< end the connection after this answer

    /// Sets a header, replacing one of that name.
    Response& set(std::string_view name, std::string_view value);
    /// The value of a header, empty when absent.
    std::string_view header(std::string_view name) const;

    /// Answers of the usual kinds.
    static Response json(const base::Json& value, int status = 200);
    static Response text(std::string_view text, int status = 200);
    static Response no_content();
};

/// What an error answer says beside its status.
struct Problem {
    int status = 400;
    std::string kind;     ///< as in docs/errors.md and docs/api.md
    std::string message;  ///< message key
    std::string detail;
    std::string field;                    ///< the member of the input that is wrong, or empty
    std::optional<int> retry_after_s;
};
/// {"error":{...}}, with Retry-After where it applies.
Response problem_response(const Problem& problem);
/// A failure of the service as an answer: status and message key by docs/errors.md.
Response error_response(const base::Error& error);

/// Says whether a text may stand in a header value: no control characters, so that nothing can split a header.
bool is_header_value(std::string_view text);
/// Compares ASCII text without regard to case.
bool same_word(std::string_view a, std::string_view b);

}  // namespace guvoh::http
