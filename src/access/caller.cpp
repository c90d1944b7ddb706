// SPDX-License-Identifier: AGPL-3.0-or-later
#include "access/caller.h"

namespace guvoh::access {

Caller Caller::owner() {
    Caller caller;
    caller.permissions = PermissionSet::all();
    caller.is_owner = true;
    return caller;
}

bool Caller::sees(std::string_view compartment) const { return is_owner || compartments.contains(compartment); }

base::Status Caller::require(Permission permission) const {
    if (may(permission)) return {};
    return base::fail(base::ErrorKind::Denied, "this needs the permission " + std::string(permission_name(permission)));
}

}  // namespace guvoh::access
