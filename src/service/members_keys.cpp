// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>

#include "service/members_parts.h"

namespace guvoh::service {

base::Status grant_key(MembersChange& change, std::string_view compartment, std::uint32_t generation, const crypto::Key& key,
                       const base::Id& member, const crypto::BoxPublicKey& to) {
    GrantRecord grant{{}, std::string(compartment), member, generation, crypto::seal_to(to, key.span())};
    // A grant that was made before for another of the member's keys is replaced, not joined by a second one.
    const auto held = change.directory().grants.find(member);
    if (held != change.directory().grants.end()) {
        for (const GrantRecord& former : held->second) {
            if (former.compartment == compartment && former.generation == generation) grant.record = former.record;
        }
    }
    if (grant.record.is_nil()) grant.record = change.new_id();
    return change.put(grant);
}

namespace {

/// Invitations to which keys of the compartment are sealed.
base::Expected<std::vector<access::Invitation>> invited_to(MembersChange& change, std::string_view compartment) {
    GUVOH_TRY(auto invitations, access::invitations(change.session()));
    std::vector<access::Invitation> found;
    for (const access::Invitation& invitation : invitations) {
        GUVOH_TRY(const auto keys, access::invited_keys(change.session(), invitation.member));
        const bool invited = std::any_of(keys.begin(), keys.end(), [&](const auto& key) { return key.compartment == compartment; });
        if (invited) found.push_back(invitation);
    }
    return found;
}

}  // namespace

base::Status start_generation(MembersChange& change, std::string_view id, const base::Id& leaving) {
    const CompartmentRecord* found = change.directory().find_compartment(id);
    if (found == nullptr) return fail(ErrorKind::NotFound, "no such compartment");
    CompartmentRecord compartment = *found;
    std::vector<base::Id> staying = change.directory().members_of(id);
    std::erase(staying, leaving);
    if (staying.empty()) return fail(ErrorKind::Conflict, "nobody else could open what is sealed in a compartment");
    ++compartment.generation;
    GUVOH_TRY_VOID(change.put(compartment));
    const crypto::Key key = crypto::Key::random();
    for (const base::Id& member : staying) {
        const auto& to = change.directory().members.at(member).sealing_key;
        if (to) GUVOH_TRY_VOID(grant_key(change, id, compartment.generation, key, member, *to));
    }
    GUVOH_TRY(const auto invited, invited_to(change, id));
    for (const access::Invitation& invitation : invited) {
        const access::InvitedKey sealed{invitation.member, std::string(id), compartment.generation,
                                        crypto::seal_to(invitation.public_key, key.span())};
        GUVOH_TRY_VOID(access::put_invited_key(change.session(), sealed));
    }
    return {};
}

base::Status take_grants_back(MembersChange& change, const base::Id& member, std::string_view compartment) {
    const auto held = change.directory().grants.find(member);
    if (held == change.directory().grants.end()) return {};
    for (GrantRecord grant : held->second) {
        if (!compartment.empty() && grant.compartment != compartment) continue;
        grant.sealed.clear();
        GUVOH_TRY_VOID(change.put(grant));
    }
    return {};
}

base::Status invite_to(MembersChange& change, const Caller& caller, std::string_view id, const access::Invitation& invitation) {
    const CompartmentRecord* compartment = change.directory().find_compartment(id);
    const bool knows = compartment != nullptr && (caller.sees(id) || change.permissions().has(Permission::ManageCompartments));
    if (!knows) return fail(ErrorKind::NotFound, "no such compartment");
    if (caller.keys == nullptr || caller.keys->find(id, compartment->generation) == nullptr) {
        return fail(ErrorKind::Denied, "only who can open a compartment can let others in");
    }
    for (const auto& [generation, key] : caller.keys->generations(id)) {
        const access::InvitedKey sealed{invitation.member, std::string(id), generation, crypto::seal_to(invitation.public_key, key.span())};
        GUVOH_TRY_VOID(access::put_invited_key(change.session(), sealed));
    }
    return {};
}

}  // namespace guvoh::service
