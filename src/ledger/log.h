// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The writing side of one device's log: takes drafts, dates, chains, hashes and signs them, and hands them to a store within
// the caller's transaction. What is appended counts only when the caller says commit() after its transaction has committed;
// after rollback() the log stands where it stood.
//
// It does not keep entries, does not fold them (fold.h) and knows nothing of how they are stored.
// Threads: one at a time.
// Implements: docs/formats/ledger.md
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "crypto/crypto.h"
#include "ledger/checkpoint.h"
#include "ledger/entry.h"
#include "ledger/merkle.h"
#include "ledger/payload.h"

namespace guvoh::ledger {

/// One change as the caller wants it; the log makes key and hash.
struct DraftChange {
    ChangeKind kind = ChangeKind::Put;
    base::Id record;
    std::string type;
    std::string compartment;
    std::string json;                  ///< canonical payload (PayloadWriter)
    std::optional<base::Hash> target;  ///< for Withhold and Expunge
};

/// One entry as the caller wants it.
struct Draft {
    MemberId member;
    std::string reason;
    std::vector<DraftChange> changes;  ///< 1 to 1,000
};

/// An entry that has been appended.
struct Appended {
    Entry entry;
    SignedEntry signed_entry;
    base::Hash leaf_hash{};
    PayloadSlots payloads;  ///< one a change, all present
    std::uint64_t seq() const { return entry.seq; }
};

class Log {
public:
    /// Where the stored log of a device ends.
    struct Tail {
        std::optional<SignedEntry> last;  ///< the entry with the highest sequence; none when there is no entry
        Frontier frontier;                ///< as saved at some earlier size; an empty one will do
        std::vector<base::Hash> leaves;   ///< leaf hashes of all entries from frontier.size() to the end
    };

    /// What the log asks of whoever stores entries; lives as long as the caller's transaction.
    class Store {
    public:
        virtual ~Store() = default;
        /// Gives the end of a device's log; nothing in it when the device has none.
        virtual base::Expected<Tail> load_tail(const DeviceId& device) = 0;
        /// Keeps an entry with its leaf hash and payloads; durable when the caller's transaction commits.
        virtual base::Status put(const Appended& appended) = 0;
    };

    /// What a log needs besides its key.
    struct Options {
        base::Id ledger;  ///< the record this log is part of
        /// Entropy for payload keys.
        std::function<void(std::span<base::Byte>)> random = crypto::random_bytes;
    };

    /// Begins a device's log with the certificate of its key as entry 0. Errors: Conflict when a log is there already;
    /// Invalid when the certificate is not of this key and ledger.
    static base::Expected<std::unique_ptr<Log>> create(crypto::SigningKey device_key, const Certificate& certificate,
                                                       std::int64_t now_ms, Store& store, Options options);
    /// Goes on with a device's log. Errors: NotFound when there is none; Corrupt when the stored end does not hold together.
    static base::Expected<std::unique_ptr<Log>> open(crypto::SigningKey device_key, Store& store, Options options);
    ~Log();

    /// Appends one entry. Errors: Invalid for a draft that breaks a rule; whatever the store says. A failed append leaves
    /// the log as it was.
    /// Cost: one signature (about 22 us), two SHA-256 over the body and one HMAC a change.
    base::Expected<Appended> append(const Draft& draft, std::int64_t now_ms, Store& store);
    /// Keeps, or drops, everything appended since the last of these two calls.
    void commit();
    void rollback();

    /// Learns that entries of another device have been accepted: the next entry will have seen them.
    /// Errors: Invalid when that clock is more than a day ahead.
    base::Status observe(const Entry& other, std::int64_t now_ms);

    /// The device whose log this is.
    const DeviceId& device() const;
    /// Number of entries, including those appended since the last commit.
    std::uint64_t size() const;
    /// The date of the last entry, or of what was observed since.
    Hlc clock() const;
    /// The right edge of the tree; a store may save it (with a checkpoint) to open faster.
    const Frontier& frontier() const;
    /// A signed checkpoint of all entries, including those appended since the last commit.
    Note checkpoint() const;
    /// The key by which other tools check this log's checkpoints.
    NoteKey note_key() const;

private:
    Log();
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace guvoh::ledger
