// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/guard.h"

#include <gtest/gtest.h>

namespace guvoh::http {
namespace {

Request with(std::vector<Header> headers) {
    Request request;
    request.headers = std::move(headers);
    request.peer.address = "127.0.0.1";
    return request;
}

int host_status(std::vector<Header> headers) {
    const auto refusal = check_host(with(std::move(headers)), {{"localhost", "127.0.0.1", "::1"}, false});
    return refusal ? refusal->status : 200;
}

int origin_status(std::vector<Header> headers, bool secure = false) {
    headers.push_back({"Host", "localhost:7447"});
    Request request = with(std::move(headers));
    request.peer.secure = secure;
    const auto refusal = check_origin(request);
    return refusal ? refusal->status : 200;
}

TEST(Guard, TakesItsOwnNamesOnly) {
    EXPECT_EQ(host_status({{"Host", "localhost"}}), 200);
    EXPECT_EQ(host_status({{"Host", "LocalHost:7447"}}), 200);
    EXPECT_EQ(host_status({{"host", "[::1]:7447"}}), 200);
    EXPECT_EQ(host_status({{"Host", "evil.example"}}), 421);
    EXPECT_EQ(host_status({{"Host", "localhost.evil.example"}}), 421);
    for (const char* bad : {"", "local host", "localhost:x", "[::1", "[::1]x", "a/b", "a@b"}) EXPECT_EQ(host_status({{"Host", bad}}), 400) << bad;
    EXPECT_EQ(host_status({}), 400);
    EXPECT_EQ(host_status({{"Host", "localhost"}, {"Host", "localhost"}}), 400);
}

TEST(Guard, RefusesOtherSites) {
    EXPECT_EQ(origin_status({}), 200);
    EXPECT_EQ(origin_status({{"Origin", "http://localhost:7447"}, {"Sec-Fetch-Site", "same-origin"}}), 200);
    EXPECT_EQ(origin_status({{"Origin", "https://localhost:7447"}}, true), 200);
    EXPECT_EQ(origin_status({{"Origin", "http://localhost:8000"}}), 403);
    EXPECT_EQ(origin_status({{"Origin", "http://localhost:7447"}}, true), 403);
    EXPECT_EQ(origin_status({{"Origin", "null"}}), 403);
    EXPECT_EQ(origin_status({{"Sec-Fetch-Site", "cross-site"}}), 403);
    EXPECT_EQ(origin_status({{"Sec-Fetch-Site", "same-site"}}), 403);
}

TEST(Guard, BelievesAProxyOnThisMachineOnly) {
    const std::vector<Header> told{{"X-Forwarded-Proto", "https"}, {"X-Forwarded-For", "203.0.113.9, 198.51.100.7"}};
    Request here = with(told), unasked = with(told), far = with(told);
    far.peer.loopback = false;

    believe_proxy(here, {{}, true});
    believe_proxy(unasked, {{}, false});
    believe_proxy(far, {{}, true});

    EXPECT_TRUE(here.peer.secure);
    EXPECT_EQ(here.peer.address, "198.51.100.7");
    EXPECT_FALSE(here.peer.loopback);
    EXPECT_FALSE(unasked.peer.secure);
    EXPECT_EQ(unasked.peer.address, "127.0.0.1");
    EXPECT_FALSE(far.peer.secure);
}

TEST(Guard, MakesCookiesThatScriptsAndOtherSitesDoNotGet) {
    EXPECT_EQ(session_cookie("t", true), "__Host-guvoh=t; Path=/; HttpOnly; SameSite=Strict; Secure");
    EXPECT_EQ(session_cookie("t", false), "guvoh=t; Path=/; HttpOnly; SameSite=Strict");
    EXPECT_EQ(session_cookie("", false), "guvoh=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0");
}

TEST(Guard, ComparesSecrets) {
    EXPECT_TRUE(same_secret("abc", "abc"));
    EXPECT_FALSE(same_secret("abc", "abd"));
    EXPECT_FALSE(same_secret("abc", "ab"));
}

}  // namespace
}  // namespace guvoh::http
