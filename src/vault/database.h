// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A thin, typed door to SQL. SQLite (Multiple Ciphers) stands behind it and nowhere else in the program.
//
// Threads: one write transaction at a time (begin_write waits); reads run beside it on connections of their own and see the
// last commit. A Statement belongs to the thread that prepared it and must be gone before its Transaction or Reader is.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"
#include "base/id.h"

namespace guvoh::vault {

/// A prepared statement: bind, step, read. Prepared statements are kept by their text and reused.
class Statement {
public:
    Statement(Statement&&) noexcept;
    Statement& operator=(Statement&&) noexcept;
    ~Statement();  ///< resets it and gives it back to the cache

    /// Parameters count from 1. Text and blobs must live until the next step, reset or bind. A wrong index shows in step().
    Statement& bind(int index, std::int64_t value);
    Statement& bind(int index, int value) { return bind(index, static_cast<std::int64_t>(value)); }
    Statement& bind(int index, double value);
    Statement& bind(int index, std::string_view value);
    Statement& bind(int index, const char* value) { return bind(index, std::string_view(value)); }
    Statement& bind(int index, base::ByteSpan value);
    Statement& bind(int index, const base::Id& value) { return bind(index, value.span()); }
    Statement& bind_null(int index);

    /// Moves to the next row: true when there is one.
    base::Expected<bool> step();
    /// Runs to the end, for statements that give no rows; ready for binding again.
    base::Status run();
    void reset();

    /// Columns count from 0; views last until the next step or reset.
    std::int64_t integer(int column) const;
    double real(int column) const;
    std::string_view text(int column) const;
    base::ByteSpan blob(int column) const;
    bool is_null(int column) const;

private:
    friend class Connection;
    struct Parts;
    explicit Statement(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

/// What both kinds of transaction can do.
class Session {
public:
    virtual ~Session() = default;
    virtual base::Expected<Statement> prepare(std::string_view sql) = 0;  ///< Invalid for bad SQL
    /// Runs one or several statements without parameters.
    virtual base::Status execute(std::string_view sql) = 0;
};

/// A write transaction; rolls back unless committed.
class WriteTransaction : public Session {
public:
    /// Returns when the change survives a power cut.
    virtual base::Status commit() = 0;
    virtual std::int64_t last_insert_row() = 0;
};

/// A read transaction: one consistent state for as long as it lives.
class ReadTransaction : public Session {};

class Database {
public:
    virtual ~Database() = default;
    virtual base::Expected<std::unique_ptr<WriteTransaction>> begin_write() = 0;  ///< waits its turn
    virtual base::Expected<std::unique_ptr<ReadTransaction>> begin_read() = 0;  ///< sees the last commit
    /// Brings one component's tables up to date: `steps` are SQL scripts in the order they were ever released, and those not
    /// run here yet are run, each in a transaction of its own. Never change a released step; add one. Errors: Unsupported
    /// when the database has seen more steps than this program knows.
    virtual base::Status migrate(std::string_view component, const std::vector<std::string>& steps) = 0;
    /// Reads every page and checks structure and authentication. Errors: Corrupt, naming the page where known.
    virtual base::Status check() = 0;
    /// Folds the write-ahead log into the main file and cuts it.
    virtual base::Status checkpoint() = 0;
};

}  // namespace guvoh::vault
