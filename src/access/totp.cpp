// SPDX-License-Identifier: AGPL-3.0-or-later
#include "access/totp.h"

#include <liboath/oath.h>

#include <array>
#include <cstdlib>
#include <ctime>

#include "base/error.h"
#include "crypto/crypto.h"

namespace guvoh::access {

namespace {

constexpr unsigned kDigits = 6;

void start_oath() {
    static const bool kStarted = oath_init() == OATH_OK;
    GUVOH_CHECK(kStarted);
}

std::string percent_encoded(std::string_view text) {
    constexpr std::string_view kHex = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
        if (plain) {
            out += c;
        } else {
            out += {'%', kHex[byte >> 4], kHex[byte & 15]};
        }
    }
    return out;
}

/// Takes the same time for every pair of the same length.
bool equal(std::string_view a, std::string_view b) {
    if (a.size() != b.size()) return false;
    unsigned difference = 0;
    for (std::size_t i = 0; i < a.size(); ++i) difference |= static_cast<unsigned>(a[i] ^ b[i]) & 0xffU;
    return difference == 0;
}

}  // namespace

base::Bytes new_totp_secret() {
    base::Bytes secret(kTotpSecretBytes);
    crypto::random_bytes(secret);
    return secret;
}

std::string totp_secret_text(base::ByteSpan secret) {
    start_oath();
    char* text = nullptr;
    std::size_t size = 0;
    GUVOH_CHECK(oath_base32_encode(reinterpret_cast<const char*>(secret.data()), secret.size(), &text, &size) == OATH_OK);
    std::string result(text, size);
    std::free(text);
    while (!result.empty() && result.back() == '=') result.pop_back();
    return result;
}

std::string totp_uri(base::ByteSpan secret, std::string_view issuer, std::string_view account) {
    const std::string by = percent_encoded(issuer);
    return "otpauth://totp/" + by + ":" + percent_encoded(account) + "?secret=" + totp_secret_text(secret) + "&issuer=" + by +
           "&algorithm=SHA1&digits=6&period=30";
}

std::string totp_code(base::ByteSpan secret, std::int64_t step) {
    start_oath();
    std::array<char, kDigits + 1> code{};
    const std::time_t at = static_cast<std::time_t>(step * (kTotpStepMs / 1000));
    GUVOH_CHECK(oath_totp_generate(reinterpret_cast<const char*>(secret.data()), secret.size(), at,
                                   static_cast<unsigned>(kTotpStepMs / 1000), OATH_TOTP_DEFAULT_START_TIME, kDigits, code.data()) == OATH_OK);
    return std::string(code.data(), kDigits);
}

std::optional<std::int64_t> totp_step_of(base::ByteSpan secret, std::string_view code, std::int64_t now_ms, std::int64_t last_step) {
    const std::int64_t now = now_ms / kTotpStepMs;
    std::optional<std::int64_t> found;
    for (std::int64_t step = now - 1; step <= now + 1; ++step) {
        if (step >= 0 && equal(totp_code(secret, step), code) && step > last_step) found = step;
    }
    return found;
}

}  // namespace guvoh::access
