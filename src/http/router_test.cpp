// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/router.h"

#include <gtest/gtest.h>

namespace guvoh::http {
namespace {

base::Expected<Response> nothing(Context&) { return Response::no_content(); }

class RouterTest : public ::testing::Test {
protected:
    Router router_{{get("/things", "", nothing), post("/things", "", nothing), get("/things/{id}", "", nothing), get("/things/new", "", nothing),
                    erase("/things/{id}/parts/{part}", "", nothing)}};

    Match find(Method method, std::string_view path) const { return router_.find(method, Target::parse(path).value()); }
    std::string title(Method method, std::string_view path) const {
        const Match match = find(method, path);
        return match.route == nullptr ? match.allowed : match.route->title();
    }
};

TEST_F(RouterTest, FindsByMethodAndPath) {
    EXPECT_EQ(title(Method::Get, "/api/v1/things"), "GET /api/v1/things");
    EXPECT_EQ(title(Method::Post, "/api/v1/things"), "POST /api/v1/things");
    EXPECT_EQ(title(Method::Head, "/api/v1/things"), "GET /api/v1/things");
    EXPECT_EQ(title(Method::Get, "/api/v1/things/new"), "GET /api/v1/things/new");
}

TEST_F(RouterTest, NamesTheParametersOfThePath) {
    const Match match = find(Method::Delete, "/api/v1/things/a%20b/parts/7");

    ASSERT_NE(match.route, nullptr);
    EXPECT_EQ(match.path, (std::vector<std::pair<std::string, std::string>>{{"id", "a b"}, {"part", "7"}}));
}

TEST_F(RouterTest, TellsAWrongMethodFromAWrongPath) {
    EXPECT_EQ(title(Method::Delete, "/api/v1/things"), "GET, HEAD, POST");
    EXPECT_EQ(title(Method::Get, "/api/v1/nothing"), "");
    EXPECT_EQ(title(Method::Get, "/api/v1/things/"), "");
    EXPECT_EQ(title(Method::Get, "/"), "");
}

}  // namespace
}  // namespace guvoh::http
