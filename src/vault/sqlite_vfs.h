// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The door through which SQLite reaches files: an SQLite VFS over platform::FileSystem, so that memory and faulty file
// systems carry the database too. One process holds a vault (vault/lock), so SQLite's locks and its shared log index live
// in this process' memory and cost no system call. Writes to the log are gathered and written with one call before each sync.
//
// Promises: a failed sync of the log cuts what that sync should have kept, so a commit that was reported as failed cannot
// come back after a power cut. Temporary files are refused: nothing of the database is ever on disk unencrypted.
// Threads: any; each SQLite connection from one thread at a time.
#pragma once

#include <memory>
#include <string>

#include "platform/file_system.h"

namespace guvoh::vault {

class SqliteVfs {
public:
    /// Registers with SQLite under a name of its own. `folder` is where the database files lie.
    static base::Expected<std::unique_ptr<SqliteVfs>> create(platform::FileSystem& files, const std::string& folder);
    /// Every connection must be closed before.
    ~SqliteVfs();
    SqliteVfs(const SqliteVfs&) = delete;
    SqliteVfs& operator=(const SqliteVfs&) = delete;

    /// The name to open connections with; only the encrypting one accepts a key.
    const std::string& name(bool encrypted) const;

private:
    struct Parts;
    explicit SqliteVfs(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

/// A file control that gives (std::uint64_t*) the offset of the last database page this connection read.
inline constexpr int kLastReadControl = 0x67766f;

}  // namespace guvoh::vault
