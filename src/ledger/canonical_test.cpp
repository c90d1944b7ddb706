// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ledger/canonical.h"

#include <gtest/gtest.h>

namespace guvoh::ledger {
namespace {

TEST(Canonical, EscapesOnlyWhatItMust) {
    std::string out;
    put_json_text(out, "\b\t\n\f\r\"\\/\x01\x1F\x7F Ұлт");
    EXPECT_EQ(out, "\"\\b\\t\\n\\f\\r\\\"\\\\/\\u0001\\u001f\x7F Ұлт\"");
    EXPECT_EQ(CanonicalReader(out).text(), "\b\t\n\f\r\"\\/\x01\x1F\x7F Ұлт");
}

TEST(Canonical, ReadsIntegersInOneWritingOnly) {
    const auto reads = [](std::string_view text) {
        CanonicalReader in(text);
        in.integer(-100, 100);
        return in.ok() && in.at_end();
    };
    for (const char* good : {"0", "1", "-1", "100", "-100"}) EXPECT_TRUE(reads(good)) << good;
    for (const char* bad : {"", "-", "-0", "01", "+1", "101", "-101", "1.0", "1e1", " 1"}) EXPECT_FALSE(reads(bad)) << bad;
}

TEST(Canonical, OrdersNamesByUtf16) {
    EXPECT_TRUE(canonical_less("a", "b"));
    EXPECT_TRUE(canonical_less("a", "ab"));
    EXPECT_FALSE(canonical_less("a", "a"));
    EXPECT_TRUE(canonical_less("\xF0\x9F\x98\x80", "\xEF\xAC\xB3"));  // U+1F600 before U+FB33
    EXPECT_TRUE(canonical_less("\xED\x9F\xBF", "\xF0\x9F\x98\x80"));  // U+D7FF before U+1F600
}

TEST(Canonical, ReadsIdsAndHexadecimalInLowerCaseOnly) {
    std::array<base::Byte, 2> bytes{};
    CanonicalReader good("\"0aff\"");
    good.hex(bytes);
    EXPECT_TRUE(good.ok());
    CanonicalReader upper("\"0AFF\"");
    upper.hex(bytes);
    EXPECT_FALSE(upper.ok());
    CanonicalReader id("\"0000000000000000000000000A\"");
    id.id();
    EXPECT_FALSE(id.ok());
}

TEST(Canonical, StaysFailedAfterTheFirstThingThatDoesNotFit) {
    CanonicalReader in("abc");
    in.expect("x");
    in.expect("abc");
    EXPECT_FALSE(in.ok());
    EXPECT_EQ(in.position(), 0U);
}

}  // namespace
}  // namespace guvoh::ledger
