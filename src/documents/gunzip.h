// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Inflates gzip and zlib data, all members of it, up to a limit.
//
// Threads: pure functions.
#pragma once

#include <cstdint>

#include "base/bytes.h"
#include "base/error.h"

namespace guvoh::documents {

/// Gives at most `limit` bytes (the caller sees by the length that there is more). Damage at the end keeps what came before.
/// Errors: Invalid when nothing can be inflated.
base::Expected<base::Bytes> gunzip(base::ByteSpan packed, std::uint64_t limit);

/// Inflates raw deflate, zlib or one gzip member (HTTP's Content-Encoding). Errors: as gunzip().
base::Expected<base::Bytes> inflate_any(base::ByteSpan packed, std::uint64_t limit);

}  // namespace guvoh::documents
