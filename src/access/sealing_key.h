// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A member's sealing key: an X25519 pair whose private half is kept only sealed, under a key stretched from the passphrase,
// under each passkey's prf result, and for the first member under the workspace's recovery key. That it opens is also how a
// passphrase is checked: there is no other hash of it.
//
// Threads: plain values; lock and unlock with a passphrase take StretchCost's memory and time.
// Implements: docs/formats/access.md, "Sealing key"
#pragma once

#include <array>
#include <string_view>

#include "base/error.h"
#include "base/id.h"
#include "crypto/box.h"
#include "crypto/crypto.h"

namespace guvoh::access {

/// A private key sealed under a passphrase.
struct PassphraseLock {
    std::array<base::Byte, 16> salt{};
    crypto::StretchCost cost{};
    base::Bytes sealed;
};

/// Errors: Full when the stretching's memory cannot be had.
base::Expected<PassphraseLock> lock(const crypto::BoxKey& key, const base::Id& member, const crypto::Passphrase& passphrase,
                                    crypto::StretchCost cost);
/// Errors: BadKey; Full.
base::Expected<crypto::BoxKey> unlock(const PassphraseLock& lock, const base::Id& member, const crypto::Passphrase& passphrase);
/// A lock that nothing opens, which costs as much as a real one: for logins that do not exist.
PassphraseLock decoy_lock(crypto::StretchCost cost);

/// What else a private key is sealed under.
enum class KeyKind { Passkey, Recovery };
/// Seals under a key that is as random as itself.
base::Bytes lock(const crypto::BoxKey& key, const base::Id& member, KeyKind kind, const crypto::Key& under);
/// Errors: BadKey.
base::Expected<crypto::BoxKey> unlock(base::ByteSpan sealed, const base::Id& member, KeyKind kind, const crypto::Key& under);

/// The key pair that an invitation's token stands for: compartment keys are sealed to it until the member joins.
crypto::BoxKey invitation_key(const crypto::Key& token);

}  // namespace guvoh::access
