// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/metrics.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "platform/clock.h"

namespace guvoh::http {

namespace {

/// "GET /a/{b}" as labels. Titles are ours, so nothing in them needs escaping.
std::string labels(const std::string& title) {
    const std::size_t space = title.find(' ');
    if (space == std::string::npos) return fmt::format("method=\"\",route=\"{}\"", title);
    return fmt::format("method=\"{}\",route=\"{}\"", title.substr(0, space), title.substr(space + 1));
}

void head(std::string& out, std::string_view name, std::string_view type, std::string_view help) {
    out += fmt::format("# HELP {} {}\n# TYPE {} {}\n", name, help, name, type);
}

}  // namespace

Metrics::Metrics(std::vector<std::string> routes) : titles_(std::move(routes)), routes_(titles_.size() + 1) { titles_.emplace_back("none"); }

void Metrics::count(std::size_t route, int status, double ms, std::uint64_t bytes_in, std::uint64_t bytes_out) {
    PerRoute& row = routes_[std::min(route, routes_.size() - 1)];
    row.statuses.at(static_cast<std::size_t>(std::clamp(status / 100, 0, 5))).fetch_add(1, std::memory_order_relaxed);
    const auto bucket = std::lower_bound(kBucketsMs.begin(), kBucketsMs.end(), ms) - kBucketsMs.begin();
    row.buckets.at(static_cast<std::size_t>(bucket)).fetch_add(1, std::memory_order_relaxed);
    row.microseconds.fetch_add(static_cast<std::uint64_t>(std::max(ms, 0.0) * 1000), std::memory_order_relaxed);
    bytes_in_.fetch_add(bytes_in, std::memory_order_relaxed);
    bytes_out_.fetch_add(bytes_out, std::memory_order_relaxed);
}

std::string Metrics::text() const {
    std::string out;
    head(out, "guvoh_requests_total", "counter", "Requests answered, by route and class of status.");
    for (std::size_t i = 0; i < routes_.size(); ++i) {
        for (std::size_t status = 1; status < 6; ++status) {
            const auto count = routes_[i].statuses.at(status).load(std::memory_order_relaxed);
            if (count > 0) out += fmt::format("guvoh_requests_total{{{},status=\"{}xx\"}} {}\n", labels(titles_[i]), status, count);
        }
    }
    head(out, "guvoh_request_seconds", "histogram", "Time from the whole request read to the answer ready, by route.");
    for (std::size_t i = 0; i < routes_.size(); ++i) {
        std::uint64_t sum = 0;
        std::string lines;
        const std::string names = labels(titles_[i]);
        for (std::size_t b = 0; b <= kBucketsMs.size(); ++b) {
            sum += routes_[i].buckets.at(b).load(std::memory_order_relaxed);
            const std::string edge = b < kBucketsMs.size() ? fmt::format("{}", kBucketsMs.at(b) / 1000) : "+Inf";
            lines += fmt::format("guvoh_request_seconds_bucket{{{},le=\"{}\"}} {}\n", names, edge, sum);
        }
        if (sum == 0) continue;
        out += lines;
        out += fmt::format("guvoh_request_seconds_sum{{{}}} {}\n", names, static_cast<double>(routes_[i].microseconds.load()) / 1e6);
        out += fmt::format("guvoh_request_seconds_count{{{}}} {}\n", names, sum);
    }
    const auto single = [&out](std::string_view name, std::string_view type, std::string_view help, double value) {
        head(out, name, type, help);
        out += fmt::format("{} {}\n", name, value);
    };
    single("guvoh_received_bytes_total", "counter", "Body bytes received.", static_cast<double>(bytes_in_.load()));
    single("guvoh_sent_bytes_total", "counter", "Bytes sent.", static_cast<double>(bytes_out_.load()));
    single("guvoh_connections", "gauge", "Connections open.", static_cast<double>(connections.load()));
    single("guvoh_connections_total", "counter", "Connections accepted.", static_cast<double>(accepted.load()));
    single("guvoh_connections_shed_total", "counter", "Connections ended for being slow or too many.", static_cast<double>(shed.load()));
    single("guvoh_event_streams", "gauge", "Event streams open.", static_cast<double>(event_streams.load()));
    single("guvoh_upload_bytes", "gauge", "Bytes of uploads held in memory.", static_cast<double>(upload_bytes.load()));
    single("process_resident_memory_bytes", "gauge", "Resident memory.", static_cast<double>(platform::resident_bytes()));
    single("process_cpu_seconds_total", "counter", "Processor time.", platform::process_cpu_seconds());
    if (more) out += more();
    return out;
}

}  // namespace guvoh::http
