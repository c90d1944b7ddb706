// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The server: listens, keeps the connections within their limits of size, time and number, and hands requests to the
// application. HTTP/1.1 with keep-alive; TLS 1.2 and newer when a certificate is given.
//
// Slow clients do no harm: each waits in a few kilobytes, has ten seconds for a request's head and a least rate for its body,
// and when there are too many connections, those that have waited longest for their client go first.
//
// Threads: any; start() makes its own, stop() ends them.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "base/error.h"
#include "http/application.h"

namespace guvoh::http {

/// Where to listen and what a client may cost.
struct ServerOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 7447;          ///< 0: any free one
    std::string tls_certificate, tls_key;  ///< files (PEM); both or none
    unsigned io_threads = 1, workers = 4;
    std::size_t worker_queue = 1024;
    std::size_t max_connections = 2048;
    std::size_t max_per_address = 512;  ///< not for this machine, which may be a proxy
    std::int64_t header_ms = 10'000;    ///< for the head of a request, and for the TLS handshake
    std::int64_t keep_alive_ms = 60'000;
    std::int64_t body_idle_ms = 20'000;
    std::uint64_t body_bytes_per_s = 512;  ///< the least, after body_idle_ms
    std::int64_t write_idle_ms = 30'000;   ///< for 64 KiB of an answer
    std::int64_t ping_ms = 20'000;         ///< between signs of life on an event stream
    std::int64_t drain_ms = 10'000;        ///< for running requests when stopping
    std::uint64_t bodies_limit_bytes = 256U << 20U;  ///< of all bodies held in memory for handlers
};

/// What the log says of one request: nothing about who asked for what.
struct RequestLine {
    std::string_view method, route;
    int status = 0;
    double ms = 0;
    std::uint64_t bytes_in = 0, bytes_out = 0;
};
using RequestLog = std::function<void(const RequestLine&)>;
/// Writes each line as JSON on the standard error stream.
RequestLog stderr_log();

/// A port that nothing listens on, for tests and for port 0, where the number must be known before the server is.
base::Expected<std::uint16_t> find_free_port(const std::string& address);

class Server {
public:
    /// Listens and serves. `application` outlives the server. Errors: Invalid for address, certificate or key; Busy when the
    /// port is taken; Denied; Io.
    static base::Expected<std::unique_ptr<Server>> start(const Application& application, const ServerOptions& options, RequestLog log = {});
    /// Stops as stop() does.
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    /// The port it listens on.
    std::uint16_t port() const;
    /// Takes no more connections, lets running requests finish within their time, ends.
    void stop();

private:
    struct Parts;
    explicit Server(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

}  // namespace guvoh::http
