// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The recovery key as people write it: 32 random bytes as 13 groups of 4 characters of Crockford's base32 and a 14th group
// that checks the others, so that a slip of the pen is found before any key is tried.
//
// Threads: any. Implements: docs/formats/vault.md, "Recovery key"
#pragma once

#include <string>
#include <string_view>

#include "crypto/secret.h"

namespace guvoh::vault {

/// "ABCD-EFGH-...": 13 groups and the check group, upper case.
std::string recovery_key_text(const crypto::Key& key);
/// Reads it leniently: either case, spaces or dashes anywhere, O for 0, I and L for 1. Errors: Invalid, naming the slip
/// (length, a character with its position, or the check group).
base::Expected<crypto::Key> parse_recovery_key(std::string_view text);

}  // namespace guvoh::vault
