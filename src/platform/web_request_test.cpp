// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/web_request.h"

#include <gtest/gtest.h>

namespace guvoh::platform {
namespace {

TEST(WebRequest, RefusesAddressesThatAreNotWeb) {
    for (const char* url : {"file:///etc/passwd", "ftp://127.0.0.1/", "", "127.0.0.1"}) {
        const auto answer = post(url, "a/b", "a/b", {});

        ASSERT_FALSE(answer.has_value()) << url;
        EXPECT_EQ(answer.error().kind, base::ErrorKind::Invalid) << url;
    }
}

TEST(WebRequest, ReportsAHostThatDoesNotAnswer) {
    const auto answer = post("http://127.0.0.1:9/", "a/b", "a/b", {});

    ASSERT_FALSE(answer.has_value());
    EXPECT_EQ(answer.error().kind, base::ErrorKind::Io);
}

}  // namespace
}  // namespace guvoh::platform
