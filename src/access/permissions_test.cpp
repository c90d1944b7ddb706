// SPDX-License-Identifier: AGPL-3.0-or-later
#include "access/permissions.h"

#include <gtest/gtest.h>

#include <set>

namespace guvoh::access {
namespace {

TEST(Permissions, HaveEachANameThatReadsBack) {
    std::set<std::string_view> names;
    for (const Permission permission : all_permissions()) {
        names.insert(permission_name(permission));
        EXPECT_EQ(permission_from_name(permission_name(permission)), permission);
    }

    EXPECT_EQ(names.size(), kPermissionCount);
    EXPECT_FALSE(permission_from_name("everything").has_value());
}

TEST(Permissions, SetsGiveTheirNamesInOrder) {
    const PermissionSet set{Permission::Verify, Permission::Read, Permission::OpenSealed};

    EXPECT_EQ(set.names(), (std::vector<std::string>{"read", "open_sealed", "verify"}));
    EXPECT_EQ(PermissionSet::from_names(set.names()), set);
}

TEST(Permissions, AnUnknownNameIsRefusedAndNotSkipped) {
    const std::vector<std::string> names{"read", "root"};

    EXPECT_EQ(PermissionSet::from_names(names).error().kind, base::ErrorKind::Invalid);
}

TEST(Permissions, EachDefaultRoleButTheAdministratorHoldsTheOneBefore) {
    const auto roles = default_roles();

    for (std::size_t i = 1; i + 1 < roles.size(); ++i) {
        EXPECT_TRUE(roles[i].permissions.contains(roles[i - 1].permissions)) << roles[i].name;
    }
    EXPECT_FALSE(roles.back().permissions.has(Permission::OpenSealed));
    EXPECT_FALSE(roles.back().permissions.has(Permission::Write));
}

TEST(Permissions, LeadAndAdministratorTogetherHoldAll) {
    const auto roles = default_roles();
    PermissionSet both = roles[3].permissions;
    both.add(roles[4].permissions);

    EXPECT_EQ(both, PermissionSet::all());
}

}  // namespace
}  // namespace guvoh::access
