// SPDX-License-Identifier: AGPL-3.0-or-later
#include "access/sealing_key.h"

namespace guvoh::access {

using base::ErrorKind;
using base::fail;

namespace {

// Frozen: access v1.
constexpr std::string_view kPassphrasePurpose = "guvoh sealing key by passphrase v1";
constexpr std::string_view kPasskeyPurpose = "guvoh sealing key by passkey v1";
constexpr std::string_view kRecoveryPurpose = "guvoh sealing key by recovery key v1";
constexpr std::string_view kInvitationPurpose = "guvoh invitation key v1";

base::Expected<crypto::BoxKey> open_with(const crypto::Key& wrap, base::ByteSpan sealed, const base::Id& member) {
    auto plain = crypto::open_sealed(wrap, sealed, member.span());
    if (!plain || plain->size() != 32) return fail(ErrorKind::BadKey, "the login or the passphrase is wrong");
    auto key = crypto::BoxKey::from_secret(crypto::Key::from(std::span<const base::Byte, 32>(plain->data(), 32)));
    crypto::wipe(*plain);
    return key;
}

std::string_view purpose_of(KeyKind kind) { return kind == KeyKind::Passkey ? kPasskeyPurpose : kRecoveryPurpose; }

}  // namespace

base::Expected<PassphraseLock> lock(const crypto::BoxKey& key, const base::Id& member, const crypto::Passphrase& passphrase,
                                    crypto::StretchCost cost) {
    PassphraseLock made;
    crypto::random_bytes(made.salt);
    made.cost = cost;
    GUVOH_TRY(const crypto::Key stretched, crypto::stretch(passphrase, made.salt, cost));
    made.sealed = crypto::seal(crypto::derive_key(stretched, kPassphrasePurpose), key.secret().span(), member.span());
    return made;
}

base::Expected<crypto::BoxKey> unlock(const PassphraseLock& lock, const base::Id& member, const crypto::Passphrase& passphrase) {
    GUVOH_TRY(const crypto::Key stretched, crypto::stretch(passphrase, lock.salt, lock.cost));
    return open_with(crypto::derive_key(stretched, kPassphrasePurpose), lock.sealed, member);
}

PassphraseLock decoy_lock(crypto::StretchCost cost) {
    PassphraseLock made;
    crypto::random_bytes(made.salt);
    made.cost = cost;
    made.sealed.resize(32 + crypto::kSealOverheadBytes);
    crypto::random_bytes(made.sealed);
    return made;
}

base::Bytes lock(const crypto::BoxKey& key, const base::Id& member, KeyKind kind, const crypto::Key& under) {
    return crypto::seal(crypto::derive_key(under, purpose_of(kind)), key.secret().span(), member.span());
}

base::Expected<crypto::BoxKey> unlock(base::ByteSpan sealed, const base::Id& member, KeyKind kind, const crypto::Key& under) {
    return open_with(crypto::derive_key(under, purpose_of(kind)), sealed, member);
}

crypto::BoxKey invitation_key(const crypto::Key& token) { return crypto::BoxKey::from_secret(crypto::derive_key(token, kInvitationPurpose)); }

}  // namespace guvoh::access
