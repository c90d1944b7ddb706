// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/message.h"

#include <gtest/gtest.h>

namespace guvoh::http {
namespace {

TEST(Message, FindsHeadersWithoutRegardToCase) {
    Request request;
    request.headers = {{"Content-Type", "a"}, {"content-type", "b"}};

    EXPECT_EQ(request.header("CONTENT-TYPE"), "a");
    EXPECT_EQ(request.header_count("Content-type"), 2U);
    EXPECT_EQ(request.header("Host"), "");
}

TEST(Message, ReadsACookieGivenOnce) {
    Request request;
    request.headers = {{"Cookie", "a=1; guvoh=token ;b"}};
    EXPECT_EQ(request.cookie("guvoh"), "token");
    EXPECT_EQ(request.cookie("b"), "");

    request.headers.push_back({"Cookie", "guvoh=other"});
    EXPECT_EQ(request.cookie("guvoh"), "");
}

TEST(Message, KnowsWhichMethodsChange) {
    EXPECT_EQ(method_from("PATCH"), Method::Patch);
    EXPECT_EQ(method_from("get"), Method::Other);
    EXPECT_FALSE(changes_state(Method::Head));
    EXPECT_TRUE(changes_state(Method::Delete));
    EXPECT_TRUE(changes_state(method_from("TRACE")));
}

TEST(Message, MapsFailuresByTheTable) {
    EXPECT_EQ(error_response({base::ErrorKind::NotFound, "x", {}}).status, 404);
    EXPECT_EQ(error_response({base::ErrorKind::Conflict, "x", {}}).status, 409);
    EXPECT_EQ(error_response({base::ErrorKind::Busy, "x", {}}).status, 503);

    const Response throttled = error_response({base::ErrorKind::Busy, "x", {}, 7});

    EXPECT_EQ(throttled.status, 429);
    EXPECT_EQ(throttled.header("retry-after"), "7");
}

TEST(Message, TakesTheFieldOutOfADetail) {
    const Response response = error_response({base::ErrorKind::Invalid, "field born_on: is no date", {}});

    EXPECT_EQ(response.status, 422);
    EXPECT_EQ(response.body, R"({"error":{"detail":"is no date","field":"born_on","kind":"invalid","message":"error.invalid"}})");
}

TEST(Message, KnowsWhatMayStandInAHeader) {
    EXPECT_TRUE(is_header_value("a \t ж"));
    EXPECT_FALSE(is_header_value("a\r\nb"));
    EXPECT_FALSE(is_header_value(std::string_view("a\0b", 3)));
}

}  // namespace
}  // namespace guvoh::http
