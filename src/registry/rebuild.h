// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The ledger as the truth: making all record tables anew from it, checking that they say what it says, and reading a record's
// history out of it.
//
// Threads: as the transaction given.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "registry/records.h"

namespace guvoh::registry {

/// Called with done and total entries or records; false cancels.
using Steps = std::function<bool(std::uint64_t done, std::uint64_t total)>;

/// What a rebuild went through.
struct RebuildCounts {
    std::uint64_t entries = 0, changes = 0, records = 0;
};
/// Empties the record tables and folds every entry again, in one transaction. Document numbers stay.
base::Expected<RebuildCounts> rebuild(Records& records, const Steps& steps);

/// Compares every record's stored state with a fresh fold of its changes. Gives the first that differs, is missing, or that no change made.
///
/// Cost: each entry is read once. Up to `most_waiting` records with changes in several entries are kept meanwhile, about 1 kB each;
/// of those beyond it the entries are read again.
base::Expected<std::optional<base::Id>> find_stale_record(vault::Session& session, const Steps& steps, std::size_t most_waiting = 20'000);

/// One change of a record's history, with the fields it set.
struct Revision {
    ledger::Entry entry;
    std::size_t change = 0;
    std::optional<std::string> json;  ///< the payload; none when withheld or expunged
};
/// Oldest first, in the order of the fold. Errors: NotFound.
base::Expected<std::vector<Revision>> history(vault::Session& session, const base::Id& record);

/// The member who made the change with this stamp. Errors: NotFound.
base::Expected<ledger::MemberId> member_of(vault::Session& session, const ledger::Stamp& stamp);

/// Rows of a table; the name is ours, never a user's.
std::uint64_t count_rows(vault::Session& session, std::string_view table);

}  // namespace guvoh::registry
