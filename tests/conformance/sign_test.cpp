// SPDX-License-Identifier: AGPL-3.0-or-later
// Ed25519: RFC 8032, section 7.1, TEST 1, 2, 3 and SHA(abc).
#include <gtest/gtest.h>

#include <algorithm>

#include "crypto/crypto.h"

namespace guvoh::crypto {
namespace {

struct SignCase {
    const char* seed;
    const char* public_key;
    const char* message;
    const char* signature;
};

constexpr SignCase kCases[] = {
    {"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
     "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141"
     "438e7a100b"},
    {"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
     "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d29"
     "1612bb0c00"},
    {"c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
     "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027be"
     "ceea1ec40a"},
    {"833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
     "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
     "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac9"
     "4fa54ca49f",
     "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1"
     "177331a704"},
};

TEST(Rfc8032, Ed25519) {
    for (const SignCase& each : kCases) {
        const base::Bytes seed = base::from_hex(each.seed).value();
        const base::Bytes message = base::from_hex(each.message).value();
        const SigningKey key = SigningKey::from_seed(Key::from(std::span<const base::Byte, 32>(seed)));
        const Signature signature = key.sign(message);

        EXPECT_EQ(base::to_hex(key.public_key()), each.public_key);
        EXPECT_EQ(base::to_hex(signature), each.signature);
        EXPECT_TRUE(verify(key.public_key(), message, signature));
    }
}

TEST(Rfc8032, RefusesASignatureWhoseScalarIsNotReduced) {
    // Section 5.1.7: S must be below the order L; S + L would otherwise verify as a second signature of the same message.
    const base::Bytes seed = base::from_hex(kCases[0].seed).value();
    const SigningKey key = SigningKey::from_seed(Key::from(std::span<const base::Byte, 32>(seed)));
    const base::Bytes order = base::from_hex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010").value();
    Signature signature = key.sign({});
    unsigned carry = 0;
    for (std::size_t i = 0; i < 32; ++i) {
        carry += static_cast<unsigned>(signature[32 + i]) + order[i];
        signature[32 + i] = static_cast<base::Byte>(carry);
        carry >>= 8;
    }

    EXPECT_FALSE(verify(key.public_key(), {}, signature));
}

}  // namespace
}  // namespace guvoh::crypto
