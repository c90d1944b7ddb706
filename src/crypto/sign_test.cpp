// SPDX-License-Identifier: AGPL-3.0-or-later
// The published vectors are in tests/conformance/sign_test.cpp.
#include <gtest/gtest.h>

#include "crypto/crypto.h"

namespace guvoh::crypto {
namespace {

TEST(SigningKey, SignsWhatItsPublicKeyVerifies) {
    const SigningKey key = SigningKey::generate();
    const base::ByteSpan message = base::as_bytes("what was said");
    Signature signature = key.sign(message);

    EXPECT_TRUE(verify(key.public_key(), message, signature));
    EXPECT_FALSE(verify(key.public_key(), base::as_bytes("what was not"), signature));
    EXPECT_FALSE(verify(SigningKey::generate().public_key(), message, signature));
    signature[10] ^= 1;
    EXPECT_FALSE(verify(key.public_key(), message, signature));
}

TEST(SigningKey, ComesBackFromItsSeed) {
    const SigningKey key = SigningKey::generate();
    const SigningKey again = SigningKey::from_seed(key.seed());

    EXPECT_EQ(key.public_key(), again.public_key());
    EXPECT_EQ(key.sign({}), again.sign({}));
}

TEST(Verify, RefusesAKeyOfZeros) { EXPECT_FALSE(verify(PublicKey{}, {}, Signature{})); }

}  // namespace
}  // namespace guvoh::crypto
