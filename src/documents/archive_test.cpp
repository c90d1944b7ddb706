// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gtest/gtest.h>

#include "documents/testing/files.h"

namespace guvoh::documents {
namespace {

using base::ErrorKind;
using testing::make_zip;
using testing::parse_here;

TEST(Archive, HandsOverFilesUnderSafeNames) {
    const auto found = parse_here(make_zip({{"../../etc/passwd", "a"}, {"/etc/x", "b"}, {"C:\\y.txt", "c"}, {"d/", ""}, {"ж.txt", "d"}}), "a.zip");

    ASSERT_TRUE(found) << found.error().text();
    EXPECT_EQ(found->kind, Kind::Archive);
    ASSERT_EQ(found->children.size(), 4U);
    EXPECT_EQ(found->children[0].name, "etc/passwd");
    EXPECT_EQ(found->children[1].name, "etc/x");
    EXPECT_EQ(found->children[2].name, "C_/y.txt");
    EXPECT_EQ(found->children[3].name, "ж.txt");
}

TEST(Archive, StopsAtABomb) {
    const auto found = parse_here(make_zip({{"a", std::string(60U << 20U, 'x')}}), "a.zip");

    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().kind, ErrorKind::Cancelled);
    EXPECT_NE(found.error().detail.find("bomb"), std::string::npos);
}

TEST(Archive, RefusesWhatIsTooLargeOrTooManyByName) {
    Limits limits;
    limits.max_child_bytes = 10;
    limits.max_children = 2;

    const auto found = parse_here(make_zip({{"big", std::string(50, 'x')}, {"1", "x"}, {"2", "x"}, {"3", "x"}}), "a.zip", limits);

    ASSERT_TRUE(found);
    EXPECT_EQ(found->children.size(), 2U);
    ASSERT_EQ(found->refused.size(), 2U);
    EXPECT_EQ(found->refused[0].name, "big");
    EXPECT_EQ(found->refused[1].name, "3");
}

TEST(Archive, StopsAtTheTotal) {
    Limits limits;
    limits.max_total_unpacked = 10;

    const auto found = parse_here(make_zip({{"1", "123456"}, {"2", "123456"}}), "a.zip", limits);

    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().kind, ErrorKind::Cancelled);
}

TEST(Archive, SaysWhenItIsEncrypted) {
    const auto found = parse_here(testing::make_encrypted_zip({{"a", "secret words"}}), "a.zip");

    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().detail, "encrypted ZIP (a password is needed)");
}

TEST(Archive, NamesADamagedZip) {
    const std::string whole = make_zip({{"a", "words"}, {"b", "more"}});

    const auto found = parse_here(whole.substr(0, whole.size() / 2), "a.zip");

    ASSERT_FALSE(found);
    EXPECT_NE(found.error().detail.find("damaged ZIP"), std::string::npos);
}

TEST(Archive, RefusesADamagedEntryAndKeepsTheRest) {
    std::string bytes = make_zip({{"a", "words that are long enough to be stored somewhere"}, {"b", "more"}});
    bytes[bytes.find("a") + 8] ^= 0x55;

    const auto found = parse_here(bytes, "a.zip");

    ASSERT_TRUE(found);
    EXPECT_EQ(found->children.size() + found->refused.size(), 2U);
}

TEST(Archive, UnpacksGzip) {
    const auto found = parse_here(testing::gzip("inside"), "notes.txt.gz");

    ASSERT_TRUE(found) << found.error().text();
    ASSERT_EQ(found->children.size(), 1U);
    EXPECT_EQ(found->children[0].name, "notes.txt");
    EXPECT_EQ(base::as_text(found->children[0].content), "inside");
}

TEST(Archive, SaysWhenAGzipFileIsDamagedPartWay) {
    std::string text;
    for (int i = 0; i < 20000; ++i) text += std::to_string(i * 7919) + "\n";
    const std::string packed = testing::gzip(text);

    const auto cut = parse_here(packed.substr(0, packed.size() / 2), "a.txt.gz");
    const auto padded = parse_here(packed + std::string(512, '\0'), "a.txt.gz");

    ASSERT_TRUE(cut && padded);
    ASSERT_EQ(cut->notes.size(), 1U);
    EXPECT_NE(cut->notes[0].find("damaged gzip file"), std::string::npos);
    EXPECT_TRUE(padded->notes.empty());
}

}  // namespace
}  // namespace guvoh::documents
