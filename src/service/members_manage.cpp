// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Members and roles, by who manages them.
#include <algorithm>

#include "access/login.h"
#include "service/members_parts.h"

namespace guvoh::service {

namespace {

std::vector<std::string> texts_of(const std::vector<base::Id>& ids) {
    std::vector<std::string> texts;
    for (const base::Id& id : ids) texts.push_back(id.text());
    return texts;
}

/// Everything about a member, for who manages members.
base::Expected<MemberInfo> describe(Members::Parts& parts, vault::Session& session, const Directory& directory, const MemberRecord& member) {
    MemberInfo info{member.id.text(), member.name, member.login, member.status, texts_of(member.roles), {}, false, 0, {}};
    const auto compartments = directory.compartments_of(member.id);
    info.compartments.assign(compartments.begin(), compartments.end());
    GUVOH_TRY(const auto invited, access::invited_keys(session, member.id));
    for (const auto& key : invited) {
        const bool listed = std::find(info.compartments.begin(), info.compartments.end(), key.compartment) != info.compartments.end();
        if (!listed) info.compartments.push_back(key.compartment);
    }
    GUVOH_TRY(const auto credential, access::find_credential(session, member.id));
    if (!credential) return info;
    info.totp = !credential->totp_sealed.empty();
    GUVOH_TRY(const auto passkeys, access::passkeys_of(session, member.id));
    info.passkeys = static_cast<std::uint32_t>(passkeys.size());
    std::int64_t seen = credential->last_seen_at;
    const auto sessions = parts.sessions.of(member.id);
    if (!sessions.empty()) seen = std::max(seen, sessions.front().last_seen_at);
    if (seen != 0) info.last_seen_at = seen;
    return info;
}

RoleInfo info_of(const RoleRecord& role) {
    const auto defaults = access::default_roles();
    const bool built_in = std::any_of(defaults.begin(), defaults.end(), [&](const auto& one) { return one.name == role.name; });
    return {role.id.text(), role.name, role.permissions, built_in};
}

bool share(const std::set<std::string, std::less<>>& one, const std::set<std::string, std::less<>>& other) {
    return std::any_of(one.begin(), one.end(), [&](const std::string& id) { return other.contains(id); });
}

bool is_default(std::string_view name) {
    const auto roles = access::default_roles();
    return std::any_of(roles.begin(), roles.end(), [&](const auto& role) { return role.name == name; });
}

/// Who edits roles may not raise themselves by it.
base::Status may_edit(const MembersChange& change, const Caller& caller, const RoleRecord& before, const PermissionSet& after) {
    if (!caller.member) return {};
    const auto& own = change.directory().members.at(*caller.member).roles;
    const bool holds = std::find(own.begin(), own.end(), before.id) != own.end();
    if (!holds || change.permissions().contains(after)) return {};
    return fail(ErrorKind::Denied, "nobody gives themselves a permission");
}

}  // namespace

base::Expected<std::vector<MemberInfo>> Members::list(const Caller& caller) {
    const auto now = parts_->current();
    const bool all = caller.may(Permission::ManageMembers) || caller.may(Permission::ManageCompartments);
    GUVOH_TRY(auto reading, parts_->database.begin_read());
    std::vector<MemberInfo> list;
    for (const auto& [id, member] : now->members) {
        if (member.status.empty()) continue;  // the record's author before there were members
        if (all) {
            GUVOH_TRY(MemberInfo info, describe(*parts_, *reading, *now, member));
            list.push_back(std::move(info));
        } else if (member.active() && share(now->compartments_of(id), caller.compartments)) {
            list.push_back({id.text(), member.name, {}, member.status, {}, {}, false, 0, {}});
        }
    }
    return list;
}

base::Expected<MemberInfo> Members::update(const Caller& caller, std::string_view id, const MemberChange& wanted) {
    std::optional<MemberRecord> changed;
    {
        GUVOH_TRY(auto change, MembersChange::begin(*parts_, "a member's name or roles were changed", caller));
        GUVOH_TRY_VOID(change.require(Permission::ManageMembers));
        const MemberRecord* found = change.directory().find_member(id);
        if (found == nullptr || found->status == "removed") return fail(ErrorKind::NotFound, "no such member");
        MemberRecord member = *found;
        const bool oneself = caller.member && *caller.member == member.id;
        if (!oneself) GUVOH_TRY_VOID(may_act_on(change, caller, member));
        if (wanted.name) {
            GUVOH_TRY(member.name, in_field("name", access::normal_name(*wanted.name)));
        }
        if (wanted.roles) {
            GUVOH_TRY(auto roles, in_field("roles", parse_roles(change.directory(), *wanted.roles)));
            GUVOH_TRY_VOID(may_give(change, caller, member.id, change.directory().permissions_of(roles)));
            GUVOH_TRY_VOID(keeps_somebody(change.directory(), member, roles));
            member.roles = std::move(roles);
        }
        GUVOH_TRY_VOID(change.put(member));
        GUVOH_TRY_VOID(change.commit());
        changed = std::move(member);
    }
    GUVOH_TRY(auto reading, parts_->database.begin_read());
    const auto now = parts_->current();
    return describe(*parts_, *reading, *now, *changed);
}

base::Status Members::remove(const Caller& caller, std::string_view id, std::string_view reason) {
    GUVOH_TRY(const std::string why, normal_reason(reason));
    base::Id removed;
    {
        GUVOH_TRY(auto change, MembersChange::begin(*parts_, why, caller));
        GUVOH_TRY_VOID(change.require(Permission::ManageMembers));
        const MemberRecord* found = change.directory().find_member(id);
        if (found == nullptr || found->status == "removed") return fail(ErrorKind::NotFound, "no such member");
        MemberRecord member = *found;
        GUVOH_TRY_VOID(may_act_on(change, caller, member));
        GUVOH_TRY_VOID(keeps_somebody(change.directory(), member, {}));
        GUVOH_TRY_VOID(access::erase_credentials(change.session(), member.id));
        const auto compartments = change.directory().compartments_of(member.id);
        for (const std::string& compartment : compartments) {
            if (member.active()) GUVOH_TRY_VOID(start_generation(change, compartment, member.id));
        }
        GUVOH_TRY_VOID(take_grants_back(change, member.id, {}));
        member.status = "removed";
        member.roles.clear();
        member.sealing_key.reset();
        GUVOH_TRY_VOID(change.put(member));
        GUVOH_TRY_VOID(change.commit());
        removed = member.id;
    }
    parts_->sessions.end_of(removed);
    parts_->forget_pending(removed);
    parts_->erase_keyslots(removed);
    return {};
}

base::Expected<std::vector<RoleInfo>> Members::roles(const Caller& caller) {
    if (!caller.member && !caller.is_owner) return fail(ErrorKind::Denied, std::string(kSignedOut));
    const auto now = parts_->current();
    std::vector<RoleInfo> list;
    for (const auto& [id, role] : now->roles) list.push_back(info_of(role));
    return list;
}

base::Expected<RoleInfo> Members::put_role(const Caller& caller, const RoleRequest& request) {
    GUVOH_TRY(auto change, MembersChange::begin(*parts_, "a role was changed", caller));
    GUVOH_TRY_VOID(change.require(Permission::ManageRoles));
    RoleRecord role;
    GUVOH_TRY(role.permissions, in_field("permissions", PermissionSet::from_names(request.permissions)));
    GUVOH_TRY(role.name, in_field("name", access::normal_name(request.name, 100)));
    if (request.id.empty()) {
        role.id = change.new_id();
    } else {
        const RoleRecord* before = change.directory().find_role(request.id);
        if (before == nullptr) return fail(ErrorKind::NotFound, "no such role");
        if (before->name == kAdministratorRole) return fail(ErrorKind::Conflict, "the administrator's role stays as it is");
        if (is_default(before->name) && role.name != before->name) return fail(ErrorKind::Conflict, "a role of the program keeps its name");
        GUVOH_TRY_VOID(may_edit(change, caller, *before, role.permissions));
        role.id = before->id;
    }
    const RoleRecord* named = change.directory().find_role_named(role.name);
    if (named != nullptr && named->id != role.id) return fail(ErrorKind::Conflict, "field name: a role has this name already");
    GUVOH_TRY_VOID(change.put(role));
    GUVOH_TRY_VOID(change.commit());
    return info_of(role);
}

}  // namespace guvoh::service
