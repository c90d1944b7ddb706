// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Inside of the SQLite VFS: one SharedFile for each open path, and the I/O methods of the handles onto it. Private to
// sqlite_vfs.cpp, sqlite_files.cpp and sqlite_shm.cpp.
//
// Threads: a SharedFile has one mutex; a handle belongs to its connection.
#pragma once

#include <sqlite3.h>

#include <array>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "platform/file_system.h"

namespace guvoh::vault {

inline constexpr std::size_t kShmSlots = SQLITE_SHM_NLOCK;

struct FileHandle;

/// What all connections of this process share about one path.
struct SharedFile {
    platform::FileSystem* files = nullptr;  // borrowed from whoever opened the vault
    std::string path;
    std::string folder;
    std::unique_ptr<platform::File> file;
    int handle_count = 0;          // guarded by the VFS's mutex
    bool folder_sync_due = false;  // made by us: its name must survive too; guarded by mutex
    bool is_log = false;           // the write-ahead log: writes are gathered

    std::mutex mutex;
    base::Bytes gathered;              // written by SQLite, not yet by us; lies at gathered_at
    std::uint64_t gathered_at = 0;
    std::uint64_t unsynced_from = UINT64_MAX;  // lowest offset written since the last good sync
    std::uint64_t log_bytes = 0;               // up to here the log is known to be on disk, be it zeros

    int shared_count = 0;  // handles at SQLITE_LOCK_SHARED or above
    const FileHandle* reserved = nullptr;
    const FileHandle* pending = nullptr;
    const FileHandle* exclusive = nullptr;

    std::vector<std::unique_ptr<base::Byte[]>> shm_regions;
    std::array<int, kShmSlots> shm_shared{};
    std::array<const FileHandle*, kShmSlots> shm_exclusive{};
    int shm_users = 0;
};

/// Behind one VFS name.
struct VfsParts {
    sqlite3_vfs vfs{};
    platform::FileSystem* files = nullptr;  // borrowed, outlives the vault
    std::string folder;
    std::string plain_name, sealed_name;
    std::mutex mutex;
    std::map<std::string, std::unique_ptr<SharedFile>> open_files;
};

/// An sqlite3_file of ours; SQLite owns the memory, so it has no constructor.
struct FileHandle {
    sqlite3_file base;
    VfsParts* vfs;
    SharedFile* shared;
    int lock_level;
    unsigned shm_shared_mask, shm_exclusive_mask;
    bool shm_in_use;
    std::uint64_t last_read_at;
};

const sqlite3_io_methods* file_methods();
int shm_map(sqlite3_file* file, int region, int region_bytes, int extend, void volatile** out);
int shm_lock(sqlite3_file* file, int offset, int count, int flags);
void shm_barrier(sqlite3_file* file);
int shm_unmap(sqlite3_file* file, int delete_flag);
/// Lets go of a path when its last handle closes.
void release_shared(VfsParts& vfs, SharedFile& shared);
/// SQLite's code for a failure of ours.
int sqlite_code(const base::Error& error, int io_code);

}  // namespace guvoh::vault
