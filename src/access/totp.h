// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Codes from a telephone: TOTP (RFC 6238) as every such program knows it: SHA-1, 30 seconds, six digits. A clock may be one
// step off to either side, and a code serves once.
//
// Threads: any.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"

namespace guvoh::access {

inline constexpr std::int64_t kTotpStepMs = 30'000;
inline constexpr std::size_t kTotpSecretBytes = 20;

/// A new secret; the caller wipes it.
base::Bytes new_totp_secret();
/// The secret as people type it: base32 without padding.
std::string totp_secret_text(base::ByteSpan secret);
/// otpauth://totp/ISSUER:ACCOUNT?secret=...&issuer=...: what the picture to be scanned holds.
std::string totp_uri(base::ByteSpan secret, std::string_view issuer, std::string_view account);

/// The code of one time step.
std::string totp_code(base::ByteSpan secret, std::int64_t step);
/// The step that a code belongs to: the present one or one beside it, and later than `last_step`. Nothing for a wrong code.
std::optional<std::int64_t> totp_step_of(base::ByteSpan secret, std::string_view code, std::int64_t now_ms, std::int64_t last_step);

}  // namespace guvoh::access
