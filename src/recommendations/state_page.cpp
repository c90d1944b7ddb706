// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>

#include "recommendations/follow_up_parts.h"

namespace guvoh::recommendations {

namespace {

std::string position_in(const base::Json& fields) {
    const std::string position = text_in(fields, "position");
    return position.empty() ? "none" : position;
}

StatePage::Treaty treaty_of(const LinkedRecord& record) {
    StatePage::Treaty treaty;
    treaty.treaty = text_in(record.fields, "treaty");
    treaty.status = text_in(record.fields, "status");
    treaty.signed_on = text_in(record.fields, "signed_on");
    treaty.bound_on = text_in(record.fields, "bound_on");
    treaty.report_due_on = text_in(record.fields, "report_due_on");
    treaty.npm_designated_on = text_in(record.fields, "npm_designated_on");
    treaty.declarations = texts_in(record.fields, "declarations");
    return treaty;
}

StatePage::ReviewLine review_of(const LinkedRecord& record) {
    StatePage::ReviewLine line;
    line.id = record.id;
    line.title = text_in(record.fields, "title");
    line.body = text_in(record.fields, "body");
    line.held_on = text_in(record.fields, "held_on");
    line.report_due_on = text_in(record.fields, "report_due_on");
    line.cycle = number_in(record.fields, "cycle");
    return line;
}

/// Counts recommendations into their reviews and themes.
void count_recommendations(StatePage& page, const std::vector<LinkedRecord>& recommendations) {
    for (const LinkedRecord& record : recommendations) {
        const std::string position = position_in(record.fields), review = text_in(record.fields, "review");
        const auto line = std::find_if(page.reviews.begin(), page.reviews.end(), [&](const auto& one) { return one.id == review; });
        if (line != page.reviews.end()) ++line->positions[position];
        for (const std::string& theme : texts_in(record.fields, record.fields["themes"].is_null() ? "suggested_themes" : "themes")) ++page.themes[theme][position];
    }
}

}  // namespace

base::Expected<StatePage> state_page(Desk& desk, const Caller& caller, std::string_view state, std::string_view today) {
    GUVOH_TRY(DeskReading records, DeskReading::begin(desk.records(), caller));
    const schema::Vocabulary* countries = records.schema().find_vocabulary("countries");
    if (countries == nullptr || countries->find_term(state) == nullptr) return base::fail(base::ErrorKind::NotFound, "no such State");
    StatePage page;
    page.state = state;
    const std::vector<lists::Where> its{{"state", lists::Where::Is, {page.state}}};
    GUVOH_TRY(const auto treaties, records.all("InstrumentStatus", its));
    for (const LinkedRecord& record : treaties) page.treaties.push_back(treaty_of(record));
    std::sort(page.treaties.begin(), page.treaties.end(), [](const auto& a, const auto& b) { return a.treaty < b.treaty; });
    GUVOH_TRY(const auto reviews, records.all("Review", its));
    for (const LinkedRecord& record : reviews) page.reviews.push_back(review_of(record));
    std::sort(page.reviews.begin(), page.reviews.end(), [](const auto& a, const auto& b) { return std::tie(b.held_on, b.id) < std::tie(a.held_on, a.id); });
    GUVOH_TRY(const auto recommendations, records.all("Recommendation", its));
    count_recommendations(page, recommendations);
    ListRequest open;
    open.type = "Demand";
    open.where = {{"state", "is", {page.state}}};
    open.limit = 200;
    GUVOH_TRY(ListReply demands, desk.records().list(caller, open));
    for (RecordRow& row : demands.rows) {
        const std::string status = text_in(row.fields, "status");
        if (status != "met" && status != "dropped") page.demands.push_back(std::move(row));
    }
    GUVOH_TRY(page.due, due_items(desk, caller, state, today));
    return page;
}

}  // namespace guvoh::recommendations
