// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A server with a small table of routes and two made-up sessions, for tests of the transport and of what happens before a handler.
//
// Threads: as Server.
#pragma once

#include <memory>

#include "http/server.h"
#include "http/services.h"
#include "http/testing/client.h"

namespace guvoh::http::testing {

/// Bytes 0, 1, 2, ... as a body that is fetched.
class Counting final : public BodySource {
public:
    explicit Counting(std::uint64_t size_bytes) : size_bytes_(size_bytes) {}
    std::uint64_t size_bytes() const override { return size_bytes_; }
    base::Expected<std::size_t> read_at(std::uint64_t offset, std::span<base::Byte> out) override {
        for (std::size_t i = 0; i < out.size(); ++i) out[i] = static_cast<base::Byte>((offset + i) % 251);
        return out.size();
    }

private:
    std::uint64_t size_bytes_;
};

/// Counts what is uploaded.
class CountingSink final : public BodySink {
public:
    base::Status append(base::ByteSpan data) override {
        count += data.size();
        return {};
    }
    std::uint64_t count = 0;
};

class FakeSite {
public:
    explicit FakeSite(const ServerOptions& with = {}, bool behind_proxy = false) {
        HostRules rules;
        rules.names = {"localhost", "127.0.0.1"};
        rules.behind_proxy = behind_proxy;
        // No handler of this table touches the services, so there are none.
        application_ = std::make_unique<Application>(*reinterpret_cast<Services*>(nothing_), routes(), rules, [](const std::string& token) -> base::Expected<Login> {
            if (token != "member" && token != "keeper") return base::fail(base::ErrorKind::Denied, "no session");
            Login login{access::Caller{}, token, "csrf-" + token, token};
            if (token == "keeper") login.caller.permissions = {access::Permission::ManageVault};
            return login;
        });
        ServerOptions options = with;
        options.port = 0;
        auto started = Server::start(*application_, options, [this](const RequestLine& line) {
            const std::lock_guard lock(log_mutex_);
            log_.push_back(std::string(line.method) + " " + std::string(line.route) + " " + std::to_string(line.status));
        });
        if (started) server_ = std::move(*started);
    }
    ~FakeSite() {
        hub.close();
        if (server_) server_->stop();
    }
    FakeSite(const FakeSite&) = delete;
    FakeSite& operator=(const FakeSite&) = delete;

    std::uint16_t port() const { return server_ ? server_->port() : 0; }
    Server& server() { return *server_; }
    Application& application() { return *application_; }
    std::vector<std::string> log() {
        const std::lock_guard lock(log_mutex_);
        return log_;
    }
    EventHub hub;
    bool reader_may_go_on = true;

private:
    static base::Expected<Response> echo(Context& context) {
        base::Json json;
        json["body"] = context.body;
        json["query"] = context.query;
        return Response::json(json);
    }
    std::vector<Route> routes() {
        using shape::may;
        using shape::must;
        const Shape body = shape::object({must("name", shape::text(1, 10)), may("count", shape::integer(0, 5)), may("tags", shape::list(shape::text(1, 5), 3))});
        Route proxied = get("/loopback", "", echo);
        proxied.auth = Auth::Loopback;
        return {get("/hello", "", [](Context&) -> base::Expected<Response> { return Response::json(base::Json("hello")); }).open().at_once(),
                get("/echo", "", echo).open().asks({{"n", shape::integer(1, 9), "", false, false}, {"w", shape::text(1, 5), "", true, false}}),
                post("/echo", "", echo).open().takes(body),
                get("/mine", "", echo),
                post("/mine", "", echo).takes(body),
                get("/things/{id}", "", [](Context& context) -> base::Expected<Response> { return Response::text(context.param("id")); }).open(),
                get("/big", "", [](Context&) -> base::Expected<Response> { return Response::text(std::string(100000, 'x')); }).open(),
                get("/file", "", [](Context&) -> base::Expected<Response> {
                    Response response;
                    response.source = std::make_unique<Counting>(1000000);
                    response.set("Accept-Ranges", "bytes").set("ETag", "\"v1\"").set("Content-Type", "application/octet-stream");
                    return response;
                }).open(),
                get("/broken", "", [](Context&) -> base::Expected<Response> { throw std::runtime_error("secret"); }).open(),
                get("/split", "", [](Context&) -> base::Expected<Response> {
                    return std::move(Response::text("x").set("X-Name", "a\r\nSet-Cookie: evil=1"));
                }).open(),
                get("/events", "", [this](Context&) -> base::Expected<Response> {
                    Response response;
                    response.events = hub.subscribe("key", {}, [this] { return reader_may_go_on; });
                    if (!response.events) return base::fail_busy("too many", 10);
                    response.set("Content-Type", "text/event-stream");
                    return response;
                }).open(),
                post("/upload", "", [](Context& context) -> base::Expected<Response> {
                    auto* sink = dynamic_cast<CountingSink*>(context.upload.get());
                    return Response::text(std::to_string(sink == nullptr ? 0 : sink->count));
                }).takes_upload([](Context&) -> base::Expected<std::unique_ptr<BodySink>> { return std::make_unique<CountingSink>(); }, 3000000),
                proxied};
    }

    alignas(Services) std::byte nothing_[sizeof(Services)]{};
    std::mutex log_mutex_;
    std::vector<std::string> log_;
    std::unique_ptr<Application> application_;
    std::unique_ptr<Server> server_;
};

}  // namespace guvoh::http::testing
