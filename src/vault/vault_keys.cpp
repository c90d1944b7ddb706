// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The keyslots of an open vault, and their destruction.
#include <algorithm>

#include "platform/clock.h"
#include "vault/recovery_key.h"
#include "vault/vault_parts.h"

namespace guvoh::vault {

base::Status Vault::Parts::replace_header(Header changed) {
    GUVOH_TRY(const auto bytes, changed.bytes(master));
    // Destroyed while we had the vault open: to write them again would undo that.
    if (!files->exists(path(kHeaderFile))) return base::fail(base::ErrorKind::Conflict, "the keyslots of this folder were destroyed");
    if (auto written = platform::write_file_durably(*files, path(kHeaderFile), base::as_bytes(bytes)); !written) {
        // It may have got its name before the failure. Say what is true: the former header is in force.
        if (auto former = header->bytes(master); former && files->exists(path(kHeaderFile))) {
            static_cast<void>(platform::write_file_durably(*files, path(kHeaderFile), base::as_bytes(*former)));
        }
        return base::fail(std::move(written).error().within("changing keyslots"));
    }
    header = std::move(changed);
    return {};
}

std::vector<KeyslotInfo> Vault::keyslots() const {
    std::lock_guard lock(parts_->mutex);
    return parts_->header->slots();
}

base::Expected<KeyslotInfo> Vault::add_passphrase(const crypto::Passphrase& passphrase, std::string_view label) {
    std::lock_guard lock(parts_->mutex);
    Header changed = *parts_->header;
    const auto now = platform::system_clock()();
    GUVOH_TRY(auto info, changed.add_passphrase(parts_->master, passphrase, label, parts_->options.stretch_cost, now));
    GUVOH_TRY_VOID(parts_->replace_header(std::move(changed)));
    return info;
}

base::Expected<RecoveryKey> Vault::add_recovery_key(std::string_view label) {
    std::lock_guard lock(parts_->mutex);
    Header changed = *parts_->header;
    const auto key = crypto::Key::random();
    GUVOH_TRY_VOID(changed.add_recovery_key(parts_->master, key, label, platform::system_clock()()));
    GUVOH_TRY_VOID(parts_->replace_header(std::move(changed)));
    return RecoveryKey{recovery_key_text(key)};
}

base::Status Vault::change_passphrase(const crypto::Passphrase& current, const crypto::Passphrase& next) {
    std::lock_guard lock(parts_->mutex);
    Header changed = *parts_->header;
    std::string slot_id;
    GUVOH_TRY_VOID(changed.unlock(current, &slot_id));
    const auto slots = changed.slots();
    const auto old = std::find_if(slots.begin(), slots.end(), [&slot_id](const KeyslotInfo& slot) { return slot.id == slot_id; });
    const auto now = platform::system_clock()();
    GUVOH_TRY_VOID(changed.add_passphrase(parts_->master, next, old->label, parts_->options.stretch_cost, now));
    GUVOH_TRY_VOID(changed.remove(slot_id));
    return parts_->replace_header(std::move(changed));
}

base::Status Vault::remove_keyslot(std::string_view id) {
    std::lock_guard lock(parts_->mutex);
    Header changed = *parts_->header;
    GUVOH_TRY_VOID(changed.remove(id));
    return parts_->replace_header(std::move(changed));
}

namespace {

base::Status overwrite(platform::FileSystem& files, const std::string& path) {
    GUVOH_TRY(auto file, files.open(path, platform::OpenMode::ReadWrite));
    GUVOH_TRY(const auto size, file->size());
    base::Bytes noise(static_cast<std::size_t>(std::min<std::uint64_t>(size, kHeaderLimitBytes)));
    crypto::random_bytes(noise);
    GUVOH_TRY_VOID(file->write_at(0, noise));
    return file->sync();
}

/// Wipes and removes a file; goes on where the first step fails, since losing the name is better than nothing. Gives: whether it
/// was there.
base::Expected<bool> wipe(platform::FileSystem& files, const std::string& path) {
    auto wiped = overwrite(files, path);
    if (!wiped && wiped.error().kind == base::ErrorKind::NotFound) return false;
    auto removed = files.remove(path);
    if (!removed) return base::fail(std::move(removed).error().within("the keyslots are still there"));
    if (!wiped) return base::fail(std::move(wiped).error().within("the keyslots were taken out of the folder, but not overwritten"));
    return true;
}

}  // namespace

base::Status destroy_keyslots(const std::string& folder, platform::FileSystem& files) {
    crypto::start();
    const std::string path = folder + "/" + kHeaderFile;
    auto header = wipe(files, path);
    auto unfinished = wipe(files, path + ".new");
    auto synced = files.sync_folder(folder);
    if (!header) return base::fail(std::move(header).error());
    if (!unfinished) return base::fail(std::move(unfinished).error());
    if (!*header && !*unfinished) return base::fail(base::ErrorKind::NotFound, "there are no keyslots in this folder");
    return synced;
}

}  // namespace guvoh::vault
