// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The machine's files, with durability said in the names. Three kinds stand behind this seam: the real one, one in memory
// that knows what a power cut would keep, and a faulty one that fails, tears or drops a chosen write. Everything the vault
// keeps goes through it, SQLite included (vault/sqlite_vfs.cpp), so a fault test can break any single write.
//
// Paths are absolute or relative UTF-8 with '/' separators. Errors: NotFound, Full (no space, quota), Io, Denied, Conflict
// (exclusive create of what exists), Locked.
// Threads: a FileSystem may be used from any thread; a File from one thread at a time, except read_at and write_at, which
// are positional and may run at once.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"

namespace guvoh::platform {

/// How to open a file.
enum class OpenMode {
    ReadOnly,      ///< must exist
    ReadWrite,     ///< must exist
    CreateNew,     ///< must not exist; opened read-write, mode 0600
    CreateOrOpen,  ///< opened read-write, mode 0600
};

/// An open file; closed when destroyed.
class File {
public:
    virtual ~File() = default;
    /// Reads up to out.size() bytes at an offset. Gives: bytes read, less only at the end of the file.
    virtual base::Expected<std::size_t> read_at(std::uint64_t offset, std::span<base::Byte> out) = 0;
    /// Writes all of `data` at an offset, growing the file if need be. Not durable until sync().
    virtual base::Status write_at(std::uint64_t offset, base::ByteSpan data) = 0;
    virtual base::Expected<std::uint64_t> size() = 0;
    virtual base::Status truncate(std::uint64_t size_bytes) = 0;
    /// Returns when all written before survives a power cut (fdatasync). The name in its folder needs sync_folder().
    virtual base::Status sync() = 0;
};

/// A held lock; released when destroyed, or when the process dies.
class FileLock {
public:
    virtual ~FileLock() = default;
};

/// A name in a folder. A link counts as a file and is not followed.
struct FolderEntry {
    std::string name;
    bool is_folder = false;
    std::uint64_t size_bytes = 0;
};

class FileSystem {
public:
    virtual ~FileSystem() = default;
    /// Opens a regular file; anything else is Io. Only ReadOnly follows a link in the last part of the path.
    virtual base::Expected<std::unique_ptr<File>> open(const std::string& path, OpenMode mode) = 0;
    /// Says whether anything has that name.
    virtual bool exists(const std::string& path) = 0;
    /// Lists a folder, sorted by name, without "." and "..".
    virtual base::Expected<std::vector<FolderEntry>> list(const std::string& folder) = 0;
    /// Creates the folder and its parents, mode 0700; fine when it exists.
    virtual base::Status make_folders(const std::string& folder) = 0;
    /// Removes a file or an empty folder. Errors: NotFound; Conflict when the folder is not empty.
    virtual base::Status remove(const std::string& path) = 0;
    /// Replaces `to` at once if it exists. Durable after sync_folder of its folder.
    virtual base::Status rename(const std::string& from, const std::string& to) = 0;
    /// Makes names created, renamed and removed in the folder survive a power cut.
    virtual base::Status sync_folder(const std::string& folder) = 0;
    /// Makes every write so far to any file of this file system survive a power cut (syncfs on `folder`): one call for a
    /// batch of many small files, names included.
    virtual base::Status sync_everything(const std::string& folder) = 0;
    /// Takes an exclusive lock on a file, created if missing. Errors: Locked when another process or handle holds it.
    virtual base::Expected<std::unique_ptr<FileLock>> lock(const std::string& path) = 0;
    /// Gives the space that this user can still fill.
    virtual base::Expected<std::uint64_t> free_bytes(const std::string& folder) = 0;
};

/// The machine's own file system. Lives for the whole program.
FileSystem& real_file_system();

/// Writes a whole small file durably: temporary name, sync, rename, sync_folder.
base::Status write_file_durably(FileSystem& files, const std::string& path, base::ByteSpan data);
/// Reads a whole file. Errors: Invalid when it is larger than `limit_bytes`.
base::Expected<base::Bytes> read_file(FileSystem& files, const std::string& path, std::uint64_t limit_bytes);

}  // namespace guvoh::platform
