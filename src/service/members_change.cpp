// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ledger/payload.h"
#include "service/members_parts.h"

namespace guvoh::service {

namespace {

base::Json ids_json(const std::vector<base::Id>& ids) {
    base::Json::Array list;
    for (const base::Id& id : ids) list.emplace_back(id.text());
    return list;
}

base::Json names_json(const PermissionSet& permissions) {
    base::Json::Array list;
    for (const std::string& name : permissions.names()) list.emplace_back(name);
    return list;
}

}  // namespace

MembersChange::MembersChange(Members::Parts& parts, std::unique_ptr<registry::Writing> writing)
    : parts_(&parts), writing_(std::move(writing)), directory_(parts.current()) {}

base::Expected<MembersChange> MembersChange::begin(Members::Parts& parts, std::string_view reason, const Caller& caller) {
    GUVOH_TRY(auto writing, parts.records.begin(reason, caller.member));
    MembersChange change(parts, std::move(writing));
    if (caller.is_owner) {
        change.permissions_ = PermissionSet::all();
        return change;
    }
    if (!caller.member) return fail(ErrorKind::Denied, std::string(kSignedOut));
    const auto found = change.directory_->members.find(*caller.member);
    if (found == change.directory_->members.end() || !found->second.active()) return fail(ErrorKind::Denied, std::string(kSignedOut));
    change.permissions_ = change.directory_->permissions_of(found->second.roles);
    return change;
}

base::Expected<MembersChange> MembersChange::begin_as(Members::Parts& parts, std::string_view reason, const base::Id& member) {
    GUVOH_TRY(auto writing, parts.records.begin(reason, member));
    return MembersChange(parts, std::move(writing));
}

base::Status MembersChange::require(Permission permission) const {
    if (permissions_.has(permission)) return {};
    return fail(ErrorKind::Denied, "this needs the permission " + std::string(access::permission_name(permission)));
}

base::Status MembersChange::put(const base::Id& record, std::string_view type, base::Expected<std::string> json,
                                std::string_view compartment) {
    if (!json) return fail(std::move(json).error());
    GUVOH_TRY_VOID(access::note_record(writing_->session(), record));
    touched_.insert(record);
    return writing_->put(record, type, std::move(*json), compartment);
}

base::Status MembersChange::put(const MemberRecord& member) {
    ledger::PayloadWriter payload;
    payload.put("name", member.name).put("login", member.login).put("status", member.status).put("language", member.language);
    payload.put_json("roles", ids_json(member.roles));
    if (member.sealing_key) {
        payload.put("sealing_key", base::to_hex(*member.sealing_key));
    } else {
        payload.put_null("sealing_key");
    }
    return put(member.id, "Member", payload.finish(), kAccessCompartment);
}

base::Status MembersChange::put(const RoleRecord& role) {
    ledger::PayloadWriter payload;
    payload.put("name", role.name).put_json("permissions", names_json(role.permissions));
    return put(role.id, "Role", payload.finish(), kAccessCompartment);
}

base::Status MembersChange::put(const CompartmentRecord& compartment) {
    ledger::PayloadWriter payload;
    payload.put("name", compartment.name).put("purpose", compartment.purpose);
    payload.put("generation", std::int64_t{compartment.generation});
    return put(compartment.record, "Compartment", payload.finish(), compartment.id);
}

base::Status MembersChange::put(const GrantRecord& grant) {
    ledger::PayloadWriter payload;
    payload.put("compartment", grant.compartment).put("member", grant.member.text());
    payload.put("generation", std::int64_t{grant.generation});
    if (grant.sealed.empty()) {
        payload.put_null("sealed");
    } else {
        payload.put("sealed", base::to_base64(grant.sealed));
    }
    return put(grant.record, "Grant", payload.finish(), grant.compartment);
}

base::Status MembersChange::commit() {
    GUVOH_TRY_VOID(writing_->sign());
    Directory next = *directory_;  // as it still is: no other change begins before this one's turn ends
    GUVOH_TRY_VOID(next.read_again(writing_->session(), touched_));
    GUVOH_TRY_VOID(writing_->commit());
    parts_->replace(std::move(next));  // before the Writing's turn ends, so that the next change begins from this
    return {};
}

}  // namespace guvoh::service
