// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What handlers reach: the host with its workspace, jobs, events, and a few facts fixed at the start.
//
// Threads: any; the members follow their own rules.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "http/events.h"
#include "recommendations/desk.h"
#include "service/host.h"
#include "service/jobs.h"

namespace guvoh::http {

/// Bytes that uploads may hold in memory, all together.
class UploadBudget {
public:
    explicit UploadBudget(std::uint64_t limit_bytes) : limit_bytes_(limit_bytes) {}
    /// Takes a part of the budget; false when it is not there.
    bool take(std::uint64_t bytes);
    void give_back(std::uint64_t bytes) { used_bytes_.fetch_sub(bytes); }
    std::uint64_t used_bytes() const { return used_bytes_.load(); }

private:
    const std::uint64_t limit_bytes_;
    std::atomic<std::uint64_t> used_bytes_{0};
};

/// All of it. Everything outlives the server.
struct Services {
    service::Host& host;
    service::Jobs& jobs;
    EventHub& events;
    UploadBudget& uploads;
    std::string version;
    std::string setup_token;  ///< must come with the setup
    std::string openapi;      ///< the document, made from the table of routes
    std::function<std::string()> metrics;
    std::mutex listen_mutex;
    std::optional<std::uint64_t> listener;  ///< guarded by listen_mutex
    std::mutex desk_mutex;
    std::unique_ptr<recommendations::Desk> desk;  ///< guarded by desk_mutex; made when it is first asked for

    /// Errors: Locked until the workspace is open.
    base::Expected<service::Members*> members() const;
    base::Expected<service::Workspace*> workspace() const;
    base::Expected<service::RecordDesk*> records() const;
    base::Expected<recommendations::Desk*> recommendations();
    /// Lets changes of records become events, from the first time it is called with the workspace open.
    void listen_to_changes();
    void stop_listening();
};

}  // namespace guvoh::http
