// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The checks of RecordCheck that need every entry: what devices say of each other, checkpoints that reach past the end, and
// content that is absent or should be.
#include <algorithm>

#include "ledger/verify_record.h"

namespace guvoh::ledger {

namespace {

std::string number(std::uint64_t value) { return std::to_string(value); }

}  // namespace

VerifyReport RecordCheck::finish() {
    if (!has_problem()) check_seen_of_others();
    if (!has_problem()) check_unreached_checkpoints();
    check_absent_content();
    if (!has_problem()) check_erased_content();
    for (const DeviceId& device : order_) {
        Track& track = tracks_.at(device);
        track.report.root = track.frontier.root();
        report_.devices.push_back(track.report);
    }
    return std::move(report_);
}

void RecordCheck::check_seen_of_others() {
    for (const DeviceId& device : order_) {
        const Track& track = tracks_.at(device);
        for (const auto& [seq, seen] : track.seen) {
            if (!check_seen_point(device, track, seq, seen)) return;
        }
    }
}

bool RecordCheck::check_seen_point(const DeviceId& device, const Track& track, std::uint64_t seq, const Seen& seen) {
    const auto broken = [&](std::string what) {
        Place place{device, seq, 0, 0, {}};
        add_problem(Problem{ProblemKind::SeenBroken, place.device, place.seq, {}, 0, "entry " + number(seq) + " " + std::move(what), {}});
        return false;
    };
    for (const auto& [other, highest] : seen) {
        const auto found = tracks_.find(other);
        if (found == tracks_.end()) {
            if (options_.whole) return broken("saw device " + other.text() + ", which is not here");
            continue;
        }
        const Track& theirs = found->second;
        if (highest >= theirs.report.entries) {
            return broken("saw entry " + number(highest) + " of device " + other.text() + ", of which only " +
                          number(theirs.report.entries) + " are here");
        }
        if (theirs.clocks[static_cast<std::size_t>(highest)] >= track.clocks[static_cast<std::size_t>(seq)]) {
            return broken("is dated before an entry of device " + other.text() + " that it saw");
        }
        const auto later = std::upper_bound(theirs.seen.begin(), theirs.seen.end(), highest,
                                            [](std::uint64_t wanted, const auto& point) { return wanted < point.first; });
        for (const auto& [third, known] : std::prev(later)->second) {
            const auto ours = seen.find(third);
            const bool covered = third == device ? known < seq : ours != seen.end() && ours->second >= known;
            if (!covered) return broken("saw less than an entry of device " + other.text() + " that it saw");
        }
    }
    return true;
}

void RecordCheck::check_unreached_checkpoints() {
    for (const auto& [device, pending] : checkpoints_) {
        if (pending.empty()) continue;
        const auto found = tracks_.find(device);
        const std::uint64_t here = found == tracks_.end() ? 0 : found->second.report.entries;
        const PendingCheckpoint& first = pending.begin()->second;
        Problem problem{ProblemKind::Truncated, device, here, {}, first.line, {}, {}};
        problem.explanation = "a checkpoint was made of " + number(first.checkpoint.size) + " entries, of which only " +
                              number(here) + " are here";
        add_problem(std::move(problem));
        return;
    }
}

void RecordCheck::check_absent_content() {
    std::sort(expunged_.begin(), expunged_.end());
    for (const Place& place : absent_) {
        if (std::binary_search(expunged_.begin(), expunged_.end(), place.hash)) {
            ++report_.expunged;
            continue;
        }
        ++report_.withheld;
        if (options_.whole) {
            fail_at(place, ProblemKind::PayloadMissing, "the content of change " + number(place.change) + " of entry " +
                                                            number(place.seq) + " is gone, and no entry says why");
        }
    }
}

void RecordCheck::check_erased_content() {
    std::vector<std::uint64_t> wanted;
    for (const base::Hash& hash : expunged_) {
        std::uint64_t prefix = 0;
        for (std::size_t i = 0; i < 8; ++i) prefix = (prefix << 8) | hash[i];
        wanted.push_back(prefix);
    }
    if (wanted.empty()) return;
    std::sort(wanted.begin(), wanted.end());
    for (const Present& one : present_) {
        if (!std::binary_search(wanted.begin(), wanted.end(), one.hash_prefix)) continue;
        add_problem(Problem{ProblemKind::PayloadNotErased, order_[one.device_index], one.seq, {}, 0,
                            "content of entry " + number(one.seq) + " is there although another entry says it was destroyed", {}});
        return;
    }
}

}  // namespace guvoh::ledger
