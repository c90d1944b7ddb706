// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Who asks. Every use case of `service` takes a Caller as its first argument. What a caller may not see does not exist for
// it: reads of such records end in NotFound, never in Denied; Denied is for acts that the caller knows of and may not do.
//
// Threads: a plain value; the keyring it shares is never changed, only replaced by a newer one.
// Implements: docs/formats/access.md, "Caller"
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "access/permissions.h"
#include "base/error.h"
#include "base/id.h"

namespace guvoh::access {

class Keyring;  // sealing.h

/// One member with what it may do and see at this moment, or the owner at the terminal.
struct Caller {
    std::optional<base::Id> member;                   ///< none: the holder of the vault's passphrase at the terminal (owner())
    PermissionSet permissions;                        ///< the union of its roles
    std::set<std::string, std::less<>> compartments;  ///< ids of those whose records it sees; "general" is one
    bool is_owner = false;                            ///< sees every compartment, whatever stands above
    std::shared_ptr<const Keyring> keys;              ///< opened compartment keys; null at the terminal

    /// The holder of the vault's passphrase: may do and see everything, but holds no compartment key.
    static Caller owner();
    bool may(Permission permission) const { return permissions.has(permission); }
    bool sees(std::string_view compartment) const;
    /// Errors: Denied.
    base::Status require(Permission permission) const;
};

}  // namespace guvoh::access
