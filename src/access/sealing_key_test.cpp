// SPDX-License-Identifier: AGPL-3.0-or-later
#include "access/sealing_key.h"

#include <gtest/gtest.h>

namespace guvoh::access {
namespace {

constexpr crypto::StretchCost kCheap{64, 1};

base::Id id_of(base::Byte last) {
    base::Id id;
    id.bytes[15] = last;
    return id;
}

TEST(SealingKey, OpensWithThePassphraseOfItsMemberOnly) {
    const auto key = crypto::BoxKey::generate();

    const PassphraseLock made = lock(key, id_of(1), crypto::Passphrase("right"), kCheap).value();

    EXPECT_EQ(unlock(made, id_of(1), crypto::Passphrase("right"))->public_key(), key.public_key());
    EXPECT_EQ(unlock(made, id_of(1), crypto::Passphrase("wrong")).error().kind, base::ErrorKind::BadKey);
    EXPECT_EQ(unlock(made, id_of(2), crypto::Passphrase("right")).error().kind, base::ErrorKind::BadKey);
}

TEST(SealingKey, ADecoyLooksLikeALockAndOpensForNobody) {
    const PassphraseLock real = lock(crypto::BoxKey::generate(), id_of(1), crypto::Passphrase("x"), kCheap).value();
    const PassphraseLock decoy = decoy_lock(kCheap);

    const auto opened = unlock(decoy, base::Id{}, crypto::Passphrase("x"));

    EXPECT_EQ(decoy.sealed.size(), real.sealed.size());
    EXPECT_EQ(opened.error().kind, base::ErrorKind::BadKey);
    EXPECT_EQ(opened.error().detail, unlock(real, id_of(1), crypto::Passphrase("y")).error().detail);
}

TEST(SealingKey, OpensWithAPasskeyOrTheRecoveryKeyButNotWithOneForTheOther) {
    const auto key = crypto::BoxKey::generate();
    const auto under = crypto::Key::random();

    const base::Bytes sealed = lock(key, id_of(1), KeyKind::Passkey, under);

    EXPECT_EQ(unlock(sealed, id_of(1), KeyKind::Passkey, under)->public_key(), key.public_key());
    EXPECT_EQ(unlock(sealed, id_of(1), KeyKind::Recovery, under).error().kind, base::ErrorKind::BadKey);
    EXPECT_EQ(unlock(sealed, id_of(2), KeyKind::Passkey, under).error().kind, base::ErrorKind::BadKey);
    EXPECT_EQ(unlock(sealed, id_of(1), KeyKind::Passkey, crypto::Key::random()).error().kind, base::ErrorKind::BadKey);
}

TEST(SealingKey, AnInvitationsTokenAlwaysGivesTheSamePair) {
    const auto token = crypto::Key::random();

    EXPECT_EQ(invitation_key(token).public_key(), invitation_key(token).public_key());
    EXPECT_NE(invitation_key(token).public_key(), invitation_key(crypto::Key::random()).public_key());
}

}  // namespace
}  // namespace guvoh::access
