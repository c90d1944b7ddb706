// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A file system in memory that remembers what has been synced, and can fail, tear or drop a chosen operation. For tests:
// run something, call power_cut(), reopen, and only what was durable is there.
//
// Threads: any; one mutex inside.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "platform/file_system.h"

namespace guvoh::platform {

/// What goes wrong with one operation.
enum class Fault {
    None,
    FailIo,    ///< the operation does nothing and reports Io
    FailFull,  ///< the operation does nothing and reports Full
    Tear,      ///< a write puts its first half on the disk (others: nothing) and reports Io; then everything is dead until
               ///< power_cut()
    Drop,      ///< a write or sync reports success and does nothing; then everything is dead until power_cut()
};

class MemoryFileSystem : public FileSystem {
public:
    MemoryFileSystem();
    ~MemoryFileSystem() override;

    /// Called before each changing operation with its number from 0 and a word for it: "write", "truncate", "sync",
    /// "create", "make_folder", "remove", "rename", "sync_folder", "sync_everything"; says what goes wrong.
    using FaultPlan = std::function<Fault(std::uint64_t operation, std::string_view what)>;
    void set_fault_plan(FaultPlan plan);
    std::uint64_t operation_count() const;
    /// Says whether a Tear or Drop has happened and all is dead until power_cut().
    bool is_dead() const;
    /// Makes writes beyond so many bytes in all files together report Full. Without it the disk has no end.
    void set_capacity(std::uint64_t bytes);

    /// Forgets everything that was not synced: what files hold, and the names that sync_folder() did not cover. With
    /// `keep_unsynced_seed` != 0 each unsynced write, cut, and change of a name is kept or lost by a coin seeded with it,
    /// and some writes are torn at a sector of 512 bytes, since real disks write back in any order. Releases all locks; old
    /// handles report Io.
    void power_cut(std::uint64_t keep_unsynced_seed = 0);

    base::Expected<std::unique_ptr<File>> open(const std::string& path, OpenMode mode) override;
    bool exists(const std::string& path) override;
    base::Expected<std::vector<FolderEntry>> list(const std::string& folder) override;
    base::Status make_folders(const std::string& folder) override;
    base::Status remove(const std::string& path) override;
    base::Status rename(const std::string& from, const std::string& to) override;
    base::Status sync_folder(const std::string& folder) override;
    base::Status sync_everything(const std::string& folder) override;
    base::Expected<std::unique_ptr<FileLock>> lock(const std::string& path) override;
    base::Expected<std::uint64_t> free_bytes(const std::string& folder) override;

private:
    std::shared_ptr<class MemoryDisk> disk_;  // shared with open files and locks
};

}  // namespace guvoh::platform
