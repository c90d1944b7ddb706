// SPDX-License-Identifier: AGPL-3.0-or-later
//
// base64url without padding (RFC 4648, section 5): what WebAuthn's JSON uses, and our tokens.
//
// Threads: plain functions.
#pragma once

#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/error.h"

namespace guvoh::access {

/// Writes without padding.
std::string to_base64url(base::ByteSpan bytes);
/// Errors: Invalid on anything but canonical unpadded base64url.
base::Expected<base::Bytes> from_base64url(std::string_view text);

}  // namespace guvoh::access
