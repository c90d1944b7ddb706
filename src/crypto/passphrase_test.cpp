// SPDX-License-Identifier: AGPL-3.0-or-later
// The published vectors are in tests/conformance/stretch_test.cpp.
#include <gtest/gtest.h>

#include "crypto/crypto.h"

namespace guvoh::crypto {
namespace {

constexpr StretchCost kCheap{.memory_kib = 64, .passes = 1};
constexpr std::array<base::Byte, 16> kSalt{1, 2, 3};

TEST(Stretch, DependsOnPassphraseSaltAndCost) {
    const Key key = stretch(Passphrase("one"), kSalt, kCheap).value();

    EXPECT_EQ(stretch(Passphrase("one"), kSalt, kCheap).value(), key);
    EXPECT_FALSE(stretch(Passphrase("two"), kSalt, kCheap).value() == key);
    EXPECT_FALSE(stretch(Passphrase("one"), std::array<base::Byte, 16>{9}, kCheap).value() == key);
    EXPECT_FALSE(stretch(Passphrase("one"), kSalt, {.memory_kib = 64, .passes = 2}).value() == key);
    EXPECT_TRUE(stretch(Passphrase(""), kSalt, kCheap));
}

TEST(Stretch, RefusesAnAbsurdCost) {
    for (const StretchCost cost :
         {StretchCost{7, 1}, StretchCost{64, 0}, StretchCost{64, 100000}, StretchCost{0xffffffff, 1}}) {
        EXPECT_EQ(stretch(Passphrase("one"), kSalt, cost).error().kind, base::ErrorKind::Invalid);
    }
}

}  // namespace
}  // namespace guvoh::crypto
