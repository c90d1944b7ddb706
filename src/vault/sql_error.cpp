// SPDX-License-Identifier: AGPL-3.0-or-later
#include "vault/sql_error.h"

#include <sqlite3.h>

#include <string>

#include "vault/sqlite_vfs.h"

namespace guvoh::vault {

namespace {

constexpr std::uint64_t kPageBytes = 4096;

/// The page read last is the one that failed: SQLite reads one page at a time.
std::string damaged_page(sqlite3* db) {
    std::uint64_t offset = 0;
    if (db == nullptr || sqlite3_file_control(db, "main", kLastReadControl, &offset) != SQLITE_OK) return {};
    return " (last read: page " + std::to_string(offset / kPageBytes + 1) + ")";
}

}  // namespace

base::ErrorKind sql_error_kind(int extended_code) {
    switch (extended_code & 0xff) {
        case SQLITE_FULL: return base::ErrorKind::Full;
        case SQLITE_NOMEM: return base::ErrorKind::Full;
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB: return base::ErrorKind::Corrupt;
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
        case SQLITE_PROTOCOL: return base::ErrorKind::Busy;
        case SQLITE_CONSTRAINT: return base::ErrorKind::Conflict;
        case SQLITE_INTERRUPT: return base::ErrorKind::Cancelled;
        case SQLITE_PERM:
        case SQLITE_READONLY:
        case SQLITE_AUTH: return base::ErrorKind::Denied;
        case SQLITE_ERROR:
        case SQLITE_MISMATCH:
        case SQLITE_MISUSE:
        case SQLITE_RANGE:
        case SQLITE_TOOBIG: return base::ErrorKind::Invalid;
        default: return base::ErrorKind::Io;
    }
}

base::Error sql_error(sqlite3* db, int extended_code) {
    base::Error error;
    error.kind = sql_error_kind(extended_code);
    error.detail = std::string("database: ") + sqlite3_errstr(extended_code) + " [" + std::to_string(extended_code) + "]";
    if (error.kind == base::ErrorKind::Corrupt) error.detail += damaged_page(db);
    return error;
}

base::Error sql_prepare_error(sqlite3* db, int extended_code) {
    auto error = sql_error(db, extended_code);
    if ((extended_code & 0xff) == SQLITE_ERROR) error.detail = std::string("database: statement: ") + sqlite3_errmsg(db);
    return error;
}

}  // namespace guvoh::vault
