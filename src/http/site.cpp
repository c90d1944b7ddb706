// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/site.h"

#include <fmt/format.h>

#include "crypto/crypto.h"
#include "http/openapi.h"
#include "http/routes.h"
#include "http/views.h"

namespace guvoh::http {

namespace {

constexpr std::size_t kSetupTokenBytes = 16;

std::string random_token() {
    std::array<base::Byte, kSetupTokenBytes> bytes{};
    crypto::random_bytes(bytes);
    return base::to_hex(bytes);
}

bool is_loopback(const std::string& address) { return address.rfind("127.", 0) == 0 || address == "::1"; }

HostRules host_rules(const SiteOptions& options) {
    HostRules rules;
    rules.behind_proxy = options.behind_proxy;
    rules.names = options.hosts;
    for (const char* name : {"localhost", "127.0.0.1", "::1"}) rules.names.emplace_back(name);
    // Listening on every address (0.0.0.0) gives no name: --host must then say which.
    rules.names.push_back(options.server.address);
    for (std::string& name : rules.names) {
        if (const auto lower = host_name(name.find(':') == std::string::npos ? name : "[" + name + "]")) name = *lower;
    }
    return rules;
}

std::string scheme_of(const SiteOptions& options) {
    return options.behind_proxy || !options.server.tls_certificate.empty() ? "https" : "http";
}

}  // namespace

service::HostOptions host_options(const SiteOptions& options) {
    service::HostOptions made;
    std::vector<std::string> names = options.hosts;
    if (names.empty()) names.emplace_back("localhost");
    made.members.rp_id = names.front();
    made.members.origins.clear();
    for (const std::string& name : names) {
        made.members.origins.push_back(fmt::format("{}://{}", scheme_of(options), name));
        made.members.origins.push_back(fmt::format("{}://{}:{}", scheme_of(options), name, options.server.port));
    }
    return made;
}

struct Site::Parts {
    EventHub events;
    UploadBudget uploads;
    service::Jobs jobs;
    Services services;
    Application application;
    std::string address_text;
    std::unique_ptr<Server> server;

    Parts(service::Host& host, const SiteOptions& options)
        : uploads(options.upload_memory_bytes),
          jobs([this](const std::string& owner, const service::JobView& job) { tell(owner, job); }, [this](std::uint64_t bytes) { uploads.give_back(bytes); }),
          services{host, jobs, events, uploads, options.version, random_token(), {}, {}, {}, {}, {}, {}},
          application(services, all_routes(), host_rules(options), [this](const std::string& token) { return find_login(services, token); }) {
        services.openapi = openapi_document(application.router().routes(), components(), options.version).text();
        services.metrics = [this] { return metrics_text(); };
    }

    void tell(const std::string& owner, const service::JobView& job) {
        base::Json about;
        about["owner"] = owner;
        events.publish({"job", job_json(job).text()}, about);
    }

    std::string metrics_text() {
        Metrics& metrics = application.metrics();
        metrics.upload_bytes.store(static_cast<std::int64_t>(uploads.used_bytes()));
        return metrics.text() + fmt::format("# HELP guvoh_jobs Jobs that wait or run.\n# TYPE guvoh_jobs gauge\nguvoh_jobs {}\n", jobs.active_count());
    }

    void stop() {
        events.close();
        if (server) server->stop();
        services.stop_listening();
    }
};

Site::Site(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

base::Expected<std::unique_ptr<Site>> Site::start(service::Host& host, const SiteOptions& options) {
    auto parts = std::make_unique<Parts>(host, options);
    GUVOH_TRY(parts->server, Server::start(parts->application, options.server, options.log));
    const std::string name = !options.hosts.empty() ? options.hosts.front() : is_loopback(options.server.address) ? "localhost" : options.server.address;
    const bool default_port = options.behind_proxy || parts->server->port() == (scheme_of(options) == "https" ? 443 : 80);
    parts->address_text = scheme_of(options) + "://" + name + (default_port ? "" : ":" + std::to_string(parts->server->port()));
    return std::unique_ptr<Site>(new Site(std::move(parts)));
}

Site::~Site() { stop(); }
std::uint16_t Site::port() const { return parts_->server->port(); }
std::string Site::address() const { return parts_->address_text; }
const std::string& Site::setup_token() const { return parts_->services.setup_token; }
void Site::stop() { parts_->stop(); }

}  // namespace guvoh::http
