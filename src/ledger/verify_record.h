// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What must be checked in order: each device's sequence, chain, clock, `seen` and tree; and at the end what devices say of
// each other, and content that is not there. Used by the verifier only.
//
// Threads: one at a time.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ledger/verify_entry.h"

namespace guvoh::ledger {

class RecordCheck {
public:
    explicit RecordCheck(const VerifyOptions& options) : options_(options) {}

    /// Takes a checkpoint to compare with when its size is reached.
    void add_checkpoint(std::string_view note, std::uint64_t line);
    /// Takes the next entry, checked alone already.
    void add_entry(const EntryCheck& check);
    void add_problem(Problem problem);
    bool has_problem() const { return report_.problem.has_value(); }
    /// Makes the checks that need everything, and gives the verdict.
    VerifyReport finish();

private:
    struct PendingCheckpoint {
        Checkpoint checkpoint;
        Note note;
        std::uint64_t line = 0;
    };
    struct Track {
        DeviceReport report;
        base::Id ledger;
        base::Hash last{};
        Frontier frontier;
        std::vector<Hlc> clocks;
        std::vector<std::pair<std::uint64_t, Seen>> seen;  // where it changed, and to what
    };
    struct Place {
        DeviceId device;
        std::uint64_t seq = 0;
        std::size_t change = 0;
        std::uint64_t line = 0;
        base::Hash hash{};
    };
    struct Present {  // 16 bytes a change
        std::uint64_t hash_prefix = 0;
        std::uint32_t device_index = 0;
        std::uint32_t seq = 0;
    };

    void fail(const EntryCheck& check, ProblemKind kind, std::string explanation, std::optional<std::size_t> change = {});
    void fail_at(const Place& place, ProblemKind kind, std::string explanation);
    void fail_checkpoint(const PendingCheckpoint& pending, const DeviceId& device, ProblemKind kind, std::string explanation);
    bool check_place(const EntryCheck& check, const Track& track);
    bool check_first(const EntryCheck& check);
    bool check_follows(const EntryCheck& check, const Track& track);
    bool check_content(const EntryCheck& check);
    void take(const EntryCheck& check, Track& track);
    void note_payloads(const EntryCheck& check, std::uint32_t device_index);
    void check_checkpoints(const DeviceId& device, Track& track);
    bool check_cosigners(const PendingCheckpoint& pending, const DeviceId& device);
    void check_seen_of_others();
    bool check_seen_point(const DeviceId& device, const Track& track, std::uint64_t seq, const Seen& seen);
    void check_unreached_checkpoints();
    void check_absent_content();
    void check_erased_content();

    const VerifyOptions& options_;  // the verifier's own
    VerifyReport report_;
    std::map<DeviceId, Track> tracks_;
    std::vector<DeviceId> order_;  // of first appearance
    std::map<DeviceId, std::multimap<std::uint64_t, PendingCheckpoint>> checkpoints_;
    std::vector<Place> absent_;
    std::vector<base::Hash> expunged_;
    std::vector<Present> present_;
};

}  // namespace guvoh::ledger
