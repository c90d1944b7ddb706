// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The bytes of one blob file: a header and sealed chunks. Private to the vault.
//
// Threads: an object belongs to one thread.
// Implements: docs/formats/vault.md, "Blobs"
#pragma once

#include <memory>
#include <string>

#include "crypto/crypto.h"
#include "platform/file_system.h"
#include "vault/blobs.h"

namespace guvoh::vault {

inline constexpr std::size_t kBlobChunkBytes = 64 * 1024;  // frozen: vault v1
inline constexpr std::size_t kBlobHeaderBytes = 40;        // frozen: vault v1
inline constexpr std::size_t kTagBytes = 16;

/// The keys of all blobs of a vault.
struct BlobKeys {
    crypto::Key contents;
    crypto::Key names;
    bool encrypted = true;
};

/// The file name of a blob: a keyed hash of its content's hash, 64 hexadecimal digits.
std::string blob_name(const BlobKeys& keys, const base::Hash& hash);
/// How long the file of a blob of this size is.
std::uint64_t blob_file_bytes(std::uint64_t size_bytes, bool encrypted);

/// Seals what `source` gives into an empty file. Errors: Conflict when it is not `size_bytes` long or its hash is not `expected`.
base::Status write_blob(platform::File& file, const BlobKeys& keys, const std::string& name, const base::Hash& expected,
                        std::uint64_t size_bytes, const ByteSource& source);

/// A blob file being read.
class BlobReader {
public:
    /// Errors: Corrupt (header, length; another version too, since a vault with newer blobs does not open).
    static base::Expected<BlobReader> open(std::unique_ptr<platform::File> file, const BlobKeys& keys, const std::string& name);
    std::uint64_t size_bytes() const { return size_bytes_; }
    std::uint64_t chunk_count() const { return chunk_count_; }
    /// The plain bytes of a chunk; the view lasts until the next call. Errors: Corrupt, naming the chunk.
    base::Expected<base::ByteSpan> chunk(std::uint64_t index);

private:
    BlobReader() = default;
    std::unique_ptr<platform::File> file_;
    std::unique_ptr<crypto::Key> key_;  // null: not encrypted
    base::Bytes context_;
    base::Bytes buffer_;
    std::uint64_t size_bytes_ = 0;
    std::uint64_t chunk_count_ = 0;
};

/// Reads a blob to its end, authenticates each chunk and checks that the content belongs under this name. Errors: Corrupt.
base::Status check_blob(BlobReader& reader, const BlobKeys& keys, const std::string& name);

}  // namespace guvoh::vault
