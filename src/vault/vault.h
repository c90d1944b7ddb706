// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The vault: one folder that holds an encrypted database, encrypted content-addressed blobs, and sealed page files (the
// search index). Nothing in it can be read, and nothing changed unseen, without a key from one of its keyslots.
//
//   <vault>/vault.json     format version, keyslots (docs/formats/vault.md); the only plain file
//   <vault>/guvoh.db       SQLite, encrypted page by page
//   <vault>/blobs/ab/...   one sealed file per blob, named by a keyed hash of its content
//   <vault>/index/...      sealed page files
//   <vault>/lock           held by the one process that has the vault open
//
// Promises: what a returned commit() or put says is kept survives kill -9 and a power cut. A write that fails leaves the
// former state. Damage is reported as Corrupt, never repaired in silence.
// Errors of open(): NotFound (no vault here), Locked (another process), BadKey, Corrupt (damaged header or database),
// Unsupported (a newer format).
// Threads: one writer at a time (Database::begin_write serialises), many readers; see database.h.
// Implements: docs/formats/vault.md
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "crypto/crypto.h"
#include "platform/file_system.h"
#include "vault/blobs.h"
#include "vault/database.h"
#include "vault/sealed_pages.h"

namespace guvoh::vault {

/// A recovery key for paper: 32 bytes as 13 groups of 4 base32 characters and a check group, upper case, no I L O U.
struct RecoveryKey {
    std::string text;
};

struct OpenOptions {  ///< how a vault is opened or made
    platform::FileSystem* files = nullptr;  ///< null: the real one
    bool encrypted = true;                  ///< create() only; false exists for benchmarks of the encryption's cost
    crypto::StretchCost stretch_cost{};     ///< create() and new slots
};

struct KeyslotInfo {  ///< what may be told about a keyslot
    std::string id;     ///< 8 hexadecimal digits
    std::string kind;   ///< "passphrase" | "recovery"
    std::string label;  ///< chosen by the user
    std::int64_t created_at = 0;
};

struct BackupRules {  ///< what a backup may rely on
    /// Says whether this vault holds all work that a former backup does; else it would be overwritten. Absent: the former backup
    /// must be, byte for byte, as it was left.
    std::function<base::Expected<bool>(Session& former)> holds_all_of;
    bool read_all = false;  ///< authenticate blobs that are there already, too, and copy anew those that do not hold
};

class Header;

class Vault {
public:
    struct Created {  ///< a new vault, open
        std::unique_ptr<Vault> vault;
        RecoveryKey recovery_key;
    };
    /// Puts into a new vault what must be there from its first moment.
    using Fill = std::function<base::Status(Vault&)>;
    /// Makes a new vault. It is one only when `fill` has ended well; what a crash leaves before, the next create() clears away.
    /// Errors: Conflict when the folder holds a vault already or is not empty; Locked while another process makes one there.
    static base::Expected<Created> create(const std::string& folder, const crypto::Passphrase& passphrase,
                                          const OpenOptions& options = {}, const Fill& fill = {});
    static base::Expected<std::unique_ptr<Vault>> open(const std::string& folder, const crypto::Passphrase& passphrase,
                                                       const OpenOptions& options = {});
    static base::Expected<std::unique_ptr<Vault>> open_with_recovery_key(const std::string& folder, std::string_view key_text,
                                                                         const OpenOptions& options = {});
    virtual ~Vault();

    Database& database();  ///< lives as long as the vault
    Blobs& blobs();  ///< lives as long as the vault
    /// Sealed page files live in a named area ("index").
    SealedPages& pages();
    const std::string& folder() const;
    /// Random, fixed for the life of the vault and its backups; safe to show.
    base::Id id() const;
    /// A subkey for one purpose, derived from the master key.
    crypto::Key key_for(std::string_view purpose) const;

    std::vector<KeyslotInfo> keyslots() const;  ///< all that open it
    /// Adds a slot; the data is not encrypted anew.
    base::Expected<KeyslotInfo> add_passphrase(const crypto::Passphrase& passphrase, std::string_view label);
    base::Expected<RecoveryKey> add_recovery_key(std::string_view label);
    /// Replaces the passphrase slot that `current` opens. Errors: BadKey.
    base::Status change_passphrase(const crypto::Passphrase& current, const crypto::Passphrase& next);
    /// Errors: NotFound; Conflict for the last slot.
    base::Status remove_keyslot(std::string_view id);

    struct BackupReport {  ///< what a backup copied
        std::uint64_t blobs_seen = 0, blobs_copied = 0, blobs_already_there = 0, bytes_copied = 0;
        /// Keyed names of blobs that are damaged here and so were not copied; a good former copy stays in the backup.
        std::vector<std::string> damaged;
    };
    /// Called now and then with done and total bytes; false cancels (Cancelled), and the next run goes on.
    using Progress = std::function<bool(std::uint64_t done_bytes, std::uint64_t total_bytes)>;
    /// Copies the vault, while it is in use, into a folder that is itself a vault: blobs that are there already are not copied
    /// again, every copied byte is read back and authenticated, and the database copy replaces the former one only when all
    /// it names has arrived. The search index is left out: it is made anew. Errors: Conflict when the folder holds something
    /// other than a backup of this vault, or the backup was changed since; Locked, Full, Cancelled (the next run goes on).
    base::Expected<BackupReport> backup(const std::string& to_folder, const Progress& progress = {}, const BackupRules& rules = {});

    struct Parts;  ///< defined inside the module

private:
    using Unlock = std::function<base::Expected<crypto::Key>(const Header&)>;
    Vault();
    static base::Expected<std::unique_ptr<Vault>> open_with(const std::string& folder, const OpenOptions& options, const Unlock& unlock);
    std::unique_ptr<Parts> parts_;
};

/// Overwrites and removes every keyslot at once, without a key: nothing in this folder can be opened again, backups elsewhere
/// can. Works while the vault is locked by a process.
base::Status destroy_keyslots(const std::string& folder, platform::FileSystem& files);

/// Copies a backup to a new folder after checking it opens with this passphrase, then checks the copy. Blobs that are damaged in
/// the backup are left out and reported. Errors: as open(), and Conflict when the target exists.
base::Expected<Vault::BackupReport> restore(const std::string& backup_folder, const std::string& to_folder,
                                            const crypto::Passphrase& passphrase, const OpenOptions& options = {});

}  // namespace guvoh::vault
