// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/target.h"

#include <gtest/gtest.h>

namespace guvoh::http {
namespace {

TEST(Target, DecodesSegmentsAndQuery) {
    const auto target = Target::parse("/a%20b/%D0%B6?q=one+two&q=%3D&empty");

    ASSERT_TRUE(target.has_value());
    EXPECT_EQ(target->segments, (std::vector<std::string>{"a b", "ж"}));
    ASSERT_EQ(target->query.size(), 3U);
    EXPECT_EQ(target->query[0], (std::pair<std::string, std::string>{"q", "one two"}));
    EXPECT_EQ(target->query[1].second, "=");
    EXPECT_EQ(target->query[2], (std::pair<std::string, std::string>{"empty", ""}));
    EXPECT_EQ(target->path(), "/a b/ж");
}

TEST(Target, RefusesWhatLeadsOutOfThePath) {
    for (const char* bad : {"/../etc", "/a/%2e%2e/b", "/a/./b", "/a%2fb", "/a%5Cb", "/a//b", "//host/x", "/%2e", "/a/..", "/a%00b", "/a%0d%0ab", "/a%7f"}) {
        EXPECT_FALSE(Target::parse(bad).has_value()) << bad;
    }
}

TEST(Target, RefusesBrokenEscapesAndBytes) {
    for (const char* bad : {"", "x", "*", "http://host/x", "/%", "/%4", "/%zz", "/\xff", "/%ff", "/a?%c3", "/a?b=%", "/a#b", "/a b"}) {
        EXPECT_FALSE(Target::parse(bad).has_value()) << bad;
    }
}

TEST(Target, LimitsSegmentsAndParameters) {
    std::string path, query = "/x?";
    for (int i = 0; i < 17; ++i) path += "/a";
    for (int i = 0; i < 101; ++i) query += "a=b&";

    EXPECT_FALSE(Target::parse(path).has_value());
    EXPECT_FALSE(Target::parse(query).has_value());
}

TEST(Target, EncodesSoThatDecodingGivesItBack) {
    const std::string text = "a b/ж%\"\r\n+&=";

    const std::string encoded = percent_encode(text);

    EXPECT_EQ(encoded.find_first_of(" /%\"\r\n+&=") == encoded.find('%'), true);
    EXPECT_EQ(percent_decode(encoded, true).value(), text);
}

}  // namespace
}  // namespace guvoh::http
