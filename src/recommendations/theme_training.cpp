// SPDX-License-Identifier: AGPL-3.0-or-later
#include "recommendations/theme_training.h"

#include <map>

#include "recommendations/desk_parts.h"
#include "recommendations/follow_up_parts.h"
#include "registry/records.h"
#include "service/theme_models.h"
#include "themes/evaluate.h"

namespace guvoh::recommendations {

namespace {

constexpr std::uint32_t kPage = 1000;

/// Recommendations by compartment, since a change is written into one.
using ByCompartment = std::map<std::string, std::vector<RecordRow>>;

base::Expected<ByCompartment> all_recommendations(Desk& desk, const Caller& caller) {
    ByCompartment all;
    ListRequest page;
    page.type = "Recommendation";
    page.limit = kPage;
    do {
        GUVOH_TRY(ListReply reply, desk.records().list(caller, page));
        for (RecordRow& row : reply.rows) all[row.compartment].push_back(std::move(row));
        page.cursor = reply.next_cursor;
    } while (!page.cursor.empty());
    return all;
}

/// What the model of a compartment may learn from: its own texts, and those that everybody sees.
std::vector<themes::LabelledText> labelled_of(const ByCompartment& all, std::string_view learning) {
    std::vector<themes::LabelledText> labelled;
    for (const auto& [compartment, rows] : all) {
        if (compartment != learning && compartment != registry::kGeneralCompartment) continue;
        for (const RecordRow& row : rows) {
            themes::LabelledText one{text_in(row.fields, "text"), texts_in(row.fields, "themes"), number_in(row.fields, "action_category"), text_in(row.fields, "state")};
            if (!one.themes.empty()) labelled.push_back(std::move(one));
        }
    }
    return labelled;
}

/// The themes suggested, best first as an import writes them: what is suggested as before is no change.
base::Json suggested(const Suggester& suggester, const std::string& text) {
    base::Json::Array codes;
    for (const auto& one : suggester.suggest(text)) {
        if (one.kind == themes::Kind::Theme) codes.emplace_back(one.code);
    }
    return codes;
}

/// Writes what is suggested now, where the compartment's model may have a say.
base::Status apply(Desk& desk, const Caller& caller, const ByCompartment& all, const TrainThemesOptions& options, TrainThemesReport& report) {
    for (const auto& [compartment, rows] : all) {
        if (options.compartment != registry::kGeneralCompartment && compartment != options.compartment) continue;
        GUVOH_TRY(const Suggester suggester, desk.suggester(caller, compartment));
        GUVOH_TRY(const auto batch, RecordBatch::begin(desk.records(), caller, compartment, options.reason, false));
        for (const RecordRow& row : rows) {
            ++report.seen;
            const base::Json next = suggested(suggester, text_in(row.fields, "text"));
            if (next == row.fields["suggested_themes"] || (next.array().empty() && row.fields["suggested_themes"].is_null())) {
                ++report.already_there;
                continue;
            }
            GUVOH_TRY(const base::Id id, base::Id::parse(row.id));
            GUVOH_TRY_VOID(batch->set("Recommendation", id, base::Json::Object{{"suggested_themes", next}}));
            ++report.changed;
        }
        GUVOH_TRY_VOID(batch->commit());
    }
    return {};
}

/// Who may keep a model or give it up: who may write what it then suggests.
base::Status check_may(Desk& desk, const Caller& caller, const TrainThemesOptions& options) {
    GUVOH_TRY_VOID(caller.require(Permission::Write));
    if (options.apply) GUVOH_TRY_VOID(caller.require(Permission::Import));
    GUVOH_TRY_VOID(check_reason(options.reason));
    return check_place(desk.records(), caller, options.compartment);
}

}  // namespace

base::Expected<TrainThemesReport> train_themes(Desk& desk, const Caller& caller, const TrainThemesOptions& options) {
    GUVOH_TRY_VOID(check_may(desk, caller, options));
    GUVOH_TRY(const ByCompartment all, all_recommendations(desk, caller));
    const auto labelled = labelled_of(all, options.compartment);
    GUVOH_TRY(const auto found, themes::cross_validate(labelled, options.folds));
    TrainThemesReport report;
    report.labelled = found.texts;
    report.states = found.groups;
    report.folds = found.folds;
    report.model_f1 = found.model.f1();
    report.rules_f1 = found.rules.f1();
    report.most_frequent_f1 = found.most_frequent.f1();
    report.action_labelled = found.action_texts;
    report.action_model = found.action_model;
    report.action_rules = found.action_rules;
    report.action_most_frequent = found.action_most_frequent;
    if (!options.apply) return report;
    GUVOH_TRY(const auto model, themes::train(labelled));
    const service::ModelFigures figures{report.labelled, report.states, report.folds, report.model_f1, report.rules_f1};
    GUVOH_TRY_VOID(service::keep_model(desk.workspace(), caller, options.compartment, model.bytes(), figures, options.reason));
    GUVOH_TRY_VOID(apply(desk, caller, all, options, report));
    return report;
}

base::Expected<TrainThemesReport> forget_training(Desk& desk, const Caller& caller, const TrainThemesOptions& options) {
    GUVOH_TRY_VOID(check_may(desk, caller, options));
    GUVOH_TRY_VOID(service::forget_model(desk.workspace(), caller, options.compartment, options.reason));
    TrainThemesReport report;
    GUVOH_TRY(const ByCompartment all, all_recommendations(desk, caller));
    GUVOH_TRY_VOID(apply(desk, caller, all, options, report));
    return report;
}

base::Expected<std::vector<KeptModelView>> kept_models(Desk& desk, const Caller& caller) {
    GUVOH_TRY(const auto models, service::visible_models(desk.workspace(), caller));
    std::vector<KeptModelView> views;
    for (const service::StoredModel& one : models) {
        GUVOH_TRY(const Suggester suggester, desk.suggester(caller, one.compartment));
        views.push_back({one.compartment, one.kept_at, one.member, one.figures.texts, one.figures.states, one.figures.folds, one.size_bytes, one.figures.model_f1, one.figures.rules_f1, suggester.note()});
    }
    return views;
}

}  // namespace guvoh::recommendations
