// SPDX-License-Identifier: AGPL-3.0-or-later
#include "access/sealing.h"

#include <algorithm>
#include <array>

#include "crypto/box.h"
#include "crypto/crypto.h"

namespace guvoh::access {

using base::ErrorKind;
using base::fail;
using base::Json;

namespace {

// Frozen: access v1.
constexpr std::string_view kFieldPurpose = "guvoh field v1 ";
constexpr std::string_view kTermsPurpose = "guvoh terms v1";
constexpr std::size_t kTermDigits = 16;

crypto::Key field_key(const crypto::Key& compartment_key, std::string_view field) {
    return crypto::derive_key(compartment_key, std::string(kFieldPurpose) + std::string(field));
}

/// The record's 16 bytes, then the field's name.
base::Bytes context_of(const FieldPlace& place) {
    base::Bytes context(place.record.bytes.begin(), place.record.bytes.end());
    base::put_bytes(context, base::as_bytes(place.field));
    return context;
}

/// The first 8 bytes of HMAC-SHA256(index key, term), the first byte highest.
std::uint64_t keyed_term(const crypto::Key& index_key, std::string_view term) {
    const base::Hash hash = crypto::hmac_sha256(index_key.span(), base::as_bytes(term));
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < 8; ++i) value = value << 8 | hash[i];
    return value;
}

void add_keyed_terms(const crypto::Key& compartment_key, std::span<const std::string> terms, std::vector<std::uint64_t>& out) {
    const crypto::Key index_key = crypto::derive_key(compartment_key, kTermsPurpose);
    for (const std::string& term : terms) out.push_back(keyed_term(index_key, term));
}

void sort_once(std::vector<std::uint64_t>& terms) {
    std::sort(terms.begin(), terms.end());
    terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
}

std::string digits_of(std::uint64_t term) {
    std::array<base::Byte, 8> bytes{};
    for (std::size_t i = 0; i < 8; ++i) bytes[i] = static_cast<base::Byte>(term >> (56 - 8 * i));
    return base::to_hex(bytes);
}

std::optional<std::uint64_t> term_of(std::string_view digits) {
    const auto bytes = base::from_hex(digits);
    if (digits.size() != kTermDigits || !bytes) return std::nullopt;
    std::uint64_t value = 0;
    for (const base::Byte byte : *bytes) value = value << 8 | byte;
    return value;
}

}  // namespace

// ---- Keyring ------------------------------------------------------------------------------------------------------------

void Keyring::add(std::string_view compartment, std::uint32_t generation, crypto::Key key) {
    auto found = keys_.find(compartment);
    if (found == keys_.end()) found = keys_.emplace(std::string(compartment), Generations{}).first;
    found->second.try_emplace(generation, std::move(key));
}

const crypto::Key* Keyring::find(std::string_view compartment, std::uint32_t generation) const {
    const Generations& held = generations(compartment);
    const auto found = held.find(generation);
    return found == held.end() ? nullptr : &found->second;
}

std::uint32_t Keyring::newest(std::string_view compartment) const {
    const Generations& held = generations(compartment);
    return held.empty() ? 0 : held.rbegin()->first;
}

const Keyring::Generations& Keyring::generations(std::string_view compartment) const {
    static const Generations kNone;
    const auto found = keys_.find(compartment);
    return found == keys_.end() ? kNone : found->second;
}

// ---- fields -------------------------------------------------------------------------------------------------------------

base::Expected<Json> seal_field(const Keyring& keys, std::string_view compartment, const FieldPlace& place,
                                std::string_view canonical_json, std::span<const std::string> terms) {
    const std::uint32_t generation = keys.newest(compartment);
    const crypto::Key* key = keys.find(compartment, generation);
    if (key == nullptr) return fail(ErrorKind::Denied, "no key of the compartment is held");
    const base::Bytes sealed =
        crypto::seal(field_key(*key, place.field), base::as_bytes(canonical_json), context_of(place));
    std::vector<std::uint64_t> keyed;
    add_keyed_terms(*key, terms, keyed);
    sort_once(keyed);  // in order, so that they do not tell the order of the words
    Json::Array digits;
    for (const std::uint64_t term : keyed) digits.emplace_back(digits_of(term));
    Json inner;
    inner["c"] = compartment;
    inner["g"] = std::int64_t{generation};
    inner["t"] = std::move(digits);
    inner["v"] = base::to_base64(sealed);
    Json value;
    value["sealed"] = std::move(inner);
    return value;
}

bool is_sealed(const Json& value) {
    const Json& sealed = value["sealed"];
    return value.object().size() == 1 && sealed["c"].is_string() && sealed["g"].is_integer() && sealed["v"].is_string() &&
           sealed["t"].is_array();
}

base::Expected<std::string> open_field(const Keyring& keys, const FieldPlace& place, const Json& value) {
    if (!is_sealed(value)) return fail(ErrorKind::Corrupt, "not a sealed value");
    const Json& sealed = value["sealed"];
    const std::int64_t generation = sealed["g"].integer_or(0);
    if (generation < 1 || generation > UINT32_MAX) return fail(ErrorKind::Corrupt, "a sealed value of no generation");
    const crypto::Key* key = keys.find(sealed["c"].string_or(""), static_cast<std::uint32_t>(generation));
    if (key == nullptr) return fail(ErrorKind::Denied, "no key of the compartment is held");
    const auto bytes = base::from_base64(sealed["v"].string_or(""));
    if (!bytes) return fail(ErrorKind::Corrupt, "a sealed value that is not base64");
    auto plain = crypto::open_sealed(field_key(*key, place.field), *bytes, context_of(place));
    if (!plain) return fail(ErrorKind::Corrupt, "a sealed value was altered, or stands in another place");
    std::string text(base::as_text(*plain));
    crypto::wipe(*plain);
    return text;
}

std::vector<std::uint64_t> sealed_terms(const Keyring& keys, std::span<const std::string> terms) {
    std::vector<std::uint64_t> keyed;
    for (const auto& [compartment, generations] : keys.compartments()) {
        for (const auto& [generation, key] : generations) add_keyed_terms(key, terms, keyed);
    }
    sort_once(keyed);
    return keyed;
}

std::vector<std::uint64_t> terms_of(const Json& value) {
    std::vector<std::uint64_t> terms;
    if (!is_sealed(value)) return terms;
    for (const Json& digits : value["sealed"]["t"].array()) {
        if (const auto term = term_of(digits.string_or(""))) terms.push_back(*term);
    }
    return terms;
}

std::string_view compartment_of(const Json& value) {
    return is_sealed(value) ? value["sealed"]["c"].string_or("") : std::string_view{};
}

}  // namespace guvoh::access
