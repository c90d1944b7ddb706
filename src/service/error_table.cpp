// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/error_table.h"

#include <array>

namespace guvoh::service {

namespace {

using base::ErrorKind;

constexpr std::array<ErrorRow, 12> kTable = {{
    {ErrorKind::NotFound, 404, kExitFailed, "error.not_found", "not found"},
    {ErrorKind::Invalid, 400, kExitFailed, "error.invalid", ""},
    {ErrorKind::Conflict, 409, kExitFailed, "error.conflict", ""},
    {ErrorKind::Denied, 403, kExitFailed, "error.denied", "not allowed"},
    {ErrorKind::Locked, 423, kExitLocked, "error.locked", "in use by another process"},
    {ErrorKind::BadKey, 401, kExitWrongPassphrase, "error.bad_key", "wrong passphrase or key"},
    {ErrorKind::Corrupt, 500, kExitDamaged, "error.corrupt", "damaged"},
    {ErrorKind::Full, 507, kExitNoSpace, "error.full", "no space left; nothing was lost"},
    {ErrorKind::Io, 500, kExitFailed, "error.io", "the machine failed to read or write"},
    {ErrorKind::Busy, 503, kExitFailed, "error.busy", "busy; try again shortly"},
    {ErrorKind::Unsupported, 501, kExitNewerFormat, "error.unsupported", "not supported here"},
    {ErrorKind::Cancelled, 499, kExitCancelled, "error.cancelled", "stopped"},
}};

const ErrorRow& row_of(ErrorKind kind) { return kTable[static_cast<std::size_t>(kind)]; }

}  // namespace

std::span<const ErrorRow> error_table() { return kTable; }

int exit_code_for(ErrorKind kind) { return row_of(kind).exit_code; }

std::string message_for(const base::Error& error) {
    const std::string_view start = row_of(error.kind).english;
    const std::string rest = error.text();
    if (start.empty()) return rest;
    return rest.empty() ? std::string(start) : std::string(start) + ": " + rest;
}

}  // namespace guvoh::service
