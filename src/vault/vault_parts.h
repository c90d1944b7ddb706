// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What an open vault holds. Private to vault.cpp, vault_keys.cpp and backup.cpp.
//
// Threads: `mutex` guards the header; the rest is fixed after opening.
#pragma once

#include <mutex>

#include "vault/keyslots.h"
#include "vault/stored_blobs.h"
#include "vault/stored_database.h"
#include "vault/stored_pages.h"
#include "vault/vault.h"

namespace guvoh::vault {

// Names inside a vault folder; frozen: vault v1.
inline constexpr char kLockFile[] = "lock";
inline constexpr char kBlobsFolder[] = "blobs";
inline constexpr char kPagesFolder[] = "index";
inline constexpr char kCreatingFile[] = "creating";           // there while a vault is being made
inline constexpr char kUnfinishedFile[] = "unfinished-backup";  // there while a backup is being written
inline constexpr char kLastBackupFile[] = "last-backup";        // in a backup: the SHA-256 of its database

struct Vault::Parts {
    platform::FileSystem* files = nullptr;  // outlives the vault
    std::string folder;
    OpenOptions options;
    std::unique_ptr<platform::FileLock> lock;
    crypto::Key master;
    mutable std::mutex mutex;
    std::optional<Header> header;  // guarded by mutex; never empty once open
    std::unique_ptr<StoredBlobs> blobs;
    std::unique_ptr<StoredPages> pages;
    std::unique_ptr<StoredDatabase> database;  // last: closes first

    std::string path(std::string_view name) const { return folder + "/" + std::string(name); }
    /// Opens or makes database, blobs and pages under the master key.
    base::Status open_stores(bool create);
    /// Puts a changed header in place durably; on failure the former one stays in force.
    base::Status replace_header(Header changed);
};

std::optional<DatabaseKey> database_key(const crypto::Key& master, bool encrypted);
BlobKeys blob_keys(const crypto::Key& master, bool encrypted);
/// Reads and parses a folder's vault.json. Errors: NotFound, Corrupt, Unsupported.
base::Expected<Header> read_header(platform::FileSystem& files, const std::string& folder);

}  // namespace guvoh::vault
