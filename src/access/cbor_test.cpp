// SPDX-License-Identifier: AGPL-3.0-or-later
#include "access/cbor.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace guvoh::access {
namespace {

using Kind = CborItem::Kind;

base::Bytes bytes_of(std::string_view hex) { return base::from_hex(hex).value(); }

// RFC 8949, appendix A.
TEST(Cbor, ReadsTheExamplesOfItsStandard) {
    const std::pair<const char*, std::int64_t> numbers[] = {
        {"00", 0}, {"17", 23}, {"1818", 24}, {"1903e8", 1000}, {"1a000f4240", 1000000}, {"1b000000e8d4a51000", 1000000000000},
        {"20", -1}, {"3863", -100}, {"3903e7", -1000}};
    for (const auto& [hex, number] : numbers) {
        const base::Bytes bytes = bytes_of(hex);
        CborReader reader(bytes);
        EXPECT_EQ(reader.next().integer_or(7), number) << hex;
        EXPECT_TRUE(reader.ok() && reader.at_end());
    }
    const base::Bytes text = bytes_of("62c3bc");
    EXPECT_TRUE(CborReader(text).next().is_text("\xc3\xbc"));
    const base::Bytes map = bytes_of("a26161016162820203");
    CborReader reader(map);
    EXPECT_EQ(reader.skip().size(), map.size());
}

TEST(Cbor, RefusesWhatTheCanonicalFormHasNot) {
    for (const char* hex : {"", "1817", "190017", "1a0000ffff", "1b00000000ffffffff", "5f42010243030405ff", "9fff", "bfff", "f90000",
                            "fb3ff199999999999a", "c001", "f7", "f0", "1c", "ff", "18", "42ff", "61ff", "9b7fffffffffffffff",
                            "bb8000000000000001"}) {
        const base::Bytes bytes = bytes_of(hex);
        CborReader reader(bytes);
        reader.skip();
        EXPECT_FALSE(reader.ok()) << hex;
    }
}

TEST(Cbor, NestsEightDeepAndNoDeeper) {
    base::Bytes fine(8, 0x81), deep(9, 0x81);
    fine.push_back(0);
    deep.push_back(0);

    CborReader one(fine), other(deep);

    EXPECT_EQ(one.skip().size(), 9U);
    EXPECT_TRUE(other.skip().empty());
    EXPECT_FALSE(other.ok());
}

TEST(Cbor, NumbersTooLargeForASignAreNotTakenForOthers) {
    const base::Bytes large = bytes_of("1bffffffffffffffff"), low = bytes_of("3bffffffffffffffff");

    EXPECT_EQ(CborReader(large).next().integer_or(7), 7);
    EXPECT_EQ(CborReader(low).next().integer_or(7), 7);
}

TEST(Cbor, SkippingAnyBytesEndsInsideThem) {
    EXPECT_TRUE(rc::check([](const std::vector<std::uint8_t>& bytes) {
        CborReader reader(bytes);
        const base::ByteSpan item = reader.skip();
        RC_ASSERT(item.size() + reader.rest().size() <= bytes.size());
        RC_ASSERT(reader.ok() == !item.empty());
    }));
}

}  // namespace
}  // namespace guvoh::access
