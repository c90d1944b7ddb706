// SPDX-License-Identifier: AGPL-3.0-or-later
#include <sqlite3.h>

#include "vault/sql_error.h"
#include "vault/stored_database.h"

namespace guvoh::vault {

namespace {

constexpr int kPagesAtOnce = 1024;

/// Copies page by page while `source` holds its read transaction, so that writers beside it change nothing.
base::Status copy_pages(Connection& source, Connection& copy, const StoredDatabase::PageProgress& progress) {
    auto* work = sqlite3_backup_init(copy.handle(), "main", source.handle(), "main");
    if (work == nullptr) return base::fail(sql_error(copy.handle(), sqlite3_extended_errcode(copy.handle())));
    int code = SQLITE_OK;
    bool cancelled = false;
    while (code == SQLITE_OK && !cancelled) {
        code = sqlite3_backup_step(work, kPagesAtOnce);
        const auto total = static_cast<std::uint64_t>(sqlite3_backup_pagecount(work));
        const auto done = total - static_cast<std::uint64_t>(sqlite3_backup_remaining(work));
        cancelled = progress && !progress(done, total);
    }
    const int finished = sqlite3_backup_finish(work);
    if (cancelled) return base::fail(base::ErrorKind::Cancelled, "copying the database was stopped");
    if (code != SQLITE_DONE) return base::fail(sql_error(source.handle(), code));
    if (finished != SQLITE_OK) return base::fail(sql_error(copy.handle(), finished));
    return {};
}

}  // namespace

base::Status StoredDatabase::copy_to(platform::FileSystem& files, const std::string& folder, const std::string& file_name,
                                     const PageProgress& progress) {
    GUVOH_TRY(auto vfs, SqliteVfs::create(files, folder));
    auto wanted = target();
    wanted.vfs_name = vfs->name(setup_.key.has_value());
    wanted.file_name = file_name;
    wanted.may_create = true;
    wanted.is_copy = true;
    base::Status copied;
    {
        GUVOH_TRY(auto copy, Connection::open(wanted));
        GUVOH_TRY(auto source, take_reader());
        GUVOH_TRY_VOID(source->run("begin"));
        GUVOH_TRY_VOID(source->run("select 1 from sqlite_schema limit 1"));
        copied = copy_pages(*source, *copy, progress);
        give_reader(std::move(source));
    }
    if (!copied) static_cast<void>(files.remove(folder + "/" + file_name));
    return copied;
}

}  // namespace guvoh::vault
