// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The one table of docs/errors.md: kind of failure -> HTTP status -> exit code of the program -> message key, and the English
// text of each message. A docs test compares the two.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/error.h"

namespace guvoh::service {

inline constexpr int kExitDone = 0, kExitFailed = 1, kExitUsage = 2, kExitNoVault = 10, kExitLocked = 11,
                     kExitWrongPassphrase = 12, kExitDamaged = 13, kExitNewerFormat = 14, kExitNoSpace = 15,
                     kExitCancelled = 130;

/// One row of the table.
struct ErrorRow {
    base::ErrorKind kind;
    int http_status;
    int exit_code;
    std::string_view message_key;
    std::string_view english;  ///< put before the detail
};

/// All rows, in the order of ErrorKind.
std::span<const ErrorRow> error_table();
int exit_code_for(base::ErrorKind kind);
/// One sentence for a person: the kind's message, then context and detail.
std::string message_for(const base::Error& error);

}  // namespace guvoh::service
