// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Encrypted, content-addressed blobs of any size. Inside, a blob is known by the SHA-256 of its plain bytes; outside, its
// file is named by a keyed hash, so the folder does not tell which documents it holds. Sealed in chunks (64 KiB) under a key
// per blob, each chunk bound to its number and to whether it is the last, so cutting, swapping and splicing are seen.
// Sealing and opening stream: memory stays flat for any size.
//
// Threads: any.
#pragma once

#include <functional>
#include <memory>

#include "base/bytes.h"
#include "base/error.h"

namespace guvoh::vault {

/// Gives the next bytes of a stream, none at its end.
using ByteSource = std::function<base::Expected<std::size_t>(std::span<base::Byte> out)>;
/// Takes the next bytes of a stream.
using ByteSink = std::function<base::Status(base::ByteSpan data)>;

class Blobs {
public:
    virtual ~Blobs() = default;

    /// Stores what `source` gives; `expected` is its SHA-256, computed beforehand by the caller and checked while writing
    /// (Conflict when the bytes changed between). Does nothing when the blob is there whole already.
    /// Not durable until sync().
    virtual base::Status put(const base::Hash& expected, std::uint64_t size_bytes, const ByteSource& source) = 0;
    base::Status put_bytes(const base::Hash& expected, base::ByteSpan bytes);
    /// Makes all blobs put so far survive a power cut; call before the commit that names them.
    virtual base::Status sync() = 0;

    virtual bool exists(const base::Hash& hash) = 0;  ///< does not read its bytes
    /// Streams a blob's plain bytes, authenticated chunk by chunk. Errors: NotFound, Corrupt (naming the chunk).
    virtual base::Status get(const base::Hash& hash, const ByteSink& sink) = 0;
    /// Reads a part of a blob, for range requests. Errors: as get; Invalid when the range is outside.
    virtual base::Expected<base::Bytes> get_range(const base::Hash& hash, std::uint64_t offset, std::size_t size_bytes) = 0;
    /// Whole blob in memory. Errors: as get; Invalid when larger than the limit.
    base::Expected<base::Bytes> get_bytes(const base::Hash& hash, std::uint64_t limit_bytes);
    /// Reads it all and checks that its content has the hash it is stored under.
    virtual base::Status check(const base::Hash& hash) = 0;
    /// Errors: NotFound; Busy while a backup is under way, which may name it.
    virtual base::Status erase(const base::Hash& hash) = 0;
    /// Removes files that `is_wanted` does not claim by keyed name: leftovers of interrupted puts and erased blobs. Errors: Busy.
    virtual base::Expected<std::uint64_t> erase_unclaimed(const std::function<bool(const std::string& keyed_name)>& is_wanted) = 0;
    /// The keyed name of a blob, as used for its file.
    virtual std::string keyed_name(const base::Hash& hash) const = 0;
};

}  // namespace guvoh::vault
