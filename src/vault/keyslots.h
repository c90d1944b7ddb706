// SPDX-License-Identifier: AGPL-3.0-or-later
//
// vault.json: the format's version, the vault's id and its keyslots, each of which seals the same master key. Canonical JSON
// on one line. A checksum finds accidents before any passphrase is tried; a MAC under the master key finds intent after.
//
// Nothing here touches files. Threads: plain values.
// Implements: docs/formats/vault.md, "vault.json"
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/json.h"
#include "crypto/crypto.h"
#include "vault/vault.h"

namespace guvoh::vault {

inline constexpr char kHeaderFile[] = "vault.json";       // frozen: vault v1
inline constexpr std::int64_t kVaultVersion = 1;          // what this program writes and the newest it reads
inline constexpr std::uint64_t kHeaderLimitBytes = 1U << 20;

/// The parsed header. Members that this program does not know are kept and covered by checksum and MAC.
class Header {
public:
    /// A header without slots.
    static Header make(const base::Id& vault_id, std::int64_t created_at, bool encrypted);
    /// Errors: Corrupt; Unsupported naming the version.
    static base::Expected<Header> parse(std::string_view bytes);
    /// The bytes of the file; makes checksum and MAC anew, which unlock() looks at.
    base::Expected<std::string> bytes(const crypto::Key& master);

    base::Id vault_id() const { return vault_id_; }
    bool encrypted() const;                   ///< false in measurements only
    std::vector<KeyslotInfo> slots() const;   ///< all of them

    /// Tries each passphrase slot in turn. Errors: BadKey when none opens; Corrupt when one opens but the MAC does not hold;
    /// Full when the stretching's memory cannot be had.
    base::Expected<crypto::Key> unlock(const crypto::Passphrase& passphrase, std::string* opened_slot = nullptr) const;
    base::Expected<crypto::Key> unlock(const crypto::Key& recovery_key) const;
    /// Checks the MAC. Errors: Corrupt.
    base::Status check_mac(const crypto::Key& master) const;

    /// Add a slot; bytes() then has it. Errors: Full when the stretching's memory cannot be had.
    base::Expected<KeyslotInfo> add_passphrase(const crypto::Key& master, const crypto::Passphrase& passphrase,
                                               std::string_view label, crypto::StretchCost cost, std::int64_t at);
    base::Expected<KeyslotInfo> add_recovery_key(const crypto::Key& master, const crypto::Key& recovery_key,
                                                 std::string_view label, std::int64_t at);
    /// Errors: NotFound; Conflict for the last slot.
    base::Status remove(std::string_view slot_id);

private:
    Header() = default;
    std::string new_slot_id() const;
    KeyslotInfo push_slot(base::Json slot, const crypto::Key& slot_key, const crypto::Key& master);
    base::Expected<std::string> canonical_without(std::initializer_list<std::string_view> members) const;

    base::Json json_;
    base::Id vault_id_;
};

}  // namespace guvoh::vault
