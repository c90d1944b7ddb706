// SPDX-License-Identifier: AGPL-3.0-or-later
#include "vault/connection.h"

#include <sqlite3.h>

#include <algorithm>

#include "vault/sql_error.h"
#include "vault/statement_parts.h"

namespace guvoh::vault {

namespace {

constexpr std::size_t kCachedStatements = 256;
constexpr int kBusyWaitMs = 10000;
constexpr int kAegis256 = 4;  // sqlite3mc's number; frozen: vault v1

/// Gives the raw key and salt to the cipher, so that its own quick passphrase stretching is never used.
int set_key(sqlite3* db, const DatabaseKey& key) {
    sqlite3mc_config(db, "cipher", sqlite3mc_cipher_index("aegis"));
    sqlite3mc_config_cipher(db, "aegis", "algorithm", kAegis256);
    constexpr std::size_t kRawBytes = 4 + 32 + 16;
    crypto::Secret<64> raw;
    std::copy_n("raw:", 4, raw.span().begin());
    std::copy_n(key.key.span().begin(), 32, raw.span().begin() + 4);
    std::copy_n(key.salt.begin(), 16, raw.span().begin() + 36);
    return sqlite3_key_v2(db, "main", raw.span().data(), static_cast<int>(kRawBytes));
}

}  // namespace

base::Expected<std::unique_ptr<Connection>> Connection::open(const ConnectionTarget& target) {
    sqlite3* db = nullptr;
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_EXRESCODE |
                      (target.may_create ? SQLITE_OPEN_CREATE : 0);
    const int code = sqlite3_open_v2(target.file_name.c_str(), &db, flags, target.vfs_name.c_str());
    if (db == nullptr) return base::fail(base::ErrorKind::Full, "no memory for a database connection");
    auto connection = std::unique_ptr<Connection>(new Connection(db));
    if (code != SQLITE_OK) return base::fail(sql_error(db, code));
    GUVOH_TRY_VOID(connection->configure(target));
    return connection;
}

base::Status Connection::configure(const ConnectionTarget& target) {
    if (target.key != nullptr) {
        if (const int code = set_key(db_, *target.key); code != SQLITE_OK) return base::fail(sql_error(db_, code));
    }
    sqlite3_busy_timeout(db_, kBusyWaitMs);
    sqlite3_db_config(db_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(db_, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_limit(db_, SQLITE_LIMIT_ATTACHED, 0);
    const auto count_log_pages = [](void* self, sqlite3*, const char*, int pages) {
        static_cast<Connection*>(self)->log_pages_ = pages;
        return SQLITE_OK;
    };
    sqlite3_wal_hook(db_, count_log_pages, this);  // also takes the place of SQLite's own automatic checkpoints
    GUVOH_TRY_VOID(execute("pragma cache_size=-" + std::to_string(target.cache_kib)));
    GUVOH_TRY_VOID(execute("pragma synchronous=full; pragma foreign_keys=on; pragma secure_delete=on; pragma temp_store=memory;"
                           "pragma cell_size_check=on"));
    if (target.is_copy) return execute("pragma journal_mode=off");
    if (target.may_create) {
        GUVOH_TRY(const auto mode, text("pragma journal_mode=wal"));
        if (mode != "wal") return base::fail(base::ErrorKind::Io, "the database does not keep a write-ahead log");
    }
    if (target.query_only) return execute("pragma query_only=on");
    return {};
}

Connection::~Connection() {
    for (auto& [sql, cached] : cache_) sqlite3_finalize(cached->statement);
    sqlite3_close_v2(db_);
}

bool Connection::in_transaction() const { return sqlite3_get_autocommit(db_) == 0; }

base::Expected<sqlite3_stmt*> Connection::compile(std::string_view sql, bool lasting) {
    sqlite3_stmt* statement = nullptr;
    const unsigned flags = lasting ? SQLITE_PREPARE_PERSISTENT : 0U;
    const int code = sqlite3_prepare_v3(db_, sql.data(), static_cast<int>(sql.size()), flags, &statement, nullptr);
    if (code != SQLITE_OK) return base::fail(sql_prepare_error(db_, code));
    if (statement == nullptr) return base::fail(base::ErrorKind::Invalid, "database: an empty statement");
    return statement;
}

base::Expected<Statement> Connection::prepare(std::string_view sql) {
    auto parts = std::make_unique<Statement::Parts>();
    parts->db = db_;
    lookup_.assign(sql);
    auto found = cache_.find(lookup_);
    if (found == cache_.end()) {
        if (cache_.size() >= kCachedStatements) drop_idle_statements();
        GUVOH_TRY(auto* statement, compile(sql, true));
        found = cache_.emplace(lookup_, std::make_unique<Cached>()).first;
        found->second->statement = statement;
    }
    if (found->second->busy) {
        GUVOH_TRY(parts->statement, compile(sql, false));
    } else {
        parts->statement = found->second->statement;
        parts->busy = &found->second->busy;
        *parts->busy = true;
    }
    return Statement(std::move(parts));
}

void Connection::drop_idle_statements() {
    std::erase_if(cache_, [](const auto& entry) {
        if (entry.second->busy) return false;
        sqlite3_finalize(entry.second->statement);
        return true;
    });
}

base::Status Connection::execute(std::string_view sql) {
    const std::string script(sql);
    const char* rest = script.c_str();
    while (*rest != '\0') {
        sqlite3_stmt* statement = nullptr;
        if (const int code = sqlite3_prepare_v2(db_, rest, -1, &statement, &rest); code != SQLITE_OK) {
            return base::fail(sql_prepare_error(db_, code));
        }
        if (statement == nullptr) continue;  // white space or a comment
        int code = SQLITE_ROW;
        while (code == SQLITE_ROW) code = sqlite3_step(statement);
        auto error = code == SQLITE_DONE ? base::Error{} : sql_error(db_, sqlite3_extended_errcode(db_));
        sqlite3_finalize(statement);
        if (code != SQLITE_DONE) return base::fail(std::move(error));
    }
    return {};
}

base::Status Connection::run(std::string_view sql) {
    GUVOH_TRY(auto statement, prepare(sql));
    return statement.run();
}

base::Expected<std::int64_t> Connection::integer(std::string_view sql) {
    GUVOH_TRY(auto statement, prepare(sql));
    GUVOH_TRY(const bool found, statement.step());
    if (!found) return base::fail(base::ErrorKind::NotFound, "database: no row");
    const auto value = statement.integer(0);
    GUVOH_TRY_VOID(statement.run());  // some pragmas do their work, and fail, after their row
    return value;
}

base::Expected<std::string> Connection::text(std::string_view sql) {
    GUVOH_TRY(auto statement, prepare(sql));
    GUVOH_TRY(const bool found, statement.step());
    if (!found) return base::fail(base::ErrorKind::NotFound, "database: no row");
    std::string value(statement.text(0));
    GUVOH_TRY_VOID(statement.run());
    return value;
}

}  // namespace guvoh::vault
