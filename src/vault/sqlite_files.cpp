// SPDX-License-Identifier: AGPL-3.0-or-later
#include "vault/sqlite_files.h"

#include <algorithm>
#include <cstring>

#include "vault/sqlite_vfs.h"

namespace guvoh::vault {

namespace {

constexpr std::size_t kGatherBytes = 256 * 1024;  // a larger transaction is written in pieces of this
constexpr std::uint64_t kRoomStepBytes = 64 * 1024;
constexpr std::uint64_t kMostRoomBytes = 1024 * 1024;

FileHandle& handle_of(sqlite3_file* file) { return *reinterpret_cast<FileHandle*>(file); }

/// Writes what was gathered; the mutex is held. What could not be written stays gathered and unsynced.
base::Status write_gathered(SharedFile& shared) {
    if (shared.gathered.empty()) return {};
    shared.unsynced_from = std::min(shared.unsynced_from, shared.gathered_at);
    GUVOH_TRY_VOID(shared.file->write_at(shared.gathered_at, shared.gathered));
    if (shared.is_log) shared.log_bytes = std::max(shared.log_bytes, shared.gathered_at + shared.gathered.size());
    shared.gathered.clear();
    return {};
}

/// Where the log ends after a write up to `end`: further, when the file has to grow anyway. A sync that leaves the file's size
/// alone costs a third less, so it grows by a quarter of itself at a time.
std::uint64_t end_with_room(const SharedFile& shared, std::uint64_t end) {
    if (end <= shared.log_bytes) return end;
    const std::uint64_t wanted = end + std::min(end / 4, kMostRoomBytes);
    return (wanted + kRoomStepBytes - 1) / kRoomStepBytes * kRoomStepBytes;
}

/// Writes the end of a transaction, with zeros behind it as room for the next ones: SQLite and check_log() take a frame of
/// zeros for the end. Where there is no space for them they stay away. In a transaction larger than the cache SQLite writes frames a
/// second time: what was gathered last then lies before the log's end, and gets no room.
base::Status write_last(SharedFile& shared) {
    if (shared.gathered.empty() || !shared.is_log) return write_gathered(shared);
    const std::size_t size = shared.gathered.size();
    const std::uint64_t end = shared.gathered_at + size;
    const std::uint64_t with_room = end_with_room(shared, end);
    shared.gathered.resize(size + static_cast<std::size_t>(with_room - end));
    auto written = write_gathered(shared);
    if (!written && with_room != end) {
        shared.gathered.resize(size);
        written = write_gathered(shared);
    }
    return written;
}

/// Forgets the writes of a transaction that will be reported as failed; the mutex is held. Best effort: the disk is in trouble.
void drop_unsynced(SharedFile& shared) {
    shared.gathered.clear();
    if (shared.unsynced_from == UINT64_MAX) return;
    static_cast<void>(shared.file->truncate(shared.unsynced_from));
    shared.log_bytes = std::min(shared.log_bytes, shared.unsynced_from);
    shared.unsynced_from = UINT64_MAX;
}

base::Status gather(SharedFile& shared, std::uint64_t offset, base::ByteSpan data) {
    const bool follows = offset == shared.gathered_at + shared.gathered.size();
    if (!shared.gathered.empty() && (!follows || shared.gathered.size() + data.size() > kGatherBytes)) {
        GUVOH_TRY_VOID(write_gathered(shared));
    }
    if (shared.gathered.empty()) shared.gathered_at = offset;
    shared.gathered.insert(shared.gathered.end(), data.begin(), data.end());
    return {};
}

int file_close(sqlite3_file* file) {
    auto& handle = handle_of(file);
    release_shared(*handle.vfs, *handle.shared);  // what is still gathered belongs to a transaction that was never committed
    handle.base.pMethods = nullptr;
    return SQLITE_OK;
}

int file_read(sqlite3_file* file, void* out, int count, sqlite3_int64 at) {
    auto& handle = handle_of(file);
    auto& shared = *handle.shared;
    const auto offset = static_cast<std::uint64_t>(at);
    const auto size = static_cast<std::size_t>(count);
    if (shared.is_log) {
        std::lock_guard lock(shared.mutex);
        const bool overlaps = offset + size > shared.gathered_at && offset < shared.gathered_at + shared.gathered.size();
        if (overlaps) {
            if (auto written = write_gathered(shared); !written) return sqlite_code(written.error(), SQLITE_IOERR_WRITE);
        }
    } else if (size > 100) {
        handle.last_read_at = offset;  // a page, not the header
    }
    auto got = shared.file->read_at(offset, {static_cast<base::Byte*>(out), size});
    if (!got) return sqlite_code(got.error(), SQLITE_IOERR_READ);
    if (*got == size) return SQLITE_OK;
    std::memset(static_cast<base::Byte*>(out) + *got, 0, size - *got);
    return SQLITE_IOERR_SHORT_READ;
}

int file_write(sqlite3_file* file, const void* data, int count, sqlite3_int64 at) {
    auto& shared = *handle_of(file).shared;
    const base::ByteSpan bytes(static_cast<const base::Byte*>(data), static_cast<std::size_t>(count));
    const auto offset = static_cast<std::uint64_t>(at);
    base::Status written;
    if (shared.is_log) {
        std::lock_guard lock(shared.mutex);
        written = gather(shared, offset, bytes);
        if (!written) drop_unsynced(shared);
    } else {
        written = shared.file->write_at(offset, bytes);
    }
    return written ? SQLITE_OK : sqlite_code(written.error(), SQLITE_IOERR_WRITE);
}

int file_truncate(sqlite3_file* file, sqlite3_int64 size) {
    auto& shared = *handle_of(file).shared;
    std::lock_guard lock(shared.mutex);
    auto cut = write_gathered(shared);
    if (cut) cut = shared.file->truncate(static_cast<std::uint64_t>(size));
    if (cut) shared.log_bytes = static_cast<std::uint64_t>(size);
    return cut ? SQLITE_OK : sqlite_code(cut.error(), SQLITE_IOERR_TRUNCATE);
}

int file_sync(sqlite3_file* file, int /*flags*/) {
    auto& shared = *handle_of(file).shared;
    bool folder_sync_due = false;
    {
        std::lock_guard lock(shared.mutex);
        if (auto written = write_last(shared); !written) {
            drop_unsynced(shared);
            return sqlite_code(written.error(), SQLITE_IOERR_WRITE);
        }
        folder_sync_due = shared.folder_sync_due;
    }
    auto synced = shared.file->sync();  // outside of the mutex, so that readers go on
    if (synced && folder_sync_due) synced = shared.files->sync_folder(shared.folder);
    std::lock_guard lock(shared.mutex);
    if (!synced) {
        if (shared.is_log) drop_unsynced(shared);
        return sqlite_code(synced.error(), SQLITE_IOERR_FSYNC);
    }
    shared.folder_sync_due = false;
    shared.unsynced_from = UINT64_MAX;
    return SQLITE_OK;
}

int file_size(sqlite3_file* file, sqlite3_int64* out) {
    auto& shared = *handle_of(file).shared;
    std::lock_guard lock(shared.mutex);
    auto size = shared.file->size();
    if (!size) return sqlite_code(size.error(), SQLITE_IOERR_FSTAT);
    const std::uint64_t gathered_end = shared.gathered.empty() ? 0 : shared.gathered_at + shared.gathered.size();
    *out = static_cast<sqlite3_int64>(std::max(*size, gathered_end));
    return SQLITE_OK;
}

/// SQLite's lock ladder among the connections of this process.
int file_lock(sqlite3_file* file, int level) {
    auto& handle = handle_of(file);
    auto& shared = *handle.shared;
    std::lock_guard lock(shared.mutex);
    if (handle.lock_level >= level) return SQLITE_OK;
    const auto taken = [&handle](const FileHandle* holder) { return holder != nullptr && holder != &handle; };
    if (handle.lock_level == SQLITE_LOCK_NONE) {
        if (taken(shared.pending) || taken(shared.exclusive)) return SQLITE_BUSY;
        ++shared.shared_count;
        handle.lock_level = SQLITE_LOCK_SHARED;
    }
    if (level == SQLITE_LOCK_RESERVED) {
        if (taken(shared.reserved) || taken(shared.pending)) return SQLITE_BUSY;
        shared.reserved = &handle;
        handle.lock_level = level;
    }
    if (level == SQLITE_LOCK_EXCLUSIVE) {
        if (taken(shared.reserved) || taken(shared.pending)) return SQLITE_BUSY;
        shared.pending = &handle;
        handle.lock_level = SQLITE_LOCK_PENDING;
        if (shared.shared_count > 1) return SQLITE_BUSY;
        shared.exclusive = &handle;
        handle.lock_level = level;
    }
    return SQLITE_OK;
}

int file_unlock(sqlite3_file* file, int level) {
    auto& handle = handle_of(file);
    auto& shared = *handle.shared;
    std::lock_guard lock(shared.mutex);
    if (handle.lock_level <= level) return SQLITE_OK;
    for (const FileHandle** holder : {&shared.reserved, &shared.pending, &shared.exclusive}) {
        if (*holder == &handle) *holder = nullptr;
    }
    if (level == SQLITE_LOCK_NONE) --shared.shared_count;
    handle.lock_level = level;
    return SQLITE_OK;
}

int file_check_reserved(sqlite3_file* file, int* out) {
    auto& shared = *handle_of(file).shared;
    std::lock_guard lock(shared.mutex);
    *out = (shared.reserved != nullptr || shared.pending != nullptr) ? 1 : 0;
    return SQLITE_OK;
}

int file_control(sqlite3_file* file, int operation, void* argument) {
    if (operation != kLastReadControl) return SQLITE_NOTFOUND;
    *static_cast<std::uint64_t*>(argument) = handle_of(file).last_read_at;
    return SQLITE_OK;
}

int file_sector_size(sqlite3_file* /*file*/) { return 4096; }

/// Writing some bytes leaves their neighbours whole even in a power cut: SQLite's own default for the machines we run on.
int file_characteristics(sqlite3_file* /*file*/) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

}  // namespace

const sqlite3_io_methods* file_methods() {
    static const sqlite3_io_methods methods{
        2,           file_close,          file_read,    file_write,       file_truncate,        file_sync, file_size, file_lock,
        file_unlock, file_check_reserved, file_control, file_sector_size, file_characteristics, shm_map,   shm_lock,  shm_barrier,
        shm_unmap,   nullptr,             nullptr};
    return &methods;
}

}  // namespace guvoh::vault
