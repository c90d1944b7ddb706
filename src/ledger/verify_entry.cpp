// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ledger/verify_entry.h"

namespace guvoh::ledger {

namespace {

void check_payloads(EntryCheck& check) {
    const PayloadSlots& slots = check.stored.payloads;
    for (std::size_t i = 0; i < check.entry.changes.size(); ++i) {
        if (i >= slots.size() || !slots[i]) {
            check.missing_payloads.push_back(i);
        } else if (payload_hash(*slots[i]) != check.entry.changes[i].payload_hash || !check_payload(slots[i]->json)) {
            if (!check.altered_payload) check.altered_payload = i;
        } else {
            ++check.good_payloads;
        }
    }
    if (slots.size() > check.entry.changes.size() && !check.altered_payload) {
        check.altered_payload = check.entry.changes.size();
    }
}

}  // namespace

void check_alone(EntryCheck& check) {
    auto entry = read_entry(check.stored.signed_entry.body);
    check.leaf = entry_leaf_hash(check.stored.signed_entry);
    if (entry) {
        check.entry = std::move(entry).value();
        check.signature_holds = check.device_key && verify_entry(*check.device_key, check.stored.signed_entry);
        check_payloads(check);
    } else {
        const bool newer = entry.error().kind == base::ErrorKind::Unsupported;
        check.unreadable = newer ? ProblemKind::Version : ProblemKind::Malformed;
        check.unreadable_text = entry.error().detail;
    }
    check.stored.signed_entry = {};
    check.stored.payloads.clear();
}

}  // namespace guvoh::ledger
