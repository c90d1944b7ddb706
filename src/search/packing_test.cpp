// SPDX-License-Identifier: AGPL-3.0-or-later
#include "search/packing.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

#include "search/length_code.h"

namespace guvoh::search {
namespace {

std::uint32_t below(std::mt19937& random, std::uint32_t end) { return static_cast<std::uint32_t>(random() % end); }

TEST(Packing, ReadsBackWhatItWroteForEveryWidth) {
    std::mt19937 random(1);
    for (unsigned bits = 0; bits <= 32; ++bits) {
        std::uint32_t values[kBlockSize], read[kBlockSize];
        for (std::uint32_t& value : values) { value = bits == 0 ? 0 : static_cast<std::uint32_t>(random()) >> (32 - bits); }
        base::Bytes bytes;
        pack_block(values, bits, bytes);
        ASSERT_EQ(bytes.size(), packed_bytes(bits));
        unpack_block(bytes.data(), bits, read);
        EXPECT_TRUE(std::equal(values, values + kBlockSize, read)) << bits;

        bytes.clear();
        pack_tight(std::span<const std::uint32_t>(values, 77), bits, bytes);
        ASSERT_EQ(bytes.size(), tight_bytes(77, bits));
        std::uint32_t tight[77];
        unpack_tight(bytes.data(), bits, tight);
        EXPECT_TRUE(std::equal(tight, tight + 77, values)) << bits;
    }
}

TEST(Packing, PatchesTheFewWideNumbers) {
    std::mt19937 random(9);
    for (int round = 0; round < 200; ++round) {
        std::uint32_t values[kBlockSize], read[kBlockSize], risen[kBlockSize];
        const unsigned often = 1 + below(random, 40);
        for (std::uint32_t& value : values) { value = below(random, often) == 0 ? below(random, 1U << 24) : below(random, 60); }
        base::Bytes bytes;
        pack_patched(values, bytes);
        EXPECT_EQ(unpack_patched(bytes.data(), read), bytes.data() + bytes.size());
        EXPECT_TRUE(std::equal(values, values + kBlockSize, read));

        EXPECT_EQ(unpack_patched_rising(bytes.data(), 7, risen), bytes.data() + bytes.size());
        std::uint32_t before = 7;
        for (unsigned i = 0; i < kBlockSize; ++i) {
            before += 1 + values[i];
            EXPECT_EQ(risen[i], before);
        }
    }
}

TEST(LengthCode, RisesAndStaysClose) {
    for (std::uint32_t words = 0; words < 200000; words += 1 + words / 50) {
        const std::uint32_t back = coded_length(length_code(words));
        EXPECT_LE(back, words);
        EXPECT_LE(words - back, words / 16);
    }
}

}  // namespace
}  // namespace guvoh::search
