// SPDX-License-Identifier: AGPL-3.0-or-later
// SHA-256: FIPS 180-4 with the example values NIST publishes for it. HMAC-SHA256: RFC 4231. HKDF-SHA256: RFC 5869, appendix
// A.
#include <gtest/gtest.h>

#include "crypto/crypto.h"

namespace guvoh::crypto {
namespace {

base::Bytes bytes(std::string_view hex) { return base::from_hex(hex).value(); }

/// count bytes from first upwards.
base::Bytes row(unsigned first, std::size_t count) {
    base::Bytes out(count);
    for (std::size_t i = 0; i < count; ++i) out[i] = static_cast<base::Byte>(first + i);
    return out;
}

TEST(Fips180, Sha256) {
    const std::pair<std::string, const char*> rows[] = {
        {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
        {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
        {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
         "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
        {"abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
         "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"},
        {std::string(1000000, 'a'), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
    };
    for (const auto& [message, hash] : rows) {
        EXPECT_EQ(base::to_hex(sha256(base::as_bytes(message))), hash);
        Sha256 pieces;
        for (const char& c : message) pieces.add(base::as_bytes({&c, 1}));
        EXPECT_EQ(base::to_hex(pieces.finish()), hash);
    }
}

struct HmacCase {
    base::Bytes key;
    base::Bytes data;
    const char* mac;
};

base::Bytes text(std::string_view words) { return {words.begin(), words.end()}; }

TEST(Rfc4231, HmacSha256) {
    const HmacCase cases[] = {
        {base::Bytes(20, 0x0b), text("Hi There"), "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"},
        {text("Jefe"), text("what do ya want for nothing?"),
         "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"},
        {base::Bytes(20, 0xaa), base::Bytes(50, 0xdd), "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"},
        {row(1, 25), base::Bytes(50, 0xcd), "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"},
        {base::Bytes(131, 0xaa), text("Test Using Larger Than Block-Size Key - Hash Key First"),
         "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"},
        {base::Bytes(131, 0xaa),
         text("This is a test using a larger than block-size key and a larger than block-size data. The key needs to be "
              "hashed "
              "before being used by the HMAC algorithm."),
         "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"},
    };
    for (const HmacCase& each : cases) EXPECT_EQ(base::to_hex(hmac_sha256(each.key, each.data)), each.mac);
    // Case 5 publishes the first 16 bytes only.
    EXPECT_EQ(base::to_hex(hmac_sha256(base::Bytes(20, 0x0c), text("Test With Truncation"))).substr(0, 32),
              "a3b6167473100ee06e0c796c2955552b");
}

struct HkdfCase {
    base::Bytes key;
    base::Bytes salt;
    base::Bytes info;
    const char* out;
};

TEST(Rfc5869, HkdfSha256) {
    const HkdfCase cases[] = {
        {base::Bytes(22, 0x0b), row(0, 13), row(0xf0, 10),
         "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"},
        {row(0, 80), row(0x60, 80), row(0xb0, 80),
         "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09da3275600c2f09b836"
         "7793a9ac"
         "a3db71cc30c58179ec3e87c14c01d5c1f3434f1d87"},
        {base::Bytes(22, 0x0b),
         {},
         {},
         "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"},
    };
    for (const HkdfCase& each : cases) {
        base::Bytes out(bytes(each.out).size());
        hkdf_sha256(each.key, each.salt, each.info, out);
        EXPECT_EQ(base::to_hex(out), each.out);
    }
}

TEST(Rfc5869, DeriveKeyIsHkdfWithoutSalt) {
    const Key key = Key::random();
    base::Bytes out(32);
    hkdf_sha256(key.span(), {}, base::as_bytes("purpose"), out);

    EXPECT_EQ(derive_key(key, "purpose"), Key::from(std::span<const base::Byte, 32>(out)));
}

}  // namespace
}  // namespace guvoh::crypto
