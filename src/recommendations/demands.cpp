// SPDX-License-Identifier: AGPL-3.0-or-later
#include "recommendations/demands.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "base/edtf.h"
#include "recommendations/demand_groups.h"
#include "recommendations/demand_refusals.h"
#include "recommendations/desk_parts.h"
#include "registry/records.h"

namespace guvoh::recommendations {

using base::ErrorKind;
using base::fail;
using base::Json;

namespace {

constexpr std::size_t kMostTitle = 120;     ///< characters
constexpr std::size_t kMostItems = 10'000;  ///< of one State: the likeness of all pairs is held at once

/// The first day that a date may lie in; undated comes last.
std::int64_t first_day(std::string_view date) {
    const auto parsed = base::Edtf::parse(date);
    return date.empty() || !parsed ? base::kNoLastDay : parsed->days().first_day;
}

std::vector<std::string> texts_of(const Json& list) {
    std::vector<std::string> texts;
    for (const auto& one : list.array()) texts.emplace_back(one.string_or(""));
    return texts;
}

/// A recommendation as it is compared.
struct Asked {
    std::string id, text, compartment;
    std::int64_t day = 0, order = 0;
    DemandItem item;
};

/// Reads what a caller sees of a State.
class Proposing {
public:
    Proposing(DeskReading& reading, std::string_view state) : reading_(reading), state_(state) {}

    base::Expected<std::vector<DemandProposal>> all() {
        GUVOH_TRY_VOID(load());
        std::vector<DemandItem> items;
        for (Asked& one : asked_) items.push_back(std::move(one.item));
        std::vector<DemandProposal> proposals;
        for (const DemandGroup& group : group_demands(items)) proposals.push_back(proposal_of(group, items));
        return proposals;
    }

private:
    /// What a proposal needs of a demand that there is.
    struct KnownDemand {
        bool is_hidden = false, is_seen = false;
        std::string title, treaty, compartment;
    };

    base::Expected<const KnownDemand*> known_demand(const std::string& id) {
        const auto [found, is_new] = demands_.emplace(id, KnownDemand{});
        KnownDemand& known = found->second;
        const auto record = is_new ? base::Id::parse(id) : base::fail(ErrorKind::NotFound, "");
        if (!record) return &known;
        GUVOH_TRY(const auto demand, reading_.find(*record, "Demand"));
        if (demand) known = {false, true, demand->state.text("title"), demand->state.text("treaty"), demand->state.compartment()};
        known.is_hidden = !demand && reading_.is_hidden(*record);
        return &known;
    }

    base::Status load() {
        GUVOH_TRY(const auto found, reading_.states("Recommendation", {{"state", lists::Where::Is, {state_}}}));
        if (found.size() > kMostItems) return fail(ErrorKind::Unsupported, "this State has more than 10,000 recommendations");
        for (const FoundRecord& record : found) GUVOH_TRY_VOID(take(record));
        std::sort(asked_.begin(), asked_.end(), [](const Asked& a, const Asked& b) { return std::tie(a.day, a.order, a.id) < std::tie(b.day, b.order, b.id); });
        return {};
    }

    base::Status take(const FoundRecord& record) {
        const ledger::RecordState& state = record.state;
        Asked one{record.id.text(), state.text("text"), state.compartment(), first_day(state.text("made_on")), state.integer("order"), {}};
        one.item.compartment = one.compartment;
        if (const std::string demand = state.text("demand"); !demand.empty()) {
            GUVOH_TRY(const KnownDemand* const known, known_demand(demand));
            if (known->is_hidden) return {};  // others have put it into a group that the caller does not see
            if (known->is_seen) one.item.demand = demand, one.item.treaty = known->treaty, one.item.demand_compartment = known->compartment;
        }
        one.item.words = demand_words(one.text, texts_of(record.field("treaties")));
        asked_.push_back(std::move(one));
        return {};
    }

    DemandProposal proposal_of(const DemandGroup& group, const std::vector<DemandItem>& items) {
        DemandProposal proposal;
        proposal.state = state_;
        proposal.words = group.words;
        proposal.likeness = group.likeness;
        proposal.treaty = group.treaty;
        for (const std::size_t member : group.members) {
            proposal.recommendations.push_back(asked_[member].id);
            if (items[member].demand.empty()) continue;
            proposal.demand = items[member].demand;
            proposal.already.push_back(asked_[member].id);
        }
        proposal.title = proposal.demand.empty() ? title_of_group(group) : demands_.at(proposal.demand).title;
        return proposal;
    }

    /// The shortest text, of those who may be read wherever the demand will stand: in general, if any of them does.
    std::string title_of_group(const DemandGroup& group) const {
        const bool any_general = std::any_of(group.members.begin(), group.members.end(), [this](std::size_t one) { return is_general(one); });
        const std::string* shortest = nullptr;
        for (const std::size_t member : group.members) {
            const std::string& text = asked_[member].text;
            if (any_general && !is_general(member)) continue;
            if (shortest == nullptr || text.size() < shortest->size()) shortest = &text;
        }
        return cut_title(*shortest);
    }
    bool is_general(std::size_t index) const { return asked_[index].compartment == registry::kGeneralCompartment; }

    /// The first words of a text, as many as fit; a mark says that there were more.
    static std::string cut_title(const std::string& text) {
        std::size_t characters = 0, last_space = 0;
        for (std::size_t at = 0; at < text.size(); ++at) {
            if ((static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) continue;  // within a character
            if (text[at] == ' ' && characters < kMostTitle) last_space = at;
            ++characters;
        }
        if (characters <= kMostTitle) return text;
        return last_space == 0 ? text.substr(0, kMostTitle / 4) : text.substr(0, last_space) + "…";
    }

    DeskReading& reading_;  // propose_demands()'s
    const std::string state_;
    std::map<std::string, KnownDemand> demands_;
    std::vector<Asked> asked_;  // by date
};

/// Writes one accepted group.
class Accepting {
public:
    Accepting(RecordDesk& records, const Caller& caller, const DemandProposal& proposal) : records_(records), caller_(caller), proposal_(proposal) {}

    base::Expected<std::string> all(std::string_view reason) {
        GUVOH_TRY_VOID(check());
        GUVOH_TRY(const auto writing, DeskWriting::begin(records_, caller_, reason));
        if (demand_ == base::Id{}) {
            demand_ = writing->new_id();
            GUVOH_TRY_VOID(writing->put("Demand", demand_, compartment_, values_));
        }
        for (const Member& member : members_) {
            const auto now = writing->find(member.id);
            if (!now || now->compartment() != member.compartment) return fail(ErrorKind::Conflict, "a recommendation of this group was expunged or moved meanwhile");
            if (now->text("demand") == demand_.text()) continue;
            GUVOH_TRY_VOID(writing->put("Recommendation", member.id, member.compartment, Json::Object{{"demand", demand_.text()}}));
        }
        GUVOH_TRY_VOID(writing->commit());
        return demand_.text();
    }

private:
    struct Member {
        base::Id id;
        std::string compartment;
    };

    base::Status check() {
        if (proposal_.recommendations.empty()) return fail(schema::field_error("recommendations", "name at least one"));
        GUVOH_TRY(DeskReading reading, DeskReading::begin(records_, caller_));
        for (const std::string& id : proposal_.recommendations) GUVOH_TRY_VOID(take_member(reading, id));
        return proposal_.demand.empty() ? check_new(reading.schema()) : check_joining(reading);
    }

    base::Status take_member(DeskReading& reading, const std::string& id) {
        GUVOH_TRY(const FoundRecord found, reading.load(id, "Recommendation"));
        const ledger::RecordState& state = found.state;
        if (members_.empty()) state_ = state.text("state");
        if (state.text("state") != state_ || (!proposal_.state.empty() && proposal_.state != state_)) {
            return fail(schema::field_error("recommendations", "these recommendations are made to several States"));
        }
        const bool known = std::any_of(members_.begin(), members_.end(), [&found](const Member& one) { return one.id == found.id; });
        if (!known) members_.push_back({found.id, state.compartment()});
        return {};
    }

    /// A new demand stands where all may read it who may read one of its recommendations.
    base::Status check_new(const schema::Schema& schema) {
        compartment_ = members_.front().compartment;
        for (const Member& member : members_) {
            if (member.compartment == registry::kGeneralCompartment) compartment_ = member.compartment;
        }
        for (const Member& member : members_) {
            if (!fits(member)) return fail(schema::field_error("recommendations", "these recommendations stand in different compartments: take those of one"));
        }
        Json fields{Json::Object{}};
        fields["title"] = proposal_.title;
        fields["state"] = state_;
        fields["status"] = "open";
        if (!proposal_.treaty.empty()) fields["treaty"] = proposal_.treaty;
        GUVOH_TRY(const Json clean, normalised(fields));
        GUVOH_TRY(values_, schema.validate("Demand", clean, schema::ValidateMode::create));
        return {};
    }

    base::Status check_joining(DeskReading& reading) {
        GUVOH_TRY(const FoundRecord found, reading.load(proposal_.demand, "Demand"));
        demand_ = found.id;
        if (found.state.text("state") != state_) return fail(schema::field_error("demand", "this demand is made to another State"));
        compartment_ = found.state.compartment();
        for (const Member& member : members_) {
            if (!fits(member)) return fail(schema::field_error("demand", "this demand stands in a compartment whose members do not see all of the recommendations"));
        }
        return {};
    }

    /// Whoever sees the recommendation must see the demand, or the link would tell of what is hidden.
    bool fits(const Member& member) const { return compartment_ == registry::kGeneralCompartment || compartment_ == member.compartment; }

    RecordDesk& records_;  // all borrowed from accept_demand()
    const Caller& caller_;
    const DemandProposal& proposal_;
    std::vector<Member> members_;
    std::string state_, compartment_;
    base::Id demand_;
    Json values_;
};

}  // namespace

base::Expected<std::vector<DemandProposal>> propose_demands(Desk& desk, const Caller& caller, std::string_view state) {
    GUVOH_TRY(DeskReading reading, DeskReading::begin(desk.records(), caller));
    const schema::Vocabulary* countries = reading.schema().find_vocabulary("countries");
    if (countries == nullptr || countries->find_term(state) == nullptr) {
        return fail(schema::field_error("state", "name the State by three letters, as KGZ"));
    }
    GUVOH_TRY(auto proposals, Proposing(reading, state).all());
    GUVOH_TRY(const auto refused, refused_demands(desk, caller, state));
    return without_refused(std::move(proposals), refused);
}

base::Expected<std::string> accept_demand(Desk& desk, const Caller& caller, const DemandProposal& proposal, std::string_view reason) {
    GUVOH_TRY_VOID(caller.require(Permission::Write));
    GUVOH_TRY_VOID(check_reason(reason));
    return Accepting(desk.records(), caller, proposal).all(reason);
}

}  // namespace guvoh::recommendations
