// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Helpers of the vault's tests: cheap options, a table of numbered rows, damage.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "crypto/crypto.h"
#include "platform/file_system.h"
#include "vault/vault.h"

namespace guvoh::vault::testing {

inline crypto::Passphrase passphrase(std::string_view text = "seven white cranes over the river") { return crypto::Passphrase(text); }

/// The least cost Argon2id takes.
inline OpenOptions quick_options(platform::FileSystem& files) {
    OpenOptions options;
    options.files = &files;
    options.stretch_cost = {8, 1};
    return options;
}

/// Commits rows first .. first + count - 1 of table `line`, in one transaction.
inline base::Status try_commit_rows(Database& database, std::int64_t first, std::int64_t count, const std::string& word = "word") {
    GUVOH_TRY(auto change, database.begin_write());
    GUVOH_TRY_VOID(change->execute("create table if not exists line(number integer primary key, words text not null)"));
    for (auto number = first; number < first + count; ++number) {
        GUVOH_TRY(auto insert, change->prepare("insert into line(number,words) values(?,?)"));
        const auto words = word + " " + std::to_string(number);
        insert.bind(1, number).bind(2, words);
        GUVOH_TRY_VOID(insert.run());
    }
    return change->commit();
}

inline void commit_rows(Database& database, std::int64_t first, std::int64_t count, const std::string& word = "word") {
    auto done = try_commit_rows(database, first, count, word);
    ASSERT_TRUE(done) << done.error().text();
}

/// How many rows there are, or -1 when they cannot be read.
inline std::int64_t row_count(Database& database) {
    auto read = database.begin_read();
    if (!read) return -1;
    auto count = (*read)->prepare("select count(*) from line");
    if (!count) return -1;
    auto row = count->step();
    return row && *row ? count->integer(0) : -1;
}

/// Changes one byte of a file for good.
inline void flip_byte(platform::FileSystem& files, const std::string& path, std::uint64_t at, base::Byte mask = 0x20) {
    auto file = files.open(path, platform::OpenMode::ReadWrite).value();
    base::Byte byte = 0;
    ASSERT_EQ(file->read_at(at, std::span(&byte, 1)).value(), 1U);
    byte = static_cast<base::Byte>(byte ^ mask);
    ASSERT_TRUE(file->write_at(at, std::span(&byte, 1)));
    ASSERT_TRUE(file->sync());
}

}  // namespace guvoh::vault::testing
