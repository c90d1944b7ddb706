// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Looks at the database's plain outer bytes before SQLite does. SQLite reads a write-ahead log up to the first frame that
// does not fit and takes that for the end, as a power cut may leave a torn last transaction. But damage before that must not
// pass for an end: commits behind it would be forgotten in silence.
//
// What it cannot see: damage in the very last transaction of the log (it looks like a torn one), and a log or a whole vault
// replaced by an older one. The ledger's head covers these.
// Threads: any. Implements: docs/formats/vault.md, "The write-ahead log"
#pragma once

#include <array>

#include "platform/file_system.h"

namespace guvoh::vault {

inline constexpr std::size_t kDatabasePageBytes = 4096;  // frozen: vault v1

/// Checks the 24 plain bytes at the file's start, which no tag covers: salt, page size, log mode, layout.
/// `salt` is null for an unencrypted database. Errors: Corrupt (also when the file is missing or shorter than a page), Io.
base::Status check_database_start(platform::FileSystem& files, const std::string& path, const std::array<base::Byte, 16>* salt);
/// Checks that nothing committed stands behind a frame that SQLite would stop at. Fine when there is no log. Errors: Corrupt, Io.
base::Status check_log(platform::FileSystem& files, const std::string& path);

}  // namespace guvoh::vault
