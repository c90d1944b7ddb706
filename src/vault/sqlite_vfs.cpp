// SPDX-License-Identifier: AGPL-3.0-or-later
#include "vault/sqlite_vfs.h"

#include <atomic>
#include <chrono>
#include <cstring>
#include <thread>

#include "crypto/crypto.h"
#include "vault/sqlite_files.h"

namespace guvoh::vault {

struct SqliteVfs::Parts : VfsParts {};

namespace {

VfsParts& parts_of(sqlite3_vfs* vfs) { return *static_cast<VfsParts*>(vfs->pAppData); }

std::string path_of(const VfsParts& parts, const char* name) { return parts.folder + "/" + name; }

/// Finds or opens what all handles on this path share.
base::Expected<SharedFile*> open_shared(VfsParts& parts, const std::string& path, int flags) {
    std::lock_guard lock(parts.mutex);
    auto& slot = parts.open_files[path];
    if (!slot) {
        const bool may_create = (flags & SQLITE_OPEN_CREATE) != 0;
        const bool existed = !may_create || parts.files->exists(path);
        auto file = parts.files->open(path, may_create ? platform::OpenMode::CreateOrOpen : platform::OpenMode::ReadWrite);
        if (!file) {
            parts.open_files.erase(path);
            return base::fail(std::move(file).error());
        }
        slot = std::make_unique<SharedFile>();
        slot->files = parts.files;
        slot->path = path;
        slot->folder = parts.folder;
        slot->file = std::move(file).value();
        slot->folder_sync_due = !existed;
        slot->is_log = (flags & SQLITE_OPEN_WAL) != 0;
        if (auto size = slot->file->size()) slot->log_bytes = *size;
    }
    ++slot->handle_count;
    return slot.get();
}

int vfs_open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out_flags) {
    auto* handle = reinterpret_cast<FileHandle*>(file);
    std::memset(handle, 0, sizeof(*handle));
    if (name == nullptr) return SQLITE_CANTOPEN;  // a temporary file would lie on disk in plain
    auto& parts = parts_of(vfs);
    auto shared = open_shared(parts, path_of(parts, name), flags);
    if (!shared) return sqlite_code(shared.error(), SQLITE_CANTOPEN);
    handle->vfs = &parts;
    handle->shared = *shared;
    handle->base.pMethods = file_methods();
    if (out_flags != nullptr) *out_flags = flags;
    return SQLITE_OK;
}

int vfs_delete(sqlite3_vfs* vfs, const char* name, int sync_folder) {
    auto& parts = parts_of(vfs);
    const auto path = path_of(parts, name);
    if (!parts.files->exists(path)) return SQLITE_IOERR_DELETE_NOENT;
    if (auto removed = parts.files->remove(path); !removed) return sqlite_code(removed.error(), SQLITE_IOERR_DELETE);
    if (sync_folder != 0) {
        if (auto synced = parts.files->sync_folder(parts.folder); !synced) return sqlite_code(synced.error(), SQLITE_IOERR_DIR_FSYNC);
    }
    return SQLITE_OK;
}

int vfs_access(sqlite3_vfs* vfs, const char* name, int /*flags*/, int* out) {
    auto& parts = parts_of(vfs);
    *out = parts.files->exists(path_of(parts, name)) ? 1 : 0;
    return SQLITE_OK;
}

int vfs_full_pathname(sqlite3_vfs* /*vfs*/, const char* name, int out_bytes, char* out) {
    const auto size = std::strlen(name);
    if (size + 1 > static_cast<std::size_t>(out_bytes)) return SQLITE_CANTOPEN;
    std::memcpy(out, name, size + 1);
    return SQLITE_OK;
}

int vfs_randomness(sqlite3_vfs* /*vfs*/, int count, char* out) {
    crypto::random_bytes({reinterpret_cast<base::Byte*>(out), static_cast<std::size_t>(count)});
    return count;
}

int vfs_sleep(sqlite3_vfs* /*vfs*/, int microseconds) {
    std::this_thread::sleep_for(std::chrono::microseconds(microseconds));
    return microseconds;
}

/// SQLite counts milliseconds of the Julian day.
int vfs_current_time_ms(sqlite3_vfs* /*vfs*/, sqlite3_int64* out) {
    constexpr sqlite3_int64 kUnixEpochMs = 210866760000000;
    using std::chrono::system_clock;
    *out = kUnixEpochMs + std::chrono::duration_cast<std::chrono::milliseconds>(system_clock::now().time_since_epoch()).count();
    return SQLITE_OK;
}

int vfs_current_time(sqlite3_vfs* vfs, double* out) {
    sqlite3_int64 at_ms = 0;
    vfs_current_time_ms(vfs, &at_ms);
    *out = static_cast<double>(at_ms) / 86400000.0;
    return SQLITE_OK;
}

int vfs_last_error(sqlite3_vfs* /*vfs*/, int /*size*/, char* /*out*/) { return 0; }

/// Settings of the whole library, before its first use.
bool start_sqlite() {
    crypto::start();
    sqlite3_config(SQLITE_CONFIG_STMTJRNL_SPILL, -1);  // statement journals stay in memory: they are not encrypted
    return sqlite3_initialize() == SQLITE_OK;
}

void fill_methods(VfsParts& parts) {
    auto& vfs = parts.vfs;
    vfs.iVersion = 2;
    vfs.szOsFile = static_cast<int>(sizeof(FileHandle));
    vfs.mxPathname = 512;
    vfs.zName = parts.plain_name.c_str();
    vfs.pAppData = &parts;
    vfs.xOpen = vfs_open;
    vfs.xDelete = vfs_delete;
    vfs.xAccess = vfs_access;
    vfs.xFullPathname = vfs_full_pathname;
    vfs.xRandomness = vfs_randomness;
    vfs.xSleep = vfs_sleep;
    vfs.xCurrentTime = vfs_current_time;
    vfs.xGetLastError = vfs_last_error;
    vfs.xCurrentTimeInt64 = vfs_current_time_ms;
}

}  // namespace

int sqlite_code(const base::Error& error, int io_code) {
    switch (error.kind) {
        case base::ErrorKind::Full: return SQLITE_FULL;
        case base::ErrorKind::Denied: return SQLITE_PERM;
        case base::ErrorKind::Corrupt: return SQLITE_CORRUPT;
        default: return io_code;
    }
}

void release_shared(VfsParts& vfs, SharedFile& shared) {
    std::lock_guard lock(vfs.mutex);
    if (--shared.handle_count > 0) return;
    const std::string path = shared.path;
    vfs.open_files.erase(path);
}

base::Expected<std::unique_ptr<SqliteVfs>> SqliteVfs::create(platform::FileSystem& files, const std::string& folder) {
    static const bool started = start_sqlite();
    if (!started) return base::fail(base::ErrorKind::Io, "the database engine does not start");
    static std::atomic<std::uint64_t> next_number{1};
    auto parts = std::make_unique<Parts>();
    parts->files = &files;
    parts->folder = folder;
    parts->plain_name = "guvoh" + std::to_string(next_number++);
    parts->sealed_name = "multipleciphers-" + parts->plain_name;  // the name sqlite3mc_vfs_create gives
    fill_methods(*parts);
    if (sqlite3_vfs_register(&parts->vfs, 0) != SQLITE_OK) {
        return base::fail(base::ErrorKind::Io, "the database engine takes no file system");
    }
    if (sqlite3mc_vfs_create(parts->plain_name.c_str(), 0) != SQLITE_OK) {
        sqlite3_vfs_unregister(&parts->vfs);
        return base::fail(base::ErrorKind::Io, "the database engine takes no cipher");
    }
    return std::unique_ptr<SqliteVfs>(new SqliteVfs(std::move(parts)));
}

SqliteVfs::SqliteVfs(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

SqliteVfs::~SqliteVfs() {
    sqlite3mc_vfs_destroy(parts_->sealed_name.c_str());
    sqlite3_vfs_unregister(&parts_->vfs);
}

const std::string& SqliteVfs::name(bool encrypted) const { return encrypted ? parts_->sealed_name : parts_->plain_name; }

}  // namespace guvoh::vault
