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

/// What came out; not whole when damage ended it early.
struct Inflated {
    base::Bytes bytes;
    bool whole = true;
};

/// Gives at most `limit` bytes (the caller sees by the length that there is more). Damage keeps what came before.
/// Errors: Invalid when nothing can be inflated.
base::Expected<Inflated> gunzip(base::ByteSpan packed, std::uint64_t limit);

/// Inflates raw deflate, zlib or one gzip member (HTTP's Content-Encoding). Errors: as gunzip().
base::Expected<base::Bytes> inflate_any(base::ByteSpan packed, std::uint64_t limit);

}  // namespace guvoh::documents
