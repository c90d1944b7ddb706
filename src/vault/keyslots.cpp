// SPDX-License-Identifier: AGPL-3.0-or-later
#include "vault/keyslots.h"

#include <algorithm>

namespace guvoh::vault {

namespace {

using base::Json;

constexpr std::string_view kFormat = "guvoh-vault";
constexpr std::string_view kMacPurpose = "guvoh vault v1 header";  // frozen
constexpr std::string_view kRecoveryPurpose = "guvoh vault v1 recovery keyslot";  // frozen
constexpr std::size_t kMaxLabelBytes = 200;

base::Error damaged(std::string_view what) { return {base::ErrorKind::Corrupt, "vault.json: " + std::string(what), {}}; }

/// What a sealed master key is bound to: the vault and every word of its own slot.
base::Expected<std::string> slot_context(const base::Id& vault_id, const Json& slot) {
    Json bound = slot;
    bound.make_object().erase("sealed_key");
    GUVOH_TRY(const auto text, bound.canonical());
    return std::string(kFormat) + " " + vault_id.text() + " " + text;
}

crypto::StretchCost cost_of(const Json& slot) {
    const auto& stretch = slot["stretch"];
    crypto::StretchCost cost;
    cost.memory_kib = static_cast<std::uint32_t>(stretch["memory_kib"].integer_or(0));
    cost.passes = static_cast<std::uint32_t>(stretch["passes"].integer_or(0));
    return cost;
}

base::Expected<crypto::Key> stretched(const Json& slot, const crypto::Passphrase& passphrase) {
    GUVOH_TRY(const auto salt, base::from_hex(slot["stretch"]["salt"].string_or("")));
    if (salt.size() != 16) return base::fail(damaged("a keyslot's salt has the wrong length"));
    return crypto::stretch(passphrase, std::span<const base::Byte, 16>(salt.data(), 16), cost_of(slot));
}

base::Expected<crypto::Key> open_slot(const base::Id& vault_id, const Json& slot, const crypto::Key& slot_key) {
    GUVOH_TRY(const auto context, slot_context(vault_id, slot));
    GUVOH_TRY(const auto sealed, base::from_hex(slot["sealed_key"].string_or("")));
    GUVOH_TRY(auto plain, crypto::open_sealed(slot_key, sealed, base::as_bytes(context)));
    if (plain.size() != 32) return base::fail(damaged("a keyslot holds a key of the wrong length"));
    auto master = crypto::Key::from(std::span<const base::Byte, 32>(plain.data(), 32));
    std::fill(plain.begin(), plain.end(), base::Byte{0});
    return master;
}

bool is_slot(const Json& slot) {
    const auto kind = slot["kind"].string_or("");
    const bool stretch_fits = kind != "passphrase" || (slot["stretch"]["name"].string_or("") == "argon2id" &&
                                                       slot["stretch"]["memory_kib"].integer_or(0) > 0 &&
                                                       slot["stretch"]["memory_kib"].integer_or(0) <= UINT32_MAX &&
                                                       slot["stretch"]["passes"].integer_or(0) > 0 &&
                                                       slot["stretch"]["passes"].integer_or(0) <= UINT32_MAX);
    return slot["id"].string_or("").size() == 8 && !kind.empty() && stretch_fits && slot["sealed_key"].is_string();
}

KeyslotInfo info_of(const Json& slot) {
    KeyslotInfo info;
    info.id = slot["id"].string_or("");
    info.kind = slot["kind"].string_or("");
    info.label = slot["label"].string_or("");
    info.created_at = slot["created_at"].integer_or(0);
    return info;
}

base::Expected<Json> new_slot(std::string_view kind, std::string_view label, std::int64_t at) {
    Json slot;
    slot["kind"] = kind;
    slot["label"] = label;
    slot["created_at"] = at;
    if (label.size() > kMaxLabelBytes || !slot.canonical()) {
        return base::fail(base::ErrorKind::Invalid, "the label is longer than 200 bytes or not UTF-8 text");
    }
    return slot;
}

}  // namespace

Header Header::make(const base::Id& vault_id, std::int64_t created_at, bool encrypted) {
    Header header;
    header.vault_id_ = vault_id;
    header.json_["format"] = kFormat;
    header.json_["version"] = kVaultVersion;
    header.json_["id"] = vault_id.text();
    header.json_["created_at"] = created_at;
    header.json_["encrypted"] = encrypted;
    header.json_["keyslots"].make_array();
    return header;
}

base::Expected<Header> Header::parse(std::string_view bytes) {
    Header header;
    auto json = Json::parse(bytes);
    if (!json || !json->is_object()) return base::fail(damaged("it is not a JSON object"));
    header.json_ = std::move(*json);
    if (header.json_["format"].string_or("") != kFormat) return base::fail(damaged("it is not the header of a vault"));
    // Before the version: every version keeps this rule, so that damage never passes for a newer format.
    const auto body = header.canonical_without({"checksum", "mac"});
    if (!body) return base::fail(damaged("its checksum does not hold"));
    const auto checksum = base::to_hex(crypto::sha256(base::as_bytes(*body)));
    auto canonical = header.json_.canonical();
    if (!canonical || bytes != *canonical + "\n" || header.json_["checksum"].string_or("") != checksum) {
        return base::fail(damaged("its checksum does not hold"));
    }
    const auto version = header.json_["version"].integer_or(0);
    if (version > kVaultVersion) {
        return base::fail(base::ErrorKind::Unsupported, "the vault has format version " + std::to_string(version) +
                                                            "; this program reads up to " + std::to_string(kVaultVersion));
    }
    if (version < 1) return base::fail(damaged("it names no version"));
    auto id = base::Id::parse(header.json_["id"].string_or(""));
    if (!id) return base::fail(damaged("it names no vault"));
    header.vault_id_ = *id;
    const auto& slots = header.json_["keyslots"].array();
    if (slots.empty() || !std::all_of(slots.begin(), slots.end(), is_slot)) return base::fail(damaged("a keyslot is malformed"));
    return header;
}

base::Expected<std::string> Header::canonical_without(std::initializer_list<std::string_view> members) const {
    Json body = json_;
    for (const auto member : members) body.make_object().erase(std::string(member));
    return body.canonical();
}

base::Expected<std::string> Header::bytes(const crypto::Key& master) {
    GUVOH_TRY(const auto body, canonical_without({"checksum", "mac"}));
    const auto mac_key = crypto::derive_key(master, kMacPurpose);
    json_["checksum"] = base::to_hex(crypto::sha256(base::as_bytes(body)));
    json_["mac"] = base::to_hex(crypto::hmac_sha256(mac_key.span(), base::as_bytes(body)));
    GUVOH_TRY(auto text, json_.canonical());
    return text + "\n";
}

bool Header::encrypted() const { return json_["encrypted"].boolean_or(true); }

std::vector<KeyslotInfo> Header::slots() const {
    std::vector<KeyslotInfo> infos;
    for (const auto& slot : json_["keyslots"].array()) infos.push_back(info_of(slot));
    return infos;
}

base::Status Header::check_mac(const crypto::Key& master) const {
    GUVOH_TRY(const auto body, canonical_without({"checksum", "mac"}));
    const auto mac_key = crypto::derive_key(master, kMacPurpose);
    const auto expected = crypto::hmac_sha256(mac_key.span(), base::as_bytes(body));
    auto found = base::hash_from_hex(json_["mac"].string_or(""));
    if (found && crypto::Key::from(*found) == crypto::Key::from(expected)) return {};
    return base::fail(damaged("the key opens it, but it was altered by someone who does not hold the key"));
}

base::Expected<crypto::Key> Header::unlock(const crypto::Passphrase& passphrase, std::string* opened_slot) const {
    for (const auto& slot : json_["keyslots"].array()) {
        if (slot["kind"].string_or("") != "passphrase") continue;
        GUVOH_TRY(const auto slot_key, stretched(slot, passphrase));
        auto master = open_slot(vault_id_, slot, slot_key);
        if (!master && master.error().kind == base::ErrorKind::BadKey) continue;
        if (!master) return master;
        GUVOH_TRY_VOID(check_mac(*master));
        if (opened_slot != nullptr) *opened_slot = slot["id"].string_or("");
        return master;
    }
    return base::fail(base::ErrorKind::BadKey, "no keyslot opens with this passphrase");
}

base::Expected<crypto::Key> Header::unlock(const crypto::Key& recovery_key) const {
    const auto slot_key = crypto::derive_key(recovery_key, kRecoveryPurpose);
    for (const auto& slot : json_["keyslots"].array()) {
        if (slot["kind"].string_or("") != "recovery") continue;
        auto master = open_slot(vault_id_, slot, slot_key);
        if (!master && master.error().kind == base::ErrorKind::BadKey) continue;
        if (!master) return master;
        GUVOH_TRY_VOID(check_mac(*master));
        return master;
    }
    return base::fail(base::ErrorKind::BadKey, "no keyslot opens with this recovery key");
}

std::string Header::new_slot_id() const {
    const auto taken = slots();
    while (true) {
        std::array<base::Byte, 4> random{};
        crypto::random_bytes(random);
        auto id = base::to_hex(random);
        if (std::none_of(taken.begin(), taken.end(), [&id](const KeyslotInfo& slot) { return slot.id == id; })) return id;
    }
}

KeyslotInfo Header::push_slot(Json slot, const crypto::Key& slot_key, const crypto::Key& master) {
    slot["id"] = new_slot_id();
    const auto context = slot_context(vault_id_, slot);
    GUVOH_CHECK(context.has_value());  // the label was checked; the rest is ours
    slot["sealed_key"] = base::to_hex(crypto::seal(slot_key, master.span(), base::as_bytes(*context)));
    auto info = info_of(slot);
    json_["keyslots"].make_array().push_back(std::move(slot));
    return info;
}

base::Expected<KeyslotInfo> Header::add_passphrase(const crypto::Key& master, const crypto::Passphrase& passphrase,
                                                   std::string_view label, crypto::StretchCost cost, std::int64_t at) {
    if (passphrase.empty()) return base::fail(base::ErrorKind::Invalid, "the passphrase is empty");
    GUVOH_TRY(auto slot, new_slot("passphrase", label, at));
    std::array<base::Byte, 16> salt{};
    crypto::random_bytes(salt);
    slot["stretch"]["name"] = "argon2id";
    slot["stretch"]["memory_kib"] = std::int64_t{cost.memory_kib};
    slot["stretch"]["passes"] = std::int64_t{cost.passes};
    slot["stretch"]["salt"] = base::to_hex(salt);
    GUVOH_TRY(const auto slot_key, stretched(slot, passphrase));
    return push_slot(std::move(slot), slot_key, master);
}

base::Expected<KeyslotInfo> Header::add_recovery_key(const crypto::Key& master, const crypto::Key& recovery_key,
                                                     std::string_view label, std::int64_t at) {
    GUVOH_TRY(auto slot, new_slot("recovery", label, at));
    return push_slot(std::move(slot), crypto::derive_key(recovery_key, kRecoveryPurpose), master);
}

base::Status Header::remove(std::string_view slot_id) {
    auto& slots = json_["keyslots"].make_array();
    const auto found = std::find_if(slots.begin(), slots.end(), [slot_id](const Json& slot) { return slot["id"].string_or("") == slot_id; });
    if (found == slots.end()) return base::fail(base::ErrorKind::NotFound, "there is no such keyslot");
    if (slots.size() == 1) return base::fail(base::ErrorKind::Conflict, "the last keyslot stays, or nobody could open the vault");
    slots.erase(found);
    return {};
}

}  // namespace guvoh::vault
