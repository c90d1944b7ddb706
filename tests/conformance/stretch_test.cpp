// SPDX-License-Identifier: AGPL-3.0-or-later
// Argon2id version 1.3. RFC 9106's own vector uses a secret and associated data, and the vectors of the reference code use
// salts of 8 bytes; libsodium takes neither. So these answers, with salts of 16 bytes, one lane and 32 bytes out, were
// computed with the reference code's program (argon2 20171227), after it had given the published answer for
// ("password", "somesalt", 2 passes, 64 MiB): 09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7.
#include <gtest/gtest.h>

#include <algorithm>

#include "crypto/crypto.h"

namespace guvoh::crypto {
namespace {

struct StretchCase {
    const char* passphrase;
    const char* salt;
    StretchCost cost;
    const char* key;
};

TEST(Argon2id, AgreesWithTheReferenceCode) {
    const StretchCase cases[] = {
        {"password", "somesaltsomesalt", {65536, 2}, "fc33b78139231d34b71626bd6245c1d72efa190ad605c3d8166a72adcedfa2c2"},
        {"password", "somesaltsomesalt", {8, 1}, "05b6ca8f8038b683887ad4916533858b49cb52040126c134f4c6e9d8711b8c09"},
        {"пароль", "somesaltsomesalt", {256, 3}, "983d792f7689e36b945cf9b402e5bea31149c677878282ccb907e66f1c9ee28c"},
        {"differentpassword",
         "diffsaltdiffsalt",
         {1024, 4},
         "d21ef5ea24415354414edd21713d3ebde4f1f6c98f48379a96b6334717ef2aac"},
    };
    for (const StretchCase& each : cases) {
        std::array<base::Byte, 16> salt{};
        std::copy_n(each.salt, salt.size(), salt.begin());

        const Key key = stretch(Passphrase(each.passphrase), salt, each.cost).value();

        EXPECT_EQ(base::to_hex(key.span()), each.key);
    }
}

}  // namespace
}  // namespace guvoh::crypto
