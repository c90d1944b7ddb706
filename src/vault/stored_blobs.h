// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The blobs folder of a vault. Private to the vault; others see blobs.h.
//
//   blobs/ab/abcd...   one file per blob, named by its keyed hash
//   blobs/new/...      files being written; swept when the vault opens
//   blobs/erased/...   an empty file for each blob erased on purpose, so that backups follow; what is merely missing stays there
//
// Promises: a file that is there but was never synced may be damaged by a power cut, so put() trusts no file it finds: it
// authenticates it, and writes it anew if it does not hold.
// Threads: any.
#pragma once

#include <array>
#include <atomic>
#include <mutex>
#include <vector>

#include "vault/blob_file.h"

namespace guvoh::vault {

/// One blob file, as listed.
struct BlobEntry {
    std::string name;
    std::uint64_t file_bytes = 0;
};

class StoredBlobs final : public Blobs {
public:
    /// `folder` is the blobs folder; it is made when missing, and leftovers of interrupted puts are swept.
    static base::Expected<std::unique_ptr<StoredBlobs>> open(platform::FileSystem& files, const std::string& folder, BlobKeys keys);

    base::Status put(const base::Hash& expected, std::uint64_t size_bytes, const ByteSource& source) override;
    base::Status sync() override;
    bool exists(const base::Hash& hash) override;
    base::Status get(const base::Hash& hash, const ByteSink& sink) override;
    base::Expected<base::Bytes> get_range(const base::Hash& hash, std::uint64_t offset, std::size_t size_bytes) override;
    base::Status check(const base::Hash& hash) override;
    base::Status erase(const base::Hash& hash) override;
    base::Expected<std::uint64_t> erase_unclaimed(const std::function<bool(const std::string& keyed_name)>& is_wanted) override;
    std::string keyed_name(const base::Hash& hash) const override;

    /// All blobs in a folder like ours, by name; one call per subfolder keeps memory small.
    base::Expected<std::vector<BlobEntry>> list(unsigned subfolder_index) const;
    base::Expected<BlobReader> open_named(const std::string& name) const;
    base::Status check_named(const std::string& name) const;
    /// Copies a blob as it is from another folder under the same keys, reads the copy back and authenticates it.
    base::Status copy_named_from(const StoredBlobs& other, const std::string& name);
    bool exists_named(const std::string& name) const;
    /// Names erased on purpose and not put again.
    base::Expected<std::vector<std::string>> erased_names() const;
    /// Erases and takes note of it; fine when it is not there.
    base::Status erase_named(const std::string& name);

    /// While held, erase() and erase_unclaimed() say Busy: a backup may name what is to go.
    class Hold {
    public:
        explicit Hold(StoredBlobs& blobs);
        ~Hold();
        Hold(const Hold&) = delete;
        Hold& operator=(const Hold&) = delete;

    private:
        StoredBlobs& blobs_;
    };

private:
    StoredBlobs(platform::FileSystem& files, std::string folder, BlobKeys keys);
    std::string path_of(const std::string& name) const;
    base::Status make_subfolder(const std::string& name);
    /// A file of its own in blobs/new; removed again unless it gets its name.
    base::Expected<std::string> new_path();
    base::Status give_name(const std::string& new_path, const std::string& name);
    base::Status shred(const std::string& name);
    std::string erased_path(const std::string& name) const;

    platform::FileSystem& files_;  // outlives the vault
    std::string folder_;
    BlobKeys keys_;
    std::array<std::atomic<bool>, 256> has_subfolder_{};
    std::atomic<std::uint64_t> next_number_{0};
    std::mutex mutex_;
    int holds_ = 0;  // guarded by mutex_
};

inline constexpr unsigned kBlobSubfolders = 256;  // frozen: vault v1

}  // namespace guvoh::vault
