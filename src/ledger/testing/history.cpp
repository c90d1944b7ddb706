// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ledger/testing/history.h"

#include <algorithm>

#include "ledger/identity.h"

namespace guvoh::ledger::testing {

crypto::SigningKey seeded_key(base::Byte seed) {
    crypto::start();
    std::array<base::Byte, 32> bytes{};
    bytes.fill(seed);
    return crypto::SigningKey::from_seed(crypto::Key::from(bytes));
}

base::Id numbered_id(base::Byte number) {
    base::Id id;
    id.bytes.back() = number;
    return id;
}

std::function<void(std::span<base::Byte>)> seeded_random(base::Byte seed) {
    std::uint64_t counter = 0;
    return [seed, counter](std::span<base::Byte> out) mutable {
        for (std::size_t at = 0; at < out.size(); at += 32) {
            base::Bytes input{seed};
            base::put_u64(input, counter++);
            const base::Hash hash = crypto::sha256(input);
            std::copy_n(hash.begin(), std::min<std::size_t>(32, out.size() - at), out.begin() + static_cast<std::ptrdiff_t>(at));
        }
    };
}

History::History(std::size_t device_count) {
    const crypto::SigningKey member_key = seeded_key(100);
    member_ = member_id(member_key.public_key());
    for (std::size_t i = 0; i < device_count; ++i) {
        const auto seed = static_cast<base::Byte>(i + 1);
        crypto::SigningKey key = seeded_key(seed);
        const Certificate certificate = certify(member_key, key.public_key(), ledger_, kStartMs);
        auto log = Log::create(std::move(key), certificate, kStartMs, store_, Log::Options{ledger_, seeded_random(seed)});
        GUVOH_CHECK(log.has_value());
        logs_.push_back(*std::move(log));
        logs_.back()->commit();
    }
}

Appended History::append(std::size_t device, Draft draft) {
    now_ms_ += 1000;
    if (draft.member.is_nil()) draft.member = member_;
    if (draft.reason.empty()) draft.reason = "test";
    auto appended = log(device).append(draft, now_ms_, store_);
    GUVOH_CHECK(appended.has_value());
    log(device).commit();
    return *std::move(appended);
}

Appended History::put(std::size_t device, base::Byte record, const std::string& field, const std::string& value) {
    Draft draft;
    draft.changes.push_back(DraftChange{ChangeKind::Put, numbered_id(record), "Document", "open",
                                        PayloadWriter().put(field, value).finish().value(), {}});
    return append(device, std::move(draft));
}

void History::tell(std::size_t device, std::size_t of) {
    const auto& said = std::as_const(store_).entries(this->device(of));
    const auto last = read_entry(said.back().signed_entry.body);
    GUVOH_CHECK(last.has_value());
    GUVOH_CHECK(log(device).observe(*last, now_ms_).has_value());
    log(device).commit();
}

VerifyReport verify_store(const MemoryStore& store, const std::vector<std::string>& checkpoints, VerifyOptions options) {
    Verifier verifier(std::move(options));
    for (const std::string& note : checkpoints) verifier.add_checkpoint(note);
    for (const auto& [device, entries] : store.all()) {
        for (const StoredEntry& entry : entries) {
            if (!verifier.add(entry)) return verifier.finish();
        }
    }
    return verifier.finish();
}

}  // namespace guvoh::ledger::testing
