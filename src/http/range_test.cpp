// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/range.h"

#include <gtest/gtest.h>

namespace guvoh::http {
namespace {

void expect_part(const char* header, std::uint64_t begin, std::uint64_t end) {
    const ByteRange range = read_range(header, 100);
    EXPECT_EQ(range.kind, ByteRange::Kind::Part) << header;
    EXPECT_EQ(range.begin, begin) << header;
    EXPECT_EQ(range.end, end) << header;
}

TEST(Range, ReadsOneRange) {
    expect_part("bytes=0-9", 0, 10);
    expect_part("bytes=10-", 10, 100);
    expect_part("bytes=-30", 70, 100);
    expect_part("bytes=-300", 0, 100);
    expect_part("bytes=90-900", 90, 100);
    expect_part("bytes=99-99", 99, 100);
}

TEST(Range, SaysWhatCannotBeSatisfied) {
    for (const char* header : {"bytes=100-", "bytes=500-600", "bytes=-0"}) EXPECT_EQ(read_range(header, 100).kind, ByteRange::Kind::Unsatisfiable) << header;
    EXPECT_EQ(read_range("bytes=-5", 0).kind, ByteRange::Kind::Unsatisfiable);
}

TEST(Range, GivesTheWholeForWhatItDoesNotUnderstand) {
    for (const char* header : {"", "lines=1-2", "bytes=", "bytes=a-b", "bytes=5-1", "bytes=0-1,5-6", "bytes=1", "bytes=99999999999999999999-", "bytes=--1"}) {
        EXPECT_EQ(read_range(header, 100).kind, ByteRange::Kind::Whole) << header;
    }
}

TEST(Range, ComparesEntityTags) {
    EXPECT_TRUE(names_tag("\"a\", W/\"b\"", "\"b\""));
    EXPECT_TRUE(names_tag("*", "\"b\""));
    EXPECT_FALSE(names_tag("\"a\"", "\"b\""));
    EXPECT_FALSE(names_tag("", "\"b\""));
    EXPECT_FALSE(names_tag("*", ""));
}

}  // namespace
}  // namespace guvoh::http
