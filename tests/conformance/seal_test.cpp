// SPDX-License-Identifier: AGPL-3.0-or-later
// XChaCha20-Poly1305: draft-irtf-cfrg-xchacha-03, appendix A.3.1, in the layout of seal(): nonce, ciphertext, tag.
#include <gtest/gtest.h>

#include "crypto/crypto.h"

namespace guvoh::crypto {
namespace {

constexpr std::string_view kPlain =
    "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.";
constexpr std::string_view kContext = "50515253c0c1c2c3c4c5c6c7";
constexpr std::string_view kKey = "808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f";
constexpr std::string_view kNonce = "404142434445464748494a4b4c4d4e4f5051525354555657";
constexpr std::string_view kCiphertext =
    "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a82f4eda7e39ae64c6708c54c216cb96b72"
    "e1213"
    "b4522f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff921f9664c97637da9768812f615c68b13b52e";
constexpr std::string_view kTag = "c0875924c1c7987947deafd8780acf49";

Key key_of(std::string_view hex) {
    const base::Bytes bytes = base::from_hex(hex).value();
    return Key::from(std::span<const base::Byte, 32>(bytes));
}

TEST(DraftXchacha03, AppendixA31Opens) {
    const base::Bytes sealed = base::from_hex(std::string(kNonce) + std::string(kCiphertext) + std::string(kTag)).value();

    const auto plain = open_sealed(key_of(kKey), sealed, base::from_hex(kContext).value());

    ASSERT_TRUE(plain);
    EXPECT_EQ(base::as_text(*plain), kPlain);
}

TEST(DraftXchacha03, NumberedSealingIsTheSameCipherWithTheNumberInTheNonce) {
    const Key key = key_of(kKey);
    const base::ByteSpan plain = base::as_bytes(kPlain);
    base::Bytes sealed(plain.size() + 16);
    seal_numbered(key, 0x0102030405060708, plain, {}, sealed);
    base::Bytes whole = base::from_hex("000000000000000000000000000000000807060504030201").value();
    whole.insert(whole.end(), sealed.begin(), sealed.end());

    EXPECT_EQ(base::as_text(open_sealed(key, whole, {}).value()), kPlain);
}

}  // namespace
}  // namespace guvoh::crypto
