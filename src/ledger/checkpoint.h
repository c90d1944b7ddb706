// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A checkpoint: the size and root of a device's tree at one moment, as a note signed by the device, cosigned by partners who
// saw it, and perhaps dated by timestamp authorities. It is what makes a later cut of the log's end visible.
//
// Threads: plain values and pure functions.
// Implements: docs/formats/ledger.md, "Checkpoint"; c2sp.org/tlog-checkpoint
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"
#include "ledger/merkle.h"
#include "ledger/note.h"

namespace guvoh::ledger {

/// The text of a checkpoint.
struct Checkpoint {
    std::string origin;  ///< log_origin() for our own
    std::uint64_t size = 0;
    base::Hash root{};
    std::vector<std::string> extensions;  ///< further lines of others; ours have none
    bool operator==(const Checkpoint&) const = default;

    /// The note text, three lines or more.
    std::string text() const;
    /// Errors: Invalid.
    static base::Expected<Checkpoint> parse(std::string_view text);
};

/// Signs a checkpoint of a log.
Note sign_checkpoint(const Checkpoint& checkpoint, const crypto::SigningKey& device_key);

/// A timestamp authority's reply (RFC 3161) about a checkpoint, as it came.
struct TimestampReply {
    std::string authority;  ///< address or name the user configured
    std::int64_t received_at = 0;
    base::Bytes reply;      ///< DER TimeStampResp; imprint: SHA-256 of timestamped_bytes()
    bool operator==(const TimestampReply&) const = default;
};

/// A checkpoint as it is stored and passed on.
struct CheckpointRecord {
    std::string note;  ///< signed note, the device's own signature line first
    std::vector<TimestampReply> timestamps;
    bool operator==(const CheckpointRecord&) const = default;

    /// The form in which a store keeps it.
    base::Bytes to_bytes() const;
    /// Errors: Corrupt.
    static base::Expected<CheckpointRecord> from_bytes(base::ByteSpan bytes);
};

/// The bytes whose SHA-256 a timestamp authority is asked to date: the note's text, the empty line and the first signature
/// line; so cosignatures may be added later. Errors: Invalid.
base::Expected<std::string> timestamped_bytes(std::string_view note);

}  // namespace guvoh::ledger
