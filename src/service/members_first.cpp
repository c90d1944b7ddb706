// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The first member, and the way back with the recovery key from paper.
#include "access/login.h"
#include "service/members_parts.h"
#include "vault/recovery_key.h"

namespace guvoh::service {

namespace {

/// Makes the default roles that are not there yet, and gives the ids of lead and administrator.
base::Expected<std::vector<base::Id>> make_roles(MembersChange& change) {
    std::vector<base::Id> first;
    for (const access::DefaultRole& role : access::default_roles()) {
        const RoleRecord* known = change.directory().find_role_named(role.name);
        const base::Id id = known != nullptr ? known->id : change.new_id();
        if (known == nullptr) GUVOH_TRY_VOID(change.put(RoleRecord{id, std::string(role.name), role.permissions}));
        if (role.name == kLeadRole || role.name == kAdministratorRole) first.push_back(id);
    }
    return first;
}

/// Makes the compartment "general", or a new generation of it, and lets the member in.
base::Status make_general(MembersChange& change, const base::Id& member, const crypto::BoxPublicKey& to) {
    const CompartmentRecord* known = change.directory().find_compartment(registry::kGeneralCompartment);
    CompartmentRecord general = known != nullptr ? *known : CompartmentRecord{{}, std::string(registry::kGeneralCompartment), "general", "", 0};
    if (known == nullptr) general.record = change.new_id();
    ++general.generation;
    GUVOH_TRY_VOID(change.put(general));
    return grant_key(change, general.id, general.generation, crypto::Key::random(), member, to);
}

}  // namespace

base::Expected<SignedIn> Members::create_first(const FirstMember& first, const Passphrase& passphrase, const Origin& origin) {
    if (!empty()) return fail(ErrorKind::Conflict, "there are members already");
    MemberRecord member{parts_->records.member(), {}, {}, "active", {}, {}, {}};
    GUVOH_TRY(member.name, in_field("member_name", access::normal_name(first.name)));
    GUVOH_TRY(member.login, in_field("login", access::normal_login(first.login)));
    GUVOH_TRY(member.language, in_field("language", access::normal_language(first.language)));
    GUVOH_TRY_VOID(parts_->require_strong(passphrase, {member.name, member.login}));
    auto key = crypto::BoxKey::generate();
    access::Credential credential{member.id, member.login, {}, {}, {}, 0, 0};
    if (!first.recovery_key.empty()) {
        GUVOH_TRY(const crypto::Key recovery, in_field("recovery_key", vault::parse_recovery_key(first.recovery_key)));
        credential.recovery_sealed = access::lock(key, member.id, access::KeyKind::Recovery, recovery);
    }
    {
        GUVOH_TRY(const auto place, parts_->stretching_place());
        GUVOH_TRY(credential.lock, access::lock(key, member.id, passphrase, parts_->options.stretch_cost));
    }
    {
        GUVOH_TRY(auto change, MembersChange::begin_as(*parts_, "the first member was made", member.id));
        GUVOH_TRY(const bool any, access::any_credential(change.session()));
        if (any) return fail(ErrorKind::Conflict, "there are members already");
        GUVOH_TRY(member.roles, make_roles(change));
        member.sealing_key = key.public_key();
        GUVOH_TRY_VOID(change.put(member));
        GUVOH_TRY_VOID(make_general(change, member.id, key.public_key()));
        GUVOH_TRY_VOID(access::put_credential(change.session(), credential));
        GUVOH_TRY_VOID(change.commit());
    }
    return parts_->start_session(member.id, std::move(key), origin);
}

base::Status Members::recover(std::string_view recovery_key, std::string_view login, const Passphrase& next) {
    GUVOH_TRY(const crypto::Key recovery, in_field("recovery_key", vault::parse_recovery_key(recovery_key)));
    GUVOH_TRY(const std::string name, access::normal_login(login));
    std::optional<access::Credential> credential;
    {
        GUVOH_TRY(auto reading, parts_->database.begin_read());
        GUVOH_TRY(credential, access::find_credential(*reading, name));
    }
    if (!credential || credential->recovery_sealed.empty()) return fail(ErrorKind::BadKey, "the recovery key opens no such member");
    auto key = access::unlock(credential->recovery_sealed, credential->member, access::KeyKind::Recovery, recovery);
    if (!key) return fail(ErrorKind::BadKey, "the recovery key opens no such member");
    GUVOH_TRY_VOID(parts_->require_strong(next, {name}));
    {
        GUVOH_TRY(const auto place, parts_->stretching_place());
        GUVOH_TRY(credential->lock, access::lock(*key, credential->member, next, parts_->options.stretch_cost));
    }
    {
        GUVOH_TRY(auto session, parts_->database.begin_write());
        GUVOH_TRY_VOID(access::put_credential(*session, *credential));
        GUVOH_TRY_VOID(access::erase_second_factors(*session, credential->member));
        GUVOH_TRY_VOID(access::erase_calendar_links(*session, credential->member));
        GUVOH_TRY_VOID(session->commit());
    }
    parts_->sessions.end_of(credential->member);
    parts_->forget_pending(credential->member);
    return parts_->put_keyslot(credential->member, next);
}

}  // namespace guvoh::service
