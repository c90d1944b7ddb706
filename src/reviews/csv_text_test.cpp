// SPDX-License-Identifier: AGPL-3.0-or-later
#include "reviews/csv_text.h"

#include <gtest/gtest.h>

namespace guvoh::reviews {
namespace {

using Rows = std::vector<std::vector<std::string>>;

TEST(CsvText, ReadsRowsWhateverEndsThem) {
    const Rows expected = {{"a", "b"}, {"c, d", "e \"f\""}};

    for (const char* end : {"\r", "\n", "\r\n"}) {
        EXPECT_EQ(read_rows(std::string("a,b") + end + end + "\"c, d\",\"e \"\"f\"\"\"" + end), expected);
    }
    EXPECT_EQ(read_rows("a,\"line\rbreak\""), (Rows{{"a", "line\rbreak"}}));
    EXPECT_TRUE(read_rows("").empty());
}

TEST(CsvText, TellsMacRomanFromWindows) {
    EXPECT_EQ(decode_export(base::as_bytes("l\x8e\x8eve caf\x8e")).charset, "macintosh");
    EXPECT_EQ(decode_export(base::as_bytes("caf\xe9 and women\x92s rights")).charset, "windows-1252");
    EXPECT_EQ(decode_export(base::as_bytes("caf\xe9 and women\x92s rights")).text, "café and women’s rights");
    EXPECT_EQ(decode_export(base::as_bytes("\xEF\xBB\xBF" "caf\xc3\xa9")).text, "café");
}

TEST(CsvText, UndoesMojibakeOnceAndTwice) {
    std::string once = "women\u00D5s";
    EXPECT_TRUE(repair_mojibake(once));
    EXPECT_EQ(once, "women’s");

    std::string utf8 = "women\u00E2\u20AC\u2122s";
    EXPECT_TRUE(repair_mojibake(utf8));
    EXPECT_EQ(utf8, "women’s");

    std::string good = "Côte d’Ivoire, ÉTAT, naïve";
    EXPECT_FALSE(repair_mojibake(good));
}

TEST(CsvText, DecodesEntities) {
    std::string text = "&#40;Unknown&#41; &amp; more";
    EXPECT_TRUE(decode_entities(text));
    EXPECT_EQ(text, "(Unknown) & more");
    EXPECT_FALSE(decode_entities(text));
}

}  // namespace
}  // namespace guvoh::reviews
