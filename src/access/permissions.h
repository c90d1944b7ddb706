// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What a member may do: a closed list of permissions, and sets of them. A role is a named set; a member holds the union of
// the roles' sets. Which records the permissions reach is a matter of compartments (caller.h).
//
// Threads: plain values.
// Implements: docs/formats/access.md, "Permissions"
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace guvoh::access {

/// One thing that somebody may or may not do. The names, not the numbers, are written anywhere.
enum class Permission {
    Read,                ///< see records of own compartments
    Write,               ///< create and change records
    Ingest,              ///< add documents
    OpenSealed,          ///< open sealed fields; each opening is written down
    Review,              ///< decide conflicts and the state of records
    Export,              ///< take lists and records out
    Import,              ///< bring tables in
    Expunge,             ///< destroy a record's content
    ManageSchema,        ///< own fields and terms
    ManageMembers,       ///< invite, change, remove, reset
    ManageRoles,         ///< what roles may do
    ManageCompartments,  ///< make compartments and say who is in them
    ManageVault,         ///< keyslots, backup, metrics
    Verify,              ///< check the whole record
};
inline constexpr std::size_t kPermissionCount = 14;

/// Gives the name used in JSON and in the ledger: "open_sealed". Frozen: ledger v1.
std::string_view permission_name(Permission permission);
/// Reads a name. Errors: Invalid.
base::Expected<Permission> permission_from_name(std::string_view name);
/// All, in the order of the enumeration.
std::span<const Permission> all_permissions();

/// A set of permissions.
class PermissionSet {
public:
    PermissionSet() = default;
    PermissionSet(std::initializer_list<Permission> permissions);

    bool has(Permission permission) const { return (bits_ & bit(permission)) != 0; }
    void add(Permission permission) { bits_ |= bit(permission); }
    /// Adds all of another set.
    void add(const PermissionSet& other) { bits_ |= other.bits_; }
    bool empty() const { return bits_ == 0; }
    /// True when `other` holds nothing that this does not.
    bool contains(const PermissionSet& other) const { return (other.bits_ & ~bits_) == 0; }
    static PermissionSet all();
    /// Names in the order of the enumeration.
    std::vector<std::string> names() const;
    /// Errors: Invalid for a name that is none.
    static base::Expected<PermissionSet> from_names(std::span<const std::string> names);
    bool operator==(const PermissionSet&) const = default;

private:
    static constexpr std::uint32_t bit(Permission permission) { return 1U << static_cast<unsigned>(permission); }
    std::uint32_t bits_ = 0;
};

/// A role that every workspace begins with; a workspace may change what it holds, but not the administrator's.
struct DefaultRole {
    std::string_view name;  ///< "reader", "documenter", "reviewer", "lead", "administrator"; shown translated
    PermissionSet permissions;
};
/// The five, the weakest first.
std::span<const DefaultRole> default_roles();

}  // namespace guvoh::access
