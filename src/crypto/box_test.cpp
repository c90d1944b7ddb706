// SPDX-License-Identifier: AGPL-3.0-or-later
#include "crypto/box.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "crypto/crypto.h"

namespace guvoh::crypto {
namespace {

using base::as_bytes;

Key key_of(std::string_view hex) {
    const auto bytes = base::from_hex(hex).value();
    return Key::from(std::span<const base::Byte, 32>(bytes.data(), 32));
}

// RFC 7748, section 6.1: Bob's private and public key.
TEST(Box, MakesThePublicKeyOfRfc7748) {
    const BoxKey bob = BoxKey::from_secret(key_of("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb"));

    EXPECT_EQ(base::to_hex(bob.public_key()), "de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f");
}

TEST(Box, WhatIsSealedToAKeyOnlyThatKeyOpens) {
    EXPECT_TRUE(rc::check([](const std::vector<std::uint8_t>& plain) {
        const BoxKey one = BoxKey::generate(), other = BoxKey::generate();

        const base::Bytes sealed = seal_to(one.public_key(), plain);

        RC_ASSERT(sealed.size() == plain.size() + kBoxOverheadBytes);
        RC_ASSERT(one.open(sealed) == plain);
        RC_ASSERT(other.open(sealed).error().kind == base::ErrorKind::BadKey);
    }));
}

TEST(Box, AnyFlippedBitIsNoticed) {
    const BoxKey key = BoxKey::generate();
    const base::Bytes sealed = seal_to(key.public_key(), as_bytes("a name"));

    for (std::size_t i = 0; i < sealed.size() * 8; ++i) {
        base::Bytes altered = sealed;
        altered[i / 8] = static_cast<base::Byte>(altered[i / 8] ^ (1U << (i % 8)));
        const auto opened = key.open(altered);
        // X25519 ignores the top bit of a public key, but the nonce is a hash of it, so even that is noticed.
        EXPECT_FALSE(opened.has_value()) << "bit " << i;
    }
}

TEST(Box, TwoSealingsOfTheSameBytesDiffer) {
    const BoxKey key = BoxKey::generate();

    EXPECT_NE(seal_to(key.public_key(), as_bytes("x")), seal_to(key.public_key(), as_bytes("x")));
}

TEST(Box, ThePairComesBackFromItsSecret) {
    const BoxKey key = BoxKey::generate();

    EXPECT_EQ(BoxKey::from_secret(key.secret()).public_key(), key.public_key());
    EXPECT_EQ(key.clone().open(seal_to(key.public_key(), as_bytes("x"))), base::Bytes{'x'});
}

TEST(Box, TruncatedBoxesAndSmallOrderKeysAreRefused) {
    const BoxKey key = BoxKey::generate();
    const base::Bytes sealed = seal_to(key.public_key(), as_bytes("a name"));

    EXPECT_FALSE(key.open(base::ByteSpan(sealed).first(47)).has_value());
    EXPECT_FALSE(key.open({}).has_value());
    EXPECT_EQ(box_public_key(base::Bytes(32, 0)).error().kind, base::ErrorKind::Invalid);
    EXPECT_EQ(box_public_key(base::Bytes(31, 9)).error().kind, base::ErrorKind::Invalid);
    EXPECT_TRUE(box_public_key(key.public_key()).has_value());
}

TEST(Box, WipingLeavesZeros) {
    base::Bytes bytes(10, 7);

    wipe(bytes);

    EXPECT_EQ(bytes, base::Bytes(10, 0));
}

}  // namespace
}  // namespace guvoh::crypto
