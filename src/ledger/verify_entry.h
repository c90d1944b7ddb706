// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What can be checked of one entry alone, on any thread: that it reads, is signed by its device's key, and that its payloads
// are those it speaks of. Used by the verifier only.
//
// Threads: pure functions.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ledger/verify.h"

namespace guvoh::ledger {

/// An entry on its way through the verifier.
struct EntryCheck {
    StoredEntry stored;
    std::optional<crypto::PublicKey> device_key;  ///< of the device it is filed under, when known
    Entry entry;
    base::Hash leaf{};
    std::optional<ProblemKind> unreadable;
    std::string unreadable_text;
    bool signature_holds = false;
    std::optional<std::size_t> altered_payload;
    std::vector<std::size_t> missing_payloads;
    std::uint64_t good_payloads = 0;
};

/// Fills in everything below device_key, and lets go of the payloads' bytes.
void check_alone(EntryCheck& check);

}  // namespace guvoh::ledger
