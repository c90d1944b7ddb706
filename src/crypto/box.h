// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Sealed boxes: bytes that anyone can seal to a public key, and only the holder of the private half can open. libsodium's
// crypto_box_seal: X25519, then XSalsa20-Poly1305, with a fresh sender key for each box, so a box does not say who sealed it.
//
// Threads: any, after start() has returned once.
// Implements: docs/formats/access.md, "Boxes"
#pragma once

#include <array>

#include "base/bytes.h"
#include "base/error.h"
#include "crypto/secret.h"

namespace guvoh::crypto {

using BoxPublicKey = std::array<base::Byte, 32>;

inline constexpr std::size_t kBoxOverheadBytes = 32 + 16;  ///< sender key in front, tag behind

/// An X25519 key pair (RFC 7748).
class BoxKey {
public:
    /// Makes a new pair.
    static BoxKey generate();
    /// Makes the pair of a private key: what secret() gave, or 32 bytes derived from something else.
    static BoxKey from_secret(const Key& secret);
    BoxKey(BoxKey&&) noexcept = default;
    BoxKey& operator=(BoxKey&&) noexcept = default;
    const BoxPublicKey& public_key() const { return public_key_; }
    /// The private half: what is stored sealed.
    const Key& secret() const { return secret_; }
    BoxKey clone() const { return from_secret(secret_); }
    /// Opens what seal_to() sealed to this pair. Errors: BadKey when it was sealed to another or altered.
    base::Expected<base::Bytes> open(base::ByteSpan sealed) const;

private:
    BoxKey() = default;
    Key secret_;
    BoxPublicKey public_key_{};
};

/// Seals to a public key. Gives: sender key (32 bytes) + ciphertext (same length as plain) + tag (16 bytes).
base::Bytes seal_to(const BoxPublicKey& to, base::ByteSpan plain);

/// Reads a public key. Errors: Invalid unless it is 32 bytes that can be agreed with (no small order).
base::Expected<BoxPublicKey> box_public_key(base::ByteSpan bytes);

/// Overwrites bytes that held a secret.
void wipe(std::span<base::Byte> bytes);

}  // namespace guvoh::crypto
