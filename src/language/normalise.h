// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Unicode normalisation form C, for what must compare equal however it was typed: passphrases above all.
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"

namespace guvoh::language {

/// Gives the text in form NFC (UAX 15). Errors: Invalid when it is not UTF-8.
base::Expected<std::string> nfc(std::string_view text);

}  // namespace guvoh::language
