// SPDX-License-Identifier: AGPL-3.0-or-later
#include "access/totp.h"

#include <gtest/gtest.h>

namespace guvoh::access {
namespace {

const base::Bytes kSecret(base::as_bytes("12345678901234567890").begin(), base::as_bytes("12345678901234567890").end());

// RFC 6238, appendix B, the SHA-1 rows; six digits are the last six of its eight.
TEST(Totp, GivesTheCodesOfRfc6238) {
    const std::pair<std::int64_t, const char*> rows[] = {{59, "287082"},         {1111111109, "081804"}, {1111111111, "050471"},
                                                         {1234567890, "005924"}, {2000000000, "279037"}, {20000000000, "353130"}};
    for (const auto& [seconds, code] : rows) EXPECT_EQ(totp_code(kSecret, seconds / 30), code);
}

TEST(Totp, TakesTheCodeOfThisStepAndThoseBesideIt) {
    const std::int64_t now = 1'700'000'010'000, step = now / kTotpStepMs;

    for (std::int64_t by = -2; by <= 2; ++by) {
        const auto found = totp_step_of(kSecret, totp_code(kSecret, step + by), now, 0);
        EXPECT_EQ(found.has_value(), by >= -1 && by <= 1) << by;
    }
}

TEST(Totp, TakesACodeOnce) {
    const std::int64_t now = 1'700'000'010'000, step = now / kTotpStepMs;
    const std::string code = totp_code(kSecret, step);

    EXPECT_EQ(totp_step_of(kSecret, code, now, step - 1), step);
    EXPECT_FALSE(totp_step_of(kSecret, code, now, step).has_value());
    EXPECT_FALSE(totp_step_of(kSecret, code, now, step + 1).has_value());
}

TEST(Totp, RefusesOtherTexts) {
    for (const char* code : {"", "28708", "2870822", "28708x", " 287082", "287083"}) {
        EXPECT_FALSE(totp_step_of(kSecret, code, 59'000, -1).has_value()) << code;
    }
}

TEST(Totp, WritesTheSecretAndTheAddressToScan) {
    EXPECT_EQ(totp_secret_text(kSecret), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    EXPECT_EQ(totp_uri(kSecret, "Guvoh", "а b&c"),
              "otpauth://totp/Guvoh:%D0%B0%20b%26c?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Guvoh&algorithm=SHA1&digits=6&period=30");
}

TEST(Totp, SecretsAreNew) { EXPECT_NE(new_totp_secret(), new_totp_secret()); }

}  // namespace
}  // namespace guvoh::access
