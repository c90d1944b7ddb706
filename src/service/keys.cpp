// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/workspace_parts.h"

namespace guvoh::service {

std::vector<Keyslot> Workspace::keyslots() {
    std::vector<Keyslot> slots;
    for (const auto& slot : parts_->vault->keyslots()) slots.push_back({slot.id, slot.kind, slot.label, slot.created_at});
    return slots;
}

base::Status Workspace::change_passphrase(const Passphrase& current, const Passphrase& next) {
    return parts_->vault->change_passphrase(current, next);
}

base::Status Workspace::add_passphrase(const Passphrase& passphrase, std::string_view label) {
    GUVOH_TRY(const auto slot, parts_->vault->add_passphrase(passphrase, label));
    static_cast<void>(slot);
    return {};
}

base::Expected<std::string> Workspace::add_recovery_key(std::string_view label) {
    GUVOH_TRY(const auto key, parts_->vault->add_recovery_key(label));
    return key.text;
}

base::Status Workspace::remove_keyslot(std::string_view id) { return parts_->vault->remove_keyslot(id); }

base::Status destroy_keys(const std::string& folder) { return vault::destroy_keyslots(folder, platform::real_file_system()); }

}  // namespace guvoh::service
