// SPDX-License-Identifier: AGPL-3.0-or-later
#include <sodium.h>

#include <array>

#include "crypto/crypto.h"

namespace guvoh::crypto {

namespace {

constexpr std::size_t kNonceBytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTagBytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
static_assert(kNonceBytes + kTagBytes == kSealOverheadBytes);

using Nonce = std::array<base::Byte, kNonceBytes>;

/// 16 zero bytes, then the number, low byte first. Frozen: written in vault v1.
Nonce numbered_nonce(std::uint64_t number) {
    Nonce nonce{};
    for (std::size_t i = 0; i < 8; ++i) nonce[16 + i] = static_cast<base::Byte>(number >> (8 * i));
    return nonce;
}

void encrypt(const Key& key, const base::Byte* nonce, base::ByteSpan plain, base::ByteSpan context, base::Byte* out) {
    crypto_aead_xchacha20poly1305_ietf_encrypt(out, nullptr, plain.data(), plain.size(), context.data(), context.size(),
                                               nullptr, nonce, key.span().data());
}

bool decrypt(const Key& key, const base::Byte* nonce, base::ByteSpan sealed, base::ByteSpan context, base::Byte* out) {
    return crypto_aead_xchacha20poly1305_ietf_decrypt(out, nullptr, nullptr, sealed.data(), sealed.size(), context.data(),
                                                      context.size(), nonce, key.span().data()) == 0;
}

}  // namespace

base::Bytes seal(const Key& key, base::ByteSpan plain, base::ByteSpan context) {
    base::Bytes out(kSealOverheadBytes + plain.size());
    random_bytes(std::span(out).first(kNonceBytes));
    encrypt(key, out.data(), plain, context, out.data() + kNonceBytes);
    return out;
}

base::Expected<base::Bytes> open_sealed(const Key& key, base::ByteSpan sealed, base::ByteSpan context) {
    if (sealed.size() < kSealOverheadBytes) return base::fail(base::ErrorKind::BadKey, "sealed bytes are cut short");
    base::Bytes out(sealed.size() - kSealOverheadBytes);
    if (!decrypt(key, sealed.data(), sealed.subspan(kNonceBytes), context, out.data())) {
        return base::fail(base::ErrorKind::BadKey, "sealed bytes do not open with this key");
    }
    return out;
}

void seal_numbered(const Key& key, std::uint64_t number, base::ByteSpan plain, base::ByteSpan context,
                   std::span<base::Byte> out) {
    GUVOH_CHECK(out.size() == plain.size() + kTagBytes);
    const Nonce nonce = numbered_nonce(number);
    encrypt(key, nonce.data(), plain, context, out.data());
}

base::Status open_numbered(const Key& key, std::uint64_t number, base::ByteSpan sealed, base::ByteSpan context,
                           std::span<base::Byte> out) {
    if (sealed.size() < kTagBytes) return base::fail(base::ErrorKind::Corrupt, "sealed bytes are cut short");
    GUVOH_CHECK(out.size() == sealed.size() - kTagBytes);
    const Nonce nonce = numbered_nonce(number);
    if (!decrypt(key, nonce.data(), sealed, context, out.data())) {
        return base::fail(base::ErrorKind::Corrupt, "sealed bytes fail authentication");
    }
    return {};
}

}  // namespace guvoh::crypto
