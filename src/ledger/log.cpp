// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ledger/log.h"

#include <algorithm>

#include "ledger/canonical.h"
#include "ledger/identity.h"

namespace guvoh::ledger {

namespace {

using base::ErrorKind;
using base::fail;

/// Where a log stands.
struct Position {
    std::uint64_t size = 0;
    base::Hash last{};
    Hlc clock;
    Seen seen;
    Frontier frontier;
};

Payload make_payload(std::string json, base::ByteSpan key) {
    Payload payload;
    std::copy(key.begin(), key.end(), payload.key.begin());
    payload.json = std::move(json);
    return payload;
}

}  // namespace

struct Log::Parts {
    Parts(crypto::SigningKey device_key, Options given)
        : key(std::move(device_key)), device(device_id(key.public_key())), options(std::move(given)) {}

    /// Signs, stores and steps forward; changes nothing when the store fails.
    base::Expected<Appended> put(Appended appended, Store& store) {
        Entry& entry = appended.entry;
        GUVOH_TRY_VOID(check_entry(entry));
        appended.signed_entry.body = write_entry(entry);
        if (appended.signed_entry.body.size() > kMaxEntryBytes) {
            return fail(ErrorKind::Invalid, "an entry is larger than 1 MiB");
        }
        appended.signed_entry.signature = sign_entry(key, appended.signed_entry.body);
        appended.leaf_hash = entry_leaf_hash(appended.signed_entry);
        GUVOH_TRY_VOID(store.put(appended));
        now.frontier.append(appended.leaf_hash);
        now.last = appended.leaf_hash;
        now.clock = entry.clock;
        ++now.size;
        return appended;
    }

    Entry next_entry(std::int64_t now_ms, const MemberId& member, std::string reason) const {
        Entry entry;
        entry.device = device;
        entry.seq = now.size;
        entry.clock = tick(now.clock, now_ms);
        entry.member = member;
        entry.reason = std::move(reason);
        entry.seen = now.seen;
        entry.previous = now.last;
        return entry;
    }

    crypto::SigningKey key;
    DeviceId device;
    Options options;
    Position now;
    Position kept;
};

Log::Log() = default;
Log::~Log() = default;

base::Expected<std::unique_ptr<Log>> Log::create(crypto::SigningKey device_key, const Certificate& certificate,
                                                 std::int64_t now_ms, Store& store, Options options) {
    if (certificate.device_key != device_key.public_key() || certificate.ledger != options.ledger ||
        !verify_certificate(certificate)) {
        return fail(ErrorKind::Invalid, "the certificate is not of this device's key and this record");
    }
    std::unique_ptr<Log> log(new Log);
    log->parts_ = std::make_unique<Parts>(std::move(device_key), std::move(options));
    Parts& parts = *log->parts_;
    GUVOH_TRY(const Tail tail, store.load_tail(parts.device));
    if (tail.last) return fail(ErrorKind::Conflict, "this device has a log already");
    Appended first;
    first.entry = parts.next_entry(now_ms, member_id(certificate.member_key), "device certified");
    first.entry.certificate = certificate;
    GUVOH_TRY([[maybe_unused]] const Appended done, parts.put(std::move(first), store));
    return log;
}

base::Expected<std::unique_ptr<Log>> Log::open(crypto::SigningKey device_key, Store& store, Options options) {
    std::unique_ptr<Log> log(new Log);
    log->parts_ = std::make_unique<Parts>(std::move(device_key), std::move(options));
    Parts& parts = *log->parts_;
    GUVOH_TRY(Tail tail, store.load_tail(parts.device));
    if (!tail.last) return fail(ErrorKind::NotFound, "this device has no log here");
    auto last = read_entry(tail.last->body);
    if (!last) return fail(ErrorKind::Corrupt, "the last entry cannot be read");
    Position& now = parts.now;
    now.frontier = std::move(tail.frontier);
    for (const base::Hash& leaf : tail.leaves) now.frontier.append(leaf);
    now.size = now.frontier.size();
    now.last = entry_leaf_hash(*tail.last);
    now.clock = last->clock;
    now.seen = std::move(last->seen);
    const bool leaf_agrees = tail.leaves.empty() || tail.leaves.back() == now.last;
    if (last->device != parts.device || last->seq + 1 != now.size || !leaf_agrees ||
        !verify_entry(parts.key.public_key(), *tail.last)) {
        return fail(ErrorKind::Corrupt, "the stored end of the log does not hold together");
    }
    log->commit();
    return log;
}

base::Expected<Appended> Log::append(const Draft& draft, std::int64_t now_ms, Store& store) {
    Parts& parts = *parts_;
    if (draft.changes.empty() || draft.changes.size() > kMaxChanges) {
        return fail(ErrorKind::Invalid, "an entry holds 1 to 1,000 changes");
    }
    Appended appended;
    appended.entry = parts.next_entry(now_ms, draft.member, draft.reason);
    appended.entry.changes.reserve(draft.changes.size());
    appended.payloads.reserve(draft.changes.size());
    base::Bytes keys(draft.changes.size() * sizeof(PayloadKey));
    parts.options.random(keys);
    for (std::size_t i = 0; i < draft.changes.size(); ++i) {
        const DraftChange& wanted = draft.changes[i];
        GUVOH_TRY_VOID(check_payload(wanted.json));
        const Payload& payload = *appended.payloads.emplace_back(
            make_payload(wanted.json, base::ByteSpan(keys).subspan(i * sizeof(PayloadKey), sizeof(PayloadKey))));
        appended.entry.changes.push_back(
            Change{wanted.kind, wanted.record, wanted.type, wanted.compartment, payload_hash(payload), wanted.target});
    }
    return parts.put(std::move(appended), store);
}

void Log::commit() { parts_->kept = parts_->now; }
void Log::rollback() { parts_->now = parts_->kept; }

base::Status Log::observe(const Entry& other, std::int64_t now_ms) {
    Position& now = parts_->now;
    if (other.device == parts_->device) return fail(ErrorKind::Invalid, "an entry of this very device");
    for (const auto& [device, seq] : other.seen) {
        const auto known = now.seen.find(device);
        const bool have = device == parts_->device ? seq < now.size : known != now.seen.end() && known->second >= seq;
        if (!have) return fail(ErrorKind::Conflict, "the entry saw others that are not here yet; accept those first");
    }
    GUVOH_TRY(now.clock, ledger::observe(now.clock, other.clock, now_ms));
    std::uint64_t& highest = now.seen.try_emplace(other.device, other.seq).first->second;
    highest = std::max(highest, other.seq);
    return {};
}

const DeviceId& Log::device() const { return parts_->device; }
std::uint64_t Log::size() const { return parts_->now.size; }
Hlc Log::clock() const { return parts_->now.clock; }
const Frontier& Log::frontier() const { return parts_->now.frontier; }

Note Log::checkpoint() const {
    const Position& now = parts_->now;
    return sign_checkpoint(Checkpoint{log_origin(parts_->options.ledger, parts_->device), now.size, now.frontier.root(), {}},
                           parts_->key);
}

NoteKey Log::note_key() const {
    return NoteKey{log_origin(parts_->options.ledger, parts_->device), NoteKeyKind::Ed25519, parts_->key.public_key()};
}

}  // namespace guvoh::ledger
