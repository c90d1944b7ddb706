// SPDX-License-Identifier: AGPL-3.0-or-later
#include "access/permissions.h"

namespace guvoh::access {

namespace {

using enum Permission;

constexpr std::array<std::string_view, kPermissionCount> kNames = {
    "read",   "write",   "ingest",        "open_sealed",    "review",       "export",              "import",
    "expunge", "manage_schema", "manage_members", "manage_roles", "manage_compartments", "manage_vault", "verify"};

constexpr std::array<Permission, kPermissionCount> kAll = {Read,   Write,   Ingest,       OpenSealed,    Review,      Export,             Import,
                                                           Expunge, ManageSchema, ManageMembers, ManageRoles, ManageCompartments, ManageVault, Verify};

}  // namespace

std::string_view permission_name(Permission permission) { return kNames[static_cast<std::size_t>(permission)]; }

base::Expected<Permission> permission_from_name(std::string_view name) {
    for (const Permission permission : kAll) {
        if (permission_name(permission) == name) return permission;
    }
    return base::fail(base::ErrorKind::Invalid, "not a permission");
}

std::span<const Permission> all_permissions() { return kAll; }

PermissionSet::PermissionSet(std::initializer_list<Permission> permissions) {
    for (const Permission permission : permissions) add(permission);
}

PermissionSet PermissionSet::all() {
    PermissionSet set;
    for (const Permission permission : kAll) set.add(permission);
    return set;
}

std::vector<std::string> PermissionSet::names() const {
    std::vector<std::string> names;
    for (const Permission permission : kAll) {
        if (has(permission)) names.emplace_back(permission_name(permission));
    }
    return names;
}

base::Expected<PermissionSet> PermissionSet::from_names(std::span<const std::string> names) {
    PermissionSet set;
    for (const std::string& name : names) {
        GUVOH_TRY(const Permission permission, permission_from_name(name));
        set.add(permission);
    }
    return set;
}

std::span<const DefaultRole> default_roles() {
    static const std::array<DefaultRole, 5> kRoles = {{
        {"reader", {Read}},
        {"documenter", {Read, Write, Ingest, OpenSealed}},
        {"reviewer", {Read, Write, Ingest, OpenSealed, Review, Export}},
        {"lead", {Read, Write, Ingest, OpenSealed, Review, Export, Import, Expunge, ManageCompartments, Verify}},
        {"administrator", {Read, ManageMembers, ManageRoles, ManageSchema, ManageCompartments, ManageVault, Verify}},
    }};
    return kRoles;
}

}  // namespace guvoh::access
