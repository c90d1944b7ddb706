// SPDX-License-Identifier: AGPL-3.0-or-later
#include <sodium.h>

#include "crypto/crypto.h"

namespace guvoh::crypto {

namespace {
// A header is outside bytes: a hostile one must not make us compute for a day.
constexpr std::uint32_t kLeastMemoryKib = 8;
constexpr std::uint32_t kMostMemoryKib = 4U * 1024 * 1024;
constexpr std::uint32_t kMostPasses = 1000;
}  // namespace

base::Expected<Key> stretch(const Passphrase& passphrase, std::span<const base::Byte, 16> salt, StretchCost cost) {
    static_assert(crypto_pwhash_SALTBYTES == 16);
    if (cost.memory_kib < kLeastMemoryKib || cost.memory_kib > kMostMemoryKib || cost.passes < 1 ||
        cost.passes > kMostPasses) {
        return base::fail(base::ErrorKind::Invalid, "passphrase stretching cost is out of range");
    }
    Key key;
    const base::ByteSpan text = passphrase.bytes();
    const int result =
        crypto_pwhash(key.span().data(), key.span().size(), reinterpret_cast<const char*>(text.data()), text.size(),
                      salt.data(), cost.passes, std::size_t{cost.memory_kib} * 1024, crypto_pwhash_ALG_ARGON2ID13);
    if (result != 0) return base::fail(base::ErrorKind::Full, "not enough memory to stretch the passphrase");
    return key;
}

}  // namespace guvoh::crypto
