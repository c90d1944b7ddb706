// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Entries and payloads from outside, and the ledger's stored forms: no reader crashes, and what one accepts is written back the
// same. The first byte chooses the reader.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/json.h"
#include "crypto/crypto.h"
#include "ledger/entry.h"
#include "ledger/fold.h"
#include "ledger/payload.h"

namespace {

using namespace guvoh;

void must(bool holds) {
    if (!holds) std::abort();
}

void read_entry(std::string_view text) {
    const auto entry = ledger::read_entry(text);
    if (entry) must(ledger::write_entry(*entry) == text);
}

void read_payload(std::string_view text) {
    const auto fields = ledger::split_fields(text);
    must(fields.has_value() == ledger::check_payload(text).has_value());
    if (!fields) return;
    const auto json = base::Json::parse(text);
    must(json.has_value());
    must(*json->canonical() == text);
    must(json->object().size() == fields->size());
}

void read_packed(base::ByteSpan bytes) {
    const auto slots = ledger::unpack_payloads(bytes);
    if (slots) must(*ledger::unpack_payloads(ledger::pack_payloads(*slots)) == *slots);
}

void read_state(base::ByteSpan bytes) {
    const auto state = ledger::RecordState::from_bytes(bytes);
    if (state) must(*ledger::RecordState::from_bytes(state->to_bytes()) == *state);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const guvoh::base::ByteSpan bytes(data + 1, size - 1);
    switch (data[0]) {
        case 'p': read_payload(guvoh::base::as_text(bytes)); break;
        case 'k': read_packed(bytes); break;
        case 's': read_state(bytes); break;
        default: read_entry(guvoh::base::as_text(bytes)); break;
    }
    return 0;
}
