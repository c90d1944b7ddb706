// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The names that people type or choose, checked before they are kept: logins, shown names, languages.
//
// Threads: plain functions.
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"

namespace guvoh::access {

/// A login as it is compared and kept: NFC, lower case, 2 to 64 bytes of letters, digits and . _ - + @.
/// Letters are Latin or Cyrillic, not both in one login, so that two logins do not look the same by mixing.
/// Errors: Invalid.
base::Expected<std::string> normal_login(std::string_view typed);

/// A name for people: NFC, without blanks around it, 1 to `most_bytes` bytes, no control characters. Errors: Invalid.
base::Expected<std::string> normal_name(std::string_view typed, std::size_t most_bytes = 200);

/// A language tag such as "ru" or "uz-cyrl". Errors: Invalid.
base::Expected<std::string> normal_language(std::string_view typed);

}  // namespace guvoh::access
