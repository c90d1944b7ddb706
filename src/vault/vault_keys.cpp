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
    if (auto written = platform::write_file_durably(*files, path(kHeaderFile), base::as_bytes(bytes)); !written) {
        // It may have got its name before the failure. Say what is true: the former header is in force.
        if (auto former = header->bytes(master)) {
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

base::Status overwrite_and_remove(platform::FileSystem& files, const std::string& path) {
    {
        GUVOH_TRY(auto file, files.open(path, platform::OpenMode::ReadWrite));
        GUVOH_TRY(const auto size, file->size());
        base::Bytes noise(static_cast<std::size_t>(std::min<std::uint64_t>(size, kHeaderLimitBytes)));
        crypto::random_bytes(noise);
        GUVOH_TRY_VOID(file->write_at(0, noise));
        GUVOH_TRY_VOID(file->sync());
    }
    return files.remove(path);
}

}  // namespace

base::Status destroy_keyslots(const std::string& folder, platform::FileSystem& files) {
    crypto::start();
    const std::string header = folder + "/" + kHeaderFile;
    const std::string unfinished = header + ".new";
    if (!files.exists(header) && !files.exists(unfinished)) return base::fail(base::ErrorKind::NotFound, "there are no keyslots in this folder");
    base::Status first;
    for (const auto& path : {header, unfinished}) {
        if (!files.exists(path)) continue;
        auto removed = overwrite_and_remove(files, path);
        if (first && !removed) first = std::move(removed);  // go on: wipe what can be wiped
    }
    GUVOH_TRY_VOID(std::move(first));
    return files.sync_folder(folder);
}

}  // namespace guvoh::vault
