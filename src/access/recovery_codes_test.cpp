// SPDX-License-Identifier: AGPL-3.0-or-later
#include "access/recovery_codes.h"

#include <gtest/gtest.h>

#include <set>

namespace guvoh::access {
namespace {

TEST(RecoveryCodes, AreTenDifferentOnesOfTwoGroups) {
    const auto codes = new_recovery_codes();

    EXPECT_EQ(std::set(codes.begin(), codes.end()).size(), 10U);
    for (const auto& code : codes) {
        EXPECT_EQ(code.size(), 11U);
        EXPECT_EQ(code[5], '-');
        EXPECT_EQ(code.find_first_of("ilou"), std::string::npos);
    }
}

TEST(RecoveryCodes, AreReadHoweverTheyAreTyped) {
    const crypto::Key key = crypto::Key::random();
    const base::Id member;

    const base::Hash hash = recovery_code_hash(key, member, "10abc-de0f1");

    for (const char* typed : {"IOABC DE0FL", "loabcde-ofi", "10abcde0f1"}) EXPECT_EQ(recovery_code_hash(key, member, typed), hash) << typed;
    EXPECT_NE(recovery_code_hash(key, member, "10abc-de0f2"), hash);
}

TEST(RecoveryCodes, BelongToOneMemberAndOneVault) {
    const crypto::Key key = crypto::Key::random();
    base::Id other;
    other.bytes[0] = 1;

    EXPECT_NE(recovery_code_hash(key, base::Id{}, "x"), recovery_code_hash(key, other, "x"));
    EXPECT_NE(recovery_code_hash(key, base::Id{}, "x"), recovery_code_hash(crypto::Key::random(), base::Id{}, "x"));
}

}  // namespace
}  // namespace guvoh::access
