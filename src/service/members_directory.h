// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Who there is, as the ledger tells it: members, roles, compartments and grants, read from their records into memory. A
// directory is never changed; a change of members makes a new one.
//
// Threads: a plain value, shared as const.
// Implements: docs/formats/access.md, "Records"
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "access/permissions.h"
#include "access/sealing.h"
#include "base/id.h"
#include "crypto/box.h"
#include "vault/database.h"

namespace guvoh::service {

/// The compartment in which members and roles themselves stand: seen by who manages them.
inline constexpr std::string_view kAccessCompartment = "access";
/// The two roles of which somebody must always hold each.
inline constexpr std::string_view kLeadRole = "lead", kAdministratorRole = "administrator";

/// A Member record.
struct MemberRecord {
    base::Id id;
    std::string name, login, status, language;
    std::vector<base::Id> roles;
    std::optional<crypto::BoxPublicKey> sealing_key;
    bool active() const { return status == "active"; }
};
/// A Role record.
struct RoleRecord {
    base::Id id;
    std::string name;
    access::PermissionSet permissions;
};
/// A Compartment record. It stands in the compartment that it is about: that is its id.
struct CompartmentRecord {
    base::Id record;
    std::string id, name, purpose;
    std::uint32_t generation = 0;
};
/// A Grant record: one generation's key, sealed to one member. Taken back: `sealed` is empty.
struct GrantRecord {
    base::Id record;
    std::string compartment;
    base::Id member;
    std::uint32_t generation = 0;
    base::Bytes sealed;
};

struct Directory {
    std::uint64_t version = 0;
    std::map<base::Id, MemberRecord> members;
    std::map<base::Id, RoleRecord> roles;
    std::map<std::string, CompartmentRecord, std::less<>> compartments;
    std::map<base::Id, std::vector<GrantRecord>> grants;  ///< by member, those taken back left out

    /// Reads the noted records (access::note_record); with `walk` all records, noting those found.
    static base::Expected<Directory> load(vault::Session& session, bool walk);
    /// Reads some records again: those that a change has touched.
    base::Status read_again(vault::Session& session, const std::set<base::Id>& ids);

    /// Null when there is none.
    const MemberRecord* find_member(std::string_view id) const;
    const MemberRecord* find_login(std::string_view login) const;  ///< not of removed members
    const RoleRecord* find_role(std::string_view id) const;
    const RoleRecord* find_role_named(std::string_view name) const;
    const CompartmentRecord* find_compartment(std::string_view id) const;

    access::PermissionSet permissions_of(const std::vector<base::Id>& role_ids) const;
    /// Compartments of whose present generation the member holds the key.
    std::set<std::string, std::less<>> compartments_of(const base::Id& member) const;
    bool is_in(const base::Id& member, std::string_view compartment) const;
    /// Active members in a compartment.
    std::vector<base::Id> members_of(std::string_view compartment) const;
    /// True when an active member other than `without` holds the role.
    bool role_held(std::string_view role_name, const base::Id& without) const;
    /// Opens the grants of a member.
    access::Keyring open_grants(const base::Id& member, const crypto::BoxKey& key) const;
};

}  // namespace guvoh::service
