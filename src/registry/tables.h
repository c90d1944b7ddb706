// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The tables behind the records, and the small statements that several files of this module need.
#pragma once

#include <functional>

#include <string>
#include <vector>

#include "base/error.h"
#include "ledger/verify.h"
#include "vault/database.h"

namespace guvoh::registry {

/// SQL steps for Database::migrate("registry", ...). Only ever appended to.
const std::vector<std::string>& registry_migrations();

/// The row of an entry: the device's local number in the high bits, its sequence in the low 40.
inline constexpr int kSeqBits = 40;
constexpr std::int64_t entry_row(std::int64_t device_number, std::uint64_t seq) {
    return (device_number << kSeqBits) | static_cast<std::int64_t>(seq);
}

/// Says whether a ledger holds every entry and every timestamp of another copy of the same record, so that the copy may be replaced.
base::Expected<bool> goes_on_from(vault::Session& ours, vault::Session& former);
/// An entry with its payloads as stored. Errors: NotFound, Corrupt.
base::Expected<ledger::StoredEntry> load_entry(vault::Session& session, std::int64_t row);
/// Walks all entries, each device's in order, until the visitor gives false.
base::Status for_each_entry(vault::Session& session,
                            const std::function<base::Expected<bool>(std::int64_t row, ledger::StoredEntry entry)>& visit);

}  // namespace guvoh::registry
