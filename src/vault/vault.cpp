// SPDX-License-Identifier: AGPL-3.0-or-later
#include "vault/vault.h"

#include <algorithm>

#include "platform/clock.h"
#include "vault/recovery_key.h"
#include "vault/vault_parts.h"

namespace guvoh::vault {

namespace {

/// The one key derivation of the vault; purposes are frozen: vault v1.
crypto::Key subkey(const crypto::Key& master, std::string_view purpose) {
    return crypto::derive_key(master, "guvoh vault v1 " + std::string(purpose));
}

platform::FileSystem& files_of(const OpenOptions& options) {
    return options.files != nullptr ? *options.files : platform::real_file_system();
}

std::string without_slash(std::string folder) {
    while (folder.size() > 1 && folder.back() == '/') folder.pop_back();
    return folder;
}

std::string parent_of(const std::string& folder) {
    const auto slash = folder.rfind('/');
    if (slash == std::string::npos) return ".";
    return slash == 0 ? "/" : folder.substr(0, slash);
}

base::Error not_empty() { return {base::ErrorKind::Conflict, "the folder is not empty", {}}; }

base::Status remove_tree(platform::FileSystem& files, const std::string& folder) {
    GUVOH_TRY(const auto entries, files.list(folder));
    for (const auto& entry : entries) {
        const std::string path = folder + "/" + entry.name;
        if (entry.is_folder) GUVOH_TRY_VOID(remove_tree(files, path));
        GUVOH_TRY_VOID(files.remove(path));
    }
    return {};
}

/// Sees that nothing in the folder would be overwritten, but for what an interrupted create left.
base::Status check_for_create(platform::FileSystem& files, const std::string& folder) {
    GUVOH_TRY(const auto entries, files.list(folder));
    if (entries.empty()) return {};
    const auto has = [&entries](std::string_view name) {
        return std::any_of(entries.begin(), entries.end(), [name](const platform::FolderEntry& entry) { return entry.name == name; });
    };
    if (has(kHeaderFile)) return base::fail(base::ErrorKind::Conflict, "the folder holds a vault already");
    const bool barely_begun = std::all_of(entries.begin(), entries.end(), [](const platform::FolderEntry& entry) {
        return entry.name == kLockFile || entry.name == std::string(kCreatingFile) + ".new";
    });
    if (!barely_begun && !has(kCreatingFile)) return base::fail(not_empty());
    return {};
}

/// Removes what an interrupted create left. Only under the lock: else it might be what another process is just making.
base::Status clear_for_create(platform::FileSystem& files, const std::string& folder) {
    GUVOH_TRY_VOID(check_for_create(files, folder));
    for (const std::string_view store : {kBlobsFolder, kPagesFolder}) {
        const std::string path = folder + "/" + std::string(store);
        if (files.exists(path)) GUVOH_TRY_VOID(remove_tree(files, path));
    }
    for (const std::string name : {"guvoh.db", "guvoh.db-wal", "vault.json.new"}) {
        if (files.exists(folder + "/" + name)) GUVOH_TRY_VOID(files.remove(folder + "/" + name));
    }
    return {};
}

base::Error within(base::Error error, std::string_view what) { return std::move(error).within(what); }

}  // namespace

std::optional<DatabaseKey> database_key(const crypto::Key& master, bool encrypted) {
    if (!encrypted) return std::nullopt;
    DatabaseKey key;
    key.key = subkey(master, "database");
    const auto salt = subkey(master, "database salt");
    std::copy_n(salt.span().begin(), key.salt.size(), key.salt.begin());
    return key;
}

BlobKeys blob_keys(const crypto::Key& master, bool encrypted) {
    BlobKeys keys;
    keys.contents = subkey(master, "blob contents");
    keys.names = subkey(master, "blob names");
    keys.encrypted = encrypted;
    return keys;
}

base::Expected<Header> read_header(platform::FileSystem& files, const std::string& folder) {
    auto bytes = platform::read_file(files, folder + "/" + kHeaderFile, kHeaderLimitBytes);
    if (!bytes && bytes.error().kind == base::ErrorKind::NotFound) {
        const bool lost = files.exists(folder + "/" + kDatabaseFile) && !files.exists(folder + "/" + kCreatingFile) &&
                          !files.exists(folder + "/" + kUnfinishedFile);
        if (lost) return base::fail(base::ErrorKind::Corrupt, "vault.json is missing: the keyslots are lost or were destroyed");
        return base::fail(base::ErrorKind::NotFound, "there is no vault in this folder");
    }
    if (!bytes && bytes.error().kind == base::ErrorKind::Invalid) {
        return base::fail(base::ErrorKind::Corrupt, "vault.json is far too long");
    }
    if (!bytes) return base::fail(std::move(bytes).error());
    return Header::parse(base::as_text(*bytes));
}

base::Status Vault::Parts::open_stores(bool create) {
    const bool encrypted = header->encrypted();
    DatabaseSetup setup;
    setup.files = files;
    setup.folder = folder;
    setup.key = database_key(master, encrypted);
    setup.create = create;
    GUVOH_TRY(database, StoredDatabase::open(std::move(setup)));
    GUVOH_TRY(blobs, StoredBlobs::open(*files, path(kBlobsFolder), blob_keys(master, encrypted)));
    GUVOH_TRY(pages, StoredPages::open_folder(*files, path(kPagesFolder), subkey(master, "pages"), encrypted));
    return {};
}

Vault::Vault() : parts_(std::make_unique<Parts>()) {}
Vault::~Vault() = default;

base::Expected<Vault::Created> Vault::create(const std::string& folder, const crypto::Passphrase& passphrase, const OpenOptions& options,
                                             const Fill& fill) {
    crypto::start();
    auto vault = std::unique_ptr<Vault>(new Vault());
    auto& parts = *vault->parts_;
    parts.files = &files_of(options);
    parts.folder = without_slash(folder);
    parts.options = options;
    const auto made = [&]() -> base::Expected<RecoveryKey> {
        GUVOH_TRY_VOID(parts.files->make_folders(parts.folder));
        GUVOH_TRY_VOID(check_for_create(*parts.files, parts.folder));  // before the lock: makes no file in another's folder
        GUVOH_TRY(parts.lock, parts.files->lock(parts.path(kLockFile)));
        GUVOH_TRY_VOID(clear_for_create(*parts.files, parts.folder));
        GUVOH_TRY_VOID(platform::write_file_durably(*parts.files, parts.path(kCreatingFile), {}));
        parts.master = crypto::Key::random();
        const auto now = platform::system_clock()();
        std::array<base::Byte, 10> random{};
        crypto::random_bytes(random);
        parts.header = Header::make(base::Id::make(now, random), now, options.encrypted);
        const auto recovery_key = crypto::Key::random();
        GUVOH_TRY_VOID(parts.header->add_passphrase(parts.master, passphrase, "", options.stretch_cost, now));
        GUVOH_TRY_VOID(parts.header->add_recovery_key(parts.master, recovery_key, "", now));
        GUVOH_TRY_VOID(parts.open_stores(true));
        if (fill) GUVOH_TRY_VOID(fill(*vault));
        GUVOH_TRY_VOID(parts.files->sync_everything(parts.folder));
        GUVOH_TRY_VOID(parts.files->sync_folder(parent_of(parts.folder)));
        // Last: from here on it is a vault.
        GUVOH_TRY(const auto bytes, parts.header->bytes(parts.master));
        GUVOH_TRY_VOID(platform::write_file_durably(*parts.files, parts.path(kHeaderFile), base::as_bytes(bytes)));
        static_cast<void>(parts.files->remove(parts.path(kCreatingFile)));  // open() sweeps it otherwise
        return RecoveryKey{recovery_key_text(recovery_key)};
    }();
    if (!made) return base::fail(within(made.error(), "making a vault"));
    return Created{std::move(vault), *made};
}

/// Opens with whatever turns a header into the master key.
base::Expected<std::unique_ptr<Vault>> Vault::open_with(const std::string& folder, const OpenOptions& options, const Unlock& unlock) {
    crypto::start();
    auto vault = std::unique_ptr<Vault>(new Vault());
    auto& parts = *vault->parts_;
    parts.files = &files_of(options);
    parts.folder = without_slash(folder);
    parts.options = options;
    const auto opened = [&]() -> base::Status {
        GUVOH_TRY_VOID(read_header(*parts.files, parts.folder));  // before the lock: makes no file where there is no vault
        auto lock = parts.files->lock(parts.path(kLockFile));
        if (!lock && lock.error().kind == base::ErrorKind::Denied) {
            return base::fail(base::ErrorKind::Denied, "this folder cannot be written to: copy it to a disk of yours, a backup too, and open the copy");
        }
        GUVOH_TRY(parts.lock, std::move(lock));
        GUVOH_TRY(parts.header, read_header(*parts.files, parts.folder));
        GUVOH_TRY(parts.master, unlock(*parts.header));
        for (const std::string_view leftover : {"vault.json.new", kCreatingFile}) {
            if (parts.files->exists(parts.path(leftover))) static_cast<void>(parts.files->remove(parts.path(leftover)));
        }
        return parts.open_stores(false);
    }();
    if (!opened) return base::fail(within(opened.error(), "opening the vault"));
    return vault;
}

base::Expected<std::unique_ptr<Vault>> Vault::open(const std::string& folder, const crypto::Passphrase& passphrase,
                                                   const OpenOptions& options) {
    return open_with(folder, options, [&passphrase](const Header& header) { return header.unlock(passphrase); });
}

base::Expected<std::unique_ptr<Vault>> Vault::open_with_recovery_key(const std::string& folder, std::string_view key_text,
                                                                     const OpenOptions& options) {
    GUVOH_TRY(const auto key, parse_recovery_key(key_text));
    return open_with(folder, options, [&key](const Header& header) { return header.unlock(key); });
}

Database& Vault::database() { return *parts_->database; }
Blobs& Vault::blobs() { return *parts_->blobs; }
SealedPages& Vault::pages() { return *parts_->pages; }
const std::string& Vault::folder() const { return parts_->folder; }

base::Id Vault::id() const {
    std::lock_guard lock(parts_->mutex);
    return parts_->header->vault_id();
}

crypto::Key Vault::key_for(std::string_view purpose) const { return subkey(parts_->master, "use " + std::string(purpose)); }

}  // namespace guvoh::vault
