// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gtest/gtest.h>

#include "documents/testing/files.h"

namespace guvoh::documents {
namespace {

Kind kind_of(std::string_view bytes, std::string_view name) {
    const Limits limits;
    Source source{base::as_bytes(bytes), name, limits, Kind::Other, {}};
    identify(source);
    return source.kind;
}

TEST(Identify, TrustsContentBeforeTheName) {
    EXPECT_EQ(kind_of("%PDF-1.4\n", "photo.jpg"), Kind::Pdf);
    EXPECT_EQ(kind_of("junk before\n%PDF-1.4\n", "x"), Kind::Pdf);
    EXPECT_EQ(kind_of("{\\rtf1 a}", "x.txt"), Kind::Rtf);
    EXPECT_EQ(kind_of("  <!DOCTYPE html><p>", "x.txt"), Kind::Html);
    EXPECT_EQ(kind_of("WARC/1.1\r\n", "x"), Kind::Warc);
    EXPECT_EQ(kind_of("\x89PNG\r\n\x1A\n____", "x.txt"), Kind::Image);
    EXPECT_EQ(kind_of(testing::make_docx(""), "x.zip"), Kind::Docx);
    EXPECT_EQ(kind_of(testing::make_odt(""), "x.zip"), Kind::Odt);
    EXPECT_EQ(kind_of(testing::make_zip({{"a", "b"}}), "x.docx"), Kind::Archive);
}

TEST(Identify, AsksTheNameWhereContentLeavesAChoice) {
    EXPECT_EQ(kind_of("a,b\n1,2\n", "x.csv"), Kind::Csv);
    EXPECT_EQ(kind_of("# Head\n", "x.MD"), Kind::Markdown);
    EXPECT_EQ(kind_of("words", "x"), Kind::Text);
    EXPECT_EQ(kind_of("Subject: x\n\nbody", "x.eml"), Kind::Email);
    EXPECT_EQ(kind_of("Subject: x\n\nbody", "x.txt"), Kind::Text);
    EXPECT_EQ(kind_of("BM is not always a picture", "x.txt"), Kind::Text);
}

TEST(Identify, KeepsUnknownBytesAsOther) {
    EXPECT_EQ(kind_of(std::string_view("\x01\x02\x03\0\x05\x06\x07\x08", 8), "x"), Kind::Other);
    EXPECT_EQ(kind_of("\x7F" "ELF\x02\x01\x01\x03\x04\x05\x06", "x"), Kind::Other);
}

TEST(Identify, NamesOldAndEncryptedOfficeFiles) {
    const auto reason = [](const std::string& bytes) {
        const auto found = testing::parse_here(bytes, "x.doc");
        return found ? std::string() : found.error().detail;
    };
    const auto ole = [&](const char* stream) { return reason(testing::make_ole({{stream, "words"}})); };

    EXPECT_EQ(ole("WordDocument"), "Word document of Word 95 or older: save it as DOCX");
    EXPECT_EQ(ole("Workbook"), "old Excel format (.xls): save it as XLSX");
    EXPECT_EQ(ole("EncryptedPackage"), "encrypted Office document (a password is needed)");
    EXPECT_EQ(ole("SomethingElse"), "");
    EXPECT_EQ(reason(testing::make_ole({{"WordDocument", "words"}}).substr(0, 700)), "damaged file of an old Office format");
}

TEST(Identify, LetsOnlyPlainTextPassWithoutAProcess) {
    const Limits limits;
    const auto simple = [&limits](std::string_view bytes, std::string_view name) {
        return is_simple_text({base::as_bytes(bytes), name, limits, Kind::Other, {}});
    };

    EXPECT_TRUE(simple("слова", "a.txt"));
    EXPECT_FALSE(simple("\xCF\xFB", "a.txt"));
    EXPECT_FALSE(simple("<html>", "a.txt"));
    EXPECT_FALSE(simple("%PDF-1.4", "a.txt"));
    EXPECT_FALSE(simple("From: a\nTo: b\nSubject: c\nDate: d\n\n", "a.txt"));
}

TEST(Identify, KnowsABitmapByItsHeader) {
    const std::string white = std::string("BM\x36\x60\x12\0\0\0\0\0\x36\0\0\0", 14) + std::string(60'000, '\xFF');

    EXPECT_EQ(kind_of(white, ""), Kind::Image);
}

}  // namespace
}  // namespace guvoh::documents
