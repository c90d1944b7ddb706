// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The verifier: takes the entries of any number of devices as a stream, each device's in order, and says whether everything
// holds: signatures, certificates, sequence, chain, clock, what was seen, payload hashes, and the tree against every
// checkpoint. It names the first thing that does not hold. Signatures are checked on several threads.
//
// Memory: about 20 bytes an entry and 16 a change, besides a bounded number of entries in work.
// Threads: call from one thread; it uses `threads` of its own.
// Implements: docs/formats/ledger.md, "Verifying"
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "ledger/checkpoint.h"
#include "ledger/entry.h"
#include "ledger/payload.h"

namespace guvoh::ledger {

/// What can fail to hold. docs/formats/ledger.md lists the same names.
enum class ProblemKind {
    Malformed,            ///< bytes that are no entry, payload, checkpoint or bundle line
    Version,              ///< made by a newer program
    WrongPlace,           ///< an entry filed under another device or sequence than it says itself
    Missing,              ///< one or more entries are not there
    Repeated,             ///< an entry comes a second time, or out of order
    Certificate,          ///< the device's key is not certified as it says
    UntrustedMember,      ///< certified by a member who is not among the trusted
    Signature,            ///< not signed by the device's key, or altered after signing
    Chain,                ///< `previous` is not the entry before
    Clock,                ///< earlier than what came before
    SeenBroken,           ///< says it saw what is not there, or less than before
    PayloadAltered,       ///< content is not what was signed for
    PayloadMissing,       ///< content is gone, and no entry says it was expunged
    PayloadNotErased,     ///< content is there although an entry says it was expunged
    CheckpointSignature,  ///< a checkpoint is not signed by the device, or a known cosigner's line does not hold
    CheckpointRoot,       ///< the entries are not those that the checkpoint was made of
    Truncated,            ///< a checkpoint was made of more entries than are there
};
/// "malformed", "wrong_place", ...
std::string_view problem_kind_name(ProblemKind kind);
/// One sentence for people: what a problem of this kind means.
std::string_view problem_meaning(ProblemKind kind);

/// The first thing that does not hold.
struct Problem {
    ProblemKind kind = ProblemKind::Malformed;
    DeviceId device;                     ///< nil when not known
    std::uint64_t seq = 0;
    std::optional<std::size_t> change;   ///< which change of the entry
    std::uint64_t line = 0;              ///< in a bundle, from 1; 0 elsewhere
    std::string explanation;             ///< what is wrong, in plain words
    std::string meaning;                 ///< what that means
};

/// What was found about one device.
struct DeviceReport {
    DeviceId device;
    MemberId member;                     ///< who certified it
    crypto::PublicKey device_key{};
    std::uint64_t entries = 0;
    base::Hash root{};
    std::uint64_t covered = 0;           ///< entries under the largest good checkpoint
    Hlc last_clock;
};

/// The verdict, and what it was made of.
struct VerifyReport {
    std::uint64_t entries = 0;
    std::uint64_t changes = 0;
    std::uint64_t payloads = 0;          ///< checked and good
    std::uint64_t withheld = 0;          ///< not there, no entry says why
    std::uint64_t expunged = 0;          ///< not there, an entry says why
    std::uint64_t checkpoints = 0;
    std::uint64_t cosignatures = 0;      ///< good ones, by known cosigners
    std::vector<DeviceReport> devices;
    std::optional<base::Id> ledger;
    std::optional<Problem> problem;
    bool ok() const { return !problem; }
};

/// An entry as a store or bundle hands it over.
struct StoredEntry {
    DeviceId device;      ///< where it is filed
    std::uint64_t seq = 0;
    SignedEntry signed_entry;
    PayloadSlots payloads;  ///< one a change; may be empty when none is there
    std::uint64_t line = 0;  ///< in a bundle
};

/// Whom to trust and how much to expect.
struct VerifyOptions {
    std::vector<MemberId> trusted;    ///< empty: any member; the report names who certified
    std::vector<NoteKey> cosigners;   ///< whose cosignatures to check
    bool whole = false;               ///< a whole record: missing content must have been expunged, no device may be missing
    unsigned threads = 0;             ///< 0: all cores
};

/// Verifies a stream of entries.
class Verifier {
public:
    explicit Verifier(VerifyOptions options);
    ~Verifier();

    /// Takes a checkpoint. All checkpoints come before the first entry.
    void add_checkpoint(std::string_view note, std::uint64_t line = 0);
    /// Takes an entry; each device's in the order they are stored. False when a problem is known already: stop feeding.
    bool add(StoredEntry entry);
    /// For a container's own damage (a line that cannot be read).
    void add_problem(Problem problem);
    /// Waits for the work in hand and gives the verdict. Call once.
    VerifyReport finish();

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace guvoh::ledger
