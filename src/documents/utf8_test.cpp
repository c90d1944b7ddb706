// SPDX-License-Identifier: AGPL-3.0-or-later
#include "documents/utf8.h"

#include <gtest/gtest.h>

namespace guvoh::documents {
namespace {

TEST(Utf8, RefusesOverlongSurrogateAndCutForms) {
    EXPECT_TRUE(is_utf8("aж中\xF0\x9F\x98\x80 and more than eight bytes"));
    for (const char* bad : {"\xC0\x80", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xD0", "12345678\xFF", "\x80"}) EXPECT_FALSE(is_utf8(bad));
    EXPECT_EQ(utf8_prefix("abж\xFFz"), 4U);
}

TEST(Utf8, CleansWhatIsMalformed) {
    EXPECT_EQ(clean_utf8("a\xFF\x01z"), "a\xEF\xBF\xBDz");
}

TEST(Utf8, SettlesLinesAndParagraphs) {
    EXPECT_EQ(settle_lines("\r\n\r\na  \r\nb\r\r\r\rc\n \n\n\nd\f\n"), "a\nb\n\nc\n\nd");
    EXPECT_EQ(settle_lines(""), "");
    EXPECT_EQ(squeeze("  a \n b\t"), "a b");
}

TEST(Utf8, MakesInnerNamesSafe) {
    EXPECT_EQ(safe_inner_name("../../etc/passwd"), "etc/passwd");
    EXPECT_EQ(safe_inner_name("/"), "unnamed");
    EXPECT_EQ(safe_inner_name("a\\..\\b\n.txt"), "a/b_.txt");
    EXPECT_LE(safe_inner_name(std::string(3000, 'x')).size(), 1000U);
    const std::string odd = safe_inner_name("x/" + std::string(2000, '/') + "../" + std::string(1200, 'y'));
    EXPECT_EQ(safe_inner_name(odd), odd);
}

TEST(Utf8, FindsTheExtension) {
    EXPECT_EQ(extension_of("a/B.PDF"), "pdf");
    EXPECT_EQ(extension_of("none"), "");
}

}  // namespace
}  // namespace guvoh::documents
