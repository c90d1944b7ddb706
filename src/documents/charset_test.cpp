// SPDX-License-Identifier: AGPL-3.0-or-later
#include "documents/charset.h"

#include <gtest/gtest.h>
#include <unicode/ucnv.h>

#include <vector>

namespace guvoh::documents {
namespace {

// The bytes of UTF-8 text in a character set, by ICU.
base::Bytes encoded(const std::string& text, const char* charset) {
    base::Bytes out(text.size() * 4 + 16);
    UErrorCode error = U_ZERO_ERROR;
    const int size = ucnv_convert(charset, "utf-8", reinterpret_cast<char*>(out.data()), static_cast<int>(out.size()), text.data(),
                                  static_cast<int>(text.size()), &error);
    EXPECT_LE(error, U_ZERO_ERROR);
    out.resize(static_cast<std::size_t>(size));
    return out;
}

const std::string kRussian = "В ходе посещения учреждения члены группы беседовали с заключёнными наедине. Жалоб на пытки не поступило.";
const std::string kUkrainian = "Під час відвідування установи члени групи розмовляли із затриманими. Її скарги є в журналі.";
const std::string kTurkish = "Ziyaret sırasında heyet üyeleri tutuklularla görüştü; işkence şikâyeti bildirilmedi, çünkü görüşme gizliydi.";
const std::string kFrench = "Lors de la visite, la délégation a rencontré des détenus à huis clos ; aucune allégation n'a été formulée.";
const std::string kArabic = "خلال الزيارة تحدث أعضاء الوفد مع المحتجزين على انفراد";

struct Case {
    const char* charset;
    std::string text;
};

class Detects : public ::testing::TestWithParam<Case> {};

TEST_P(Detects, TheCharacterSetAndReadsIt) {
    const base::Bytes bytes = encoded(GetParam().text, GetParam().charset);

    const std::string charset = detect_charset(bytes);

    EXPECT_EQ(to_utf8(bytes, charset), GetParam().text) << charset;
}

INSTANTIATE_TEST_SUITE_P(Charset, Detects,
                         ::testing::Values(Case{"windows-1251", kRussian}, Case{"koi8-r", kRussian}, Case{"ibm-866", kRussian},
                                           Case{"iso-8859-5", kRussian}, Case{"utf-16le", kRussian}, Case{"utf-16be", kRussian},
                                           Case{"utf-8", kRussian}, Case{"windows-1251", kUkrainian}, Case{"koi8-u", kUkrainian},
                                           Case{"windows-1254", kTurkish}, Case{"windows-1252", kFrench}, Case{"windows-1256", kArabic},
                                           Case{"utf-16le", kFrench}));

TEST(Charset, ReadsKazakhInKz1048) {
    const std::string text =
        "\xC0\xE4\xE0\xEC\xED\xFB\xBE \x9D\xA2\x9D\xFB\x9D\xF2\xE0\xF0\xFB \xEC\xE5\xED \xE1\xEE\xF1\xF2\xE0\xED\xE4\xFB\x9D\xF2\xE0\xF0\xFB \x9D\xEE\xF0\xBA\xE0\xEB\xF3\xFB \xF2\xE8\xB3\xF1, "
        "\xE1\xBC\xF0\xB3 \xE7\xE0\xBE \xE0\xEB\xE4\xFB\xED\xE4\xE0 \xF2\xE5\xBE, \xE5\xF8\xEA\xB3\xEC\xE4\xB3 \xE0\xE7\xE0\xEF\xF2\xE0\xF3\xBA\xE0 \xE1\xEE\xEB\xEC\xE0\xE9\xE4\xFB";

    const std::string charset = detect_charset(base::as_bytes(text));

    EXPECT_EQ(charset, "kz-1048");
    EXPECT_NE(to_utf8(base::as_bytes(text), charset).find("қорғалуы"), std::string::npos);
}

TEST(Charset, HonoursByteOrderMarks) {
    EXPECT_EQ(to_utf8(base::as_bytes("\xEF\xBB\xBFok"), detect_charset(base::as_bytes("\xEF\xBB\xBFok"))), "ok");
    const std::string wide("\xFF\xFEo\0k\0", 6);
    EXPECT_EQ(to_utf8(base::as_bytes(wide), detect_charset(base::as_bytes(wide))), "ok");
}

TEST(Charset, TellsBinaryFromText) {
    EXPECT_TRUE(looks_like_text(base::as_bytes("words\n")));
    EXPECT_FALSE(looks_like_text(base::as_bytes(std::string_view("\x01\x02\x03\x04\x05\0\x07", 7))));
}

TEST(Charset, ReadsOthersThroughIcuAndUnknownOnesAsWestern) {
    EXPECT_EQ(to_utf8(encoded("中文", "gb18030"), "gb18030"), "中文");
    EXPECT_EQ(to_utf8(base::as_bytes("\xE9"), "no-such-set"), "é");
}

TEST(Charset, StaysUtf8WhenALetterIsCutInTwo) {
    const std::string text = kRussian + "\xD0\n" + kRussian;

    EXPECT_EQ(detect_charset(base::as_bytes(text)), "utf-8");
    EXPECT_EQ(detect_charset(encoded(kRussian, "koi8-r")), "koi8-r");
}

TEST(Charset, LooksBeyondALongStartInPlainAscii) {
    base::Bytes bytes(400'000, 'a');
    base::put_bytes(bytes, encoded(kRussian, "windows-1251"));

    EXPECT_EQ(detect_charset(bytes), "windows-1251");
}

TEST(Charset, TakesAFewZerosForText) {
    EXPECT_TRUE(looks_like_text(base::as_bytes(kRussian + std::string(4096, '\0'))));
    EXPECT_FALSE(looks_like_text(base::as_bytes(std::string(4096, '\0'))));
}

TEST(Charset, KnowsWhenWesternIsAMisstatement) {
    EXPECT_TRUE(is_misstated("ISO-8859-1", encoded(kRussian, "windows-1251")));
    EXPECT_FALSE(is_misstated("iso-8859-1", encoded(kFrench, "windows-1252")));
    EXPECT_FALSE(is_misstated("koi8-r", encoded(kRussian, "koi8-r")));
}

}  // namespace
}  // namespace guvoh::documents
