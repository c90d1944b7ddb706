// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/openapi.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <set>

#include "http/routes.h"

namespace guvoh::http {
namespace {

/// Every "$ref" in a document.
void collect(const base::Json& json, std::set<std::string>& found) {
    if (json.contains("$ref")) found.insert(std::string(json["$ref"].string_or({})));
    for (const auto& [key, value] : json.object()) collect(value, found);
    for (const auto& value : json.array()) collect(value, found);
}

TEST(OpenApi, DescribesEveryRoute) {
    const std::vector<Route> routes = all_routes();

    const base::Json document = openapi_document(routes, components(), "1");

    EXPECT_EQ(document["openapi"].string_or({}), "3.1.0");
    for (const Route& route : routes) {
        EXPECT_TRUE(document["paths"].contains(route.path)) << route.title();
        EXPECT_FALSE(route.summary.empty()) << route.title();
    }
}

TEST(OpenApi, DefinesEveryShapeItNames) {
    const base::Json document = openapi_document(all_routes(), components(), "1");
    std::set<std::string> named;
    collect(document, named);

    for (const std::string& name : named) {
        EXPECT_TRUE(document["components"]["schemas"].contains(name.substr(name.rfind('/') + 1))) << name;
    }
}

TEST(OpenApi, StandsInTheDocumentation) {
    std::ifstream in(GUVOH_SOURCE_DIR "/docs/api.md");
    const std::string page{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};

    for (const Route& route : all_routes()) {
        EXPECT_NE(page.find("| `" + route.title() + "` |"), std::string::npos) << "docs/api.md has no row for " << route.title();
    }
}

}  // namespace
}  // namespace guvoh::http
