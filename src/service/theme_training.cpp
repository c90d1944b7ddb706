// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/theme_training.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "service/follow_up_parts.h"
#include "service/record_batch.h"
#include "themes/codes.h"
#include "themes/evaluate.h"

namespace guvoh::service {

namespace {

constexpr std::uint32_t kPage = 1000;

/// Recommendations by compartment, since a change is written into one.
using ByCompartment = std::map<std::string, std::vector<RecordRow>>;

base::Expected<ByCompartment> all_recommendations(RecordDesk& desk, const Caller& caller) {
    ByCompartment all;
    ListRequest page;
    page.type = "Recommendation";
    page.limit = kPage;
    do {
        GUVOH_TRY(ListReply reply, desk.list(caller, page));
        for (RecordRow& row : reply.rows) all[row.compartment].push_back(std::move(row));
        page.cursor = reply.next_cursor;
    } while (!page.cursor.empty());
    return all;
}

std::vector<themes::LabelledText> labelled_of(const ByCompartment& all) {
    std::vector<themes::LabelledText> labelled;
    for (const auto& [compartment, rows] : all) {
        for (const RecordRow& row : rows) {
            themes::LabelledText one{text_in(row.fields, "text"), texts_in(row.fields, "themes"), number_in(row.fields, "action_category"), text_in(row.fields, "state")};
            if (!one.themes.empty()) labelled.push_back(std::move(one));
        }
    }
    return labelled;
}

/// What is suggested for a text: by the model, and what the rules are sure of besides.
base::Json suggested(const themes::Model& model, const std::string& text) {
    std::set<std::string> codes;
    for (const auto& list : {model.predict(text), themes::suggest(text)}) {
        for (const auto& one : list) {
            if (one.kind == themes::Kind::Theme) codes.insert(one.code);
        }
    }
    return base::Json::Array(codes.begin(), codes.end());
}

base::Status apply(RecordDesk& desk, const Caller& caller, const themes::Model& model, const ByCompartment& all, const std::string& reason, TrainThemesReport& report) {
    for (const auto& [compartment, rows] : all) {
        GUVOH_TRY(const auto batch, RecordBatch::begin(desk.parts(), caller, compartment, reason, false));
        for (const RecordRow& row : rows) {
            ++report.seen;
            const base::Json next = suggested(model, text_in(row.fields, "text"));
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

}  // namespace

base::Expected<TrainThemesReport> train_themes(RecordDesk& desk, const Caller& caller, const TrainThemesOptions& options) {
    GUVOH_TRY_VOID(caller.require(Permission::Write));
    GUVOH_TRY(const ByCompartment all, all_recommendations(desk, caller));
    const auto labelled = labelled_of(all);
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
    GUVOH_TRY_VOID(apply(desk, caller, model, all, options.reason, report));
    return report;
}

}  // namespace guvoh::service
