// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gtest/gtest.h>

#include "documents/testing/files.h"

namespace guvoh::documents {
namespace {

std::string text_of(std::string_view rtf) {
    const auto found = testing::parse_here(rtf, "a.rtf");
    EXPECT_TRUE(found) << found.error().text();
    return found ? testing::all_text(*found) : std::string();
}

TEST(Rtf, ReadsTheDocumentsCodePage) { EXPECT_EQ(text_of("{\\rtf1\\ansi\\ansicpg1251 \\'cf\\'fb\\'f2\\'ea\\'e8\\par next}"), "Пытки\n\nnext"); }

TEST(Rtf, ReadsUnicodeAndSkipsWhatStandsForIt) { EXPECT_EQ(text_of("{\\rtf1\\ansi\\uc1 \\u1178?\\u1072?z\\uc0\\u55357\\u56832}"), "Қаz\xF0\x9F\x98\x80"); }

TEST(Rtf, SkipsFontsPicturesAndHiddenDestinations) {
    EXPECT_EQ(text_of("{\\rtf1{\\fonttbl{\\f0 Times;}}{\\pict 89504e47}{\\*\\generator X;}{\\stylesheet{Normal;}}shown}"), "shown");
}

TEST(Rtf, ReadsAFontsOwnCharacterSet) {
    EXPECT_EQ(text_of("{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f1\\fcharset204 Times;}}\\f1 \\'ef\\'f0\\'e8\\f0\\'e9}"), "при\xC3\xA9");
}

TEST(Rtf, TakesTitleAndTablesAndSigns) {
    const auto found = testing::parse_here("{\\rtf1{\\info{\\title Report}}a\\cell b\\cell\\row c\\emdash d\\~e\\{f\\}}", "a.rtf");

    ASSERT_TRUE(found);
    EXPECT_EQ(found->metadata.at("title"), "Report");
    EXPECT_EQ(testing::all_text(*found), "a\tb\nc\xE2\x80\x94" "d\xC2\xA0" "e{f}");
}

TEST(Rtf, EndsOnUnbalancedAndCutInput) {
    EXPECT_EQ(text_of("{\\rtf1 a}}}}}b{{{{"), "ab");
    EXPECT_EQ(text_of("{\\rtf1 a\\bin99999999 b"), "a");
    EXPECT_EQ(text_of("{\\rtf1 " + std::string(100'000, '{') + "deep"), "deep");
}

TEST(Rtf, ReadsTextBoxesAndShowsEmbeddedResults) {
    EXPECT_EQ(text_of("{\\rtf1 a\\par{\\shp{\\*\\shpinst\\shpleft0{\\sp{\\sn shapeType}{\\sv 202}}{\\shptxt in a box\\par}}{\\shprslt old}}"
                      "{\\object\\objemb{\\*\\objdata 00ff}{\\result shown}}}"),
              "a\n\nin a box\n\nshown");
}

TEST(Rtf, ReadsTextOfNoFontInThatOfTheDefaultFont) {
    EXPECT_EQ(text_of("{\\rtf1\\ansi\\ansicpg1252\\deff2{\\fonttbl{\\f2\\fcharset204 Times;}{\\f3 Arial;}}\\'ef\\'f0\\'e8\\f3 \\'e9\\plain\\'e9}"),
              "при\xC3\xA9й");
}

}  // namespace
}  // namespace guvoh::documents
