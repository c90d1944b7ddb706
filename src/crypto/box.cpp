// SPDX-License-Identifier: AGPL-3.0-or-later
#include "crypto/box.h"

#include <sodium.h>

#include <algorithm>

#include "crypto/crypto.h"

namespace guvoh::crypto {

using base::ErrorKind;
using base::fail;

static_assert(crypto_box_SEALBYTES == kBoxOverheadBytes);

BoxKey BoxKey::generate() {
    start();
    return from_secret(Key::random());
}

BoxKey BoxKey::from_secret(const Key& secret) {
    start();
    BoxKey pair;
    pair.secret_ = secret.clone();
    GUVOH_CHECK(crypto_scalarmult_curve25519_base(pair.public_key_.data(), pair.secret_.span().data()) == 0);
    return pair;
}

base::Expected<base::Bytes> BoxKey::open(base::ByteSpan sealed) const {
    if (sealed.size() < kBoxOverheadBytes) return fail(ErrorKind::BadKey, "too short for a sealed box");
    base::Bytes plain(sealed.size() - kBoxOverheadBytes);
    if (crypto_box_seal_open(plain.data(), sealed.data(), sealed.size(), public_key_.data(), secret_.span().data()) != 0) {
        return fail(ErrorKind::BadKey, "the box was sealed to another key, or altered");
    }
    return plain;
}

base::Bytes seal_to(const BoxPublicKey& to, base::ByteSpan plain) {
    start();
    base::Bytes sealed(plain.size() + kBoxOverheadBytes);
    GUVOH_CHECK(crypto_box_seal(sealed.data(), plain.data(), plain.size(), to.data()) == 0);
    return sealed;
}

base::Expected<BoxPublicKey> box_public_key(base::ByteSpan bytes) {
    start();
    BoxPublicKey key{};
    if (bytes.size() != key.size()) return fail(ErrorKind::Invalid, "a public key has 32 bytes");
    std::copy(bytes.begin(), bytes.end(), key.begin());
    // libsodium refuses points of small order, whatever the scalar.
    std::array<base::Byte, 32> scalar{1}, shared{};
    if (crypto_scalarmult_curve25519(shared.data(), scalar.data(), key.data()) != 0) {
        return fail(ErrorKind::Invalid, "not a usable public key");
    }
    return key;
}

void wipe(std::span<base::Byte> bytes) { sodium_memzero(bytes.data(), bytes.size()); }

}  // namespace guvoh::crypto
