// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/demand_refusals.h"

#include <algorithm>
#include <set>

#include "crypto/crypto.h"
#include "service/record_parts.h"

namespace guvoh::service {

using base::ErrorKind;
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

base::Expected<Group> group_of(Reading& reading, const std::vector<std::string>& recommendations, std::string_view member) {
    Group group;
    for (const std::string& id : recommendations) {
        GUVOH_TRY(const base::Id record, find_record(reading, id, "Recommendation"));
        GUVOH_TRY(const auto state, registry::Records::load(*reading.session, record));
        if (is_empty_record(state)) return fail(ErrorKind::NotFound, "no record has this id");
        if (!group.state.empty() && group.state != state.text("state")) return fail(schema::field_error("recommendations", "these recommendations are made to several States"));
        group.state = state.text("state");
        if (state.compartment() != registry::kGeneralCompartment) group.compartment = state.compartment();
        group.ids.insert(record.text());
    }
    if (group.ids.size() < 2) return fail(schema::field_error("recommendations", "name at least two"));
    if (member.empty()) return group;
    GUVOH_TRY(const base::Id told, find_record(reading, member, "Recommendation"));
    group.member = told.text();
    if (!group.ids.contains(group.member)) return fail(schema::field_error("member", "is not one of them"));
    return group;
}

base::Status write(RecordDesk::Parts& parts, const Caller& caller, const base::Id& id, const std::string& compartment, const Json& fields, std::string_view reason) {
    ledger::PayloadWriter payload;
    for (const auto& [name, value] : fields.object()) payload.put_json(name, value);
    GUVOH_TRY(std::string json, payload.finish());
    GUVOH_TRY(auto writing, parts.workspace.records->begin(reason, caller.member));
    GUVOH_TRY_VOID(writing->put(id, kType, std::move(json), compartment));
    return writing->commit();
}

DemandRefusal refusal_of(const std::string& id, const ledger::RecordState& state) {
    DemandRefusal refusal{id, state.text("state"), state.text("member"), {}};
    const Json recommendations = field_json(state, "recommendations");
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

base::Expected<std::string> refuse_demand(RecordDesk& desk, const Caller& caller, const std::vector<std::string>& recommendations, std::string_view member,
                                          std::string_view reason) {
    GUVOH_TRY_VOID(caller.require(Permission::Write));
    GUVOH_TRY_VOID(check_reason(reason));
    if (recommendations.size() > kMostMembers) return fail(schema::field_error("recommendations", "at most 1,000"));
    RecordDesk::Parts& parts = desk.parts();
    Group group;
    {
        GUVOH_TRY(Reading reading, begin_reading(parts.workspace.database(), caller));
        GUVOH_TRY(group, group_of(reading, recommendations, member));
    }
    const base::Id id = refusal_id(group.ids, group.member);
    Json fields{Json::Object{}};
    fields["state"] = group.state;
    fields["member"] = group.member;
    fields["recommendations"] = Json::Array(group.ids.begin(), group.ids.end());
    fields["stands"] = true;
    GUVOH_TRY_VOID(write(parts, caller, id, group.compartment, fields, reason));
    return id.text();
}

base::Status take_back_refusal(RecordDesk& desk, const Caller& caller, std::string_view id, std::string_view reason) {
    GUVOH_TRY_VOID(caller.require(Permission::Write));
    GUVOH_TRY_VOID(check_reason(reason));
    RecordDesk::Parts& parts = desk.parts();
    base::Id record;
    std::string compartment;
    {
        GUVOH_TRY(Reading reading, begin_reading(parts.workspace.database(), caller));
        GUVOH_TRY(record, find_record(reading, id, kType));
        GUVOH_TRY(const auto state, registry::Records::load(*reading.session, record));
        compartment = state.compartment();
    }
    return write(parts, caller, record, compartment, Json::Object{{"stands", false}}, reason);
}

base::Expected<std::vector<DemandRefusal>> refused_demands(RecordDesk& desk, const Caller& caller, std::string_view state) {
    GUVOH_TRY(Reading reading, begin_reading(desk.parts().workspace.database(), caller));
    GUVOH_TRY(auto select, reading.session->prepare("select id, state from record where type = 'DemandRefusal' order by id"));
    std::vector<DemandRefusal> refused;
    while (true) {
        GUVOH_TRY(const bool found, select.step());
        if (!found) return refused;
        GUVOH_TRY(const auto folded, ledger::RecordState::from_bytes(select.blob(1)));
        if (!caller.sees(folded.compartment()) || folded.text("state") != state || !field_json(folded, "stands").boolean_or(false)) continue;
        GUVOH_TRY(const base::Id id, base::Id::from_bytes(select.blob(0)));
        refused.push_back(refusal_of(id.text(), folded));
    }
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

}  // namespace guvoh::service
