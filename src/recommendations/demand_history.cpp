// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "base/edtf.h"
#include "recommendations/demands.h"
#include "recommendations/follow_up_parts.h"
#include "themes/suggest.h"

namespace guvoh::recommendations {

using base::Json;

namespace {

constexpr int kNoCategory = 0;

std::int64_t first_day(const std::string& date) {
    const auto parsed = base::Edtf::parse(date);
    return date.empty() || !parsed ? base::kNoLastDay : parsed->days().first_day;
}

/// The action category of a recommendation: what a person or source gave, else what its words suggest; kNoCategory for neither.
int category_of(const Json& fields) {
    std::string code = text_in(fields, "action_category");
    if (code.empty()) {
        for (const auto& one : themes::suggest(text_in(fields, "text"))) {
            if (one.kind == themes::Kind::Action && code.empty()) code = one.code;
        }
    }
    return code.size() == 1 && code[0] >= '1' && code[0] <= '5' ? code[0] - '0' : kNoCategory;
}

/// What a position comes down to when positions are compared; "" for one that says nothing yet.
std::string stance_of(const std::string& position) {
    if (position == "under_examination" || position == "none") return {};
    return position == "implemented" ? "supported" : position;
}

/// A step with what is needed to put it in its place.
struct Placed {
    DemandStep step;
    std::int64_t day = 0, order = 0;
    int category = kNoCategory;
    std::string position;  ///< the last word, as the recommendation has it
};

Placed placed_of(const LinkedRecord& record) {
    const Json& fields = record.fields;
    Placed placed;
    DemandStep& step = placed.step;
    step.recommendation = record.id;
    step.number = text_in(fields, "number");
    step.text = text_in(fields, "text");
    step.issuer = text_in(fields, "issuer");
    step.made_on = text_in(fields, "made_on");
    step.document = text_in(fields, "document");
    step.states = texts_in(fields, "recommending_states");
    step.cycle = number_in(fields, "cycle");
    step.page = fields["page"].integer_or(0);
    placed.day = first_day(step.made_on);
    placed.order = fields["order"].integer_or(0);
    placed.category = category_of(fields);
    placed.position = text_in(fields, "position");
    return placed;
}

/// Says of each step how it stands to those of the date before: within one date the order means nothing.
void tell_changes(std::vector<Placed>& steps) {
    int before = kNoCategory, now = kNoCategory;
    bool any_before = false;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        if (i > 0 && steps[i].day != steps[i - 1].day) before = now, now = kNoCategory, any_before = true;
        const int category = steps[i].category;
        const bool comparable = any_before && before != kNoCategory && category != kNoCategory;
        steps[i].step.change = i == 0 ? "first" : !comparable || category == before ? "repeated" : category < before ? "weaker" : "stronger";
        now = std::max(now, category);
    }
}

/// Stances as text, in an order of their own: "noted and supported".
std::string told(const std::set<std::string>& stances) {
    std::string text;
    for (const std::string& one : stances) text += (text.empty() ? "" : " and ") + one;
    return text;
}

/// How the position went: per date what was said first and last of all recommendations then made.
std::string drift_of(const std::vector<Placed>& steps) {
    std::vector<std::string> course;
    const auto add = [&course](const std::set<std::string>& stances) {
        if (!stances.empty() && (course.empty() || course.back() != told(stances))) course.push_back(told(stances));
    };
    for (std::size_t i = 0; i < steps.size();) {
        std::set<std::string> first, last;
        const std::int64_t day = steps[i].day;
        for (; i < steps.size() && steps[i].day == day; ++i) {
            std::vector<std::string> said;
            for (const auto& one : steps[i].step.positions) said.push_back(stance_of(one.position));
            said.push_back(stance_of(steps[i].position));
            std::erase(said, std::string());
            if (said.empty()) continue;
            first.insert(said.front());
            last.insert(said.back());
        }
        add(first);
        add(last);
    }
    std::string drift;
    for (const std::string& one : course) drift += (drift.empty() ? "" : ", then ") + one;
    return course.size() < 2 ? std::string() : drift;
}

/// What was said of the demand and when, without what says nothing.
std::vector<std::pair<std::int64_t, DemandTurn>> statements_of(const std::vector<Placed>& steps) {
    std::vector<std::pair<std::int64_t, DemandTurn>> said;
    for (const Placed& one : steps) {
        const auto add = [&](const std::string& position, const std::string& stated_on, const std::string& document, std::int64_t page) {
            if (position.empty() || position == "none") return;
            const std::string& on = stated_on.empty() ? one.step.made_on : stated_on;
            said.push_back({first_day(on), {position, on, document, page, one.step.recommendation}});
        };
        for (const auto& position : one.step.positions) add(position.position, position.stated_on, position.document, position.page);
        if (one.step.positions.empty()) add(one.position, "", "", 0);
    }
    std::stable_sort(said.begin(), said.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    return said;
}

/// The turns: of each day what had not been said the time before. Of several who say it, the first that has a page is the witness.
std::vector<DemandTurn> course_of(const std::vector<Placed>& steps) {
    const auto said = statements_of(steps);
    std::vector<DemandTurn> course;
    std::set<std::string> before;
    for (std::size_t i = 0; i < said.size();) {
        std::map<std::string, DemandTurn> now;
        for (const std::int64_t day = said[i].first; i < said.size() && said[i].first == day; ++i) {
            const auto [known, is_new] = now.emplace(said[i].second.position, said[i].second);
            if (!is_new && known->second.page == 0 && said[i].second.page != 0) known->second = said[i].second;
        }
        std::set<std::string> positions;
        for (const auto& [position, turn] : now) positions.insert(position);
        if (positions == before) continue;
        for (auto& [position, turn] : now) course.push_back(std::move(turn));
        before = std::move(positions);
    }
    return course;
}

/// Puts what the State said under the recommendations it was said of, by date.
base::Status add_positions(DeskReading& source, std::vector<Placed>& steps) {
    std::vector<std::string> ids;
    for (const Placed& one : steps) ids.push_back(one.step.recommendation);
    GUVOH_TRY(auto positions, source.all("Position", {{"recommendation", lists::Where::Any, ids}}));
    std::sort(positions.begin(), positions.end(), [](const LinkedRecord& a, const LinkedRecord& b) {
        const auto key = [](const LinkedRecord& one) { return std::make_pair(first_day(text_in(one.fields, "stated_on")), one.id); };
        return key(a) < key(b);
    });
    std::map<std::string, DemandStep*> by_id;
    for (Placed& one : steps) by_id[one.step.recommendation] = &one.step;
    for (const LinkedRecord& one : positions) {
        const auto found = by_id.find(text_in(one.fields, "recommendation"));
        if (found == by_id.end()) continue;
        DemandStep& step = *found->second;
        DemandStep::Said said{text_in(one.fields, "position"), text_in(one.fields, "stage"), text_in(one.fields, "stated_on"), text_in(one.fields, "document"), one.fields["page"].integer_or(0)};
        // A report prints the recommendation beneath the sentence that says the position: that page is its source.
        if (said.page == 0 && !said.document.empty() && said.document == step.document) said.page = step.page;
        step.positions.push_back(std::move(said));
    }
    return {};
}

/// How far the State is bound by the treaty that the demand is about.
base::Status add_treaty_status(DeskReading& source, DemandHistory& history) {
    if (history.treaty.empty()) return {};
    GUVOH_TRY(const auto found, source.all("InstrumentStatus", {{"treaty", lists::Where::Is, {history.treaty}}, {"state", lists::Where::Is, {history.state}}}));
    std::string checked;
    for (const LinkedRecord& one : found) {
        const std::string here = text_in(one.fields, "checked_on");
        if (!history.treaty_status.empty() && here <= checked) continue;
        checked = here;
        history.treaty_status = text_in(one.fields, "status");
        history.bound_on = text_in(one.fields, "bound_on");
    }
    return {};
}

/// The earliest due date that has passed, "" when there is none or nothing is open.
std::string overdue_since(const std::vector<LinkedRecord>& recommendations, const DemandHistory& history, std::string_view today) {
    const bool closed = history.status == "met" || history.status == "dropped" || history.treaty_status == "party";
    std::string earliest;
    for (const LinkedRecord& one : recommendations) {
        const std::string due = text_in(one.fields, "due_on");
        if (closed || due.empty() || !is_past(due, today)) continue;
        if (earliest.empty() || first_day(due) < first_day(earliest)) earliest = due;
    }
    return earliest;
}

base::Expected<DemandHistory> begin_history(DeskReading& source, std::string_view id) {
    GUVOH_TRY(const FoundRecord demand, source.load(id, "Demand"));
    DemandHistory history;
    history.id = demand.id.text();
    history.title = demand.state.text("title");
    history.state = demand.state.text("state");
    history.status = demand.state.text("status");
    history.treaty = demand.state.text("treaty");
    return history;
}

}  // namespace

base::Expected<DemandHistory> demand_history(Desk& desk, const Caller& caller, std::string_view id, std::string_view today) {
    GUVOH_TRY(DeskReading source, DeskReading::begin(desk.records(), caller));
    GUVOH_TRY(DemandHistory history, begin_history(source, id));
    GUVOH_TRY(const auto recommendations, source.all("Recommendation", {{"demand", lists::Where::Is, {history.id}}}));
    std::vector<Placed> steps;
    for (const LinkedRecord& one : recommendations) steps.push_back(placed_of(one));
    std::sort(steps.begin(), steps.end(), [](const Placed& a, const Placed& b) {
        return std::tie(a.day, a.order, a.step.recommendation) < std::tie(b.day, b.order, b.step.recommendation);
    });
    tell_changes(steps);
    if (!steps.empty()) GUVOH_TRY_VOID(add_positions(source, steps));
    history.drift = drift_of(steps);
    history.course = course_of(steps);
    GUVOH_TRY_VOID(add_treaty_status(source, history));
    history.overdue_since = overdue_since(recommendations, history, today);
    for (Placed& one : steps) history.steps.push_back(std::move(one.step));
    return history;
}

}  // namespace guvoh::recommendations
