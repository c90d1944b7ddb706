// SPDX-License-Identifier: AGPL-3.0-or-later
#include <sodium.h>

#include "crypto/crypto.h"

namespace guvoh::crypto {

static_assert(crypto_sign_ed25519_SECRETKEYBYTES == 64 && crypto_sign_ed25519_PUBLICKEYBYTES == 32);

SigningKey SigningKey::generate() { return from_seed(Key::random()); }

SigningKey SigningKey::from_seed(const Key& seed) {
    SigningKey key;
    crypto_sign_ed25519_seed_keypair(key.public_key_.data(), key.secret_.span().data(), seed.span().data());
    return key;
}

Key SigningKey::seed() const {
    Key seed;
    crypto_sign_ed25519_sk_to_seed(seed.span().data(), secret_.span().data());
    return seed;
}

Signature SigningKey::sign(base::ByteSpan message) const {
    Signature signature{};
    crypto_sign_ed25519_detached(signature.data(), nullptr, message.data(), message.size(), secret_.span().data());
    return signature;
}

bool verify(const PublicKey& key, base::ByteSpan message, const Signature& signature) {
    start();
    return crypto_sign_ed25519_verify_detached(signature.data(), message.data(), message.size(), key.data()) == 0;
}

}  // namespace guvoh::crypto
