// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Counters for operators, as Prometheus text. They name routes by their template, never by what was asked for.
//
// Threads: any; plain atomics.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace guvoh::http {

class Metrics {
public:
    static constexpr std::array<double, 11> kBucketsMs{1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1000, 10000};

    /// `routes`: titles by number; one more is kept for what matches no route.
    explicit Metrics(std::vector<std::string> routes);

    /// Counts one request; `route` past the last means none.
    void count(std::size_t route, int status, double ms, std::uint64_t bytes_in, std::uint64_t bytes_out);

    std::atomic<std::int64_t> connections{0};         ///< open now
    std::atomic<std::uint64_t> accepted{0};           ///< connections ever
    std::atomic<std::uint64_t> shed{0};               ///< connections ended for being slow or too many
    std::atomic<std::int64_t> event_streams{0};       ///< open now
    std::atomic<std::int64_t> upload_bytes{0};        ///< held in memory by uploads now
    /// Adds lines of others (jobs) when the text is written.
    std::function<std::string()> more;

    /// The text of /metrics.
    std::string text() const;

private:
    struct PerRoute {
        std::array<std::atomic<std::uint64_t>, 6> statuses{};  // by the first digit
        std::array<std::atomic<std::uint64_t>, kBucketsMs.size() + 1> buckets{};
        std::atomic<std::uint64_t> microseconds{0};
    };
    std::vector<std::string> titles_;
    std::vector<PerRoute> routes_;
    std::atomic<std::uint64_t> bytes_in_{0}, bytes_out_{0};
};

}  // namespace guvoh::http
