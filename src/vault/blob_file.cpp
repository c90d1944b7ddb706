// SPDX-License-Identifier: AGPL-3.0-or-later
#include "vault/blob_file.h"

#include <algorithm>
#include <cstring>

namespace guvoh::vault {

namespace {

constexpr std::string_view kMagic = "guvohblb";  // frozen, as all of the header: vault v1
constexpr std::uint16_t kVersion = 1;
constexpr std::uint16_t kPlainFlag = 1;
constexpr std::size_t kSaltBytes = 16;
constexpr std::size_t kWriteBytes = 4 * (kBlobChunkBytes + kTagBytes);  // written at once

base::Error damaged(std::string_view what) { return {base::ErrorKind::Corrupt, "blob: " + std::string(what), {}}; }

std::uint64_t chunks_of(std::uint64_t size_bytes) { return size_bytes == 0 ? 1 : (size_bytes - 1) / kBlobChunkBytes + 1; }

base::Bytes make_header(std::uint64_t size_bytes, bool encrypted) {
    base::Bytes header;
    base::put_bytes(header, base::as_bytes(kMagic));
    base::put_u16(header, kVersion);
    base::put_u16(header, encrypted ? 0 : kPlainFlag);
    base::put_u32(header, static_cast<std::uint32_t>(kBlobChunkBytes));
    base::put_u64(header, size_bytes);
    header.resize(header.size() + kSaltBytes);
    crypto::random_bytes(std::span(header).last(kSaltBytes));
    return header;
}

/// The key of one file: bound to its name by derivation, and to this writing of it by the salt.
crypto::Key file_key(const BlobKeys& keys, const std::string& name, base::ByteSpan header) {
    return crypto::derive_key(keys.contents, "blob " + name + " " + base::to_hex(header.last(kSaltBytes)));
}

/// What each chunk is bound to beside its number: the whole header, and whether it is the last.
base::Bytes chunk_context(base::ByteSpan header) {
    base::Bytes context(header.begin(), header.end());
    context.push_back(0);
    return context;
}

/// Fills `out` from a source that may give less at a time.
base::Status fill(const ByteSource& source, std::span<base::Byte> out) {
    while (!out.empty()) {
        GUVOH_TRY(const std::size_t got, source(out));
        if (got == 0) return base::fail(base::ErrorKind::Conflict, "blob: the content became shorter while it was read");
        out = out.subspan(got);
    }
    return {};
}

base::Status expect_end(const ByteSource& source) {
    base::Byte one = 0;
    GUVOH_TRY(const std::size_t got, source(std::span(&one, 1)));
    if (got == 0) return {};
    return base::fail(base::ErrorKind::Conflict, "blob: the content became longer while it was read");
}

/// Gathers sealed chunks and writes several at once.
class ChunkWriter {
public:
    ChunkWriter(platform::File& file, base::ByteSpan header, const crypto::Key* key)
        : file_(file), key_(key), context_(chunk_context(header)), out_(header.begin(), header.end()) {}

    base::Status put(std::uint64_t index, bool last, base::ByteSpan plain) {
        const auto start = out_.size();
        if (key_ == nullptr) {
            base::put_bytes(out_, plain);
        } else {
            out_.resize(start + plain.size() + kTagBytes);
            context_.back() = last ? 1 : 0;
            crypto::seal_numbered(*key_, index, plain, context_, std::span(out_).subspan(start));
        }
        if (!last && out_.size() < kWriteBytes) return {};
        GUVOH_TRY_VOID(file_.write_at(written_, out_));
        written_ += out_.size();
        out_.clear();
        return {};
    }

private:
    platform::File& file_;
    const crypto::Key* key_;
    base::Bytes context_;
    base::Bytes out_;
    std::uint64_t written_ = 0;
};

}  // namespace

std::string blob_name(const BlobKeys& keys, const base::Hash& hash) { return base::to_hex(crypto::hmac_sha256(keys.names.span(), hash)); }

std::uint64_t blob_file_bytes(std::uint64_t size_bytes, bool encrypted) {
    return kBlobHeaderBytes + size_bytes + (encrypted ? chunks_of(size_bytes) * kTagBytes : 0);
}

base::Status write_blob(platform::File& file, const BlobKeys& keys, const std::string& name, const base::Hash& expected,
                        std::uint64_t size_bytes, const ByteSource& source) {
    const auto header = make_header(size_bytes, keys.encrypted);
    std::unique_ptr<crypto::Key> key;
    if (keys.encrypted) key = std::make_unique<crypto::Key>(file_key(keys, name, header));
    ChunkWriter writer(file, header, key.get());
    crypto::Sha256 hash;
    base::Bytes plain(static_cast<std::size_t>(std::min<std::uint64_t>(size_bytes, kBlobChunkBytes)));
    const std::uint64_t count = chunks_of(size_bytes);
    for (std::uint64_t index = 0; index < count; ++index) {
        const bool last = index + 1 == count;
        if (last) plain.resize(static_cast<std::size_t>(size_bytes - index * kBlobChunkBytes));
        GUVOH_TRY_VOID(fill(source, plain));
        hash.add(plain);
        GUVOH_TRY_VOID(writer.put(index, last, plain));
    }
    GUVOH_TRY_VOID(expect_end(source));
    if (hash.finish() != expected) return base::fail(base::ErrorKind::Conflict, "blob: the content changed while it was read");
    return {};
}

base::Expected<BlobReader> BlobReader::open(std::unique_ptr<platform::File> file, const BlobKeys& keys, const std::string& name) {
    base::Bytes header(kBlobHeaderBytes);
    GUVOH_TRY(const auto got, file->read_at(0, header));
    base::ByteReader fields(base::ByteSpan(header).first(got));
    const auto magic = base::as_text(fields.bytes(kMagic.size()));
    const auto version = fields.u16();
    const auto flags = fields.u16();
    const auto chunk_bytes = fields.u32();
    BlobReader reader;
    reader.size_bytes_ = fields.u64();
    fields.bytes(kSaltBytes);
    if (!fields.ok() || magic != kMagic) return base::fail(damaged("the file has no header"));
    const bool plain = flags == kPlainFlag;
    const bool fits = version == kVersion && chunk_bytes == kBlobChunkBytes && flags <= kPlainFlag && plain != keys.encrypted;
    if (!fits || reader.size_bytes_ > (std::uint64_t{1} << 62)) return base::fail(damaged("the header is damaged"));
    GUVOH_TRY(const auto file_bytes, file->size());
    if (file_bytes != blob_file_bytes(reader.size_bytes_, keys.encrypted)) return base::fail(damaged("the file has the wrong length"));
    if (keys.encrypted) reader.key_ = std::make_unique<crypto::Key>(file_key(keys, name, header));
    reader.chunk_count_ = chunks_of(reader.size_bytes_);
    reader.context_ = chunk_context(header);
    reader.file_ = std::move(file);
    return reader;
}

base::Expected<base::ByteSpan> BlobReader::chunk(std::uint64_t index) {
    const bool last = index + 1 == chunk_count_;
    const std::size_t tag_bytes = key_ ? kTagBytes : 0;
    const auto plain_bytes = last ? static_cast<std::size_t>(size_bytes_ - index * kBlobChunkBytes) : kBlobChunkBytes;
    buffer_.resize(plain_bytes + tag_bytes);
    GUVOH_TRY(const auto got, file_->read_at(kBlobHeaderBytes + index * (kBlobChunkBytes + tag_bytes), buffer_));
    const auto where = " chunk " + std::to_string(index + 1) + " of " + std::to_string(chunk_count_);
    if (got != buffer_.size()) return base::fail(damaged("cut off in" + where));
    if (!key_) return base::ByteSpan(buffer_);
    context_.back() = last ? 1 : 0;
    const auto plain = std::span(buffer_).first(plain_bytes);
    if (!crypto::open_numbered(*key_, index, buffer_, context_, plain)) return base::fail(damaged("altered in" + where));
    return base::ByteSpan(plain);
}

base::Status check_blob(BlobReader& reader, const BlobKeys& keys, const std::string& name) {
    crypto::Sha256 hash;
    for (std::uint64_t index = 0; index < reader.chunk_count(); ++index) {
        GUVOH_TRY(const auto plain, reader.chunk(index));
        hash.add(plain);
    }
    if (blob_name(keys, hash.finish()) == name) return {};
    return base::fail(damaged("the content does not belong under its name"));
}

}  // namespace guvoh::vault
