// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ledger/verify.h"

namespace guvoh::ledger {

namespace {

struct Row {
    ProblemKind kind;
    std::string_view name;
    std::string_view meaning;
};

constexpr Row kRows[] = {
    {ProblemKind::Malformed, "malformed", "These bytes were damaged or altered, or were never written by this program."},
    {ProblemKind::Version, "version", "This was made by a newer program; verify it with that."},
    {ProblemKind::WrongPlace, "wrong_place", "Entries were exchanged or moved to where they do not belong."},
    {ProblemKind::Missing, "missing", "One or more entries were taken out."},
    {ProblemKind::Repeated, "repeated", "An entry was put in again, or entries were put in another order."},
    {ProblemKind::Certificate, "certificate", "Nothing shows that a member let this device speak; someone else may have made this log."},
    {ProblemKind::UntrustedMember, "untrusted_member", "The log holds together, but hangs from a member you did not say you trust."},
    {ProblemKind::Signature, "signature", "The entry was altered after it was signed, or was made by someone without the device's key."},
    {ProblemKind::Chain, "chain", "The entry does not follow the one before it: something between them was changed or left out."},
    {ProblemKind::Clock, "clock", "The device's clock was set back by hand, or entries were put together from several logs."},
    {ProblemKind::SeenBroken, "seen_broken", "Entries of the other device were taken out, or this entry does not tell the truth about it."},
    {ProblemKind::PayloadAltered, "payload_altered", "The content is not what the member signed for."},
    {ProblemKind::PayloadMissing, "payload_missing", "Content was taken out without the entry that must say why."},
    {ProblemKind::PayloadNotErased, "payload_not_erased", "Content that was to be destroyed for someone's safety is still there."},
    {ProblemKind::CheckpointSignature, "checkpoint_signature", "The checkpoint was altered, or was made by someone else."},
    {ProblemKind::CheckpointRoot, "checkpoint_root", "The log was rewritten after this checkpoint was made."},
    {ProblemKind::Truncated, "truncated", "The end of the log was cut off."},
};

}  // namespace

std::string_view problem_kind_name(ProblemKind kind) {
    for (const Row& row : kRows) {
        if (row.kind == kind) return row.name;
    }
    return "";
}

std::string_view problem_meaning(ProblemKind kind) {
    for (const Row& row : kRows) {
        if (row.kind == kind) return row.meaning;
    }
    return "";
}

}  // namespace guvoh::ledger
