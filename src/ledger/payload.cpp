// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ledger/payload.h"

#include <algorithm>

#include "base/text.h"
#include "crypto/crypto.h"
#include "ledger/canonical.h"
#include "ledger/entry.h"

namespace guvoh::ledger {

using base::ErrorKind;
using base::fail;

base::Hash payload_hash(const Payload& payload) { return crypto::hmac_sha256(payload.key, base::as_bytes(payload.json)); }

namespace {

template <class Take>
base::Status walk_fields(std::string_view json, Take&& take) {
    if (json.size() > kMaxPayloadBytes) return fail(ErrorKind::Invalid, "a payload is larger than 8 MiB");
    CanonicalReader in(json);
    std::string_view last;
    in.expect("{");
    if (!in.accept("}")) {
        do {
            const std::string_view name = in.plain_text();
            in.expect(":");
            const std::string_view value = in.value();
            if (!in.ok() || !is_name(name) || last >= name) {
                return fail(ErrorKind::Invalid, "a payload's fields are not in canonical form");
            }
            last = name;
            take(Field{name, value});
        } while (in.accept(","));
        in.expect("}");
    }
    if (!in.ok() || !in.at_end()) return fail(ErrorKind::Invalid, "a payload is not one object in canonical form");
    return {};
}

}  // namespace

base::Expected<std::vector<Field>> split_fields(std::string_view json) {
    std::vector<Field> fields;
    GUVOH_TRY_VOID(walk_fields(json, [&](const Field& field) { fields.push_back(field); }));
    return fields;
}

base::Status check_payload(std::string_view json) {
    return walk_fields(json, [](const Field&) {});
}

PayloadWriter& PayloadWriter::put(std::string_view name, std::string_view text) {
    if (!base::is_utf8(text)) bad_ = true;
    Item item{std::string(name), {}};
    item.value.reserve(text.size() + 2);
    put_json_text(item.value, text);
    items_.push_back(std::move(item));
    return *this;
}

PayloadWriter& PayloadWriter::put(std::string_view name, std::int64_t value) {
    if (value > base::kMaxJsonInteger || value < -base::kMaxJsonInteger) bad_ = true;
    Item item{std::string(name), {}};
    put_json_integer(item.value, value);
    items_.push_back(std::move(item));
    return *this;
}

PayloadWriter& PayloadWriter::put_canonical(std::string_view name, std::string_view json) {
    items_.push_back(Item{std::string(name), std::string(json)});
    return *this;
}

PayloadWriter& PayloadWriter::put_json(std::string_view name, const base::Json& value) {
    auto canonical = value.canonical();
    if (!canonical) {
        bad_ = true;
        return *this;
    }
    return put_canonical(name, *canonical);
}

base::Expected<std::string> PayloadWriter::finish() {
    std::vector<Item> items = std::move(items_);
    items_.clear();
    const bool bad = std::exchange(bad_, false);
    std::sort(items.begin(), items.end(), [](const Item& a, const Item& b) { return a.name < b.name; });
    std::size_t size = 2;
    for (const Item& item : items) size += item.name.size() + item.value.size() + 4;
    std::string out;
    out.reserve(size);
    out += '{';
    for (std::size_t i = 0; i < items.size(); ++i) {
        const bool repeated = i != 0 && items[i - 1].name == items[i].name;
        if (repeated || !is_name(items[i].name)) return fail(ErrorKind::Invalid, "a field has a bad or repeated name");
        if (i != 0) out += ',';
        out += '"';
        out += items[i].name;
        out += "\":";
        out += items[i].value;
    }
    out += '}';
    if (bad) return fail(ErrorKind::Invalid, "a field holds bad UTF-8, a fraction, or an integer beyond 2^53-1");
    if (out.size() > kMaxPayloadBytes) return fail(ErrorKind::Invalid, "a payload is larger than 8 MiB");
    return out;
}

base::Bytes pack_payloads(const PayloadSlots& slots) {
    std::size_t size = 3;
    for (const auto& slot : slots) size += slot ? slot->json.size() + 36 : 1;
    base::Bytes out;
    out.reserve(size);
    base::put_varint(out, slots.size());
    for (const auto& slot : slots) {
        out.push_back(slot ? 1 : 0);
        if (!slot) continue;
        base::put_bytes(out, slot->key);
        base::put_sized(out, base::as_bytes(slot->json));
    }
    return out;
}

base::Expected<PayloadSlots> unpack_payloads(base::ByteSpan packed) {
    base::ByteReader in(packed);
    PayloadSlots slots;
    const std::uint64_t count = in.varint();
    if (count > kMaxChanges) return fail(ErrorKind::Corrupt, "packed payloads: too many");
    slots.reserve(static_cast<std::size_t>(count));
    for (std::uint64_t i = 0; i < count && in.ok(); ++i) {
        const std::uint8_t present = in.u8();
        if (present > 1) return fail(ErrorKind::Corrupt, "packed payloads: unknown mark");
        auto& slot = slots.emplace_back();
        if (present == 0) continue;
        slot.emplace();
        const base::ByteSpan key = in.bytes(slot->key.size());
        if (!in.ok()) break;
        std::copy(key.begin(), key.end(), slot->key.begin());
        slot->json = in.sized_text();
    }
    if (!in.ok() || !in.at_end()) return fail(ErrorKind::Corrupt, "packed payloads: cut or too long");
    return slots;
}

}  // namespace guvoh::ledger
