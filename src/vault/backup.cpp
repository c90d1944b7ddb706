// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Backup and restore.
//
// Why a backup is whole: the database is copied first, as of one moment; every blob it names was stored before that moment, and
// none is removed while the backup runs (StoredBlobs::Hold). So all blobs listed afterwards are at least those it names.
#include <algorithm>

#include "vault/log_check.h"
#include "vault/vault_parts.h"

namespace guvoh::vault {

namespace {

constexpr char kDatabaseCopy[] = "guvoh.db.new";

/// The marker of an unfinished backup: whose it is, and whether all that is there was synced.
std::string marker_text(const base::Id& vault_id, bool synced) { return vault_id.text() + (synced ? " synced\n" : " writing\n"); }

/// What a finished backup's database is, so that the next one sees whether someone has worked in the copy.
base::Expected<std::string> database_mark(platform::FileSystem& files, const std::string& path) {
    GUVOH_TRY(auto file, files.open(path, platform::OpenMode::ReadOnly));
    crypto::Sha256 hash;
    base::Bytes buffer(256 * 1024);
    for (std::uint64_t at = 0;; at += buffer.size()) {
        GUVOH_TRY(const auto got, file->read_at(at, buffer));
        hash.add(base::ByteSpan(buffer).first(got));
        if (got < buffer.size()) break;
    }
    return base::to_hex(hash.finish()) + "\n";
}

base::Error other_folder() {
    return {base::ErrorKind::Conflict, "the folder holds something other than a backup of this vault", {}};
}

/// One run of a backup.
class BackupRun {
public:
    BackupRun(Vault::BackupReport& report, const Vault::Progress& progress, const BackupRules& rules)
        : report_(report), progress_(progress), rules_(rules) {}

    platform::FileSystem* files = nullptr;
    std::string to;
    base::Id vault_id;
    crypto::Key master;
    bool encrypted = true;
    StoredBlobs* from_blobs = nullptr;
    StoredDatabase* from_database = nullptr;
    std::string header_bytes;

    base::Status run() {
        GUVOH_TRY_VOID(take_folder());
        GUVOH_TRY(const auto sizes, measure());
        total_bytes_ = sizes;
        GUVOH_TRY_VOID(copy_database());
        GUVOH_TRY(to_blobs_, StoredBlobs::open(*files, to + "/" + kBlobsFolder, blob_keys(master, encrypted)));
        for (unsigned index = 0; index < kBlobSubfolders; ++index) GUVOH_TRY_VOID(copy_subfolder(index));
        GUVOH_TRY_VOID(erase_erased());
        GUVOH_TRY_VOID(to_blobs_->sync());
        GUVOH_TRY_VOID(check_database());
        return put_in_place();
    }

    /// After Cancelled or a failure: what has arrived need not be read again next time.
    void note_synced() {
        if (!to_blobs_ || !to_blobs_->sync()) return;
        static_cast<void>(write_marker(true));
    }

private:
    std::string path(std::string_view name) const { return to + "/" + std::string(name); }

    base::Status write_marker(bool synced) {
        const auto text = marker_text(vault_id, synced);
        return platform::write_file_durably(*files, path(kUnfinishedFile), base::as_bytes(text));
    }

    /// Sees that the folder is ours to write to, and marks it as unfinished.
    base::Status take_folder() {
        GUVOH_TRY_VOID(files->make_folders(to));
        GUVOH_TRY(const auto entries, files->list(to));
        std::string marker;
        if (files->exists(path(kUnfinishedFile))) {
            GUVOH_TRY(const auto bytes, platform::read_file(*files, path(kUnfinishedFile), 1024));
            marker = base::as_text(bytes);
            if (!marker.starts_with(vault_id.text())) return base::fail(other_folder());
        }
        if (files->exists(path(kHeaderFile))) {
            GUVOH_TRY(lock_, files->lock(path(kLockFile)));
            GUVOH_TRY(const auto header, read_header(*files, to));
            if (header.vault_id() != vault_id || !header.check_mac(master)) return base::fail(other_folder());
            if (marker.empty()) GUVOH_TRY_VOID(rules_.holds_all_of ? check_held() : check_unchanged());
        } else if (marker.empty()) {
            const bool only_lock = entries.size() == 1 && entries[0].name == kLockFile;
            if (!entries.empty() && !only_lock) return base::fail(other_folder());
        }
        if (!lock_) {
            GUVOH_TRY(lock_, files->lock(path(kLockFile)));
        }
        distrust_ = rules_.read_all || (!marker.empty() && marker != marker_text(vault_id, true));
        return write_marker(false);
    }

    /// Sees that the backup holds no work that this vault does not. That it was opened, to verify it or to search, is no work.
    base::Status check_held() {
        auto held = [this]() -> base::Expected<bool> {
            GUVOH_TRY(auto former, open_copy(kDatabaseFile));
            GUVOH_TRY(auto session, former->begin_read());
            return rules_.holds_all_of(*session);
        }();
        if (!held) return base::fail(std::move(held).error().within("reading the former backup"));
        if (*held) return {};
        return base::fail(base::ErrorKind::Conflict, "the backup holds changes that this record does not; choose another folder");
    }

    /// Sees that the backup is as it was left: changes made in it as in a vault would be overwritten.
    base::Status check_unchanged() {
        const bool left_open = files->exists(path(std::string(kDatabaseFile) + "-wal"));
        if (!left_open && files->exists(path(kLastBackupFile))) {
            GUVOH_TRY(const auto noted, platform::read_file(*files, path(kLastBackupFile), 1024));
            GUVOH_TRY(const auto found, database_mark(*files, path(kDatabaseFile)));
            if (base::as_text(noted) == found) return {};
        }
        return base::fail(base::ErrorKind::Conflict, "the backup was changed since it was made, or is in use; choose another folder");
    }

    base::Expected<std::uint64_t> measure() {
        std::uint64_t total = 0;
        for (unsigned index = 0; index < kBlobSubfolders; ++index) {
            GUVOH_TRY(const auto entries, from_blobs->list(index));
            for (const auto& entry : entries) total += entry.file_bytes;
        }
        return total;
    }

    base::Status tell(std::uint64_t bytes) {
        done_bytes_ += bytes;
        if (!progress_ || progress_(done_bytes_, std::max(done_bytes_, total_bytes_))) return {};
        return base::fail(base::ErrorKind::Cancelled, "the backup was stopped; the next run goes on from here");
    }

    base::Status copy_database() {
        if (files->exists(path(kDatabaseCopy))) GUVOH_TRY_VOID(files->remove(path(kDatabaseCopy)));
        std::uint64_t told = 0;
        const auto blob_bytes = total_bytes_;
        GUVOH_TRY_VOID(from_database->copy_to(*files, to, kDatabaseCopy, [&](std::uint64_t done, std::uint64_t total) {
            total_bytes_ = blob_bytes + total * kDatabasePageBytes;
            const auto fresh = done * kDatabasePageBytes - told;
            told += fresh;
            report_.bytes_copied += fresh;
            return tell(fresh).has_value();
        }));
        return {};
    }

    base::Status copy_subfolder(unsigned index) {
        GUVOH_TRY(const auto wanted, from_blobs->list(index));
        GUVOH_TRY(const auto there, to_blobs_->list(index));
        for (const auto& entry : wanted) {
            const auto found = std::lower_bound(there.begin(), there.end(), entry.name,
                                                [](const BlobEntry& a, const std::string& name) { return a.name < name; });
            const bool same = found != there.end() && found->name == entry.name && found->file_bytes == entry.file_bytes;
            ++report_.blobs_seen;
            if (same && (!distrust_ || to_blobs_->check_named(entry.name))) {
                ++report_.blobs_already_there;
            } else {
                GUVOH_TRY_VOID(copy_blob(entry));
            }
            GUVOH_TRY_VOID(tell(entry.file_bytes));
        }
        return {};
    }

    base::Status copy_blob(const BlobEntry& entry) {
        auto copied = to_blobs_->copy_named_from(*from_blobs, entry.name);
        if (!copied && copied.error().kind == base::ErrorKind::Corrupt) {
            auto here = from_blobs->check_named(entry.name);
            if (!here && here.error().kind == base::ErrorKind::Corrupt) {
                report_.damaged.push_back(entry.name);
                return {};
            }
            copied = to_blobs_->copy_named_from(*from_blobs, entry.name);  // the copy was bad: once more
        }
        GUVOH_TRY_VOID(std::move(copied));
        ++report_.blobs_copied;
        report_.bytes_copied += entry.file_bytes;
        return {};
    }

    /// What was erased here on purpose goes from the backup too; what is merely missing here stays there.
    base::Status erase_erased() {
        GUVOH_TRY(const auto names, from_blobs->erased_names());
        for (const auto& name : names) GUVOH_TRY_VOID(to_blobs_->erase_named(name));
        return {};
    }

    base::Expected<std::unique_ptr<StoredDatabase>> open_copy(const char* file_name) {
        DatabaseSetup setup;
        setup.files = files;
        setup.folder = to;
        setup.file_name = file_name;
        setup.key = database_key(master, encrypted);
        return StoredDatabase::open(std::move(setup));
    }

    base::Status check_database() {
        GUVOH_TRY(auto copy, open_copy(kDatabaseCopy));
        return copy->check();
    }

    /// The only moment that changes an older backup.
    base::Status put_in_place() {
        const std::string old_log = path(std::string(kDatabaseFile) + "-wal");
        if (files->exists(old_log)) GUVOH_TRY_VOID(open_copy(kDatabaseFile));  // a log must never meet another database: fold it in
        GUVOH_TRY(const auto mark, database_mark(*files, path(kDatabaseCopy)));
        GUVOH_TRY_VOID(files->rename(path(kDatabaseCopy), path(kDatabaseFile)));
        GUVOH_TRY_VOID(files->make_folders(path(kPagesFolder)));
        GUVOH_TRY_VOID(files->sync_everything(to));
        GUVOH_TRY_VOID(platform::write_file_durably(*files, path(kHeaderFile), base::as_bytes(header_bytes)));
        GUVOH_TRY_VOID(platform::write_file_durably(*files, path(kLastBackupFile), base::as_bytes(mark)));
        GUVOH_TRY_VOID(files->remove(path(kUnfinishedFile)));
        return files->sync_folder(to);
    }

    Vault::BackupReport& report_;
    const Vault::Progress& progress_;
    const BackupRules& rules_;
    std::unique_ptr<platform::FileLock> lock_;
    std::unique_ptr<StoredBlobs> to_blobs_;
    bool distrust_ = false;  // authenticate what is there: the last run ended before its sync, or it was asked for
    std::uint64_t done_bytes_ = 0;
    std::uint64_t total_bytes_ = 0;
};

}  // namespace

base::Expected<Vault::BackupReport> Vault::backup(const std::string& to_folder, const Progress& progress, const BackupRules& rules) {
    StoredBlobs::Hold hold(*parts_->blobs);
    BackupReport report;
    BackupRun run(report, progress, rules);
    run.files = parts_->files;
    run.to = to_folder;
    while (run.to.size() > 1 && run.to.back() == '/') run.to.pop_back();
    run.master = parts_->master.clone();
    run.from_blobs = parts_->blobs.get();
    run.from_database = parts_->database.get();
    {
        std::lock_guard lock(parts_->mutex);
        run.vault_id = parts_->header->vault_id();
        run.encrypted = parts_->header->encrypted();
        GUVOH_TRY(run.header_bytes, parts_->header->bytes(parts_->master));
    }
    if (auto done = run.run(); !done) {
        run.note_synced();
        return base::fail(std::move(done).error().within("backing up"));
    }
    return report;
}

base::Expected<Vault::BackupReport> restore(const std::string& backup_folder, const std::string& to_folder,
                                            const crypto::Passphrase& passphrase, const OpenOptions& options) {
    platform::FileSystem& files = options.files != nullptr ? *options.files : platform::real_file_system();
    if (files.exists(to_folder)) {
        auto entries = files.list(to_folder);
        const bool is_file = !entries && entries.error().kind == base::ErrorKind::NotFound;
        if (is_file) return base::fail(base::ErrorKind::Conflict, "restoring: the target is not a folder");
        if (!entries) return base::fail(std::move(entries).error().within("restoring"));
        const bool unfinished = files.exists(to_folder + "/" + kUnfinishedFile);
        if (!entries->empty() && !unfinished) return base::fail(base::ErrorKind::Conflict, "restoring: the target folder is not empty");
    }
    GUVOH_TRY(auto backup, Vault::open(backup_folder, passphrase, options));
    return backup->backup(to_folder);
}

}  // namespace guvoh::vault
