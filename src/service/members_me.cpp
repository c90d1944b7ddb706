// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What members change about themselves: name, language, passphrase, codes.
#include "access/login.h"
#include "access/recovery_codes.h"
#include "access/totp.h"
#include "service/members_parts.h"

namespace guvoh::service {

namespace {

/// Makes new codes for a member, in the caller's transaction.
base::Expected<std::vector<std::string>> renew_codes(Members::Parts& parts, vault::Session& session, const base::Id& member) {
    auto codes = access::new_recovery_codes();
    std::vector<base::Hash> hashes;
    for (const std::string& code : codes) hashes.push_back(access::recovery_code_hash(parts.codes_key, member, code));
    GUVOH_TRY_VOID(access::put_recovery_codes(session, member, hashes));
    return codes;
}

/// The credential as it is inside a change of it. Errors: Denied when it is gone meanwhile.
base::Expected<access::Credential> credential_in(vault::Session& session, const base::Id& member) {
    GUVOH_TRY(auto credential, access::find_credential(session, member));
    if (!credential) return fail(ErrorKind::Denied, std::string(kSignedOut));
    return std::move(*credential);
}

}  // namespace

base::Expected<SessionInfo> Members::update_me(std::string_view token, const std::optional<std::string>& name,
                                               const std::optional<std::string>& language) {
    GUVOH_TRY(const SessionView view, session(token));
    if (name || language) {
        GUVOH_TRY(auto change, MembersChange::begin(*parts_, "a member changed their own name or language", view.caller));
        MemberRecord member = change.directory().members.at(*view.caller.member);
        if (name) {
            GUVOH_TRY(member.name, in_field("name", access::normal_name(*name)));
        }
        if (language) {
            GUVOH_TRY(member.language, in_field("language", access::normal_language(*language)));
        }
        GUVOH_TRY_VOID(change.put(member));
        GUVOH_TRY_VOID(change.commit());
    }
    return parts_->info_of(token);
}

base::Status Members::change_passphrase(std::string_view token, const Passphrase& current, const Passphrase& next) {
    GUVOH_TRY(const Me me, parts_->me(token));
    const auto now = parts_->current();
    const MemberRecord& member = now->members.at(me.member);
    GUVOH_TRY_VOID(parts_->require_strong(next, {member.name, member.login}));
    GUVOH_TRY(const crypto::BoxKey key, parts_->check_passphrase(me, current));
    access::PassphraseLock lock;
    {
        GUVOH_TRY(const auto place, parts_->stretching_place());
        GUVOH_TRY(lock, access::lock(key, me.member, next, parts_->options.stretch_cost));
    }
    {
        GUVOH_TRY(auto session, parts_->database.begin_write());
        GUVOH_TRY(access::Credential credential, credential_in(*session, me.member));
        credential.lock = std::move(lock);
        GUVOH_TRY_VOID(access::put_credential(*session, credential));
        GUVOH_TRY_VOID(session->commit());
    }
    parts_->sessions.end_of(me.member, token);
    parts_->forget_pending(me.member);
    // Who opens the vault with this passphrase too goes on doing so with the new one.
    GUVOH_TRY(const auto place, parts_->stretching_place());
    const auto changed = parts_->records.vault().change_passphrase(current, next);
    if (!changed && changed.error().kind != ErrorKind::BadKey) return changed;
    return {};
}

base::Expected<TotpBegin> Members::totp_begin(std::string_view token) {
    GUVOH_TRY(const Me me, parts_->me(token));
    GUVOH_TRY(auto reading, parts_->database.begin_read());
    GUVOH_TRY(const access::Credential credential, credential_in(*reading, me.member));
    if (!credential.totp_sealed.empty()) return fail(ErrorKind::Conflict, "switch the present codes off first");
    base::Bytes secret = access::new_totp_secret();
    TotpBegin begun{access::totp_secret_text(secret), access::totp_uri(secret, "Guvoh", credential.login)};
    parts_->sessions.with(token, [&](access::Session& session) {
        crypto::wipe(session.totp_secret);
        session.totp_secret = std::move(secret);
    });
    return begun;
}

base::Expected<std::vector<std::string>> Members::totp_confirm(std::string_view token, std::string_view code) {
    GUVOH_TRY(const Me me, parts_->me(token));
    base::Bytes secret;
    parts_->sessions.with(token, [&](access::Session& session) { secret = session.totp_secret; });
    if (secret.empty()) return fail(ErrorKind::Conflict, "begin with a new secret");
    const auto step = access::totp_step_of(secret, code, parts_->clock(), 0);
    if (!step) return fail(ErrorKind::BadKey, "the code is wrong");
    GUVOH_TRY(auto session, parts_->database.begin_write());
    GUVOH_TRY(access::Credential credential, credential_in(*session, me.member));
    if (!credential.totp_sealed.empty()) return fail(ErrorKind::Conflict, "switch the present codes off first");
    credential.totp_sealed = parts_->seal_secret(secret, me.member);
    credential.totp_step = *step;
    crypto::wipe(secret);
    GUVOH_TRY_VOID(access::put_credential(*session, credential));
    GUVOH_TRY(auto codes, renew_codes(*parts_, *session, me.member));
    GUVOH_TRY_VOID(session->commit());
    parts_->sessions.with(token, [&](access::Session& own) {
        crypto::wipe(own.totp_secret);
        own.totp_secret.clear();
    });
    return codes;
}

base::Status Members::totp_remove(std::string_view token, const Passphrase& passphrase) {
    GUVOH_TRY(const Me me, parts_->me(token));
    GUVOH_TRY(const crypto::BoxKey key, parts_->check_passphrase(me, passphrase));
    static_cast<void>(key);
    GUVOH_TRY(auto session, parts_->database.begin_write());
    GUVOH_TRY(access::Credential credential, credential_in(*session, me.member));
    credential.totp_sealed.clear();
    credential.totp_step = 0;
    GUVOH_TRY_VOID(access::put_credential(*session, credential));
    return session->commit();
}

base::Expected<std::vector<std::string>> Members::new_recovery_codes(std::string_view token, const Passphrase& passphrase) {
    GUVOH_TRY(const Me me, parts_->me(token));
    GUVOH_TRY(const crypto::BoxKey key, parts_->check_passphrase(me, passphrase));
    static_cast<void>(key);
    GUVOH_TRY(auto session, parts_->database.begin_write());
    GUVOH_TRY(const access::Credential credential, credential_in(*session, me.member));
    GUVOH_TRY(auto codes, renew_codes(*parts_, *session, credential.member));
    GUVOH_TRY_VOID(session->commit());
    return codes;
}

}  // namespace guvoh::service
