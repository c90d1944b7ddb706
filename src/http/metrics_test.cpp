// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/metrics.h"

#include <gtest/gtest.h>

namespace guvoh::http {
namespace {

TEST(Metrics, CountByRouteAndClassOfStatus) {
    Metrics metrics({"GET /a/{id}"});
    metrics.count(0, 200, 0.5, 0, 100);
    metrics.count(0, 404, 30, 5, 50);
    metrics.count(99, 400, 1, 0, 0);

    const std::string text = metrics.text();

    EXPECT_NE(text.find("guvoh_requests_total{method=\"GET\",route=\"/a/{id}\",status=\"2xx\"} 1\n"), std::string::npos) << text;
    EXPECT_NE(text.find("guvoh_requests_total{method=\"GET\",route=\"/a/{id}\",status=\"4xx\"} 1\n"), std::string::npos);
    EXPECT_NE(text.find("guvoh_requests_total{method=\"\",route=\"none\",status=\"4xx\"} 1\n"), std::string::npos);
    EXPECT_NE(text.find("guvoh_request_seconds_bucket{method=\"GET\",route=\"/a/{id}\",le=\"0.001\"} 1\n"), std::string::npos);
    EXPECT_NE(text.find("guvoh_request_seconds_bucket{method=\"GET\",route=\"/a/{id}\",le=\"+Inf\"} 2\n"), std::string::npos);
    EXPECT_NE(text.find("guvoh_sent_bytes_total 150\n"), std::string::npos);
}

}  // namespace
}  // namespace guvoh::http
