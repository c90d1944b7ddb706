// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Invitations: making and revoking them, joining by one, and giving a member who lost the passphrase a new one.
#include "access/base64url.h"
#include "access/login.h"
#include "service/members_parts.h"

namespace guvoh::service {

namespace {

constexpr std::int64_t kDayMs = 24LL * 3600 * 1000;
constexpr std::uint32_t kMostDays = 30, kDefaultDays = 7;
constexpr std::size_t kMostCompartments = 1000;

tl::unexpected<base::Error> no_invitation() { return fail(ErrorKind::NotFound, "the invitation is used, revoked or expired"); }

/// A token and what is kept of it.
struct NewInvitation {
    crypto::Key token = crypto::Key::random();
    access::Invitation kept;
};

NewInvitation make_invitation(MembersChange& change, const base::Id& member, std::int64_t expires_at) {
    NewInvitation made;
    made.kept = {change.new_id(), member, crypto::sha256(made.token.span()), access::invitation_key(made.token).public_key(), expires_at};
    return made;
}

Invited told(const NewInvitation& made) {
    return {made.kept.id.text(), access::to_base64url(made.token.span()), made.kept.member.text(), made.kept.expires_at};
}

base::Expected<crypto::Key> read_token(std::string_view text) {
    auto bytes = access::from_base64url(text);
    if (!bytes || bytes->size() != 32) return no_invitation();
    auto token = crypto::Key::from(std::span<const base::Byte, 32>(bytes->data(), 32));
    crypto::wipe(*bytes);
    return token;
}

/// The invitation of a token that still holds.
base::Expected<access::Invitation> live_invitation(vault::Session& session, const crypto::Key& token, std::int64_t now) {
    GUVOH_TRY(const auto found, access::find_invitation(session, crypto::sha256(token.span())));
    if (!found || found->expires_at <= now) return no_invitation();
    return *found;
}

/// Moves the compartment keys from the invitation to the member's own key.
base::Status take_keys_over(MembersChange& change, const crypto::BoxKey& from, const base::Id& member, const crypto::BoxPublicKey& to) {
    GUVOH_TRY(const auto keys, access::invited_keys(change.session(), member));
    for (const access::InvitedKey& invited : keys) {
        auto plain = from.open(invited.sealed);
        if (!plain || plain->size() != 32) return fail(ErrorKind::Corrupt, "a key of the invitation does not open");
        const auto key = crypto::Key::from(std::span<const base::Byte, 32>(plain->data(), 32));
        crypto::wipe(*plain);
        GUVOH_TRY_VOID(grant_key(change, invited.compartment, invited.generation, key, member, to));
    }
    return {};
}

}  // namespace

base::Expected<Invited> Members::invite(const Caller& caller, const InviteRequest& request) {
    if (request.days > kMostDays) return fail(ErrorKind::Invalid, "field days: an invitation lasts 1 to 30 days");
    if (request.compartments.size() > kMostCompartments) return fail(ErrorKind::Invalid, "field compartments: too many");
    GUVOH_TRY(auto change, MembersChange::begin(*parts_, "a member was invited", caller));
    GUVOH_TRY_VOID(change.require(Permission::ManageMembers));
    MemberRecord member{change.new_id(), {}, {}, "invited", {}, {}, {}};
    GUVOH_TRY(member.name, in_field("name", access::normal_name(request.name)));
    GUVOH_TRY(member.login, in_field("login", access::normal_login(request.login)));
    if (change.directory().find_login(member.login) != nullptr) return fail(ErrorKind::Conflict, "field login: it is taken");
    GUVOH_TRY(member.roles, in_field("roles", parse_roles(change.directory(), request.roles)));
    GUVOH_TRY_VOID(may_give(change, caller, member.id, change.directory().permissions_of(member.roles)));
    const std::uint32_t days = request.days == 0 ? kDefaultDays : request.days;
    const NewInvitation made = make_invitation(change, member.id, parts_->clock() + days * kDayMs);
    GUVOH_TRY_VOID(access::put_invitation(change.session(), made.kept));
    for (const std::string& compartment : request.compartments) GUVOH_TRY_VOID(invite_to(change, caller, compartment, made.kept));
    GUVOH_TRY_VOID(change.put(member));
    GUVOH_TRY_VOID(change.commit());
    return told(made);
}

base::Expected<std::vector<InvitationInfo>> Members::invitations(const Caller& caller) {
    GUVOH_TRY_VOID(caller.require(Permission::ManageMembers));
    const auto now = parts_->current();
    GUVOH_TRY(auto reading, parts_->database.begin_read());
    GUVOH_TRY(const auto stored, access::invitations(*reading));
    std::vector<InvitationInfo> list;
    for (const access::Invitation& invitation : stored) {
        const auto member = now->members.find(invitation.member);
        if (member == now->members.end()) continue;
        list.push_back({invitation.id.text(), invitation.member.text(), member->second.name, member->second.login, invitation.expires_at});
    }
    return list;
}

base::Status Members::revoke_invitation(const Caller& caller, std::string_view id) {
    GUVOH_TRY(auto change, MembersChange::begin(*parts_, "an invitation was revoked", caller));
    GUVOH_TRY_VOID(change.require(Permission::ManageMembers));
    GUVOH_TRY(const auto stored, access::invitations(change.session()));
    for (const access::Invitation& invitation : stored) {
        if (invitation.id.text() != id) continue;
        MemberRecord member = change.directory().members.at(invitation.member);
        GUVOH_TRY_VOID(may_act_on(change, caller, member));
        member.status = "removed";
        member.roles.clear();
        GUVOH_TRY_VOID(access::erase_invitation(change.session(), member.id));
        GUVOH_TRY_VOID(change.put(member));
        return change.commit();
    }
    return fail(ErrorKind::NotFound, "no such invitation");
}

base::Expected<InvitationLook> Members::look(std::string_view token) {
    GUVOH_TRY(const crypto::Key key, read_token(token));
    GUVOH_TRY(auto reading, parts_->database.begin_read());
    GUVOH_TRY(const access::Invitation invitation, live_invitation(*reading, key, parts_->clock()));
    const auto now = parts_->current();
    const auto member = now->members.find(invitation.member);
    if (member == now->members.end()) return no_invitation();
    return InvitationLook{member->second.name, member->second.login, invitation.expires_at};
}

base::Expected<SignedIn> Members::join(std::string_view token, const Passphrase& passphrase, std::string_view language, const Origin& origin) {
    GUVOH_TRY(const InvitationLook looked, look(token));
    GUVOH_TRY(const crypto::Key token_key, read_token(token));
    GUVOH_TRY(const std::string chosen, in_field("language", access::normal_language(language)));
    GUVOH_TRY_VOID(parts_->require_strong(passphrase, {looked.name, looked.login}));
    access::Credential credential;
    {
        GUVOH_TRY(auto reading, parts_->database.begin_read());
        GUVOH_TRY(const access::Invitation invitation, live_invitation(*reading, token_key, parts_->clock()));
        credential.member = invitation.member;
    }
    auto key = crypto::BoxKey::generate();
    {
        GUVOH_TRY(const auto place, parts_->stretching_place());
        GUVOH_TRY(credential.lock, access::lock(key, credential.member, passphrase, parts_->options.stretch_cost));
    }
    {
        GUVOH_TRY(auto change, MembersChange::begin_as(*parts_, "an invited member joined", credential.member));
        GUVOH_TRY(const access::Invitation invitation, live_invitation(change.session(), token_key, parts_->clock()));  // used meanwhile?
        MemberRecord member = change.directory().members.at(invitation.member);
        if (member.status != "invited") return no_invitation();
        member.status = "active";
        member.language = chosen;
        member.sealing_key = key.public_key();
        credential.login = member.login;
        GUVOH_TRY_VOID(take_keys_over(change, access::invitation_key(token_key), member.id, key.public_key()));
        GUVOH_TRY_VOID(access::erase_credentials(change.session(), member.id));
        GUVOH_TRY_VOID(access::put_credential(change.session(), credential));
        GUVOH_TRY_VOID(change.put(member));
        GUVOH_TRY_VOID(change.commit());
    }
    return parts_->start_session(credential.member, std::move(key), origin);
}

base::Expected<Invited> Members::reset(const Caller& caller, std::string_view id) {
    GUVOH_TRY(auto change, MembersChange::begin(*parts_, "a member was given a new way in", caller));
    GUVOH_TRY_VOID(change.require(Permission::ManageMembers));
    const MemberRecord* found = change.directory().find_member(id);
    if (found == nullptr || found->status == "removed") return fail(ErrorKind::NotFound, "no such member");
    MemberRecord member = *found;
    GUVOH_TRY_VOID(may_act_on(change, caller, member));
    GUVOH_TRY_VOID(keeps_somebody(change.directory(), member, {}));
    GUVOH_TRY(auto waiting, access::invited_keys(change.session(), member.id));
    std::set<std::string, std::less<>> compartments = change.directory().compartments_of(member.id);
    for (const auto& key : waiting) compartments.insert(key.compartment);

    GUVOH_TRY_VOID(access::erase_credentials(change.session(), member.id));
    const NewInvitation made = make_invitation(change, member.id, parts_->clock() + kDefaultDays * kDayMs);
    GUVOH_TRY_VOID(access::put_invitation(change.session(), made.kept));
    for (const std::string& compartment : compartments) {
        const bool holds = caller.keys != nullptr && change.directory().find_compartment(compartment) != nullptr &&
                           caller.keys->find(compartment, change.directory().find_compartment(compartment)->generation) != nullptr;
        if (holds) GUVOH_TRY_VOID(invite_to(change, caller, compartment, made.kept));
        if (member.active()) GUVOH_TRY_VOID(start_generation(change, compartment, member.id));
    }
    GUVOH_TRY_VOID(take_grants_back(change, member.id, {}));
    member.status = "invited";
    member.sealing_key.reset();
    GUVOH_TRY_VOID(change.put(member));
    GUVOH_TRY_VOID(change.commit());
    parts_->sessions.end_of(member.id);
    parts_->forget_pending(member.id);
    parts_->erase_keyslots(member.id);
    return told(made);
}

}  // namespace guvoh::service
