// SPDX-License-Identifier: AGPL-3.0-or-later
#include "access/caller.h"

#include <gtest/gtest.h>

namespace guvoh::access {
namespace {

TEST(Caller, WithoutAnythingMayAndSeesNothing) {
    const Caller nobody;

    for (const Permission permission : all_permissions()) {
        EXPECT_EQ(nobody.require(permission).error().kind, base::ErrorKind::Denied);
    }
    EXPECT_FALSE(nobody.sees("general"));
}

TEST(Caller, SeesItsCompartmentsOnly) {
    Caller member;
    member.compartments = {"general"};

    EXPECT_TRUE(member.sees("general"));
    EXPECT_FALSE(member.sees("01hzz"));
    EXPECT_FALSE(member.sees(""));
}

TEST(Caller, TheOwnerMayAndSeesEverythingButHoldsNoKey) {
    const Caller owner = Caller::owner();

    EXPECT_TRUE(owner.require(Permission::ManageVault).has_value());
    EXPECT_TRUE(owner.sees("any"));
    EXPECT_EQ(owner.keys, nullptr);
}

}  // namespace
}  // namespace guvoh::access
