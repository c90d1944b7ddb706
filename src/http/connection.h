// SPDX-License-Identifier: AGPL-3.0-or-later
//
// One connection: reads requests, writes answers, keeps the clock. Private to the transport.
//
// Threads: a connection lives on one I/O thread (its Loop) and is touched by no other; only handlers run elsewhere.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <unordered_map>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>

#include "http/server.h"
#include "http/workers.h"

namespace guvoh::http {

namespace asio = boost::asio;
using boost::system::error_code;
using SteadyTime = std::chrono::steady_clock::time_point;

class Connection;

/// What all connections share.
struct Shared {
    const Application& application;
    const ServerOptions options;
    const RequestLog log;
    Workers workers;
    std::unique_ptr<asio::ssl::context> tls;  ///< null: plain
    std::atomic<std::size_t> connections{0};
    std::atomic<std::uint64_t> bodies_bytes{0};
    std::atomic<bool> draining{false};

    Shared(const Application& served, const ServerOptions& with, RequestLog to);
    /// Counts a connection from an address; false when it has too many.
    bool enter(const std::string& address);
    void leave(const std::string& address);

private:
    std::mutex mutex_;
    std::unordered_map<std::string, std::size_t> per_address_;  // guarded by mutex_
};

/// One I/O thread with its connections.
struct Loop : std::enable_shared_from_this<Loop> {
    std::list<Connection*> connections;  ///< touched on the loop's thread only; outlives the context, whose end ends connections
    asio::io_context context{1};
};

/// What a connection is waiting for.
enum class Waiting { Handshake, Idle, Head, Body, Work, Write, Events };

class Connection {
public:
    Connection(Shared& shared, Loop& loop, asio::ip::tcp::socket socket, std::string address, bool loopback);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// Serves until either side ends.
    asio::awaitable<void> serve();
    /// Ends what waits too long; called by the loop's sweep.
    void sweep(SteadyTime now);
    /// Ends it when nothing is being answered: for shutdown.
    void end_if_idle();
    /// How long it has waited for its client; zero while a handler works for it.
    std::chrono::steady_clock::duration waited(SteadyTime now) const;
    void abort();

private:
    struct Exchange;
    asio::awaitable<bool> handshake();
    asio::awaitable<bool> read_head(Exchange& exchange);
    asio::awaitable<bool> read_body(Exchange& exchange, std::uint64_t limit_bytes, BodySink* sink);
    asio::awaitable<void> take_body(Exchange& exchange);
    asio::awaitable<void> answer(Exchange& exchange);
    asio::awaitable<bool> write_answer(Exchange& exchange);
    asio::awaitable<bool> write_source(Exchange& exchange);
    asio::awaitable<void> write_events(Exchange& exchange);
    asio::awaitable<void> linger();
    asio::awaitable<bool> one_request();
    asio::awaitable<std::size_t> read_some(asio::mutable_buffer buffer, error_code& error);
    asio::awaitable<bool> write_all(std::string_view first, std::string_view second);
    asio::awaitable<bool> on_worker(const std::function<void()>& work);
    void wait_for(Waiting what, std::int64_t at_most_ms);
    bool take_request(Exchange& exchange);
    void refuse(Exchange& exchange, int status, std::string_view kind, std::string_view detail);
    void account(const Exchange& exchange);

    Shared& shared_;
    Loop& loop_;
    asio::ip::tcp::socket socket_;
    std::unique_ptr<asio::ssl::stream<asio::ip::tcp::socket&>> tls_;
    const std::string address_;
    const bool loopback_;
    std::string input_;  // read and not yet parsed
    Waiting waiting_ = Waiting::Handshake;
    SteadyTime since_, deadline_;
    bool timed_out_ = false;
    std::list<Connection*>::iterator place_;
};

}  // namespace guvoh::http
