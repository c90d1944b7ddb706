// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ledger/verify_record.h"

#include <algorithm>

#include "ledger/identity.h"

namespace guvoh::ledger {

namespace {

std::string number(std::uint64_t value) { return std::to_string(value); }

std::uint64_t prefix_of(const base::Hash& hash) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < 8; ++i) value = (value << 8) | hash[i];
    return value;
}

/// Takes "guvoh/<ledger>/<device>" apart.
std::optional<std::pair<base::Id, DeviceId>> read_origin(std::string_view origin) {
    if (origin.size() != 59 || !origin.starts_with("guvoh/") || origin[32] != '/') return {};
    const auto ledger = base::Id::parse(origin.substr(6, 26));
    const auto device = base::Id::parse(origin.substr(33));
    if (!ledger || !device || log_origin(*ledger, *device) != origin) return {};
    return std::pair(*ledger, *device);
}

}  // namespace

void RecordCheck::add_problem(Problem problem) {
    if (report_.problem) return;
    if (problem.meaning.empty()) problem.meaning = problem_meaning(problem.kind);
    report_.problem = std::move(problem);
}

void RecordCheck::fail(const EntryCheck& check, ProblemKind kind, std::string explanation, std::optional<std::size_t> change) {
    add_problem(Problem{kind, check.stored.device, check.stored.seq, change, check.stored.line, std::move(explanation), {}});
}

void RecordCheck::fail_at(const Place& place, ProblemKind kind, std::string explanation) {
    add_problem(Problem{kind, place.device, place.seq, place.change, place.line, std::move(explanation), {}});
}

void RecordCheck::fail_checkpoint(const PendingCheckpoint& pending, const DeviceId& device, ProblemKind kind,
                                  std::string explanation) {
    const std::uint64_t seq = pending.checkpoint.size == 0 ? 0 : pending.checkpoint.size - 1;
    add_problem(Problem{kind, device, seq, {}, pending.line, std::move(explanation), {}});
}

void RecordCheck::add_checkpoint(std::string_view note, std::uint64_t line) {
    auto parsed = Note::parse(note);
    auto checkpoint = parsed ? Checkpoint::parse(parsed->text) : tl::unexpected(parsed.error());
    if (!checkpoint) {
        add_problem(Problem{ProblemKind::Malformed, {}, 0, {}, line, "a checkpoint cannot be read: " + checkpoint.error().detail, {}});
        return;
    }
    const auto origin = read_origin(checkpoint->origin);
    if (!origin) {
        add_problem(Problem{ProblemKind::Malformed, {}, 0, {}, line, "a checkpoint's first line does not name a device's log", {}});
        return;
    }
    const std::uint64_t size = checkpoint->size;
    checkpoints_[origin->second].emplace(size, PendingCheckpoint{*std::move(checkpoint), *std::move(parsed), line});
}

bool RecordCheck::check_place(const EntryCheck& check, const Track& track) {
    const std::uint64_t expected = track.report.entries;
    if (check.unreadable) {
        fail(check, *check.unreadable, "entry " + number(expected) + " cannot be read: " + check.unreadable_text);
    } else if (check.entry.device != check.stored.device || check.entry.seq != check.stored.seq) {
        fail(check, ProblemKind::WrongPlace, "in the place of entry " + number(check.stored.seq) + " stands entry " +
                                                 number(check.entry.seq) + " of device " + check.entry.device.text());
    } else if (check.entry.seq > expected) {
        Problem problem{ProblemKind::Missing, check.stored.device, expected, {}, check.stored.line, {}, {}};
        problem.explanation = "entry " + number(expected) + " is missing: entry " + number(check.entry.seq) + " comes in its place";
        add_problem(std::move(problem));
    } else if (check.entry.seq < expected) {
        fail(check, ProblemKind::Repeated, "entry " + number(check.entry.seq) + " comes again where entry " + number(expected) +
                                               " should be");
    }
    return !has_problem();
}

bool RecordCheck::check_first(const EntryCheck& check) {
    const Certificate& certificate = *check.entry.certificate;  // the entry's reader made sure
    const MemberId member = member_id(certificate.member_key);
    if (device_id(certificate.device_key) != check.entry.device) {
        fail(check, ProblemKind::Certificate, "the certificate is for another device's key");
    } else if (member != check.entry.member || !verify_certificate(certificate)) {
        fail(check, ProblemKind::Certificate, "the certificate is not signed by the member's key");
    } else if (report_.ledger && *report_.ledger != certificate.ledger) {
        fail(check, ProblemKind::Certificate, "the device is certified for another record");
    } else if (!options_.trusted.empty() &&
               std::find(options_.trusted.begin(), options_.trusted.end(), member) == options_.trusted.end()) {
        fail(check, ProblemKind::UntrustedMember, "the device is certified by member " + member.text());
    }
    return !has_problem();
}

bool RecordCheck::check_follows(const EntryCheck& check, const Track& track) {
    const Entry& entry = check.entry;
    if (!check.signature_holds) {
        fail(check, ProblemKind::Signature, "the signature of entry " + number(entry.seq) + " does not hold");
        return false;
    }
    if (entry.seq == 0) return true;
    if (entry.previous != track.last) {
        fail(check, ProblemKind::Chain, "entry " + number(entry.seq) + " names another entry as the one before it");
    } else if (entry.clock <= track.clocks.back()) {
        fail(check, ProblemKind::Clock, "the clock of entry " + number(entry.seq) + " is not later than that of the one before");
    } else {
        for (const auto& [other, seq] : track.seen.back().second) {
            const auto found = entry.seen.find(other);
            if (found != entry.seen.end() && found->second >= seq) continue;
            fail(check, ProblemKind::SeenBroken, "entry " + number(entry.seq) + " has seen less of device " + other.text() +
                                                     " than the entry before it");
            break;
        }
    }
    return !has_problem();
}

bool RecordCheck::check_content(const EntryCheck& check) {
    if (!check.altered_payload) return true;
    if (*check.altered_payload >= check.entry.changes.size()) {
        fail(check, ProblemKind::Malformed, "entry " + number(check.entry.seq) + " has more payloads than changes");
    } else {
        fail(check, ProblemKind::PayloadAltered, "the content of change " + number(*check.altered_payload) + " of entry " +
                                                     number(check.entry.seq) + " is not what was signed for", check.altered_payload);
    }
    return false;
}

void RecordCheck::add_entry(const EntryCheck& check) {
    if (has_problem()) return;
    const auto [found, is_new] = tracks_.try_emplace(check.stored.device);
    Track& track = found->second;
    if (is_new) {
        track.report.device = check.stored.device;
        order_.push_back(check.stored.device);
    }
    if (!check_place(check, track)) return;
    if (check.entry.seq == 0 && !check_first(check)) return;
    if (!check_follows(check, track) || !check_content(check)) return;
    take(check, track);
    check_checkpoints(check.stored.device, track);
}

void RecordCheck::take(const EntryCheck& check, Track& track) {
    const Entry& entry = check.entry;
    if (entry.certificate) {
        track.ledger = entry.certificate->ledger;
        track.report.member = entry.member;
        track.report.device_key = entry.certificate->device_key;
        if (!report_.ledger) report_.ledger = track.ledger;
    }
    if (track.seen.empty() || track.seen.back().second != entry.seen) track.seen.emplace_back(entry.seq, entry.seen);
    track.clocks.push_back(entry.clock);
    track.last = check.leaf;
    track.frontier.append(check.leaf);
    track.report.last_clock = entry.clock;
    ++track.report.entries;
    ++report_.entries;
    report_.changes += entry.changes.size();
    report_.payloads += check.good_payloads;
    const auto place = std::find(order_.begin(), order_.end(), entry.device);
    note_payloads(check, static_cast<std::uint32_t>(place - order_.begin()));
}

void RecordCheck::note_payloads(const EntryCheck& check, std::uint32_t device_index) {
    auto missing = check.missing_payloads.begin();
    for (std::size_t i = 0; i < check.entry.changes.size(); ++i) {
        const Change& change = check.entry.changes[i];
        if (change.kind == ChangeKind::Expunge) expunged_.push_back(*change.target);
        if (missing != check.missing_payloads.end() && *missing == i) {
            absent_.push_back(Place{check.entry.device, check.entry.seq, i, check.stored.line, change.payload_hash});
            ++missing;
        } else {
            present_.push_back(Present{prefix_of(change.payload_hash), device_index, static_cast<std::uint32_t>(check.entry.seq)});
        }
    }
}

void RecordCheck::check_checkpoints(const DeviceId& device, Track& track) {
    const auto ours = checkpoints_.find(device);
    if (ours == checkpoints_.end()) return;
    const std::uint64_t size = track.report.entries;
    // A checkpoint of size 0 is checked with the first entry, when the key is known.
    while (!ours->second.empty() && ours->second.begin()->first <= size) {
        const auto next = ours->second.begin();
        const PendingCheckpoint& pending = next->second;
        const NoteKey key{log_origin(track.ledger, device), NoteKeyKind::Ed25519, track.report.device_key};
        const base::Hash root = next->first == size ? track.frontier.root() : Frontier().root();
        if (pending.checkpoint.origin != key.name) {
            fail_checkpoint(pending, device, ProblemKind::CheckpointSignature, "a checkpoint was made for another record");
        } else if (check_note(pending.note, key).verdict != NoteVerdict::Good) {
            fail_checkpoint(pending, device, ProblemKind::CheckpointSignature, "a checkpoint is not signed by its device");
        } else if (pending.checkpoint.root != root) {
            fail_checkpoint(pending, device, ProblemKind::CheckpointRoot,
                            "the first " + number(next->first) + " entries are not those the checkpoint was made of");
        } else if (check_cosigners(pending, device)) {
            ++report_.checkpoints;
            track.report.covered = next->first;
        }
        if (has_problem()) return;
        ours->second.erase(next);
    }
}

bool RecordCheck::check_cosigners(const PendingCheckpoint& pending, const DeviceId& device) {
    for (const NoteKey& cosigner : options_.cosigners) {
        const NoteCheck result = check_note(pending.note, cosigner);
        if (result.verdict == NoteVerdict::Good) ++report_.cosignatures;
        if (result.verdict != NoteVerdict::Bad) continue;
        fail_checkpoint(pending, device, ProblemKind::CheckpointSignature, "the cosignature of " + cosigner.name + " does not hold");
        return false;
    }
    return true;
}

}  // namespace guvoh::ledger
