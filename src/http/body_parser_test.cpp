// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/body_parser.h"

#include <gtest/gtest.h>

namespace guvoh::http {
namespace {

/// Feeds bytes as a connection would, so many at a time. Gives the status of a refusal, or 0.
int feed(BodyParser& parser, std::string_view bytes, std::size_t at_a_time, Request& request) {
    std::string input;
    bool took_head = false;
    for (std::size_t at = 0; at < bytes.size() || !input.empty();) {
        const std::size_t count = std::min(at_a_time, bytes.size() - at);
        input += bytes.substr(at, count);
        at += count;
        const BodyParser::Step step = parser.put(input);
        input.erase(0, step.used);
        if (step.failed) return step.status;
        if (parser.head_done() && !took_head) {
            took_head = true;
            std::string why;
            if (const int status = parser.take_head(request, why); status != 0) return status;
            parser.body_to(&request.body, nullptr, 1000);
        }
        if (parser.done()) return 0;
        if (at >= bytes.size() && step.used == 0) return -1;  // it wants more than there is
    }
    return parser.done() ? 0 : -1;
}

int status_of(std::string_view bytes, std::size_t at_a_time = 1000) {
    BodyParser parser;
    Request request;
    return feed(parser, bytes, at_a_time, request);
}

TEST(BodyParser, ReadsARequestInAnyPieces) {
    for (const std::size_t pieces : {1U, 3U, 1000U}) {
        BodyParser parser;
        Request request;
        EXPECT_EQ(feed(parser, "POST /a?b=c HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello", pieces, request), 0);
        EXPECT_EQ(request.method, Method::Post);
        EXPECT_EQ(request.target.path(), "/a");
        EXPECT_EQ(request.header("host"), "x");
        EXPECT_EQ(request.body, "hello");
        EXPECT_TRUE(request.keep_alive);
    }
}

TEST(BodyParser, ReadsChunksInAnyPieces) {
    const std::string head = "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
    const std::string chunks = head + "3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nA: b\r\n\r\n";
    const std::string nothing = head + "0\r\n\r\n";
    for (std::size_t pieces = 1; pieces <= chunks.size(); ++pieces) {
        BodyParser parser;
        Request request;
        EXPECT_EQ(feed(parser, chunks, pieces, request), 0) << pieces;
        EXPECT_EQ(request.body, "abcde") << pieces;
        EXPECT_EQ(status_of(nothing, pieces), 0) << pieces;
    }
}

TEST(BodyParser, TakesAllThatHasArrived) {
    const std::string_view body = "3\r\nabc\r\n0\r\n\r\n";
    BodyParser parser;
    Request request;
    ASSERT_FALSE(parser.put("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n").failed);
    parser.body_to(&request.body, nullptr, 1000);
    EXPECT_EQ(parser.put(body).used, body.size());
    EXPECT_TRUE(parser.done());
}

TEST(BodyParser, RefusesBrokenChunks) {
    const std::string head = "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (const std::size_t pieces : {1U, 4U, 1000U}) {
        EXPECT_EQ(status_of(head + "g\r\nabc\r\n0\r\n\r\n", pieces), 400) << pieces;
        EXPECT_EQ(status_of(head + "3\r\nabcd\r\n0\r\n\r\n", pieces), 400) << pieces;
        EXPECT_EQ(status_of(head + "0\r\nabc\r\n2;y\r\n\r\n", pieces), 400) << pieces;
        EXPECT_EQ(status_of(head + "0\r\n\r", pieces), -1) << pieces;  // more may come
    }
}

TEST(BodyParser, RefusesAnAmbiguousLength) {
    EXPECT_EQ(status_of("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), 400);
    EXPECT_EQ(status_of("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked, identity\r\n\r\n"), 400);
    EXPECT_EQ(status_of("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!"), 400);
    EXPECT_EQ(status_of("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n"), 400);
    EXPECT_EQ(status_of("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5, 5\r\n\r\nhello"), 400);
}

TEST(BodyParser, RefusesWhatIsNotHttp) {
    EXPECT_EQ(status_of("hello\r\n\r\n"), 400);
    EXPECT_EQ(status_of("GET / HTTP/3.0\r\nHost: x\r\n\r\n"), 400);
    EXPECT_EQ(status_of("GET /../x HTTP/1.1\r\nHost: x\r\n\r\n"), 400);
    EXPECT_EQ(status_of("GET / HTTP/1.1\r\nHost : x\r\n\r\n"), 400);
    EXPECT_EQ(status_of(std::string("GET / HTTP/1.1\r\nHost: a\0b\r\n\r\n", 30)), 400);
    EXPECT_EQ(status_of("\x16\x03\x01\x02"), 400);
}

TEST(BodyParser, LimitsHeadAndBody) {
    EXPECT_EQ(status_of("GET / HTTP/1.1\r\nHost: x\r\nX: " + std::string(20000, 'a') + "\r\n\r\n", 1000), 431);
    EXPECT_EQ(status_of("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n7d0\r\n" + std::string(2000, 'a') + "\r\n0\r\n\r\n"), 413);
}

}  // namespace
}  // namespace guvoh::http
