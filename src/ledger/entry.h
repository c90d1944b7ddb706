// SPDX-License-Identifier: AGPL-3.0-or-later
//
// An entry: what one member on one device said at one time, for one stated reason, as 1 to 1,000 changes. The body is
// canonical JSON (RFC 8785, integers and strings only); it is signed once and its bytes are then kept and passed on as they
// were signed, never written anew. The field values are apart, in payloads (payload.h).
//
// The reader accepts exactly the bytes that the writer would write, and nothing else.
// Threads: plain values and pure functions.
// Implements: docs/formats/ledger.md, "Entry"
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"
#include "base/id.h"
#include "crypto/crypto.h"
#include "ledger/hlc.h"
#include "ledger/identity.h"

namespace guvoh::ledger {

inline constexpr std::size_t kMaxChanges = 1000;          ///< frozen: ledger v1
inline constexpr std::size_t kMaxEntryBytes = 1u << 20;   ///< frozen: ledger v1
inline constexpr std::size_t kMaxNameBytes = 64;          ///< types, compartments, field names; frozen: ledger v1
inline constexpr std::size_t kMaxReasonBytes = 2000;      ///< frozen: ledger v1
inline constexpr std::size_t kMaxDevices = 4096;          ///< in `seen`; frozen: ledger v1

/// What a change does. Every change has a payload of its own; Withhold and Expunge also name the payload they are about.
enum class ChangeKind {
    Put,       ///< sets the fields in its payload; a field set to null is empty
    Withhold,  ///< `target` stays, and is left out of what is given to others from now on
    Expunge,   ///< `target` has been destroyed; the payload sets to null what it had set
};
/// "put", "withhold", "expunge".
std::string_view change_kind_name(ChangeKind kind);

/// One record changed.
struct Change {
    ChangeKind kind = ChangeKind::Put;
    base::Id record;
    std::string type;                  ///< "Document"; 1 to 64 of A-Z a-z 0-9 _ . -
    std::string compartment;           ///< same characters, 0 to 64
    base::Hash payload_hash{};         ///< HMAC-SHA256 of the payload, see payload.h
    std::optional<base::Hash> target;  ///< payload_hash that Withhold or Expunge is about; absent for Put
    bool operator==(const Change&) const = default;
};

/// The highest sequence number that a device had seen of each other device.
using Seen = std::map<DeviceId, std::uint64_t>;

/// The content of one entry. Sequence 0 is the device's first entry: it holds the certificate and no change; every other
/// holds 1 to 1,000 changes and no certificate.
struct Entry {
    DeviceId device;
    std::uint64_t seq = 0;  ///< 0, 1, 2, ...: also the leaf index in the device's Merkle tree
    Hlc clock;
    MemberId member;
    std::string reason;     ///< why, in the member's words; 1 to 2,000 bytes of UTF-8
    Seen seen;
    base::Hash previous{};  ///< leaf hash of the device's entry before; zeros for sequence 0
    std::vector<Change> changes;
    std::optional<Certificate> certificate;
    bool operator==(const Entry&) const = default;

    /// The place of one of its changes in the order of all changes.
    Stamp stamp(std::size_t change_index) const {
        return Stamp{clock, device, seq, static_cast<std::uint32_t>(change_index)};
    }
};

/// An entry as it is kept and passed on: the signed bytes and the device key's signature.
struct SignedEntry {
    std::string body;
    crypto::Signature signature{};
    bool operator==(const SignedEntry&) const = default;
};

/// Checks every rule that can be checked on one entry alone. Errors: Invalid, saying which.
base::Status check_entry(const Entry& entry);
/// Writes the body. The entry must pass check_entry().
std::string write_entry(const Entry& entry);
/// Reads a body. Errors: Invalid on anything that write_entry() would not have written; Unsupported for another version.
base::Expected<Entry> read_entry(std::string_view body);

/// Signs a body with the device key: Ed25519 over "guvoh-entry-v1\n" and SHA-256(body).
crypto::Signature sign_entry(const crypto::SigningKey& device_key, std::string_view body);
bool verify_entry(const crypto::PublicKey& device_key, const SignedEntry& entry);

/// Gives the leaf hash of an entry: SHA-256(0x00, body, signature). The next entry's `previous`, and the Merkle leaf.
base::Hash entry_leaf_hash(const SignedEntry& entry);

/// True for 1 (or `least`) to 64 of A-Z a-z 0-9 _ . -
bool is_name(std::string_view text, std::size_t least = 1);

}  // namespace guvoh::ledger
