// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The rules of docs/formats/access.md, "Who may do what to whom".
#include <algorithm>

#include "access/login.h"
#include "service/members_parts.h"

namespace guvoh::service {

namespace {
constexpr std::size_t kMostRoles = 32;
constexpr std::size_t kMostReasonBytes = 500;
}  // namespace

base::Expected<std::vector<base::Id>> parse_roles(const Directory& directory, const std::vector<std::string>& ids) {
    if (ids.empty() || ids.size() > kMostRoles) return fail(ErrorKind::Invalid, "a member has at least one role");
    std::vector<base::Id> roles;
    for (const std::string& id : ids) {
        const RoleRecord* role = directory.find_role(id);
        if (role == nullptr) return fail(ErrorKind::Invalid, "no such role");
        if (std::find(roles.begin(), roles.end(), role->id) == roles.end()) roles.push_back(role->id);
    }
    return roles;
}

base::Status may_give(const MembersChange& change, const Caller& caller, const base::Id& to, const PermissionSet& permissions) {
    if (change.permissions().contains(permissions)) return {};
    const bool to_oneself = caller.member && *caller.member == to;
    if (!to_oneself && change.permissions().has(Permission::ManageRoles)) return {};
    return fail(ErrorKind::Denied, "nobody gives a permission that they do not hold");
}

base::Status may_act_on(const MembersChange& change, const Caller& caller, const MemberRecord& member) {
    if (caller.member && *caller.member == member.id) return fail(ErrorKind::Conflict, "somebody else must do this");
    const PermissionSet theirs = change.directory().permissions_of(member.roles);
    if (change.permissions().contains(theirs) || change.permissions().has(Permission::ManageRoles)) return {};
    return fail(ErrorKind::Denied, "the member holds permissions that you do not");
}

base::Status keeps_somebody(const Directory& directory, const MemberRecord& member, const std::vector<base::Id>& roles_left) {
    for (const std::string_view name : {kLeadRole, kAdministratorRole}) {
        const RoleRecord* role = directory.find_role_named(name);
        if (role == nullptr || !member.active()) continue;
        const auto has = [&](const std::vector<base::Id>& roles) { return std::find(roles.begin(), roles.end(), role->id) != roles.end(); };
        if (has(member.roles) && !has(roles_left) && !directory.role_held(name, member.id)) {
            return fail(ErrorKind::Conflict, "the last " + std::string(name) + " stays");
        }
    }
    return {};
}

base::Expected<std::string> normal_reason(std::string_view reason) { return in_field("reason", access::normal_name(reason, kMostReasonBytes)); }

}  // namespace guvoh::service
