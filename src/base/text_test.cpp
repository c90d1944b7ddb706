// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/text.h"

#include <gtest/gtest.h>

namespace guvoh::base {
namespace {

TEST(Text, KnowsWellFormedUtf8) {
    for (const char* text :
         {"", "plain words, longer than eight bytes", "Жанаозен", "\xF0\x9F\x98\x80", "\xEF\xBF\xBF", "\xF4\x8F\xBF\xBF"}) {
        EXPECT_TRUE(is_utf8(text)) << text;
    }
    for (const char* text : {"\x80", "\xC0\xAF", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xF0\x8F\xBF\xBF",
                             "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xE2\x82", "abcdefgh\xC3", "\xC3(", "\xFF"}) {
        EXPECT_FALSE(is_utf8(text));
    }
}

TEST(Text, ClipsWithoutSplittingACharacter) {
    EXPECT_EQ(clip_utf8("пытки", 4), "пы");
    EXPECT_EQ(clip_utf8("пытки", 5), "пы");
    EXPECT_EQ(clip_utf8("пытки", 1), "");
    EXPECT_EQ(clip_utf8("пытки", 99), "пытки");
    EXPECT_EQ(clip_utf8("a\xF0\x9F\x98\x80", 4), "a");
}

TEST(Text, RepairsMalformedBytes) {
    EXPECT_EQ(repair_utf8("a\xC3z"), "a\xEF\xBF\xBDz");
    EXPECT_EQ(repair_utf8("ok"), "ok");
}

}  // namespace
}  // namespace guvoh::base
