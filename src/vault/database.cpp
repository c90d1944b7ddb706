// SPDX-License-Identifier: AGPL-3.0-or-later
#include "vault/database.h"

#include <sqlite3.h>

#include "vault/log_check.h"
#include "vault/migrations.h"
#include "vault/sql_error.h"
#include "vault/stored_database.h"

namespace guvoh::vault {

namespace {

constexpr int kCheckpointPages = 4000;     // 16 MB of log
constexpr int kCheckpointAgainPages = 1000;
constexpr int kRestartPages = 16000;       // readers have kept the log from starting anew: wait for them a little
constexpr int kRestartWaitMs = 50;
constexpr int kBusyWaitMs = 10000;
constexpr std::size_t kIdleReaders = 8;
constexpr int kReaderCacheKib = 4096;
constexpr int kWriterCacheKib = 16384;

base::Status not_open() { return base::fail(base::ErrorKind::Invalid, "database: the transaction is over"); }

}  // namespace

/// The write transaction; holds the writer's turn.
class StoredWrite final : public WriteTransaction {
public:
    explicit StoredWrite(StoredDatabase& owner) : owner_(owner) {}
    ~StoredWrite() override {
        if (open_) static_cast<void>(roll_back());
        owner_.end_turn();
    }
    base::Expected<Statement> prepare(std::string_view sql) override {
        if (!open_) return base::fail(not_open().error());
        return owner_.writer_->prepare(sql);
    }
    base::Status execute(std::string_view sql) override { return open_ ? owner_.writer_->execute(sql) : not_open(); }
    base::Status commit() override {
        if (!open_) return not_open();
        auto done = owner_.writer_->run("commit");
        if (!done) static_cast<void>(roll_back());
        open_ = false;
        return done;
    }
    std::int64_t last_insert_row() override { return sqlite3_last_insert_rowid(owner_.writer_->handle()); }

private:
    base::Status roll_back() {
        open_ = false;
        if (!owner_.writer_->in_transaction()) return {};  // SQLite did it itself, after a failed write
        return owner_.writer_->run("rollback");
    }
    StoredDatabase& owner_;
    bool open_ = true;
};

class StoredRead final : public ReadTransaction {
public:
    StoredRead(StoredDatabase& owner, std::unique_ptr<Connection> reader) : owner_(owner), reader_(std::move(reader)) {}
    ~StoredRead() override { owner_.give_reader(std::move(reader_)); }
    base::Expected<Statement> prepare(std::string_view sql) override { return reader_->prepare(sql); }
    base::Status execute(std::string_view sql) override { return reader_->execute(sql); }

private:
    StoredDatabase& owner_;
    std::unique_ptr<Connection> reader_;
};

base::Expected<std::unique_ptr<StoredDatabase>> StoredDatabase::open(DatabaseSetup setup) {
    auto database = std::unique_ptr<StoredDatabase>(new StoredDatabase(std::move(setup)));
    GUVOH_TRY_VOID(database->start());
    return database;
}

base::Status StoredDatabase::start() {
    checkpoint_due_pages_ = kCheckpointPages;
    const std::string path = setup_.folder + "/" + setup_.file_name;
    const bool has_log = setup_.files->exists(path + "-wal");
    if (!setup_.create) {
        const auto* salt = setup_.key ? &setup_.key->salt : nullptr;
        GUVOH_TRY_VOID(check_database_start(*setup_.files, path, salt));
        GUVOH_TRY_VOID(check_log(*setup_.files, path + "-wal"));
    }
    GUVOH_TRY(vfs_, SqliteVfs::create(*setup_.files, setup_.folder));
    auto wanted = target();
    wanted.may_create = setup_.create;
    wanted.cache_kib = kWriterCacheKib;
    GUVOH_TRY(writer_, Connection::open(wanted));
    GUVOH_TRY_VOID(migrate_own());
    if (!has_log) return {};
    // A log is only there after a crash. Folding it in now removes torn leftovers behind its end, which a later check_log
    // could not tell from damage. On a full disk it stays, and nothing is lost.
    auto folded = checkpoint();
    if (!folded && folded.error().kind == base::ErrorKind::Corrupt) return folded;
    return {};
}

StoredDatabase::~StoredDatabase() {
    readers_.clear();
    writer_.reset();  // the last connection folds the log into the file and removes it
}

ConnectionTarget StoredDatabase::target() const {
    ConnectionTarget target;
    target.vfs_name = vfs_->name(setup_.key.has_value());
    target.file_name = setup_.file_name;
    target.key = setup_.key ? &*setup_.key : nullptr;
    return target;
}

base::Status StoredDatabase::migrate_own() {
    GUVOH_TRY(const auto version, writer_->integer("pragma user_version"));
    const auto known = static_cast<std::int64_t>(own_migrations().size());
    if (version > known) {
        return base::fail(base::ErrorKind::Unsupported, "the database has version " + std::to_string(version) +
                                                            "; this program knows " + std::to_string(known));
    }
    if (version == 0 && !setup_.create) return base::fail(base::ErrorKind::Corrupt, "the database is empty");
    for (auto next = version; next < known; ++next) {
        GUVOH_TRY(auto change, begin_write());
        GUVOH_TRY_VOID(change->execute(own_migrations()[static_cast<std::size_t>(next)]));
        GUVOH_TRY_VOID(change->execute("pragma user_version=" + std::to_string(next + 1)));
        GUVOH_TRY_VOID(change->commit());
    }
    return {};
}

void StoredDatabase::take_turn() {
    std::unique_lock lock(mutex_);
    turn_free_.wait(lock, [this] { return !turn_taken_; });
    turn_taken_ = true;
}

void StoredDatabase::end_turn() {
    {
        std::lock_guard lock(mutex_);
        turn_taken_ = false;
    }
    turn_free_.notify_one();
}

/// Folds the log into the file between two transactions, so that no commit pays for it. A failure is not the next
/// transaction's: the log stays as it is, and whatever ails the disk shows in the commit.
void StoredDatabase::checkpoint_when_due() {
    const int pages = writer_->log_pages();
    if (pages < kCheckpointPages) checkpoint_due_pages_ = kCheckpointPages;
    if (pages < checkpoint_due_pages_) return;
    auto* db = writer_->handle();
    if (pages < kRestartPages) {
        sqlite3_wal_checkpoint_v2(db, "main", SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
    } else {
        sqlite3_busy_timeout(db, kRestartWaitMs);
        sqlite3_wal_checkpoint_v2(db, "main", SQLITE_CHECKPOINT_RESTART, nullptr, nullptr);
        sqlite3_busy_timeout(db, kBusyWaitMs);
    }
    checkpoint_due_pages_ = pages + kCheckpointAgainPages;
}

base::Expected<std::unique_ptr<WriteTransaction>> StoredDatabase::begin_write() {
    take_turn();
    checkpoint_when_due();
    if (auto begun = writer_->run("begin immediate"); !begun) {
        end_turn();
        return base::fail(std::move(begun).error());
    }
    return std::make_unique<StoredWrite>(*this);
}

base::Expected<std::unique_ptr<Connection>> StoredDatabase::take_reader() {
    {
        std::lock_guard lock(mutex_);
        if (!readers_.empty()) {
            auto reader = std::move(readers_.back());
            readers_.pop_back();
            return reader;
        }
    }
    auto wanted = target();
    wanted.query_only = true;
    wanted.cache_kib = kReaderCacheKib;
    return Connection::open(wanted);
}

void StoredDatabase::give_reader(std::unique_ptr<Connection> reader) {
    if (reader->in_transaction() && !reader->run("rollback")) return;
    std::lock_guard lock(mutex_);
    if (readers_.size() < kIdleReaders) readers_.push_back(std::move(reader));
}

base::Expected<std::unique_ptr<ReadTransaction>> StoredDatabase::begin_read() {
    GUVOH_TRY(auto reader, take_reader());
    GUVOH_TRY_VOID(reader->run("begin"));
    GUVOH_TRY_VOID(reader->run("select 1 from sqlite_schema limit 1"));  // the first read fixes the state we see
    return std::make_unique<StoredRead>(*this, std::move(reader));
}

base::Status StoredDatabase::migrate(std::string_view component, const std::vector<std::string>& steps) {
    return migrate_component(*this, component, steps);
}

base::Status StoredDatabase::checkpoint() {
    take_turn();
    auto* db = writer_->handle();
    const int code = sqlite3_wal_checkpoint_v2(db, "main", SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
    auto error = sql_error(db, code);
    end_turn();
    return code == SQLITE_OK ? base::Status{} : base::fail(std::move(error));
}

/// After the log is folded in, the file is exactly its pages.
base::Status StoredDatabase::check_length() {
    if (auto folded = checkpoint(); !folded) {
        if (folded.error().kind == base::ErrorKind::Busy) return {};  // someone reads: then the log decides what counts
        return folded;
    }
    take_turn();
    auto pages = writer_->integer("pragma page_count");
    end_turn();
    GUVOH_TRY(const auto page_count, std::move(pages));
    GUVOH_TRY(auto file, setup_.files->open(setup_.folder + "/" + setup_.file_name, platform::OpenMode::ReadOnly));
    GUVOH_TRY(const auto size, file->size());
    if (size == static_cast<std::uint64_t>(page_count) * kDatabasePageBytes) return {};
    return base::fail(base::ErrorKind::Corrupt, "the database file is not as long as its pages");
}

base::Status StoredDatabase::check() {
    const auto* salt = setup_.key ? &setup_.key->salt : nullptr;
    GUVOH_TRY_VOID(check_database_start(*setup_.files, setup_.folder + "/" + setup_.file_name, salt));
    GUVOH_TRY_VOID(check_length());
    auto wanted = target();
    wanted.query_only = true;
    GUVOH_TRY(auto fresh, Connection::open(wanted));  // with an empty cache, so that every page is read from disk
    auto verdict = fresh->text("pragma integrity_check(1)");
    if (!verdict) return base::fail(std::move(verdict).error());
    if (*verdict == "ok") return {};
    return base::fail(base::ErrorKind::Corrupt, "database: " + *verdict);
}

}  // namespace guvoh::vault
