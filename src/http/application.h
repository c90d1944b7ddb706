// SPDX-License-Identifier: AGPL-3.0-or-later
//
// From a request to an answer, without sockets: the checks, the route, the session, the body's shape, the handler. The
// connection calls plan() when it has read the head, which says what to do about the body, and run() when the body is there.
//
// Threads: any; plan() is quick and never blocks, begin_upload() and run() may block and belong on a worker.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "http/answer.h"
#include "http/assets.h"
#include "http/guard.h"
#include "http/metrics.h"
#include "http/router.h"

namespace guvoh::http {

/// Finds the session of a cookie's value. Errors: any, when there is none.
using FindLogin = std::function<base::Expected<Login>(const std::string& token)>;

/// What the head of a request led to.
struct Plan {
    Match match;
    Zone zone = Zone::Api;
    std::optional<Response> refusal;  ///< answer this, whatever the body is
    bool wants_body = false;
    bool ask_first = false;           ///< call begin_upload() before any of the body is read
    std::uint64_t limit_bytes = 0;
    bool quick = false;               ///< run() does not block
};

/// A request on its way to its handler, after begin_upload().
struct Begun {
    std::optional<Response> refusal;
    std::unique_ptr<BodySink> sink;  ///< null: keep the body in the request
};

class Application {
public:
    /// `services` outlives this.
    Application(Services& services, std::vector<Route> routes, HostRules rules, FindLogin find_login);
    Application(const Application&) = delete;
    Application& operator=(const Application&) = delete;
    ~Application();

    /// Looks at the head. Fills in what a proxy says about the peer.
    Plan plan(Request& request) const;
    /// Asks, before the body is read, whether the route would take it.
    Begun begin_upload(const Request& request, const Plan& plan) const;
    /// Runs the route. The body is in the request, or in `sink`.
    ReadyAnswer run(const Request& request, const Plan& plan, std::unique_ptr<BodySink> sink = nullptr) const;
    /// A refusal of the transport's own, made ready.
    static ReadyAnswer refuse(const Problem& problem, const Request& request);

    const Router& router() const { return router_; }
    Metrics& metrics() const { return *metrics_; }

private:
    struct Opened;
    std::optional<Response> refusal_for(const Request& request, Plan& plan) const;
    base::Expected<Login> login_of(const Request& request) const;
    std::optional<Response> open(const Request& request, const Plan& plan, Opened& opened) const;

    Services& services_;  // made by whoever starts the server, outlives it
    Router router_;
    HostRules rules_;
    FindLogin find_login_;
    std::unique_ptr<Metrics> metrics_;
};

}  // namespace guvoh::http
