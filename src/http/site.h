// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Everything that `guvoh serve` runs, put together over a host: events, jobs, routes, server.
//
// Threads: any.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "http/server.h"
#include "service/host.h"

namespace guvoh::http {

/// How the site is reached, and what it may use.
struct SiteOptions {
    ServerOptions server;
    std::vector<std::string> hosts;  ///< names it answers to, beside the address it listens on and localhost
    bool behind_proxy = false;
    std::string version;
    std::uint64_t upload_memory_bytes = 2ULL << 30U;
    RequestLog log;  ///< empty: none
};

/// The host options that fit: which names passkeys belong to.
service::HostOptions host_options(const SiteOptions& options);

class Site {
public:
    /// Begins to serve. `host` outlives the site. Errors: as Server::start.
    static base::Expected<std::unique_ptr<Site>> start(service::Host& host, const SiteOptions& options);
    /// Stops as stop() does.
    ~Site();
    Site(const Site&) = delete;
    Site& operator=(const Site&) = delete;

    std::uint16_t port() const;  ///< it listens on
    /// "http://localhost:7447", the address for a browser on this machine, or of the first host name.
    std::string address() const;
    /// What must come with the setup.
    const std::string& setup_token() const;
    /// Ends event streams, lets requests finish, cancels jobs.
    void stop();

private:
    struct Parts;
    explicit Site(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

}  // namespace guvoh::http
