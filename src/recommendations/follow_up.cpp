// SPDX-License-Identifier: AGPL-3.0-or-later
#include "recommendations/follow_up.h"

#include <algorithm>

#include "recommendations/follow_up_parts.h"

namespace guvoh::recommendations {

using base::ErrorKind;
using base::fail;
using base::Json;

namespace {

constexpr std::uint32_t kPage = 1000;

MeasureView measure_of(DeskReading& records, const LinkedRecord& record, std::string_view today) {
    MeasureView view;
    view.id = record.id;
    view.title = text_in(record.fields, "title");
    view.institution = records.title(text_in(record.fields, "institution"));
    view.responsible = text_in(record.fields, "responsible");
    view.due_on = text_in(record.fields, "due_on");
    view.done_on = text_in(record.fields, "done_on");
    view.status = text_in(record.fields, "status");
    view.budget = text_in(record.fields, "budget");
    view.overdue = is_past(view.due_on, today) && view.status != "done" && view.status != "stopped";
    return view;
}

AssessmentView assessment_of(DeskReading& records, const LinkedRecord& record) {
    AssessmentView view;
    view.id = record.id;
    view.assessor = text_in(record.fields, "assessor");
    view.by = records.title(text_in(record.fields, "by"));
    view.scale = text_in(record.fields, "scale");
    view.grade = text_in(record.fields, "grade");
    view.level = records.broader("assessment_grades", view.grade);
    view.assessed_on = text_in(record.fields, "assessed_on");
    view.reasons = text_in(record.fields, "reasons");
    view.passages = texts_in(record.fields, "passages");
    return view;
}

FollowUpRow row_of(const RecordRow& record) {
    FollowUpRow row;
    row.id = record.id;
    row.number = text_in(record.fields, "number");
    row.text = text_in(record.fields, "text");
    row.issuer = text_in(record.fields, "issuer");
    row.position = text_in(record.fields, "position");
    row.made_on = text_in(record.fields, "made_on");
    row.review = text_in(record.fields, "review");
    row.demand = text_in(record.fields, "demand");
    row.document = text_in(record.fields, "document");
    row.passage = text_in(record.fields, "passage");
    row.states = texts_in(record.fields, "recommending_states");
    row.themes = texts_in(record.fields, record.fields["themes"].is_null() ? "suggested_themes" : "themes");
    row.cycle = number_in(record.fields, "cycle");
    row.page = record.fields["page"].integer_or(0);
    return row;
}

void add_assessments(FollowUpRow& row, DeskReading& records, const std::vector<const LinkedRecord*>& found) {
    for (const LinkedRecord* record : found) {
        AssessmentView view = assessment_of(records, *record);
        (view.assessor == "state" ? row.by_state : row.by_others).push_back(std::move(view));
    }
    for (auto* list : {&row.by_state, &row.by_others}) {
        std::stable_sort(list->begin(), list->end(), [](const auto& a, const auto& b) { return a.assessed_on > b.assessed_on; });
    }
    const auto independent = std::find_if(row.by_others.begin(), row.by_others.end(), [](const auto& view) { return view.level != "cannot_say"; });
    if (!row.by_state.empty() && independent != row.by_others.end()) row.disagree = row.by_state.front().level != independent->level;
}

void count(FollowUpReply& reply, const FollowUpRow& row) {
    ++reply.positions[row.position.empty() ? "none" : row.position];
    if (const auto* latest = latest_assessment(row)) ++reply.levels[latest->level];
    if (row.disagree) ++reply.disagreeing;
    if (row.measures.empty()) ++reply.without_measure;
    if (std::any_of(row.measures.begin(), row.measures.end(), [](const auto& measure) { return measure.overdue; })) ++reply.overdue;
}

}  // namespace

const AssessmentView* latest_assessment(const FollowUpRow& row) {
    if (!row.by_others.empty()) return &row.by_others.front();
    return row.by_state.empty() ? nullptr : &row.by_state.front();
}

base::Expected<FollowUpReply> follow_up(Desk& desk, const Caller& caller, const FollowUpRequest& request) {
    GUVOH_TRY(DeskReading records, DeskReading::begin(desk.records(), caller));
    GUVOH_TRY(const auto measures, records.by_link("Measure", "recommendations"));
    GUVOH_TRY(const auto assessments, records.by_link("Assessment", "recommendation"));
    FollowUpReply reply;
    ListRequest page = request.list;
    page.type = "Recommendation";
    page.limit = kPage;
    page.facets.clear();
    do {
        GUVOH_TRY(const ListReply found, desk.records().list(caller, page));
        reply.total = found.total;
        for (const RecordRow& record : found.rows) {
            FollowUpRow row = row_of(record);
            for (const LinkedRecord* measure : measures.of(row.id)) row.measures.push_back(measure_of(records, *measure, request.today));
            std::stable_sort(row.measures.begin(), row.measures.end(), [](const auto& a, const auto& b) { return a.due_on < b.due_on; });
            add_assessments(row, records, assessments.of(row.id));
            count(reply, row);
            reply.rows.push_back(std::move(row));
        }
        page.cursor = found.next_cursor;
    } while (!page.cursor.empty() && reply.rows.size() < kMostFollowUpRows);
    return reply;
}

}  // namespace guvoh::recommendations
