// SPDX-License-Identifier: AGPL-3.0-or-later
#include "vault/blobs.h"

#include <algorithm>
#include <cstring>

#include "vault/stored_blobs.h"

namespace guvoh::vault {

namespace {

constexpr std::string_view kNewFolder = "/new";
constexpr std::string_view kErasedFolder = "/erased";

std::string subfolder_name(unsigned index) {
    const base::Byte byte = static_cast<base::Byte>(index);
    return base::to_hex(std::span(&byte, 1));
}

bool is_blob_name(const std::string& name) {
    return name.size() == 64 && name.find_first_not_of("0123456789abcdef") == std::string::npos;
}

base::Error under_backup() { return {base::ErrorKind::Busy, "blobs: a backup is under way", {}}; }
base::Error not_found() { return {base::ErrorKind::NotFound, "blob: not in the vault", {}}; }

}  // namespace

base::Status Blobs::put_bytes(const base::Hash& expected, base::ByteSpan bytes) {
    base::ByteSpan rest = bytes;
    return put(expected, bytes.size(), [&rest](std::span<base::Byte> out) -> base::Expected<std::size_t> {
        const auto count = std::min(out.size(), rest.size());
        std::copy_n(rest.begin(), count, out.begin());
        rest = rest.subspan(count);
        return count;
    });
}

base::Expected<base::Bytes> Blobs::get_bytes(const base::Hash& hash, std::uint64_t limit_bytes) {
    base::Bytes bytes;
    GUVOH_TRY_VOID(get(hash, [&bytes, limit_bytes](base::ByteSpan data) -> base::Status {
        if (bytes.size() + data.size() > limit_bytes) return base::fail(base::ErrorKind::Invalid, "blob: larger than asked for");
        base::put_bytes(bytes, data);
        return {};
    }));
    return bytes;
}

StoredBlobs::StoredBlobs(platform::FileSystem& files, std::string folder, BlobKeys keys)
    : files_(files), folder_(std::move(folder)), keys_(std::move(keys)) {}

base::Expected<std::unique_ptr<StoredBlobs>> StoredBlobs::open(platform::FileSystem& files, const std::string& folder, BlobKeys keys) {
    const std::string new_folder = folder + std::string(kNewFolder);
    GUVOH_TRY_VOID(files.make_folders(new_folder));
    GUVOH_TRY(const auto leftovers, files.list(new_folder));
    for (const auto& leftover : leftovers) GUVOH_TRY_VOID(files.remove(new_folder + "/" + leftover.name));
    return std::unique_ptr<StoredBlobs>(new StoredBlobs(files, folder, std::move(keys)));
}

std::string StoredBlobs::keyed_name(const base::Hash& hash) const { return blob_name(keys_, hash); }

std::string StoredBlobs::path_of(const std::string& name) const { return folder_ + "/" + name.substr(0, 2) + "/" + name; }

bool StoredBlobs::exists_named(const std::string& name) const { return files_.exists(path_of(name)); }

bool StoredBlobs::exists(const base::Hash& hash) { return exists_named(keyed_name(hash)); }

base::Status StoredBlobs::make_subfolder(const std::string& name) {
    GUVOH_TRY(const auto index, base::from_hex(name.substr(0, 2)));
    auto& there = has_subfolder_[index[0]];
    if (there.load(std::memory_order_relaxed)) return {};
    GUVOH_TRY_VOID(files_.make_folders(folder_ + "/" + name.substr(0, 2)));
    there.store(true, std::memory_order_relaxed);
    return {};
}

base::Expected<std::string> StoredBlobs::new_path() {
    return folder_ + std::string(kNewFolder) + "/" + std::to_string(next_number_.fetch_add(1));
}

base::Status StoredBlobs::give_name(const std::string& new_path, const std::string& name) {
    GUVOH_TRY_VOID(make_subfolder(name));
    return files_.rename(new_path, path_of(name));
}

base::Status StoredBlobs::put(const base::Hash& expected, std::uint64_t size_bytes, const ByteSource& source) {
    const auto name = keyed_name(expected);
    if (exists_named(name) && check_named(name)) return {};
    GUVOH_TRY(const auto path, new_path());
    auto written = [&]() -> base::Status {
        GUVOH_TRY(auto file, files_.open(path, platform::OpenMode::CreateNew));
        return write_blob(*file, keys_, name, expected, size_bytes, source);
    }();
    if (written) written = give_name(path, name);
    if (!written && files_.exists(path)) static_cast<void>(files_.remove(path));
    return written;
}

base::Status StoredBlobs::sync() { return files_.sync_everything(folder_); }

base::Expected<BlobReader> StoredBlobs::open_named(const std::string& name) const {
    auto file = files_.open(path_of(name), platform::OpenMode::ReadOnly);
    if (!file && file.error().kind == base::ErrorKind::NotFound) return base::fail(not_found());
    if (!file) return base::fail(std::move(file).error());
    return BlobReader::open(std::move(*file), keys_, name);
}

base::Status StoredBlobs::get(const base::Hash& hash, const ByteSink& sink) {
    GUVOH_TRY(auto reader, open_named(keyed_name(hash)));
    for (std::uint64_t index = 0; index < reader.chunk_count(); ++index) {
        GUVOH_TRY(const auto plain, reader.chunk(index));
        GUVOH_TRY_VOID(sink(plain));
    }
    return {};
}

base::Expected<base::Bytes> StoredBlobs::get_range(const base::Hash& hash, std::uint64_t offset, std::size_t size_bytes) {
    GUVOH_TRY(auto reader, open_named(keyed_name(hash)));
    if (offset > reader.size_bytes() || size_bytes > reader.size_bytes() - offset) {
        return base::fail(base::ErrorKind::Invalid, "blob: the range is outside");
    }
    base::Bytes out;
    out.reserve(size_bytes);
    while (out.size() < size_bytes) {
        const std::uint64_t at = offset + out.size();
        GUVOH_TRY(const auto plain, reader.chunk(at / kBlobChunkBytes));
        const auto start = static_cast<std::size_t>(at % kBlobChunkBytes);
        base::put_bytes(out, plain.subspan(start, std::min(plain.size() - start, size_bytes - out.size())));
    }
    return out;
}

base::Status StoredBlobs::check_named(const std::string& name) const {
    GUVOH_TRY(auto reader, open_named(name));
    return check_blob(reader, keys_, name);
}

base::Status StoredBlobs::check(const base::Hash& hash) { return check_named(keyed_name(hash)); }

std::string StoredBlobs::erased_path(const std::string& name) const { return folder_ + std::string(kErasedFolder) + "/" + name; }

/// Removes a file so that its bytes on the disk stay unreadable even to holders of the vault's key: without the salt in the
/// header there is no key for them.
base::Status StoredBlobs::shred(const std::string& name) {
    {
        GUVOH_TRY(auto file, files_.open(path_of(name), platform::OpenMode::ReadWrite));
        base::Bytes noise(kBlobHeaderBytes);
        crypto::random_bytes(noise);
        GUVOH_TRY_VOID(file->write_at(0, noise));
        GUVOH_TRY_VOID(file->sync());
    }
    return files_.remove(path_of(name));
}

base::Status StoredBlobs::erase_named(const std::string& name) {
    GUVOH_TRY_VOID(files_.make_folders(folder_ + std::string(kErasedFolder)));
    GUVOH_TRY_VOID(files_.open(erased_path(name), platform::OpenMode::CreateOrOpen));
    return exists_named(name) ? shred(name) : base::Status{};
}

base::Expected<std::vector<std::string>> StoredBlobs::erased_names() const {
    std::vector<std::string> names;
    const std::string erased = folder_ + std::string(kErasedFolder);
    if (!files_.exists(erased)) return names;
    GUVOH_TRY(const auto entries, files_.list(erased));
    for (const auto& entry : entries) {
        if (is_blob_name(entry.name) && !exists_named(entry.name)) names.push_back(entry.name);
    }
    return names;
}

base::Status StoredBlobs::erase(const base::Hash& hash) {
    const auto name = keyed_name(hash);
    std::lock_guard lock(mutex_);
    if (!exists_named(name)) return base::fail(not_found());
    if (holds_ > 0) return base::fail(under_backup());
    return erase_named(name);
}

StoredBlobs::Hold::Hold(StoredBlobs& blobs) : blobs_(blobs) {
    std::lock_guard lock(blobs_.mutex_);
    ++blobs_.holds_;
}

StoredBlobs::Hold::~Hold() {
    std::lock_guard lock(blobs_.mutex_);
    --blobs_.holds_;
}

base::Expected<std::vector<BlobEntry>> StoredBlobs::list(unsigned subfolder_index) const {
    std::vector<BlobEntry> entries;
    const std::string subfolder = folder_ + "/" + subfolder_name(subfolder_index);
    auto found = files_.list(subfolder);
    if (!found && found.error().kind == base::ErrorKind::NotFound) return entries;
    if (!found) return base::fail(std::move(found).error());
    for (auto& entry : *found) {
        if (!entry.is_folder && is_blob_name(entry.name)) entries.push_back({std::move(entry.name), entry.size_bytes});
    }
    return entries;
}

base::Expected<std::uint64_t> StoredBlobs::erase_unclaimed(const std::function<bool(const std::string& keyed_name)>& is_wanted) {
    std::uint64_t erased = 0;
    for (unsigned index = 0; index < kBlobSubfolders; ++index) {
        GUVOH_TRY(const auto entries, list(index));
        for (const auto& entry : entries) {
            if (is_wanted(entry.name)) continue;
            std::lock_guard lock(mutex_);
            if (holds_ > 0) return base::fail(under_backup());
            GUVOH_TRY_VOID(files_.remove(path_of(entry.name)));
            ++erased;
        }
    }
    return erased;
}

base::Status StoredBlobs::copy_named_from(const StoredBlobs& other, const std::string& name) {
    GUVOH_TRY(const auto path, new_path());
    auto copied = [&]() -> base::Status {
        GUVOH_TRY(auto from, other.files_.open(other.path_of(name), platform::OpenMode::ReadOnly));
        {
            GUVOH_TRY(auto to, files_.open(path, platform::OpenMode::CreateNew));
            base::Bytes buffer(4 * kBlobChunkBytes);
            for (std::uint64_t at = 0;; at += buffer.size()) {
                GUVOH_TRY(const auto got, from->read_at(at, buffer));
                GUVOH_TRY_VOID(to->write_at(at, base::ByteSpan(buffer).first(got)));
                if (got < buffer.size()) break;
            }
        }
        GUVOH_TRY(auto back, files_.open(path, platform::OpenMode::ReadOnly));
        GUVOH_TRY(auto reader, BlobReader::open(std::move(back), keys_, name));
        return check_blob(reader, keys_, name);
    }();
    if (copied) copied = give_name(path, name);
    if (!copied && files_.exists(path)) static_cast<void>(files_.remove(path));
    return copied;
}

}  // namespace guvoh::vault
