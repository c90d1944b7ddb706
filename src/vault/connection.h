// SPDX-License-Identifier: AGPL-3.0-or-later
//
// One SQLite connection with its cache of prepared statements. Private to the vault.
//
// Threads: one at a time.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "crypto/secret.h"
#include "vault/database.h"

struct sqlite3;
struct sqlite3_stmt;

namespace guvoh::vault {

/// What opens the database file: absent for an unencrypted vault.
struct DatabaseKey {
    crypto::Key key;
    std::array<base::Byte, 16> salt{};  ///< stands in the file's first bytes; fixed, so that a change of it is seen
};

/// How to reach one database file; outlives its connections.
struct ConnectionTarget {
    std::string vfs_name;
    std::string file_name;
    const DatabaseKey* key = nullptr;
    bool may_create = false;
    bool query_only = false;
    bool is_copy = false;  ///< a backup being written: no journal, it is thrown away when it fails
    int cache_kib = 8192;
};

class Connection {
public:
    static base::Expected<std::unique_ptr<Connection>> open(const ConnectionTarget& target);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    base::Expected<Statement> prepare(std::string_view sql);
    base::Status execute(std::string_view sql);
    /// Runs one statement that is kept for the next time.
    base::Status run(std::string_view sql);
    /// The first column of the first row. Errors: NotFound when there is no row.
    base::Expected<std::int64_t> integer(std::string_view sql);
    base::Expected<std::string> text(std::string_view sql);
    sqlite3* handle() { return db_; }
    bool in_transaction() const;
    /// Log pages after the last commit.
    int log_pages() const { return log_pages_; }

private:
    friend class Statement;
    struct Cached {
        sqlite3_stmt* statement = nullptr;
        bool busy = false;
    };
    explicit Connection(sqlite3* db) : db_(db) {}
    base::Status configure(const ConnectionTarget& target);
    base::Expected<sqlite3_stmt*> compile(std::string_view sql, bool lasting);
    void drop_idle_statements();

    sqlite3* db_;
    int log_pages_ = 0;
    std::unordered_map<std::string, std::unique_ptr<Cached>> cache_;
    std::string lookup_;  // reused, so that a cached prepare allocates nothing
};

}  // namespace guvoh::vault
