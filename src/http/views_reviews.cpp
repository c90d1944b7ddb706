// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/views_reviews.h"

#include <algorithm>

#include "http/views.h"

namespace guvoh::http {

using base::Json;

namespace {

Json counts_json(const std::map<std::string, std::uint64_t>& counts) {
    Json json{Json::Object{}};
    for (const auto& [name, count] : counts) json[name] = count;
    return json;
}

template <class List, class One>
Json::Array each(const List& list, One&& one) {
    Json::Array array;
    for (const auto& item : list) array.push_back(one(item));
    return array;
}

Json measure_json(const recommendations::MeasureView& measure) {
    return Json::Object{{"id", measure.id},         {"title", measure.title},     {"institution", measure.institution},
                        {"responsible", measure.responsible}, {"due_on", measure.due_on}, {"done_on", measure.done_on},
                        {"status", measure.status}, {"budget", measure.budget},   {"overdue", measure.overdue}};
}

Json assessment_json(const recommendations::AssessmentView& view) {
    return Json::Object{{"id", view.id},       {"assessor", view.assessor}, {"by", view.by},
                        {"scale", view.scale}, {"grade", view.grade},       {"level", view.level},
                        {"assessed_on", view.assessed_on}, {"reasons", view.reasons}, {"passages", texts_json(view.passages)}};
}

Json row_json(const recommendations::FollowUpRow& row) {
    Json json = Json::Object{{"id", row.id},           {"number", row.number},   {"text", row.text},     {"issuer", row.issuer},
                             {"position", row.position}, {"made_on", row.made_on}, {"review", row.review}, {"demand", row.demand},
                             {"document", row.document}, {"passage", row.passage}, {"disagree", row.disagree}};
    json["states"] = texts_json(row.states);
    json["themes"] = texts_json(row.themes);
    json["cycle"] = row.cycle;
    json["page"] = row.page;
    json["measures"] = each(row.measures, measure_json);
    json["by_state"] = each(row.by_state, assessment_json);
    json["by_others"] = each(row.by_others, assessment_json);
    return json;
}

Json due_item_json(const recommendations::DueItem& item) {
    return Json::Object{{"date", item.date},   {"kind", item.kind},   {"id", item.id},          {"type", item.type},
                        {"title", item.title}, {"state", item.state}, {"overdue", item.overdue}};
}

Json treaty_json(const recommendations::StatePage::Treaty& treaty) {
    return Json::Object{{"treaty", treaty.treaty},     {"status", treaty.status},
                        {"signed_on", treaty.signed_on}, {"bound_on", treaty.bound_on},
                        {"report_due_on", treaty.report_due_on}, {"npm_designated_on", treaty.npm_designated_on},
                        {"declarations", texts_json(treaty.declarations)}};
}

Json review_json(const recommendations::StatePage::ReviewLine& line) {
    return Json::Object{{"id", line.id},           {"title", line.title}, {"body", line.body}, {"held_on", line.held_on},
                        {"report_due_on", line.report_due_on}, {"cycle", line.cycle}, {"positions", counts_json(line.positions)}};
}

Json demand_row_json(const service::RecordRow& row) {
    return Json::Object{{"id", row.id}, {"title", row.title}, {"status", row.fields["status"].string_or("")}, {"treaty", row.fields["treaty"].string_or("")}};
}

Json step_json(const recommendations::DemandStep& step) {
    Json json = Json::Object{{"recommendation", step.recommendation}, {"number", step.number}, {"text", step.text}, {"issuer", step.issuer},
                             {"made_on", step.made_on}, {"document", step.document}, {"cycle", step.cycle}, {"page", step.page}, {"change", step.change}};
    json["states"] = texts_json(step.states);
    json["positions"] = each(step.positions, [](const recommendations::DemandStep::Said& said) {
        return Json(Json::Object{{"position", said.position}, {"stage", said.stage}, {"stated_on", said.stated_on}, {"document", said.document}, {"page", said.page}});
    });
    return json;
}

}  // namespace

Json follow_up_json(const recommendations::FollowUpReply& reply, std::size_t limit) {
    Json json;
    json["total"] = reply.total;
    Json::Array rows;
    for (std::size_t i = 0; i < std::min(limit, reply.rows.size()); ++i) rows.push_back(row_json(reply.rows[i]));
    json["rows"] = std::move(rows);
    json["positions"] = counts_json(reply.positions);
    json["levels"] = counts_json(reply.levels);
    json["disagreeing"] = reply.disagreeing;
    json["overdue"] = reply.overdue;
    json["without_measure"] = reply.without_measure;
    return json;
}

Json due_json(const std::vector<recommendations::DueItem>& items) {
    Json json;
    json["items"] = each(items, due_item_json);
    return json;
}

Json state_page_json(const recommendations::StatePage& page) {
    Json json;
    json["state"] = page.state;
    json["treaties"] = each(page.treaties, treaty_json);
    json["reviews"] = each(page.reviews, review_json);
    json["demands"] = each(page.demands, demand_row_json);
    json["themes"].make_object();
    for (const auto& [theme, counts] : page.themes) json["themes"][theme] = counts_json(counts);
    json["due"] = each(page.due, due_item_json);
    return json;
}

Json proposals_json(const std::vector<recommendations::DemandProposal>& proposals, const std::vector<recommendations::DemandRefusal>& refused) {
    Json json;
    json["refused"] = each(refused, [](const recommendations::DemandRefusal& one) {
        return Json(Json::Object{{"id", one.id}, {"member", one.member}, {"recommendations", texts_json(one.recommendations)}});
    });
    json["proposals"] = each(proposals, [](const recommendations::DemandProposal& one) {
        return Json(Json::Object{{"title", one.title}, {"state", one.state}, {"treaty", one.treaty}, {"demand", one.demand},
                                 {"recommendations", texts_json(one.recommendations)}, {"words", texts_json(one.words)}, {"likeness", one.likeness}});
    });
    return json;
}

Json demand_json(const recommendations::DemandHistory& history) {
    Json json = Json::Object{{"id", history.id},       {"title", history.title},   {"state", history.state},
                             {"status", history.status}, {"treaty", history.treaty}, {"drift", history.drift},
                             {"treaty_status", history.treaty_status}, {"bound_on", history.bound_on}, {"overdue_since", history.overdue_since}};
    json["steps"] = each(history.steps, step_json);
    json["course"] = each(history.course, [](const recommendations::DemandTurn& one) {
        return Json(Json::Object{{"position", one.position}, {"on", one.on}, {"document", one.document}, {"page", one.page}, {"recommendation", one.recommendation}});
    });
    return json;
}

Json suggestions_json(const std::vector<recommendations::SuggestionView>& suggestions) {
    Json json;
    json["suggestions"] = each(suggestions, [](const recommendations::SuggestionView& one) {
        Json::Array spans;
        for (const auto& span : one.spans) spans.push_back(Json::Array{span.begin, span.end});
        return Json(Json::Object{{"kind", one.kind}, {"code", one.code}, {"by", one.by}, {"score", one.score}, {"words", texts_json(one.words)}, {"spans", spans}});
    });
    return json;
}

Json table_look_json(const recommendations::TableLook& look) {
    Json json;
    json["problem"] = look.problem;
    json["rows"] = look.rows;
    json["heading_row"] = look.heading_row;
    Json::Array columns;
    for (const auto& one : look.columns) {
        columns.push_back(Json::Object{{"heading", one.heading}, {"samples", texts_json(one.samples)}, {"filled", one.filled}, {"by", one.by}});
    }
    json["columns"] = std::move(columns);
    json["doubled"] = texts_json(look.doubled);
    json["mapping"] = recommendations::mapping_json(look.mapping);
    json["remembered"] = look.remembered;
    json["missing"] = texts_json(look.missing);
    Json::Array preview;
    for (const auto& one : look.preview) preview.push_back(Json::Object{{"row", one.row}, {"fields", one.fields}, {"problem", one.problem}});
    json["preview"] = std::move(preview);
    return json;
}

Json confirm_json(const recommendations::ConfirmReport& report) {
    Json json;
    json["seen"] = report.seen;
    json["changed"] = report.changed;
    json["already_there"] = report.already_there;
    json["refused"] = each(report.refused, [](const service::Refused& one) { return Json(Json::Object{{"id", one.path}, {"reason", one.reason}}); });
    return json;
}

}  // namespace guvoh::http
