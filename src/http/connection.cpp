// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/connection.h"

#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include "http/body_parser.h"
#include "platform/clock.h"

namespace guvoh::http {

namespace {

constexpr std::size_t kHeadLimitBytes = 16384, kReadBytes = 4096, kBodyReadBytes = 65536, kChunkBytes = 65536;
constexpr std::uint64_t kDrainLimitBytes = 1U << 20U;  // a refused body up to this is read to its end, so that the connection lives on
constexpr std::int64_t kLingerMs = 2000;

SteadyTime now() { return std::chrono::steady_clock::now(); }

double ms_since(SteadyTime begin) { return std::chrono::duration<double, std::milli>(now() - begin).count(); }

Problem transport_problem(int status, std::string_view kind, std::string_view detail) {
    Problem problem;
    problem.status = status;
    problem.kind = kind;
    problem.message = "error." + std::string(kind);
    problem.detail = detail;
    if (status == 503) problem.retry_after_s = 1;
    return problem;
}

}  // namespace

/// Wakes an event stream from any thread. It may be rung after the stream has ended, so it owns all it touches.
struct Bell {
    std::shared_ptr<Loop> loop;
    asio::steady_timer* timer;  // of the stream; null when that has ended
    bool rung = false;

    Bell(std::shared_ptr<Loop> on, asio::steady_timer* wakes) : loop(std::move(on)), timer(wakes) {}
    /// On the loop's thread.
    void ring() {
        rung = true;
        if (timer != nullptr) timer->cancel();
    }
};

/// One request and its answer.
struct Connection::Exchange {
    BodyParser parser;
    Request request;
    Plan plan;
    std::unique_ptr<BodySink> sink;
    std::optional<ReadyAnswer> answer;
    SteadyTime begun, ready;
    bool planned = false;
    std::uint64_t bytes_in = 0, bytes_out = 0, held = 0;
    bool body_left = false;
};

Connection::Connection(Shared& shared, Loop& loop, asio::ip::tcp::socket socket, std::string address, bool loopback)
    : shared_(shared), loop_(loop), socket_(std::move(socket)), address_(std::move(address)), loopback_(loopback) {
    if (shared_.tls) tls_ = std::make_unique<asio::ssl::stream<asio::ip::tcp::socket&>>(socket_, *shared_.tls);
    wait_for(Waiting::Handshake, shared_.options.header_ms);
    place_ = loop_.connections.insert(loop_.connections.end(), this);
}

Connection::~Connection() { loop_.connections.erase(place_); }

void Connection::wait_for(Waiting what, std::int64_t at_most_ms) {
    waiting_ = what;
    since_ = now();
    deadline_ = since_ + std::chrono::milliseconds(at_most_ms);
}

void Connection::sweep(SteadyTime at) {
    if (waiting_ == Waiting::Work || at < deadline_) return;
    timed_out_ = true;
    error_code ignored;
    if (waiting_ == Waiting::Head || waiting_ == Waiting::Body) {
        deadline_ = at + std::chrono::milliseconds(kLingerMs);
        socket_.cancel(ignored);  // the coroutine wakes and still says why
    } else {
        socket_.close(ignored);
    }
}

void Connection::abort() {
    error_code ignored;
    socket_.close(ignored);
}

void Connection::end_if_idle() {
    if (waiting_ == Waiting::Idle || waiting_ == Waiting::Handshake) abort();
}

std::chrono::steady_clock::duration Connection::waited(SteadyTime at) const {
    const bool for_client = waiting_ == Waiting::Handshake || waiting_ == Waiting::Idle || waiting_ == Waiting::Head;
    return for_client ? at - since_ : std::chrono::steady_clock::duration::zero();
}

asio::awaitable<std::size_t> Connection::read_some(asio::mutable_buffer buffer, error_code& error) {
    if (tls_) co_return co_await tls_->async_read_some(buffer, asio::redirect_error(asio::use_awaitable, error));
    co_return co_await socket_.async_read_some(buffer, asio::redirect_error(asio::use_awaitable, error));
}

asio::awaitable<bool> Connection::write_all(std::string_view first, std::string_view second) {
    const auto total = static_cast<std::int64_t>(first.size() + second.size());
    wait_for(Waiting::Write, shared_.options.write_idle_ms * (1 + total / static_cast<std::int64_t>(kChunkBytes)));
    const std::array<asio::const_buffer, 2> buffers{asio::buffer(first.data(), first.size()), asio::buffer(second.data(), second.size())};
    error_code error;
    if (tls_) {
        co_await asio::async_write(*tls_, buffers, asio::redirect_error(asio::use_awaitable, error));
    } else {
        co_await asio::async_write(socket_, buffers, asio::redirect_error(asio::use_awaitable, error));
    }
    co_return !error;
}

asio::awaitable<bool> Connection::on_worker(const std::function<void()>& work) {
    wait_for(Waiting::Work, 0);
    asio::steady_timer done(loop_.context, SteadyTime::max());
    // The timer is cancelled on this loop's thread, so never before the wait below has begun.
    const bool taken = shared_.workers.submit([this, &work, &done] {
        work();
        asio::post(loop_.context, [&done] { done.cancel(); });
    });
    if (!taken) co_return false;
    error_code ignored;
    co_await done.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    co_return true;
}

asio::awaitable<bool> Connection::handshake() {
    if (!tls_) co_return true;
    error_code error;
    co_await tls_->async_handshake(asio::ssl::stream_base::server, asio::redirect_error(asio::use_awaitable, error));
    co_return !error;
}

asio::awaitable<bool> Connection::read_head(Exchange& exchange) {
    wait_for(input_.empty() ? Waiting::Idle : Waiting::Head, input_.empty() ? shared_.options.keep_alive_ms : shared_.options.header_ms);
    while (true) {
        if (!input_.empty()) {
            const BodyParser::Step step = exchange.parser.put(input_);
            input_.erase(0, step.used);
            if (step.failed) {
                refuse(exchange, step.status, step.status == 431 ? "too_large" : "invalid", step.detail);
                co_return true;
            }
            if (exchange.parser.head_done()) co_return true;
        }
        const std::size_t had = input_.size();
        if (had > kHeadLimitBytes) {
            refuse(exchange, 431, "too_large", "the head of the request is too large");
            co_return true;
        }
        input_.resize(had + kReadBytes);
        error_code error;
        const std::size_t count = co_await read_some(asio::buffer(input_.data() + had, kReadBytes), error);
        input_.resize(had + count);
        if (waiting_ == Waiting::Idle && count > 0) wait_for(Waiting::Head, shared_.options.header_ms);
        if (!error) continue;
        if (!timed_out_ || waiting_ != Waiting::Head) co_return false;
        refuse(exchange, 408, "timeout", "the request took too long to arrive");
        co_return true;
    }
}

bool Connection::take_request(Exchange& exchange) {
    Request& request = exchange.request;
    request.peer.address = address_;
    request.peer.loopback = loopback_;
    request.peer.secure = tls_ != nullptr;
    std::string why;
    const int status = exchange.parser.take_head(request, why);
    if (status == 0) return true;
    refuse(exchange, status, "invalid", why);
    return false;
}

void Connection::refuse(Exchange& exchange, int status, std::string_view kind, std::string_view detail) {
    exchange.answer = Application::refuse(transport_problem(status, kind, detail), exchange.request);
}

asio::awaitable<bool> Connection::read_body(Exchange& exchange, std::uint64_t limit_bytes, BodySink* sink) {
    exchange.parser.body_to(sink != nullptr ? nullptr : &exchange.request.body, sink, limit_bytes);
    const SteadyTime begun = now();
    wait_for(Waiting::Body, shared_.options.body_idle_ms);
    while (!exchange.parser.done()) {
        const BodyParser::Step step = input_.empty() ? BodyParser::Step{} : exchange.parser.put(input_);
        input_.erase(0, step.used);
        exchange.bytes_in += step.used;
        if (step.failed) {
            refuse(exchange, step.status, step.status == 413 ? "too_large" : step.status == 503 ? "busy" : "invalid", step.detail);
            co_return false;
        }
        const std::uint64_t more = exchange.request.body.size() - exchange.held;
        exchange.held += more;
        if (shared_.bodies_bytes.fetch_add(more) + more > shared_.options.bodies_limit_bytes) {
            refuse(exchange, 503, "busy", "too many bodies at once");
            co_return false;
        }
        if (exchange.parser.done()) break;
        const double seconds = ms_since(begun) / 1000;
        const bool slow = seconds * 1000 > static_cast<double>(shared_.options.body_idle_ms) &&
                          static_cast<double>(exchange.bytes_in) < seconds * static_cast<double>(shared_.options.body_bytes_per_s);
        const std::size_t had = input_.size();
        input_.resize(had + kBodyReadBytes);
        error_code error;
        std::size_t count = 0;
        if (!slow) count = co_await read_some(asio::buffer(input_.data() + had, kBodyReadBytes), error);
        input_.resize(had + count);
        if (slow || (error && timed_out_)) {
            shared_.application.metrics().shed.fetch_add(1);
            refuse(exchange, 408, "timeout", "the body arrived too slowly");
            co_return false;
        }
        if (error) co_return false;
        wait_for(Waiting::Body, shared_.options.body_idle_ms);
    }
    co_return true;
}

asio::awaitable<void> Connection::take_body(Exchange& exchange) {
    const Plan& plan = exchange.plan;
    const bool expects = same_word(exchange.request.header("Expect"), "100-continue");
    if (plan.refusal || !plan.wants_body) co_return;
    if (plan.ask_first) {
        Begun begun;
        const std::function<void()> work = [&] { begun = shared_.application.begin_upload(exchange.request, plan); };
        const bool taken = co_await on_worker(work);
        if (!taken) {
            refuse(exchange, 503, "busy", "too much to do");
            co_return;
        }
        if (begun.refusal) {
            exchange.answer = make_ready(std::move(*begun.refusal), exchange.request, Zone::Api);
            co_return;
        }
        exchange.sink = std::move(begun.sink);
    }
    if (expects && !(co_await write_all("HTTP/1.1 100 Continue\r\n\r\n", {}))) co_return;
    const bool whole = co_await read_body(exchange, plan.limit_bytes, exchange.sink.get());
    if (!whole && !exchange.answer) refuse(exchange, 400, "invalid", "the body ended early");
}

asio::awaitable<void> Connection::answer(Exchange& exchange) {
    const Plan& plan = exchange.plan;
    if (plan.refusal && exchange.request.content_length.value_or(0) > 0 && *exchange.request.content_length <= kBodyReadBytes) {
        co_await read_body(exchange, kBodyReadBytes, nullptr);  // so that the connection lives on
        exchange.answer.reset();
    }
    co_await take_body(exchange);
    exchange.body_left = exchange.request.has_body() && !exchange.parser.done();
    if (exchange.answer) co_return;
    exchange.begun = now();
    if (plan.refusal) {
        exchange.answer = make_ready(std::move(*exchange.plan.refusal), exchange.request, plan.zone);
    } else if (plan.quick) {
        exchange.answer = shared_.application.run(exchange.request, plan);
    } else {
        const std::function<void()> work = [&] { exchange.answer = shared_.application.run(exchange.request, plan, std::move(exchange.sink)); };
        const bool taken = co_await on_worker(work);
        if (!taken) refuse(exchange, 503, "busy", "too much to do");
    }
}

asio::awaitable<bool> Connection::write_answer(Exchange& exchange) {
    ReadyAnswer& ready = *exchange.answer;
    if (exchange.body_left || shared_.draining) ready.keep_alive = false;
    const std::string head = head_text(ready, platform::system_clock()());
    const Response& response = ready.response;
    std::string_view body;
    if (ready.has_body && !response.source && !response.events) {
        const std::string_view whole = response.fixed.empty() ? std::string_view(response.body) : base::as_text(response.fixed);
        body = whole.substr(ready.begin, ready.end - ready.begin);
    }
    exchange.bytes_out = head.size() + body.size();
    const bool sent = co_await write_all(head, body);
    if (!sent) co_return false;
    if (response.source && ready.has_body) co_return co_await write_source(exchange);
    if (response.events && ready.has_body) co_await write_events(exchange);
    co_return !response.events;
}

asio::awaitable<bool> Connection::write_source(Exchange& exchange) {
    ReadyAnswer& ready = *exchange.answer;
    base::Bytes chunk(kChunkBytes * 4);
    std::uint64_t at = ready.begin;
    while (at < ready.end) {
        base::Expected<std::size_t> count = std::size_t{0};
        const std::size_t wanted = static_cast<std::size_t>(std::min<std::uint64_t>(chunk.size(), ready.end - at));
        const std::function<void()> work = [&] { count = ready.response.source->read_at(at, std::span(chunk).first(wanted)); };
        const bool taken = co_await on_worker(work);
        // The length is promised already: a failure now can only cut the connection, which the client sees.
        if (!taken || !count || *count == 0) co_return false;
        const bool sent = co_await write_all(base::as_text({chunk.data(), *count}), {});
        if (!sent) co_return false;
        at += *count;
        exchange.bytes_out += *count;
    }
    co_return true;
}

asio::awaitable<void> Connection::write_events(Exchange& exchange) {
    Subscription& events = *exchange.answer->response.events;
    shared_.application.metrics().event_streams.fetch_add(1);
    asio::steady_timer ping(loop_.context);
    const auto bell = std::make_shared<Bell>(loop_.shared_from_this(), &ping);
    events.on_wake([bell] { asio::post(bell->loop->context, [bell] { bell->ring(); }); });
    std::string text = ": welcome\n\n";
    while (true) {
        const bool ended = events.ended() || shared_.draining;
        bool may = true;
        const std::function<void()> ask = [&] { may = events.may_go_on(); };
        co_await on_worker(ask);
        bell->rung = false;
        text += may ? events.take() : event_text({"signed_out", "{}"});
        if (text.empty()) text = ": ping\n\n";
        exchange.bytes_out += text.size();
        const bool sent = co_await write_all(text, {});
        if (!sent || ended || !may) break;
        text.clear();
        wait_for(Waiting::Events, shared_.options.ping_ms * 2);
        error_code ignored;
        ping.expires_after(std::chrono::milliseconds(shared_.options.ping_ms));
        if (!bell->rung) co_await ping.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    }
    bell->timer = nullptr;
    events.on_wake({});
    shared_.application.metrics().event_streams.fetch_sub(1);
}

asio::awaitable<void> Connection::linger() {
    // Closing with unread bytes would reset the connection and could take the answer away before the client has read it.
    error_code error;
    if (!tls_) socket_.shutdown(asio::ip::tcp::socket::shutdown_send, error);
    wait_for(Waiting::Write, kLingerMs);
    std::uint64_t read = 0;
    while (!error && !tls_ && read < kDrainLimitBytes) {
        input_.resize(kBodyReadBytes);
        read += co_await read_some(asio::buffer(input_), error);
    }
}

void Connection::account(const Exchange& exchange) {
    const Plan& plan = exchange.plan;
    const auto& routes = shared_.application.router().routes();
    const double ms = exchange.begun == SteadyTime{} ? 0 : std::chrono::duration<double, std::milli>(exchange.ready - exchange.begun).count();
    const int status = exchange.answer->response.status;
    const bool known = exchange.planned && plan.match.number < routes.size();
    shared_.application.metrics().count(known ? plan.match.number : routes.size(), status, ms, exchange.bytes_in, exchange.bytes_out);
    if (!shared_.log) return;
    const std::string_view route = known ? std::string_view(routes[plan.match.number].path) : plan.zone == Zone::Api ? "none" : "asset";
    shared_.log({method_name(exchange.request.method), route, status, ms, exchange.bytes_in, exchange.bytes_out});
}

asio::awaitable<bool> Connection::one_request() {
    Exchange exchange;
    const bool arrived = co_await read_head(exchange);
    if (!arrived) co_return false;
    if (!exchange.answer && take_request(exchange)) {
        exchange.plan = shared_.application.plan(exchange.request);
        exchange.planned = true;
        co_await answer(exchange);
    }
    shared_.bodies_bytes.fetch_sub(exchange.held);
    exchange.request.body = {};
    if (input_.empty()) input_ = {};  // idle connections hold next to nothing
    if (!exchange.answer) co_return false;
    exchange.ready = now();
    const bool sent = co_await write_answer(exchange);
    account(exchange);
    if (!sent) co_return false;
    if (exchange.answer->keep_alive) co_return true;
    if (exchange.body_left) co_await linger();
    co_return false;
}

asio::awaitable<void> Connection::serve() {
    const bool safe = co_await handshake();
    bool more = safe;
    while (more) more = co_await one_request();
    error_code ignored;
    if (tls_ && safe && socket_.is_open()) {
        wait_for(Waiting::Write, kLingerMs);
        co_await tls_->async_shutdown(asio::redirect_error(asio::use_awaitable, ignored));
    }
    socket_.close(ignored);
}

}  // namespace guvoh::http
