// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A payload: the field values of one change, apart from the entry that speaks of it. The entry holds only an HMAC under a
// random key that lies with the payload; so a payload may be withheld or destroyed, the chain still verifies, and what is
// missing cannot be guessed.
//
// Threads: plain values and pure functions.
// Implements: docs/formats/ledger.md, "Payload"
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"
#include "base/json.h"

namespace guvoh::ledger {

inline constexpr std::size_t kMaxPayloadBytes = 8u << 20;  ///< frozen: ledger v1
using PayloadKey = std::array<base::Byte, 32>;

/// Field values as one RFC 8785 object, and the key of its hash. Destroying the pair destroys the meaning of the hash.
struct Payload {
    PayloadKey key{};
    std::string json;
    bool operator==(const Payload&) const = default;
};

/// HMAC-SHA256(key, json).
base::Hash payload_hash(const Payload& payload);

/// One field of a payload: its name and its value as canonical JSON. Views into the payload's text.
struct Field {
    std::string_view name;
    std::string_view value;
    bool is_null() const { return value == "null"; }
};

/// Splits a payload into its fields without building a tree. Errors: Invalid unless the text is one object in canonical
/// form: names as in is_name(), in order, no blanks between, integers and strings, lists and objects of them, true, false
/// and null.
base::Expected<std::vector<Field>> split_fields(std::string_view json);
/// Checks the same without giving the fields.
base::Status check_payload(std::string_view json);

/// Writes a payload's text field by field, in any order of calls.
class PayloadWriter {
public:
    /// A text, in UTF-8.
    PayloadWriter& put(std::string_view name, std::string_view text);
    /// The same.
    PayloadWriter& put(std::string_view name, const char* text) { return put(name, std::string_view(text)); }
    /// An integer within +-(2^53-1).
    PayloadWriter& put(std::string_view name, std::int64_t value);
    /// No value: the field becomes empty.
    PayloadWriter& put_null(std::string_view name) { return put_canonical(name, "null"); }
    /// A value that is canonical JSON already.
    PayloadWriter& put_canonical(std::string_view name, std::string_view json);
    /// Any value; a fraction or bad UTF-8 makes finish() fail.
    PayloadWriter& put_json(std::string_view name, const base::Json& value);
    /// Gives the text and starts anew. Errors: Invalid on a bad or repeated name, a fraction, or bad UTF-8.
    base::Expected<std::string> finish();

private:
    struct Item {
        std::string name;
        std::string value;
    };
    std::vector<Item> items_;
    bool bad_ = false;
};

/// The payloads of one entry, one slot a change: empty where withheld or expunged.
using PayloadSlots = std::vector<std::optional<Payload>>;
/// Packs all payloads of an entry into one blob, so that an entry and its payloads can be one row.
base::Bytes pack_payloads(const PayloadSlots& slots);
/// Errors: Corrupt.
base::Expected<PayloadSlots> unpack_payloads(base::ByteSpan packed);

}  // namespace guvoh::ledger
