// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Passkeys: adding and removing one's own, and signing in with one.
#include "access/base64url.h"
#include "access/login.h"
#include "service/members_parts.h"

namespace guvoh::service {

namespace {

constexpr std::int64_t kCeremonyMs = 300'000;
constexpr std::size_t kMostPasskeys = 20;
constexpr std::size_t kNonceBytes = 16, kMacBytes = 16;

tl::unexpected<base::Error> wrong_passkey() { return fail(ErrorKind::BadKey, "the passkey was not accepted"); }

base::Hash mac_of(const crypto::Key& key, base::ByteSpan bytes) { return crypto::hmac_sha256(key.span(), bytes); }

/// A challenge that needs no memory: nonce, end of life, and a MAC of both under a key of this run. So nobody can crowd out
/// another's by asking for many.
base::Bytes make_challenge(const crypto::Key& key, std::int64_t until) {
    base::Bytes challenge(kNonceBytes);
    crypto::random_bytes(challenge);
    base::put_u64(challenge, static_cast<std::uint64_t>(until));
    const base::Hash mac = mac_of(key, challenge);
    challenge.insert(challenge.end(), mac.begin(), mac.begin() + kMacBytes);
    return challenge;
}

/// When a challenge of ours ends; nothing for any other.
std::optional<std::int64_t> end_of_challenge(const crypto::Key& key, base::ByteSpan challenge) {
    constexpr std::size_t kSigned = kNonceBytes + 8;
    if (challenge.size() != kSigned + kMacBytes) return std::nullopt;
    const base::Hash mac = mac_of(key, challenge.first(kSigned));
    unsigned difference = 0;
    for (std::size_t i = 0; i < kMacBytes; ++i) difference |= static_cast<unsigned>(mac[i] ^ challenge[kSigned + i]);
    if (difference != 0) return std::nullopt;
    base::ByteReader reader(challenge.subspan(kNonceBytes, 8));
    return static_cast<std::int64_t>(reader.u64());
}

/// Marks a challenge as served. False when it has been already.
bool use_challenge(Members::Parts& parts, const base::Bytes& challenge, std::int64_t until) {
    const std::lock_guard lock(parts.mutex);
    const std::int64_t now = parts.clock();
    std::erase_if(parts.used_challenges, [&](const auto& item) { return item.second <= now; });
    return parts.used_challenges.emplace(challenge, until).second;
}

/// Keeps the new count, unless another request has kept as high a one meanwhile.
base::Status keep_count(Members::Parts& parts, const access::Passkey& passkey, std::uint32_t count) {
    if (count == 0 && passkey.sign_count == 0) return {};
    GUVOH_TRY(auto session, parts.database.begin_write());
    GUVOH_TRY(const auto stored, access::find_passkey(*session, passkey.credential_id));
    if (!stored || stored->passkey.sign_count >= count) return wrong_passkey();
    GUVOH_TRY_VOID(access::put_sign_count(*session, passkey.credential_id, count));
    return session->commit();
}

base::Expected<std::optional<access::StoredPasskey>> stored_passkey(Members::Parts& parts, base::ByteSpan credential_id) {
    GUVOH_TRY(auto reading, parts.database.begin_read());
    return access::find_passkey(*reading, credential_id);
}

PasskeyInfo info_of(const access::StoredPasskey& stored) {
    return {access::to_base64url(stored.passkey.credential_id), stored.label, stored.created_at, !stored.sealed_key.empty()};
}

}  // namespace

/// The second factor by passkey. One that gives a prf result for the first time learns to open the sealing key.
base::Status Members::Parts::use_passkey(const PendingSignIn& sign_in, const base::Json& proof) {
    GUVOH_TRY(const access::AssertionClaim claim, access::read_claim(proof["credential"]));
    GUVOH_TRY(const auto stored, stored_passkey(*this, claim.credential_id));
    if (!stored || stored->member != sign_in.member) return wrong_passkey();
    GUVOH_TRY(const std::uint32_t count, access::verify_assertion(party(), sign_in.passkey_challenge, stored->passkey, proof["credential"]));
    GUVOH_TRY_VOID(keep_count(*this, stored->passkey, count));
    const auto prf = access::key_of_prf(proof["prf"].string_or(""));
    if (!prf || !stored->sealed_key.empty() || !sign_in.key) return {};
    GUVOH_TRY(auto session, database.begin_write());
    const base::Bytes sealed = access::lock(*sign_in.key, sign_in.member, access::KeyKind::Passkey, *prf);
    GUVOH_TRY_VOID(access::put_passkey_key(*session, claim.credential_id, sealed));
    return session->commit();
}

base::Expected<PasskeyBegin> Members::passkey_sign_in_begin() {
    const base::Bytes challenge = make_challenge(parts_->challenge_key, parts_->clock() + kCeremonyMs);
    return PasskeyBegin{access::to_base64url(challenge), access::request_options(parts_->party(), challenge, {})};
}

base::Expected<SignedIn> Members::passkey_sign_in_finish(const PasskeyProof& proof, const Origin& origin) {
    Parts& parts = *parts_;
    const auto challenge = access::from_base64url(proof.challenge);
    const auto until = challenge ? end_of_challenge(parts.challenge_key, *challenge) : std::nullopt;
    if (!until || *until <= parts.clock()) return wrong_passkey();
    const auto claim = access::read_claim(proof.credential);
    if (!claim) return wrong_passkey();
    const std::string counted = "passkey " + access::to_base64url(claim->credential_id);
    GUVOH_TRY_VOID(parts.begin_attempt(counted, origin.address));
    GUVOH_TRY(const auto stored, stored_passkey(parts, claim->credential_id));
    if (!stored) return wrong_passkey();
    const bool theirs = std::equal(claim->user_handle.begin(), claim->user_handle.end(), stored->member.bytes.begin(), stored->member.bytes.end());
    if (!theirs) return wrong_passkey();
    const auto count = access::verify_assertion(parts.party(), *challenge, stored->passkey, proof.credential);
    if (!count || !use_challenge(parts, *challenge, *until)) return wrong_passkey();
    GUVOH_TRY_VOID(keep_count(parts, stored->passkey, *count));
    const auto now = parts.current();
    const auto member = now->members.find(stored->member);
    if (member == now->members.end() || !member->second.active()) return wrong_passkey();
    std::optional<crypto::BoxKey> key;
    const auto prf = access::key_of_prf(proof.prf);
    if (prf && !stored->sealed_key.empty()) {
        auto opened = access::unlock(stored->sealed_key, stored->member, access::KeyKind::Passkey, *prf);
        if (opened) key = std::move(*opened);
    }
    parts.throttle.succeeded(counted, origin.address);
    return parts.start_session(stored->member, std::move(key), origin);
}

base::Expected<std::vector<PasskeyInfo>> Members::passkeys(std::string_view token) {
    GUVOH_TRY(const Me me, parts_->me(token));
    GUVOH_TRY(auto reading, parts_->database.begin_read());
    GUVOH_TRY(const auto stored, access::passkeys_of(*reading, me.member));
    std::vector<PasskeyInfo> list;
    for (const auto& passkey : stored) list.push_back(info_of(passkey));
    return list;
}

base::Expected<PasskeyBegin> Members::passkey_begin(std::string_view token) {
    GUVOH_TRY(const Me me, parts_->me(token));
    std::vector<base::Bytes> existing;
    {
        GUVOH_TRY(auto reading, parts_->database.begin_read());
        GUVOH_TRY(const auto stored, access::passkeys_of(*reading, me.member));
        for (const auto& passkey : stored) existing.push_back(passkey.passkey.credential_id);
    }
    if (existing.size() >= kMostPasskeys) return fail(ErrorKind::Conflict, "there are too many passkeys; remove one first");
    base::Bytes challenge(access::kChallengeBytes);
    crypto::random_bytes(challenge);
    const std::int64_t until = parts_->clock() + kCeremonyMs;
    parts_->sessions.with(token, [&](access::Session& session) {
        session.passkey_challenge = challenge;
        session.passkey_until = until;
    });
    const auto now = parts_->current();
    const MemberRecord& member = now->members.at(me.member);
    return PasskeyBegin{access::to_base64url(challenge),
                        access::creation_options(parts_->party(), challenge, me.member, member.login, member.name, existing)};
}

base::Expected<PasskeyInfo> Members::passkey_finish(std::string_view token, const PasskeyProof& proof, std::string_view label) {
    GUVOH_TRY(const Me me, parts_->me(token));
    base::Bytes challenge;
    std::optional<crypto::BoxKey> key;
    parts_->sessions.with(token, [&](access::Session& session) {
        if (session.passkey_until > parts_->clock()) challenge = session.passkey_challenge;
        session.passkey_challenge.clear();  // once, right or wrong
        if (session.key) key = session.key->clone();
    });
    if (challenge.empty() || access::to_base64url(challenge) != proof.challenge) return wrong_passkey();
    access::StoredPasskey stored{me.member, {}, parts_->clock(), {}, {}};
    GUVOH_TRY(stored.label, in_field("label", access::normal_name(label.empty() ? "passkey" : label, 100)));
    auto verified = access::verify_registration(parts_->party(), challenge, proof.credential);
    if (!verified) return wrong_passkey();
    stored.passkey = std::move(*verified);
    const auto prf = access::key_of_prf(proof.prf);
    if (prf && key) stored.sealed_key = access::lock(*key, me.member, access::KeyKind::Passkey, *prf);
    GUVOH_TRY(auto session, parts_->database.begin_write());
    // The member may have been removed, or given a new sealing key, while the finger was on the button.
    GUVOH_TRY(const Me still, parts_->me(token));
    static_cast<void>(still);
    GUVOH_TRY_VOID(access::add_passkey(*session, stored));
    GUVOH_TRY_VOID(session->commit());
    return info_of(stored);
}

base::Status Members::passkey_remove(std::string_view token, std::string_view id) {
    GUVOH_TRY(const Me me, parts_->me(token));
    const auto bytes = access::from_base64url(id);
    if (!bytes) return fail(ErrorKind::NotFound, "no such passkey");
    GUVOH_TRY(auto session, parts_->database.begin_write());
    GUVOH_TRY(const bool erased, access::erase_passkey(*session, me.member, *bytes));
    if (!erased) return fail(ErrorKind::NotFound, "no such passkey");
    return session->commit();
}

}  // namespace guvoh::service
