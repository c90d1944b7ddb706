// SPDX-License-Identifier: AGPL-3.0-or-later
#include "recommendations/demand_refusals.h"

#include <algorithm>
#include <set>

#include "crypto/crypto.h"
#include "recommendations/desk_parts.h"
#include "registry/records.h"

namespace guvoh::recommendations {

using base::fail;
using base::Json;

namespace {

constexpr std::string_view kType = "DemandRefusal";
constexpr std::size_t kMostMembers = 1000;

/// The same refusal has the same id wherever it is said.
base::Id refusal_id(const std::set<std::string>& recommendations, std::string_view member) {
    std::string named = "guvoh-demand-refusal-v1\n";
    named.append(member).append("\n");
    for (const std::string& one : recommendations) named.append(one).append("\n");
    const base::Hash hash = crypto::sha256(base::as_bytes(named));
    return base::Id::from_bytes(base::ByteSpan(hash).first(16)).value();
}

/// Whose group it is, and where its refusal stands: where its least visible recommendation does.
struct Group {
    std::set<std::string> ids;
    std::string member, state;
    std::string compartment = std::string(registry::kGeneralCompartment);
};

base::Expected<Group> group_of(DeskReading& reading, const std::vector<std::string>& recommendations, std::string_view member) {
    Group group;
    for (const std::string& id : recommendations) {
        GUVOH_TRY(const FoundRecord found, reading.load(id, "Recommendation"));
        const ledger::RecordState& state = found.state;
        if (!group.state.empty() && group.state != state.text("state")) return fail(schema::field_error("recommendations", "these recommendations are made to several States"));
        group.state = state.text("state");
        if (state.compartment() != registry::kGeneralCompartment) group.compartment = state.compartment();
        group.ids.insert(found.id.text());
    }
    if (group.ids.size() < 2) return fail(schema::field_error("recommendations", "name at least two"));
    if (member.empty()) return group;
    GUVOH_TRY(const FoundRecord told, reading.load(member, "Recommendation"));
    group.member = told.id.text();
    if (!group.ids.contains(group.member)) return fail(schema::field_error("member", "is not one of them"));
    return group;
}

base::Status write(Desk& desk, const Caller& caller, const base::Id& id, const std::string& compartment, const Json& fields, std::string_view reason) {
    GUVOH_TRY(const auto writing, DeskWriting::begin(desk.records(), caller, reason));
    GUVOH_TRY_VOID(writing->put_own(kType, id, compartment, fields));
    return writing->commit();
}

DemandRefusal refusal_of(const FoundRecord& record) {
    DemandRefusal refusal{record.id.text(), record.state.text("state"), record.state.text("member"), {}};
    const Json recommendations = record.field("recommendations");
    for (const Json& one : recommendations.array()) refusal.recommendations.emplace_back(one.string_or(""));
    return refusal;
}

/// Whether a member was told apart from all others of a group.
bool is_apart(const std::string& id, const std::vector<std::string>& group, const std::vector<DemandRefusal>& refused) {
    return std::any_of(refused.begin(), refused.end(), [&](const DemandRefusal& one) {
        return one.member == id && std::all_of(group.begin(), group.end(), [&one](const std::string& other) {
                   return std::find(one.recommendations.begin(), one.recommendations.end(), other) != one.recommendations.end();
               });
    });
}

bool is_refused_whole(const std::vector<std::string>& group, const std::vector<DemandRefusal>& refused) {
    const std::set<std::string> ids(group.begin(), group.end());
    return std::any_of(refused.begin(), refused.end(), [&ids](const DemandRefusal& one) {
        return one.member.empty() && std::set<std::string>(one.recommendations.begin(), one.recommendations.end()) == ids;
    });
}

}  // namespace

base::Expected<std::string> refuse_demand(Desk& desk, const Caller& caller, const std::vector<std::string>& recommendations, std::string_view member,
                                          std::string_view reason) {
    GUVOH_TRY_VOID(caller.require(Permission::Write));
    GUVOH_TRY_VOID(check_reason(reason));
    if (recommendations.size() > kMostMembers) return fail(schema::field_error("recommendations", "at most 1,000"));
    Group group;
    {
        GUVOH_TRY(DeskReading reading, DeskReading::begin(desk.records(), caller));
        GUVOH_TRY(group, group_of(reading, recommendations, member));
    }
    const base::Id id = refusal_id(group.ids, group.member);
    Json fields{Json::Object{}};
    fields["state"] = group.state;
    fields["member"] = group.member;
    fields["recommendations"] = Json::Array(group.ids.begin(), group.ids.end());
    fields["stands"] = true;
    GUVOH_TRY_VOID(write(desk, caller, id, group.compartment, fields, reason));
    return id.text();
}

base::Status take_back_refusal(Desk& desk, const Caller& caller, std::string_view id, std::string_view reason) {
    GUVOH_TRY_VOID(caller.require(Permission::Write));
    GUVOH_TRY_VOID(check_reason(reason));
    FoundRecord found;
    {
        GUVOH_TRY(DeskReading reading, DeskReading::begin(desk.records(), caller));
        GUVOH_TRY(found, reading.load(id, kType));
    }
    return write(desk, caller, found.id, found.state.compartment(), Json::Object{{"stands", false}}, reason);
}

base::Expected<std::vector<DemandRefusal>> refused_demands(Desk& desk, const Caller& caller, std::string_view state) {
    GUVOH_TRY(DeskReading reading, DeskReading::begin(desk.records(), caller));
    GUVOH_TRY(const auto records, reading.own_records(kType));
    std::vector<DemandRefusal> refused;
    for (const FoundRecord& record : records) {
        if (record.state.text("state") == state && record.field("stands").boolean_or(false)) refused.push_back(refusal_of(record));
    }
    return refused;
}

std::vector<DemandProposal> without_refused(std::vector<DemandProposal> proposals, const std::vector<DemandRefusal>& refused) {
    std::vector<DemandProposal> left;
    for (DemandProposal& proposal : proposals) {
        const std::vector<std::string> group = proposal.recommendations;
        if (is_refused_whole(group, refused)) continue;
        const auto is_in = [&proposal](const std::string& id) { return std::find(proposal.already.begin(), proposal.already.end(), id) != proposal.already.end(); };
        std::erase_if(proposal.recommendations, [&](const std::string& id) { return !is_in(id) && is_apart(id, group, refused); });
        if (proposal.recommendations.size() >= 2 && proposal.recommendations.size() > proposal.already.size() && !is_refused_whole(proposal.recommendations, refused)) left.push_back(std::move(proposal));
    }
    return left;
}

}  // namespace guvoh::recommendations
