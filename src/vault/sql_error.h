// SPDX-License-Identifier: AGPL-3.0-or-later
//
// SQLite's result codes as our errors. The texts are SQLite's fixed ones: they never hold values, paths or keys.
//
// Threads: any.
#pragma once

#include <string_view>

#include "base/error.h"

struct sqlite3;

namespace guvoh::vault {

base::ErrorKind sql_error_kind(int extended_code);
/// The error of the connection's last call; a damaged page is named.
base::Error sql_error(sqlite3* db, int extended_code);
/// As sql_error, with SQLite's message where it can only be about the statement's own text (tables, syntax).
base::Error sql_prepare_error(sqlite3* db, int extended_code);

}  // namespace guvoh::vault
