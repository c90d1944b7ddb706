// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/server.h"

#include <sys/resource.h>

#include <algorithm>
#include <thread>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include "http/connection.h"
#include "platform/clock.h"

namespace guvoh::http {

using base::ErrorKind;
using base::fail;
using asio::ip::tcp;

namespace {

constexpr auto kSweepEvery = std::chrono::milliseconds(200);
constexpr auto kAcceptPause = std::chrono::milliseconds(100);

void allow_many_files(std::size_t wanted) {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted) return;
    limit.rlim_cur = std::min<rlim_t>(wanted, limit.rlim_max);
    setrlimit(RLIMIT_NOFILE, &limit);
}

/// Ends the connection of this loop that has kept us waiting longest, or `newest` when none waits.
void shed(Loop& loop, Connection& newest) {
    const SteadyTime at = std::chrono::steady_clock::now();
    const auto slowest = std::max_element(loop.connections.begin(), loop.connections.end(),
                                          [at](const Connection* a, const Connection* b) { return a->waited(at) < b->waited(at); });
    Connection* chosen = (*slowest)->waited(at).count() > 0 ? *slowest : &newest;
    chosen->abort();
}

asio::awaitable<void> serve_one(Shared& shared, Loop& loop, tcp::socket socket, std::string address, bool loopback) {
    Metrics& metrics = shared.application.metrics();
    metrics.accepted.fetch_add(1);
    metrics.connections.fetch_add(1);
    {
        Connection connection(shared, loop, std::move(socket), address, loopback);
        if (shared.connections.fetch_add(1) >= shared.options.max_connections) {
            metrics.shed.fetch_add(1);
            shed(loop, connection);
        }
        co_await connection.serve();
    }
    shared.connections.fetch_sub(1);
    metrics.connections.fetch_sub(1);
    if (!loopback) shared.leave(address);
}

asio::awaitable<void> sweep(Loop& loop) {
    asio::steady_timer timer(loop.context);
    while (true) {
        timer.expires_after(kSweepEvery);
        error_code ignored;
        co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
        const SteadyTime at = std::chrono::steady_clock::now();
        for (Connection* connection : loop.connections) connection->sweep(at);
    }
}

base::Expected<std::unique_ptr<asio::ssl::context>> tls_context(const ServerOptions& options) {
    using asio::ssl::context;
    auto tls = std::make_unique<context>(context::tls_server);
    error_code error;
    tls->set_options(context::default_workarounds | context::no_sslv2 | context::no_sslv3 | context::no_tlsv1 | context::no_tlsv1_1 |
                         context::single_dh_use,
                     error);
    if (!error) tls->use_certificate_chain_file(options.tls_certificate, error);
    if (error) return fail(ErrorKind::Invalid, "the certificate cannot be read");
    tls->use_private_key_file(options.tls_key, context::pem, error);
    if (error) return fail(ErrorKind::Invalid, "the key cannot be read, or does not fit the certificate");
    return tls;
}

base::Error listen_error(const error_code& error) {
    if (error == asio::error::address_in_use) return {ErrorKind::Busy, "the port is in use by another program", {}};
    if (error == asio::error::access_denied) return {ErrorKind::Denied, "this port needs rights that this user does not have", {}};
    if (error == boost::system::errc::address_not_available) return {ErrorKind::Invalid, "this machine does not have that address", {}};
    return {ErrorKind::Io, "listening: " + error.message(), {}};
}

}  // namespace

Shared::Shared(const Application& served, const ServerOptions& with, RequestLog to)
    : application(served), options(with), log(std::move(to)), workers(with.workers, with.worker_queue) {}

bool Shared::enter(const std::string& address) {
    const std::lock_guard lock(mutex_);
    std::size_t& count = per_address_[address];
    if (count >= options.max_per_address) return false;
    ++count;
    return true;
}

void Shared::leave(const std::string& address) {
    const std::lock_guard lock(mutex_);
    const auto found = per_address_.find(address);
    if (found != per_address_.end() && --found->second == 0) per_address_.erase(found);
}

struct Server::Parts {
    Shared shared;
    std::vector<std::shared_ptr<Loop>> loops;
    std::unique_ptr<tcp::acceptor> acceptor;
    std::vector<std::thread> threads;
    std::uint16_t port = 0;
    bool stopped = false;

    Parts(const Application& application, const ServerOptions& options, RequestLog log) : shared(application, options, std::move(log)) {
        for (unsigned i = 0; i < std::max(options.io_threads, 1U); ++i) loops.push_back(std::make_shared<Loop>());
    }

    base::Status listen() {
        error_code error;
        const auto address = asio::ip::make_address(shared.options.address, error);
        if (error) return fail(ErrorKind::Invalid, "the address to listen on is no IP address");
        const tcp::endpoint endpoint(address, shared.options.port);
        acceptor = std::make_unique<tcp::acceptor>(loops[0]->context);
        acceptor->open(endpoint.protocol(), error);
        if (!error) acceptor->set_option(tcp::acceptor::reuse_address(true), error);
        if (!error) acceptor->bind(endpoint, error);
        if (!error) acceptor->listen(asio::socket_base::max_listen_connections, error);
        if (error) return fail(listen_error(error));
        port = acceptor->local_endpoint(error).port();
        return {};
    }

    asio::awaitable<void> accept() {
        std::size_t next = 0;
        while (acceptor->is_open()) {
            const std::shared_ptr<Loop>& loop = loops[next++ % loops.size()];
            tcp::socket socket(loop->context);
            error_code error;
            co_await acceptor->async_accept(socket, asio::redirect_error(asio::use_awaitable, error));
            if (error == asio::error::operation_aborted || !acceptor->is_open()) co_return;
            if (error) {  // out of files, most likely: let some be closed
                asio::steady_timer pause(loops[0]->context, kAcceptPause);
                error_code ignored;
                co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
                continue;
            }
            begin(*loop, std::move(socket));
        }
    }

    void begin(Loop& loop, tcp::socket socket) {
        error_code error;
        const auto peer = socket.remote_endpoint(error).address();
        if (error) return;
        const std::string address = peer.to_string();
        const bool loopback = peer.is_loopback() || (peer.is_v6() && peer.to_v6().is_v4_mapped() && address.find("127.") != std::string::npos);
        if (!loopback && !shared.enter(address)) {
            shared.application.metrics().shed.fetch_add(1);
            return;
        }
        socket.set_option(tcp::no_delay(true), error);
        asio::co_spawn(loop.context, serve_one(shared, loop, std::move(socket), address, loopback), asio::detached);
    }

    void run() {
        asio::co_spawn(loops[0]->context, accept(), asio::detached);
        for (const auto& loop : loops) {
            asio::co_spawn(loop->context, sweep(*loop), asio::detached);
            threads.emplace_back([loop] { loop->context.run(); });
        }
    }

    void on_all(void (Connection::*act)()) {
        for (const auto& loop : loops) {
            asio::post(loop->context, [loop, act] {
                for (Connection* connection : loop->connections) (connection->*act)();
            });
        }
    }

    void stop() {
        if (std::exchange(stopped, true)) return;
        shared.draining = true;
        asio::post(loops[0]->context, [this] {
            error_code ignored;
            acceptor->close(ignored);
        });
        const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(shared.options.drain_ms);
        while (shared.connections > 0 && std::chrono::steady_clock::now() < until) {
            on_all(&Connection::end_if_idle);
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
        shared.workers.finish();
        on_all(&Connection::abort);
        for (const auto& loop : loops) asio::post(loop->context, [loop] { loop->context.stop(); });
        for (std::thread& thread : threads) thread.join();
    }
};

base::Expected<std::uint16_t> find_free_port(const std::string& address) {
    error_code error;
    asio::io_context context;
    const auto ip = asio::ip::make_address(address, error);
    if (error) return fail(ErrorKind::Invalid, "the address to listen on is no IP address");
    tcp::acceptor acceptor(context);
    acceptor.open(ip.is_v6() ? tcp::v6() : tcp::v4(), error);
    if (!error) acceptor.bind(tcp::endpoint(ip, 0), error);
    if (error) return fail(listen_error(error));
    return acceptor.local_endpoint(error).port();
}

Server::Server(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

base::Expected<std::unique_ptr<Server>> Server::start(const Application& application, const ServerOptions& options, RequestLog log) {
    if (options.tls_certificate.empty() != options.tls_key.empty()) return fail(ErrorKind::Invalid, "TLS needs both a certificate and its key");
    allow_many_files(options.max_connections + 512);
    auto parts = std::make_unique<Parts>(application, options, std::move(log));
    if (!options.tls_certificate.empty()) {
        GUVOH_TRY(parts->shared.tls, tls_context(options));
    }
    GUVOH_TRY_VOID(parts->listen());
    parts->run();
    return std::unique_ptr<Server>(new Server(std::move(parts)));
}

Server::~Server() { stop(); }
std::uint16_t Server::port() const { return parts_->port; }
void Server::stop() {
    if (parts_) parts_->stop();
}

RequestLog stderr_log() {
    return [clock = platform::system_clock()](const RequestLine& line) {
        const std::string text =
            fmt::format("{{\"at\":\"{}\",\"method\":\"{}\",\"route\":\"{}\",\"status\":{},\"ms\":{:.2f},\"bytes_in\":{},\"bytes_out\":{}}}\n",
                        platform::instant_text(clock()), line.method, line.route, line.status, line.ms, line.bytes_in, line.bytes_out);
        std::fwrite(text.data(), 1, text.size(), stderr);  // one call, so that lines of several threads do not mix
    };
}

}  // namespace guvoh::http
