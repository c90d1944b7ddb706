// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gtest/gtest.h>

#include "documents/html_text.h"
#include "documents/testing/files.h"

namespace guvoh::documents {
namespace {

using testing::all_text;
using testing::parse_here;

TEST(Html, MakesBlocksParagraphsAndSkipsScripts) {
    const auto found = parse_here("<!doctype html><html lang=ru><head><title>The  title</title><style>x{}</style></head><body><h1>Head</h1>"
                                  "<p>one <b>two</b><br>three</p><script>evil()</script><ul><li>a</li><li>b</li></ul>"
                                  "<table><tr><td>c</td><td>d</td></tr></table></body></html>",
                                  "a.html");

    ASSERT_TRUE(found) << found.error().text();
    EXPECT_EQ(found->kind, Kind::Html);
    EXPECT_EQ(all_text(*found), "Head\n\none two\nthree\n\na\n\nb\n\nc\td");
    EXPECT_EQ(found->metadata.at("title"), "The title");
    EXPECT_EQ(found->metadata.at("language"), "ru");
}

TEST(Html, ReadsTheCharacterSetThatThePageNames) {
    const auto found = parse_here("<html><head><meta charset=\"windows-1251\"></head><body>\xCF\xFB\xF2\xEA\xE8</body></html>", "a.html");

    ASSERT_TRUE(found);
    EXPECT_EQ(all_text(*found), "Пытки");
}

TEST(Html, DoesNotBelieveAPageThatClaimsUtf8Wrongly) {
    const auto found = parse_here("<html><head><meta charset=utf-8></head><body>\xEF\xF0\xE0\xE2\xE0 \xF7\xE5\xEB\xEE\xE2\xE5\xEA\xE0</body></html>", "a.html");

    ASSERT_TRUE(found);
    EXPECT_EQ(all_text(*found), "права человека");
}

TEST(Html, WalksPagesNestedWithoutEnd) {
    std::string deep = "<html><body>";
    for (int i = 0; i < 50'000; ++i) deep += "<div>";

    const HtmlText page = html_text(base::as_bytes(deep + "bottom"));

    EXPECT_EQ(page.text, "bottom");
}

TEST(Html, KeepsTheWordsOfFormsApart) {
    const auto found = parse_here("<html><body><select><option>one</option></select><details><summary>two</summary>three</details></body></html>", "a.html");

    ASSERT_TRUE(found);
    EXPECT_EQ(all_text(*found), "one\n\ntwo\n\nthree");
}

TEST(Html, DoesNotBelieveAWesternCharacterSetThatIsCyrillic) {
    const auto found = parse_here("<html><head><meta charset=\"iso-8859-1\"></head><body>\xCF\xFB\xF2\xEA\xE8 \xE2 \xEA\xEE\xEB\xEE\xED\xE8\xE8</body></html>", "a.html");

    ASSERT_TRUE(found);
    EXPECT_EQ(all_text(*found), "Пытки в колонии");
}

}  // namespace
}  // namespace guvoh::documents
