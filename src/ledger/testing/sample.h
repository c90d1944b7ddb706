// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The record of testdata/ledger: two devices, seven and four entries, a withheld and an expunged payload, a conflict and its
// decision, three checkpoints and a cosignature. Everything in it is invented. The same bytes on every machine.
//
// Threads: one at a time.
#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "ledger/testing/history.h"

namespace guvoh::ledger::testing {

struct Sample {
    Sample();

    History history{2};
    std::vector<CheckpointRecord> checkpoints;
    NoteKey cosigner;
    base::Id document = numbered_id(1);  ///< the record with a conflict

    /// The bundle of it.
    std::string bundle() const;
    /// Every value worth comparing, as in testdata/ledger/v1/vectors.json.
    base::Json vectors() const;
};

/// One spoiled bundle, and what a verifier must say of it.
struct BrokenBundle {
    std::string name;
    std::string bundle;
    std::string problem;  ///< kind
    std::uint64_t seq = 0;
};
std::vector<BrokenBundle> broken_bundles();

/// The bundle of a store, with these checkpoints.
std::string bundle_of(const MemoryStore& store, const std::vector<CheckpointRecord>& checkpoints, const base::Id& ledger);

}  // namespace guvoh::ledger::testing
