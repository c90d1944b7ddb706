// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/bytes.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

namespace guvoh::base {
namespace {

TEST(Bytes, WritesAndReadsHexadecimal) {
    EXPECT_EQ(to_hex(Bytes{0x00, 0x7f, 0xff}), "007fff");
    EXPECT_EQ(from_hex("007FfF").value(), (Bytes{0x00, 0x7f, 0xff}));
    EXPECT_FALSE(from_hex("0"));
    EXPECT_FALSE(from_hex("0g"));
    EXPECT_FALSE(hash_from_hex("00"));
    EXPECT_EQ(to_hex(hash_from_hex(std::string(64, 'a')).value()), std::string(64, 'a'));
}

TEST(Bytes, WritesBase64AsTheStandardShows) {
    const std::pair<const char*, const char*> rows[] = {{"", ""},
                                                        {"f", "Zg=="},
                                                        {"fo", "Zm8="},
                                                        {"foo", "Zm9v"},
                                                        {"foob", "Zm9vYg=="},
                                                        {"fooba", "Zm9vYmE="},
                                                        {"foobar", "Zm9vYmFy"}};
    for (const auto& [plain, text] : rows) {
        EXPECT_EQ(to_base64(as_bytes(plain)), text);
        EXPECT_EQ(as_text(from_base64(text).value()), plain);
    }
}

TEST(Bytes, RefusesBase64ThatIsNotCanonical) {
    for (const char* text : {"Zg", "Zg=", "Zh==", "Z===", "====", "Zm9v\n", "Zm=v", "Zm9_"})
        EXPECT_FALSE(from_base64(text)) << text;
}

TEST(Bytes, WritesNumbersLowByteFirst) {
    Bytes out;
    put_u16(out, 0x0102);
    put_u32(out, 0x03040506);
    put_u64(out, 0x0708090a0b0c0d0e);
    put_varint(out, 300);

    EXPECT_EQ(to_hex(out), "0201060504030e0d0c0b0a090807ac02");
}

TEST(ByteReader, NeverReadsPastTheEnd) {
    const Bytes three{1, 2, 3};
    ByteReader reader(three);

    EXPECT_EQ(reader.u16(), 0x0201);
    EXPECT_EQ(reader.u32(), 0U);
    EXPECT_FALSE(reader.ok());
    EXPECT_EQ(reader.u8(), 0U);
    EXPECT_TRUE(reader.at_end());
}

TEST(ByteReader, RefusesASizeLargerThanTheRest) {
    const Bytes hostile{0xff, 0xff, 0xff, 0xff, 0x0f, 1};
    ByteReader reader(hostile);

    EXPECT_TRUE(reader.sized().empty());
    EXPECT_FALSE(reader.ok());
}

TEST(ByteReader, RefusesAnEndlessVarint) {
    const Bytes endless(11, 0x80);
    ByteReader reader(endless);

    EXPECT_EQ(reader.varint(), 0U);
    EXPECT_FALSE(reader.ok());
}

TEST(ByteReader, RefusesAVarintThatDoesNotFit) {
    Bytes large(9, 0xff);
    large.push_back(0x02);  // bit 65
    ByteReader reader(large);

    reader.varint();
    EXPECT_FALSE(reader.ok());
}

RC_GTEST_PROP(Bytes, WhatIsPutReadsBack, (std::uint64_t number, const Bytes& bytes, std::uint32_t word)) {
    Bytes out;
    put_varint(out, number);
    put_sized(out, bytes);
    put_u32(out, word);
    ByteReader reader(out);

    RC_ASSERT(reader.varint() == number);
    const ByteSpan back = reader.sized();
    RC_ASSERT(Bytes(back.begin(), back.end()) == bytes);
    RC_ASSERT(reader.u32() == word);
    RC_ASSERT(reader.ok());
    RC_ASSERT(reader.at_end());
    RC_ASSERT(from_base64(to_base64(bytes)).value() == bytes);
    RC_ASSERT(from_hex(to_hex(bytes)).value() == bytes);
}

}  // namespace
}  // namespace guvoh::base
