// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/assets.h"

#include <gtest/gtest.h>

namespace guvoh::http {
namespace {

TEST(Assets, HoldAFirstPage) {
    const Asset* asset = find_asset("/");

    ASSERT_NE(asset, nullptr);
    EXPECT_EQ(asset->path, "/index.html");
    EXPECT_NE(base::as_text(asset->plain).find("<html"), std::string_view::npos);
    EXPECT_EQ(find_asset("/index.html/"), nullptr);
    EXPECT_EQ(find_asset("/../index.html"), nullptr);
}

TEST(Assets, GiveTheCodingTheClientTakes) {
    Request request;
    const Asset& asset = *find_asset("/");
    const Response plain = asset_response(asset, request);
    request.headers = {{"Accept-Encoding", "br"}};
    const Response packed = asset_response(asset, request);

    EXPECT_EQ(plain.fixed.size(), asset.plain.size());
    EXPECT_EQ(plain.header("Cache-Control"), "no-cache");
    EXPECT_EQ(packed.header("Content-Encoding"), asset.brotli.empty() ? "" : "br");
    EXPECT_FALSE(plain.header("ETag").empty());
}

}  // namespace
}  // namespace guvoh::http
