// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Compartments and who is in them. Being in one is holding the key of its present generation.
#include "access/login.h"
#include "service/members_parts.h"

namespace guvoh::service {

namespace {

constexpr std::size_t kMostPurposeBytes = 2000;

/// The compartment, where the caller may know of it. Errors: NotFound.
base::Expected<CompartmentRecord> known_compartment(const MembersChange& change, const Caller& caller, std::string_view id) {
    const CompartmentRecord* found = change.directory().find_compartment(id);
    const bool knows = caller.is_owner || change.permissions().has(Permission::ManageCompartments) ||
                       (caller.member && change.directory().is_in(*caller.member, id));
    if (found == nullptr || !knows) return fail(ErrorKind::NotFound, "no such compartment");
    return *found;
}

CompartmentInfo info_of(const Directory& directory, const Caller& caller, const CompartmentRecord& compartment) {
    CompartmentInfo info{compartment.id, compartment.name, compartment.purpose, false, {}};
    info.member_of = caller.member && directory.is_in(*caller.member, compartment.id);
    const auto members = directory.members_of(compartment.id);
    for (const base::Id& id : members) info.members.push_back(id.text());
    return info;
}

}  // namespace

base::Expected<std::vector<CompartmentInfo>> Members::compartments(const Caller& caller) {
    const auto now = parts_->current();
    std::vector<CompartmentInfo> list;
    for (const auto& [id, compartment] : now->compartments) {
        if (!caller.sees(id) && !caller.may(Permission::ManageCompartments)) continue;
        list.push_back(info_of(*now, caller, compartment));
    }
    return list;
}

base::Expected<CompartmentInfo> Members::create_compartment(const Caller& caller, std::string_view name, std::string_view purpose) {
    CompartmentRecord compartment;
    GUVOH_TRY(compartment.name, in_field("name", access::normal_name(name)));
    if (!purpose.empty()) {
        GUVOH_TRY(compartment.purpose, in_field("purpose", access::normal_name(purpose, kMostPurposeBytes)));
    }
    {
        GUVOH_TRY(auto change, MembersChange::begin(*parts_, "a compartment was made", caller));
        GUVOH_TRY_VOID(change.require(Permission::ManageCompartments));
        if (!caller.member) return fail(ErrorKind::Denied, "a compartment needs a member who can open it");
        const auto& key = change.directory().members.at(*caller.member).sealing_key;
        if (!key) return fail(ErrorKind::Denied, "a compartment needs a member who can open it");
        compartment.record = change.new_id();
        compartment.id = compartment.record.text();
        compartment.generation = 1;
        GUVOH_TRY_VOID(change.put(compartment));
        GUVOH_TRY_VOID(grant_key(change, compartment.id, 1, crypto::Key::random(), *caller.member, *key));
        GUVOH_TRY_VOID(change.commit());
    }
    const auto now = parts_->current();
    return info_of(*now, caller, compartment);
}

base::Status Members::add_to_compartment(const Caller& caller, std::string_view id, std::string_view member_id) {
    GUVOH_TRY(auto change, MembersChange::begin(*parts_, "a member was let into a compartment", caller));
    GUVOH_TRY(const CompartmentRecord compartment, known_compartment(change, caller, id));
    GUVOH_TRY_VOID(change.require(Permission::ManageCompartments));
    const MemberRecord* member = change.directory().find_member(member_id);
    if (member == nullptr || member->status == "removed") return fail(ErrorKind::NotFound, "no such member");
    const bool holds = caller.keys != nullptr && caller.keys->find(id, compartment.generation) != nullptr;
    if (!holds) return fail(ErrorKind::Denied, "only who can open a compartment can let others in");
    if (change.directory().is_in(member->id, id)) return {};
    if (!member->active()) {
        GUVOH_TRY(const auto waiting, access::invitations(change.session()));
        for (const access::Invitation& invitation : waiting) {
            if (invitation.member != member->id) continue;
            GUVOH_TRY_VOID(invite_to(change, caller, id, invitation));
            return change.commit();
        }
        return fail(ErrorKind::Conflict, "the member has no invitation; reset it first");
    }
    if (!member->sealing_key) return fail(ErrorKind::Conflict, "the member has no sealing key");
    for (const auto& [generation, key] : caller.keys->generations(id)) {
        GUVOH_TRY_VOID(grant_key(change, id, generation, key, member->id, *member->sealing_key));
    }
    return change.commit();
}

base::Status Members::remove_from_compartment(const Caller& caller, std::string_view id, std::string_view member_id, std::string_view reason) {
    GUVOH_TRY(const std::string why, normal_reason(reason));
    GUVOH_TRY(auto change, MembersChange::begin(*parts_, why, caller));
    GUVOH_TRY(const CompartmentRecord compartment, known_compartment(change, caller, id));
    GUVOH_TRY_VOID(change.require(Permission::ManageCompartments));
    const MemberRecord* member = change.directory().find_member(member_id);
    if (member == nullptr) return fail(ErrorKind::NotFound, "no such member");
    if (!member->active()) {
        GUVOH_TRY_VOID(access::erase_invited_keys(change.session(), member->id, id));
        return change.commit();
    }
    if (!change.directory().is_in(member->id, id)) return fail(ErrorKind::NotFound, "the member is not in this compartment");
    GUVOH_TRY_VOID(start_generation(change, compartment.id, member->id));
    GUVOH_TRY_VOID(take_grants_back(change, member->id, compartment.id));
    return change.commit();
}

}  // namespace guvoh::service
