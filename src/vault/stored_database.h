// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The database file of a vault: one writing connection, a pool of reading ones, checkpoints between commits. Private to the
// vault; others see database.h.
//
// Promises: opening looks at the file's plain bytes and at the write-ahead log first, because SQLite would take a damaged
// log for its end and forget what follows (log_check.h).
// Threads: any; begin_write waits its turn.
// Implements: docs/formats/vault.md, "The database"
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <vector>

#include "platform/file_system.h"
#include "vault/connection.h"
#include "vault/sqlite_vfs.h"

namespace guvoh::vault {

inline constexpr char kDatabaseFile[] = "guvoh.db";  // frozen: vault v1

struct DatabaseSetup {
    platform::FileSystem* files = nullptr;  ///< outlives the database
    std::string folder;
    std::string file_name = kDatabaseFile;
    std::optional<DatabaseKey> key;  ///< absent: not encrypted
    bool create = false;
};

class StoredDatabase final : public Database {
public:
    /// Errors: Corrupt, Unsupported (a newer format), Io, Full.
    static base::Expected<std::unique_ptr<StoredDatabase>> open(DatabaseSetup setup);
    ~StoredDatabase() override;

    base::Expected<std::unique_ptr<WriteTransaction>> begin_write() override;
    base::Expected<std::unique_ptr<ReadTransaction>> begin_read() override;
    base::Status migrate(std::string_view component, const std::vector<std::string>& steps) override;
    base::Status check() override;
    base::Status checkpoint() override;

    /// Told done and total pages; false cancels.
    using PageProgress = std::function<bool(std::uint64_t done, std::uint64_t total)>;
    /// A consistent copy under the same key, as of the moment of the call; the target file must not exist.
    base::Status copy_to(platform::FileSystem& files, const std::string& folder, const std::string& file_name,
                         const PageProgress& progress);

private:
    friend class StoredWrite;
    friend class StoredRead;
    explicit StoredDatabase(DatabaseSetup setup) : setup_(std::move(setup)) {}
    base::Status start();
    ConnectionTarget target() const;
    base::Expected<std::unique_ptr<Connection>> take_reader();
    void give_reader(std::unique_ptr<Connection> reader);
    void take_turn();
    void end_turn();
    void checkpoint_when_due();
    base::Status check_length();
    base::Status migrate_own();

    DatabaseSetup setup_;
    std::unique_ptr<SqliteVfs> vfs_;
    std::unique_ptr<Connection> writer_;  // used by whoever has the turn
    int checkpoint_due_pages_;            // as writer_

    std::mutex mutex_;
    std::condition_variable turn_free_;
    bool turn_taken_ = false;                           // guarded by mutex_; not a mutex: a transaction may change threads
    std::vector<std::unique_ptr<Connection>> readers_;  // idle ones; guarded by mutex_
};

}  // namespace guvoh::vault
