// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The few primitives Guvoh uses, each with its standard. libsodium for sealing, signing and passphrases; OpenSSL for SHA-256
// and HMAC-SHA256, because it uses the processor's SHA instructions (docs/benchmarks.md).
//
// Threads: any, after start() has returned once.
#pragma once

#include <array>
#include <memory>

#include "base/bytes.h"
#include "crypto/secret.h"

namespace guvoh::crypto {

/// Prepares the libraries; safe to call often. Aborts if the machine has no entropy.
void start();
void random_bytes(std::span<base::Byte> out);

// ---- hashes -------------------------------------------------------------------------------------------------------------

/// SHA-256 (FIPS 180-4).
base::Hash sha256(base::ByteSpan data);
/// HMAC-SHA256 (RFC 2104).
base::Hash hmac_sha256(base::ByteSpan key, base::ByteSpan data);
/// HKDF-SHA256 (RFC 5869), extract and expand; out is at most 255 times 32 bytes.
void hkdf_sha256(base::ByteSpan key, base::ByteSpan salt, base::ByteSpan info, std::span<base::Byte> out);
/// HKDF-SHA256 with no salt: one 32-byte subkey for each `purpose`.
Key derive_key(const Key& from, std::string_view purpose);

/// SHA-256 of bytes that arrive in pieces.
class Sha256 {
public:
    Sha256();
    ~Sha256();
    Sha256(Sha256&&) noexcept;
    Sha256& operator=(Sha256&&) noexcept;
    /// Takes the next piece.
    void add(base::ByteSpan data);
    base::Hash finish();  ///< then starts anew

private:
    struct State;
    std::unique_ptr<State> state_;
};

// ---- sealing ------------------------------------------------------------------------------------------------------------

inline constexpr std::size_t kSealOverheadBytes = 24 + 16;  ///< nonce in front, tag behind

/// Seals bytes so that only holders of `key` can read or change them.
///
/// Gives:   nonce (24 random bytes) + ciphertext (same length as plain) + tag (16 bytes).
/// Source:  XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03); `context` is the additional data.
base::Bytes seal(const Key& key, base::ByteSpan plain, base::ByteSpan context);
/// Opens what seal() gave. Errors: BadKey when the tag does not hold (wrong key, wrong context, or altered bytes).
base::Expected<base::Bytes> open_sealed(const Key& key, base::ByteSpan sealed, base::ByteSpan context);

/// Seals with a nonce the caller guarantees to be unique under this key; no nonce in the output. For numbered pages and
/// chunks of one file under a key of its own. out.size() == plain.size() + 16.
void seal_numbered(const Key& key, std::uint64_t number, base::ByteSpan plain, base::ByteSpan context,
                   std::span<base::Byte> out);
/// out.size() == sealed.size() - 16; in place is fine. Errors: Corrupt.
base::Status open_numbered(const Key& key, std::uint64_t number, base::ByteSpan sealed, base::ByteSpan context,
                           std::span<base::Byte> out);

// ---- signatures ---------------------------------------------------------------------------------------------------------

using PublicKey = std::array<base::Byte, 32>;
using Signature = std::array<base::Byte, 64>;

/// An Ed25519 key pair (RFC 8032).
class SigningKey {
public:
    /// Makes a new key, or the same key again from its seed.
    static SigningKey generate();
    static SigningKey from_seed(const Key& seed);
    SigningKey(SigningKey&&) noexcept = default;
    SigningKey& operator=(SigningKey&&) noexcept = default;
    const PublicKey& public_key() const { return public_key_; }
    /// Gives the 32 bytes from which the pair comes back: the secret to store.
    Key seed() const;
    /// Signs; the same message always gets the same signature.
    Signature sign(base::ByteSpan message) const;

private:
    SigningKey() = default;
    Secret<64> secret_;
    PublicKey public_key_{};
};

/// Says whether the holder of the key signed exactly this message. Small-order keys and unreduced scalars are refused.
bool verify(const PublicKey& key, base::ByteSpan message, const Signature& signature);

// ---- passphrases --------------------------------------------------------------------------------------------------------

/// What guessing one passphrase costs. The defaults take about half a second on an old laptop.
struct StretchCost {
    std::uint32_t memory_kib = 262144;  ///< 256 MiB
    std::uint32_t passes = 3;
};

/// Argon2id (RFC 9106), 32 bytes out, one lane. Errors: Full when the memory cannot be had, Invalid for an absurd cost.
base::Expected<Key> stretch(const Passphrase& passphrase, std::span<const base::Byte, 16> salt, StretchCost cost);

}  // namespace guvoh::crypto
