// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What a Statement holds. Private to statement.cpp and connection.cpp.
//
// Threads: as the Statement.
#pragma once

#include <sqlite3.h>

#include "vault/database.h"

namespace guvoh::vault {

struct Statement::Parts {
    sqlite3* db = nullptr;              // borrowed from the connection, which outlives it
    sqlite3_stmt* statement = nullptr;  // the cache's, or our own when busy is null
    bool* busy = nullptr;               // the cache's mark, lowered when given back
    int bind_code = SQLITE_OK;          // the first bind that failed

    void give_back();
    void note(int code);
    sqlite3_destructor_type lifetime(std::size_t size_bytes) const;
};

}  // namespace guvoh::vault
