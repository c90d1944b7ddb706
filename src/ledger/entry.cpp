// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ledger/entry.h"

#include <algorithm>

#include "base/json.h"
#include "base/text.h"

namespace guvoh::ledger {

namespace {

using base::ErrorKind;
using base::fail;

constexpr std::string_view kSigningDomain = "guvoh-entry-v1\n";  // frozen: ledger v1

base::Status check_change(const Change& change) {
    if (!is_name(change.type)) return fail(ErrorKind::Invalid, "a change's type is not a name");
    if (!is_name(change.compartment, 0)) return fail(ErrorKind::Invalid, "a change's compartment is not a name");
    if (change.target.has_value() != (change.kind != ChangeKind::Put)) {
        return fail(ErrorKind::Invalid, "withhold and expunge name a payload, put does not");
    }
    return {};
}

base::Status check_place(const Entry& entry) {
    const bool first = entry.seq == 0;
    if (first != entry.certificate.has_value()) return fail(ErrorKind::Invalid, "entry 0, and no other, holds the certificate");
    if (first && !entry.changes.empty()) return fail(ErrorKind::Invalid, "entry 0 holds no change");
    if (!first && entry.changes.empty()) return fail(ErrorKind::Invalid, "an entry holds at least one change");
    if (entry.changes.size() > kMaxChanges) return fail(ErrorKind::Invalid, "an entry holds at most 1,000 changes");
    if (first && entry.previous != base::Hash{}) return fail(ErrorKind::Invalid, "entry 0 has no entry before it");
    if (entry.seen.size() > kMaxDevices) return fail(ErrorKind::Invalid, "too many devices in seen");
    if (entry.seen.count(entry.device) != 0) return fail(ErrorKind::Invalid, "seen names the device itself");
    return {};
}

}  // namespace

std::string_view change_kind_name(ChangeKind kind) {
    switch (kind) {
        case ChangeKind::Put: return "put";
        case ChangeKind::Withhold: return "withhold";
        case ChangeKind::Expunge: return "expunge";
    }
    return "";
}

bool is_name(std::string_view text, std::size_t least) {
    if (text.size() < least || text.size() > kMaxNameBytes) return false;
    return std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-';
    });
}

base::Status check_entry(const Entry& entry) {
    GUVOH_TRY_VOID(check_place(entry));
    const auto safe = [](std::uint64_t value) { return value <= static_cast<std::uint64_t>(base::kMaxJsonInteger); };
    if (!safe(entry.seq) || entry.clock.ms < 0 || entry.clock.ms > base::kMaxJsonInteger) {
        return fail(ErrorKind::Invalid, "a number is beyond 2^53-1");
    }
    if (!std::all_of(entry.seen.begin(), entry.seen.end(), [&](const auto& one) { return safe(one.second); })) {
        return fail(ErrorKind::Invalid, "a number is beyond 2^53-1");
    }
    if (entry.reason.empty() || entry.reason.size() > kMaxReasonBytes || !base::is_utf8(entry.reason)) {
        return fail(ErrorKind::Invalid, "the reason is 1 to 2,000 bytes of UTF-8");
    }
    if (entry.certificate && (entry.certificate->at_ms < 0 || entry.certificate->at_ms > base::kMaxJsonInteger)) {
        return fail(ErrorKind::Invalid, "a number is beyond 2^53-1");
    }
    for (const Change& change : entry.changes) GUVOH_TRY_VOID(check_change(change));
    return {};
}

namespace {

std::array<base::Byte, kSigningDomain.size() + 32> signing_message(std::string_view body) {
    std::array<base::Byte, kSigningDomain.size() + 32> message{};
    const base::Hash hash = crypto::sha256(base::as_bytes(body));
    std::copy(kSigningDomain.begin(), kSigningDomain.end(), message.begin());
    std::copy(hash.begin(), hash.end(), message.begin() + kSigningDomain.size());
    return message;
}

}  // namespace

crypto::Signature sign_entry(const crypto::SigningKey& device_key, std::string_view body) {
    return device_key.sign(signing_message(body));
}

bool verify_entry(const crypto::PublicKey& device_key, const SignedEntry& entry) {
    return crypto::verify(device_key, signing_message(entry.body), entry.signature);
}

base::Hash entry_leaf_hash(const SignedEntry& entry) {
    // One piece, because hashing a short text in pieces costs more than copying it.
    base::Bytes leaf;
    leaf.reserve(1 + entry.body.size() + entry.signature.size());
    leaf.push_back(0x00);
    base::put_bytes(leaf, base::as_bytes(entry.body));
    base::put_bytes(leaf, entry.signature);
    return crypto::sha256(leaf);
}

}  // namespace guvoh::ledger
