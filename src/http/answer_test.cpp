// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/answer.h"

#include <gtest/gtest.h>

#include "http/compress.h"

namespace guvoh::http {
namespace {

Request asking(std::vector<Header> headers = {}, Method method = Method::Get) {
    Request request;
    request.method = method;
    request.headers = std::move(headers);
    return request;
}

Response text(std::size_t size) {
    Response response = Response::text(std::string(size, 'a'));
    response.set("ETag", "\"v1\"").set("Accept-Ranges", "bytes");
    return response;
}

TEST(Answer, CarriesSecurityHeaders) {
    Request secure = asking();
    secure.peer.secure = true;

    const ReadyAnswer api = make_ready(Response::json({}), secure, Zone::Api);
    const ReadyAnswer page = make_ready(Response::text("x"), asking(), Zone::Page);

    EXPECT_EQ(api.response.header("Cache-Control"), "no-store");
    EXPECT_EQ(api.response.header("X-Content-Type-Options"), "nosniff");
    EXPECT_NE(api.response.header("Content-Security-Policy").find("default-src 'none'"), std::string_view::npos);
    EXPECT_NE(api.response.header("Strict-Transport-Security"), "");
    EXPECT_EQ(page.response.header("Strict-Transport-Security"), "");
    for (const char* part : {"default-src 'self'", "script-src 'self'", "object-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "connect-src 'self'"}) {
        EXPECT_NE(page.response.header("Content-Security-Policy").find(part), std::string_view::npos) << part;
    }
    EXPECT_EQ(page.response.header("Content-Security-Policy").find("script-src 'self' 'unsafe"), std::string_view::npos);
    EXPECT_EQ(page.response.header("Cross-Origin-Opener-Policy"), "same-origin");
    EXPECT_EQ(page.response.header("Referrer-Policy"), "no-referrer");
}

TEST(Answer, CompressesWhatIsLargeEnough) {
    const ReadyAnswer packed = make_ready(text(5000), asking({{"Accept-Encoding", "gzip"}}), Zone::Api);
    const ReadyAnswer small = make_ready(text(100), asking({{"Accept-Encoding", "gzip"}}), Zone::Api);
    Response secret = text(5000);
    secret.may_compress = false;
    const ReadyAnswer plain = make_ready(std::move(secret), asking({{"Accept-Encoding", "gzip"}}), Zone::Api);

    EXPECT_EQ(packed.response.header("Content-Encoding"), "gzip");
    EXPECT_EQ(packed.response.header("Vary"), "Accept-Encoding");
    EXPECT_EQ(gunzip(packed.response.body, 6000), std::string(5000, 'a'));
    EXPECT_EQ(small.response.header("Content-Encoding"), "");
    EXPECT_EQ(plain.response.header("Content-Encoding"), "");
}

TEST(Answer, ServesOneRange) {
    const ReadyAnswer part = make_ready(text(100), asking({{"Range", "bytes=10-19"}}), Zone::Api);
    const ReadyAnswer outside = make_ready(text(100), asking({{"Range", "bytes=100-"}}), Zone::Api);
    const ReadyAnswer changed = make_ready(text(100), asking({{"Range", "bytes=10-19"}, {"If-Range", "\"v0\""}}), Zone::Api);

    EXPECT_EQ(part.response.status, 206);
    EXPECT_EQ(part.response.header("Content-Range"), "bytes 10-19/100");
    EXPECT_EQ(part.end - part.begin, 10U);
    EXPECT_EQ(outside.response.status, 416);
    EXPECT_EQ(outside.response.header("Content-Range"), "bytes */100");
    EXPECT_EQ(changed.response.status, 200);
}

TEST(Answer, SaysThatNothingChanged) {
    const ReadyAnswer same = make_ready(text(100), asking({{"If-None-Match", "\"v1\""}}), Zone::Api);

    EXPECT_EQ(same.response.status, 304);
    EXPECT_FALSE(same.has_body);
    EXPECT_EQ(head_text(same, 0).find("Content-Length"), std::string::npos);
}

TEST(Answer, GivesHeadALengthAndNoBody) {
    const ReadyAnswer head = make_ready(text(100), asking({}, Method::Head), Zone::Api);

    EXPECT_FALSE(head.has_body);
    EXPECT_NE(head_text(head, 0).find("Content-Length: 100\r\n"), std::string::npos);
}

TEST(Answer, DropsAHeaderThatWouldBeginALineOfItsOwn) {
    Response response = Response::text("x");
    response.set("X-Name", "a\r\nSet-Cookie: evil=1");

    const std::string head = head_text(make_ready(std::move(response), asking(), Zone::Api), 0);

    EXPECT_EQ(head.find("evil"), std::string::npos);
}

TEST(Answer, WritesDates) { EXPECT_EQ(http_date(784111777000), "Sun, 06 Nov 1994 08:49:37 GMT"); }

}  // namespace
}  // namespace guvoh::http
