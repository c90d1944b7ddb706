// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Recovery codes: ten codes on paper, each of which serves once in place of a second factor. Only keyed hashes are kept.
//
// Threads: any.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/id.h"
#include "crypto/secret.h"

namespace guvoh::access {

inline constexpr std::size_t kRecoveryCodes = 10;

/// New codes, "abcde-fghjk": ten characters of Crockford's base32, 50 bits each.
std::vector<std::string> new_recovery_codes();
/// The hash that is kept: HMAC-SHA256 of member and code under a subkey of the vault. Case, blanks and dashes do not matter, and
/// O is 0, I and L are 1.
base::Hash recovery_code_hash(const crypto::Key& key, const base::Id& member, std::string_view code);

}  // namespace guvoh::access
