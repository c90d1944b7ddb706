// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/members_directory.h"

#include <algorithm>

#include "access/credentials.h"
#include "registry/records.h"

namespace guvoh::service {

namespace {

base::Json json_of(const ledger::RecordState& state, std::string_view field) {
    auto json = base::Json::parse(state.value(field));
    return json ? std::move(*json) : base::Json();
}

MemberRecord read_member(const base::Id& id, const ledger::RecordState& state) {
    MemberRecord member{id, state.text("name"), state.text("login"), state.text("status"), state.text("language"), {}, {}};
    const base::Json roles = json_of(state, "roles");
    for (const base::Json& role : roles.array()) {
        if (const auto parsed = base::Id::parse(role.string_or(""))) member.roles.push_back(*parsed);
    }
    if (const auto bytes = base::from_hex(state.text("sealing_key"))) {
        if (const auto key = crypto::box_public_key(*bytes)) member.sealing_key = *key;
    }
    return member;
}

RoleRecord read_role(const base::Id& id, const ledger::RecordState& state) {
    RoleRecord role{id, state.text("name"), {}};
    const base::Json names = json_of(state, "permissions");
    for (const base::Json& name : names.array()) {
        // A name that this program does not know comes from a newer one, and gives nothing here.
        if (const auto permission = access::permission_from_name(name.string_or(""))) role.permissions.add(*permission);
    }
    return role;
}

GrantRecord read_grant(const base::Id& id, const ledger::RecordState& state) {
    GrantRecord grant{id, state.text("compartment"), {}, static_cast<std::uint32_t>(state.integer("generation")), {}};
    if (const auto member = base::Id::parse(state.text("member"))) grant.member = *member;
    if (auto sealed = base::from_base64(state.text("sealed"))) grant.sealed = std::move(*sealed);
    return grant;
}

bool is_ours(std::string_view type) { return type == "Member" || type == "Role" || type == "Compartment" || type == "Grant"; }

void add(Directory& directory, const base::Id& id, const ledger::RecordState& state) {
    if (state.type() == "Member") directory.members.emplace(id, read_member(id, state));
    if (state.type() == "Role") directory.roles.emplace(id, read_role(id, state));
    if (state.type() == "Compartment") {
        const auto generation = static_cast<std::uint32_t>(state.integer("generation"));
        directory.compartments.emplace(
            state.compartment(), CompartmentRecord{id, state.compartment(), state.text("name"), state.text("purpose"), generation});
    }
    if (state.type() == "Grant") {
        GrantRecord grant = read_grant(id, state);
        // A grant counts only where it stands in the compartment that it is for.
        if (!grant.sealed.empty() && grant.compartment == state.compartment()) directory.grants[grant.member].push_back(std::move(grant));
    }
}

base::Status note_all(vault::Session& session) {
    return session.execute("insert or ignore into access_record(record) select id from record"
                           " where type in ('Member', 'Role', 'Compartment', 'Grant')");
}

}  // namespace

base::Status Directory::read_again(vault::Session& session, const std::set<base::Id>& ids) {
    std::erase_if(members, [&](const auto& item) { return ids.contains(item.first); });
    std::erase_if(roles, [&](const auto& item) { return ids.contains(item.first); });
    std::erase_if(compartments, [&](const auto& item) { return ids.contains(item.second.record); });
    for (auto& [member, held] : grants) std::erase_if(held, [&](const GrantRecord& grant) { return ids.contains(grant.record); });
    for (const base::Id& id : ids) {
        GUVOH_TRY(const auto state, registry::Records::load(session, id));
        if (is_ours(state.type())) add(*this, id, state);
    }
    return {};
}

base::Expected<Directory> Directory::load(vault::Session& session, bool walk) {
    if (walk) GUVOH_TRY_VOID(note_all(session));
    GUVOH_TRY(const auto ids, access::noted_records(session));
    Directory directory;
    for (const base::Id& id : ids) {
        const auto state = registry::Records::load(session, id);
        if (!state && state.error().kind == base::ErrorKind::NotFound) continue;
        if (!state) return base::fail(state.error());
        if (is_ours(state->type())) add(directory, id, *state);
    }
    return directory;
}

const MemberRecord* Directory::find_member(std::string_view id) const {
    const auto parsed = base::Id::parse(id);
    const auto found = parsed ? members.find(*parsed) : members.end();
    return found == members.end() ? nullptr : &found->second;
}

const MemberRecord* Directory::find_login(std::string_view login) const {
    const auto found = std::find_if(members.begin(), members.end(), [&](const auto& item) {
        return item.second.login == login && !login.empty() && item.second.status != "removed";
    });
    return found == members.end() ? nullptr : &found->second;
}

const RoleRecord* Directory::find_role(std::string_view id) const {
    const auto parsed = base::Id::parse(id);
    const auto found = parsed ? roles.find(*parsed) : roles.end();
    return found == roles.end() ? nullptr : &found->second;
}

const RoleRecord* Directory::find_role_named(std::string_view name) const {
    const auto found = std::find_if(roles.begin(), roles.end(), [&](const auto& item) { return item.second.name == name; });
    return found == roles.end() ? nullptr : &found->second;
}

const CompartmentRecord* Directory::find_compartment(std::string_view id) const {
    const auto found = compartments.find(id);
    return found == compartments.end() ? nullptr : &found->second;
}

access::PermissionSet Directory::permissions_of(const std::vector<base::Id>& role_ids) const {
    access::PermissionSet all;
    for (const base::Id& id : role_ids) {
        const auto found = roles.find(id);
        if (found != roles.end()) all.add(found->second.permissions);
    }
    return all;
}

std::set<std::string, std::less<>> Directory::compartments_of(const base::Id& member) const {
    std::set<std::string, std::less<>> found;
    const auto held = grants.find(member);
    if (held == grants.end()) return found;
    for (const GrantRecord& grant : held->second) {
        const CompartmentRecord* compartment = find_compartment(grant.compartment);
        if (compartment != nullptr && compartment->generation == grant.generation) found.insert(grant.compartment);
    }
    return found;
}

bool Directory::is_in(const base::Id& member, std::string_view compartment) const { return compartments_of(member).contains(compartment); }

std::vector<base::Id> Directory::members_of(std::string_view compartment) const {
    std::vector<base::Id> found;
    for (const auto& [id, member] : members) {
        if (member.active() && is_in(id, compartment)) found.push_back(id);
    }
    return found;
}

bool Directory::role_held(std::string_view role_name, const base::Id& without) const {
    const RoleRecord* role = find_role_named(role_name);
    return role != nullptr && std::any_of(members.begin(), members.end(), [&](const auto& item) {
               const MemberRecord& member = item.second;
               return member.active() && member.id != without && std::find(member.roles.begin(), member.roles.end(), role->id) != member.roles.end();
           });
}

access::Keyring Directory::open_grants(const base::Id& member, const crypto::BoxKey& key) const {
    access::Keyring keys;
    const auto held = grants.find(member);
    if (held == grants.end()) return keys;
    for (const GrantRecord& grant : held->second) {
        auto plain = key.open(grant.sealed);  // one that does not open was made for a former key of the member
        if (!plain || plain->size() != 32) continue;
        keys.add(grant.compartment, grant.generation, crypto::Key::from(std::span<const base::Byte, 32>(plain->data(), 32)));
        crypto::wipe(*plain);
    }
    return keys;
}

}  // namespace guvoh::service
