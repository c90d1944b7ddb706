// SPDX-License-Identifier: AGPL-3.0-or-later
#include <sqlite3.h>

#include "vault/connection.h"
#include "vault/sql_error.h"
#include "vault/statement_parts.h"

namespace guvoh::vault {

namespace {

constexpr std::size_t kCopyBytes = 1024;  // smaller values are copied: cheap, and then a slip in lifetimes does no harm

}  // namespace

Statement::Statement(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Statement::Statement(Statement&&) noexcept = default;

Statement& Statement::operator=(Statement&& other) noexcept {
    if (this != &other) {
        if (parts_) parts_->give_back();
        parts_ = std::move(other.parts_);
    }
    return *this;
}

Statement::~Statement() {
    if (parts_) parts_->give_back();
}

void Statement::Parts::give_back() {
    if (busy == nullptr) {
        sqlite3_finalize(statement);
        return;
    }
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    *busy = false;
}

void Statement::Parts::note(int code) {
    if (bind_code == SQLITE_OK) bind_code = code;
}

/// A statement with rows is stepped many times, so its values are copied; others are done after one step.
sqlite3_destructor_type Statement::Parts::lifetime(std::size_t size_bytes) const {
    return size_bytes <= kCopyBytes || sqlite3_column_count(statement) > 0 ? SQLITE_TRANSIENT : SQLITE_STATIC;
}

Statement& Statement::bind(int index, std::int64_t value) {
    parts_->note(sqlite3_bind_int64(parts_->statement, index, value));
    return *this;
}

Statement& Statement::bind(int index, double value) {
    parts_->note(sqlite3_bind_double(parts_->statement, index, value));
    return *this;
}

Statement& Statement::bind(int index, std::string_view value) {
    const char* data = value.data() == nullptr ? "" : value.data();
    const auto lifetime = parts_->lifetime(value.size());
    parts_->note(sqlite3_bind_text64(parts_->statement, index, data, value.size(), lifetime, SQLITE_UTF8));
    return *this;
}

Statement& Statement::bind(int index, base::ByteSpan value) {
    const void* data = value.data() == nullptr ? static_cast<const void*>("") : value.data();
    parts_->note(sqlite3_bind_blob64(parts_->statement, index, data, value.size(), parts_->lifetime(value.size())));
    return *this;
}

Statement& Statement::bind_null(int index) {
    parts_->note(sqlite3_bind_null(parts_->statement, index));
    return *this;
}

base::Expected<bool> Statement::step() {
    if (parts_->bind_code != SQLITE_OK) return base::fail(sql_error(parts_->db, parts_->bind_code));
    const int code = sqlite3_step(parts_->statement);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) {
        sqlite3_reset(parts_->statement);
        return false;
    }
    auto error = sql_error(parts_->db, sqlite3_extended_errcode(parts_->db));
    sqlite3_reset(parts_->statement);
    return base::fail(std::move(error));
}

base::Status Statement::run() {
    while (true) {
        GUVOH_TRY(const bool more, step());
        if (!more) return {};
    }
}

void Statement::reset() {
    sqlite3_reset(parts_->statement);
    parts_->bind_code = SQLITE_OK;
}

std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(parts_->statement, column); }
double Statement::real(int column) const { return sqlite3_column_double(parts_->statement, column); }

std::string_view Statement::text(int column) const {
    const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(parts_->statement, column));
    if (data == nullptr) return {};
    return {data, static_cast<std::size_t>(sqlite3_column_bytes(parts_->statement, column))};
}

base::ByteSpan Statement::blob(int column) const {
    const auto* data = static_cast<const base::Byte*>(sqlite3_column_blob(parts_->statement, column));
    if (data == nullptr) return {};
    return {data, static_cast<std::size_t>(sqlite3_column_bytes(parts_->statement, column))};
}

bool Statement::is_null(int column) const { return sqlite3_column_type(parts_->statement, column) == SQLITE_NULL; }

}  // namespace guvoh::vault
