// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Signing in with a passphrase, and the second factor after it.
#include "access/base64url.h"
#include "access/login.h"
#include "access/recovery_codes.h"
#include "access/totp.h"
#include "service/members_parts.h"

namespace guvoh::service {

namespace {

constexpr std::int64_t kPendingMs = 300'000;
constexpr int kPendingAttempts = 5;
constexpr std::size_t kMostPending = 1000;

/// One answer for everything that is wrong.
tl::unexpected<base::Error> wrong_login() { return fail(ErrorKind::BadKey, "the login or the passphrase is wrong"); }
tl::unexpected<base::Error> wrong_factor() { return fail(ErrorKind::BadKey, "the second factor is wrong"); }

base::Bytes random_challenge() {
    base::Bytes challenge(access::kChallengeBytes);
    crypto::random_bytes(challenge);
    return challenge;
}

/// What a second factor is asked for.
struct Factors {
    bool totp = false;
    std::vector<base::Bytes> passkeys;
    std::uint32_t codes = 0;
};

base::Expected<Factors> factors_of(vault::Database& database, const access::Credential& credential) {
    GUVOH_TRY(auto reading, database.begin_read());
    Factors factors;
    factors.totp = !credential.totp_sealed.empty();
    GUVOH_TRY(const auto passkeys, access::passkeys_of(*reading, credential.member));
    for (const auto& passkey : passkeys) factors.passkeys.push_back(passkey.passkey.credential_id);
    GUVOH_TRY(factors.codes, access::count_recovery_codes(*reading, credential.member));
    return factors;
}

/// Keeps the sign-in until its second factor comes.
SecondFactorNeeded await_factor(Members::Parts& parts, PendingSignIn pending, const Factors& factors) {
    SecondFactorNeeded needed;
    needed.challenge = access::to_base64url(random_challenge());
    if (factors.totp) needed.methods.emplace_back("totp");
    if (!factors.passkeys.empty()) {
        needed.methods.emplace_back("passkey");
        pending.passkey_challenge = random_challenge();
        needed.passkey_options = access::request_options(parts.party(), pending.passkey_challenge, factors.passkeys);
    }
    if (factors.codes != 0) needed.methods.emplace_back("recovery_code");
    pending.until = parts.clock() + kPendingMs;
    pending.attempts_left = kPendingAttempts;
    const std::lock_guard lock(parts.mutex);
    std::erase_if(parts.pending, [&](const auto& item) { return item.second.until <= parts.clock(); });
    if (parts.pending.size() >= kMostPending) {
        // Only who knows a passphrase gets here; the one that waits longest gives way.
        parts.pending.erase(std::min_element(parts.pending.begin(), parts.pending.end(),
                                             [](const auto& a, const auto& b) { return a.second.until < b.second.until; }));
    }
    parts.pending.emplace(crypto::sha256(base::as_bytes(needed.challenge)), std::move(pending));
    return needed;
}

/// Takes a pending sign-in out, so that nobody else can try on it meanwhile.
std::optional<PendingSignIn> take_pending(Members::Parts& parts, std::string_view challenge) {
    const std::lock_guard lock(parts.mutex);
    const auto found = parts.pending.find(crypto::sha256(base::as_bytes(challenge)));
    if (found == parts.pending.end()) return std::nullopt;
    std::optional<PendingSignIn> pending(std::move(found->second));
    parts.pending.erase(found);
    if (pending->until <= parts.clock()) return std::nullopt;
    return pending;
}

void give_pending_back(Members::Parts& parts, std::string_view challenge, PendingSignIn pending) {
    if (pending.attempts_left <= 0) return;
    const std::lock_guard lock(parts.mutex);
    parts.pending.emplace(crypto::sha256(base::as_bytes(challenge)), std::move(pending));
}

/// The step of a right code that was not used yet.
base::Expected<std::int64_t> totp_step(Members::Parts& parts, vault::Session& session, const base::Id& member, std::string_view code) {
    GUVOH_TRY(const auto credential, access::find_credential(session, member));
    if (!credential || credential->totp_sealed.empty()) return wrong_factor();
    GUVOH_TRY(base::Bytes secret, parts.open_secret(credential->totp_sealed, member));
    const auto step = access::totp_step_of(secret, code, parts.clock(), credential->totp_step);
    crypto::wipe(secret);
    if (!step) return wrong_factor();
    return *step;
}

base::Status use_totp(Members::Parts& parts, const base::Id& member, std::string_view code) {
    {
        // Wrong codes are turned away here, without waiting for the one who writes.
        GUVOH_TRY(auto reading, parts.database.begin_read());
        GUVOH_TRY(const std::int64_t step, totp_step(parts, *reading, member, code));
        static_cast<void>(step);
    }
    GUVOH_TRY(auto session, parts.database.begin_write());
    GUVOH_TRY(const std::int64_t step, totp_step(parts, *session, member, code));
    GUVOH_TRY_VOID(access::put_totp_step(*session, member, step));
    return session->commit();
}

base::Status use_code(Members::Parts& parts, const base::Id& member, std::string_view code) {
    if (code.empty() || code.size() > 64) return wrong_factor();
    GUVOH_TRY(auto session, parts.database.begin_write());
    GUVOH_TRY(const bool used, access::use_recovery_code(*session, member, access::recovery_code_hash(parts.codes_key, member, code)));
    if (!used) return wrong_factor();
    return session->commit();
}

}  // namespace

base::Expected<std::variant<SignedIn, SecondFactorNeeded>> Members::sign_in(std::string_view typed, const Passphrase& passphrase,
                                                                            const Origin& origin) {
    Parts& parts = *parts_;
    const auto normal = access::normal_login(typed);
    const std::string login = normal ? *normal : std::string(typed.substr(0, 64));
    GUVOH_TRY_VOID(parts.begin_attempt(login, origin.address));
    std::optional<access::Credential> credential;
    {
        GUVOH_TRY(auto reading, parts.database.begin_read());
        GUVOH_TRY(credential, access::find_credential(*reading, login));
    }
    base::Expected<crypto::BoxKey> key = wrong_login();
    {
        auto place = parts.stretching_place();
        if (!place) {
            parts.throttle.withdrawn(login, origin.address);
            return fail(std::move(place).error());
        }
        key = access::unlock(credential ? credential->lock : parts.decoy, credential ? credential->member : base::Id{}, passphrase);
    }
    if (!key && key.error().kind != ErrorKind::BadKey) return fail(key.error());
    const auto now = parts.current();
    const auto member = credential ? now->members.find(credential->member) : now->members.end();
    if (!key || member == now->members.end() || !member->second.active()) {
        parts.attempt_failed(login);
        return wrong_login();
    }
    GUVOH_TRY(const Factors factors, factors_of(parts.database, *credential));
    if (factors.totp || !factors.passkeys.empty()) {
        PendingSignIn pending;
        pending.member = credential->member;
        pending.login = login;
        pending.key = std::move(*key);
        return await_factor(parts, std::move(pending), factors);
    }
    parts.throttle.succeeded(login, origin.address);
    GUVOH_TRY(SignedIn signed_in, parts.start_session(credential->member, std::move(*key), origin));
    return signed_in;
}

base::Expected<SignedIn> Members::second_factor(std::string_view challenge, std::string_view method, const base::Json& proof,
                                                const Origin& origin) {
    Parts& parts = *parts_;
    auto pending = take_pending(parts, challenge);
    if (!pending) return wrong_factor();
    if (auto begun = parts.begin_attempt(pending->login, origin.address); !begun) {
        give_pending_back(parts, challenge, std::move(*pending));
        return fail(std::move(begun).error());
    }
    base::Status used = wrong_factor();
    const std::string_view code = proof["code"].string_or("");
    if (method == "totp") used = use_totp(parts, pending->member, code);
    if (method == "recovery_code") used = use_code(parts, pending->member, code);
    if (method == "passkey" && !pending->passkey_challenge.empty()) used = parts.use_passkey(*pending, proof);
    if (!used) {
        parts.attempt_failed(pending->login);
        --pending->attempts_left;
        if (used.error().kind == ErrorKind::BadKey) used = wrong_factor();
        give_pending_back(parts, challenge, std::move(*pending));
        return fail(std::move(used).error());
    }
    const auto now = parts.current();
    const auto member = now->members.find(pending->member);
    if (member == now->members.end() || !member->second.active()) return wrong_factor();
    // Twice: the passphrase was counted as an attempt, and so was this.
    parts.throttle.withdrawn(pending->login, origin.address);
    parts.throttle.succeeded(pending->login, origin.address);
    return parts.start_session(pending->member, std::move(pending->key), origin);
}

}  // namespace guvoh::service
