// SPDX-License-Identifier: AGPL-3.0-or-later
#include "recommendations/suggestions.h"

#include <algorithm>

#include "recommendations/desk_parts.h"


namespace guvoh::recommendations {

using base::ErrorKind;
using base::fail;
using base::Json;

namespace {

constexpr std::size_t kMostConfirmed = 1000;

/// The field that a kind of suggestion is confirmed in; null for kinds that are facts of the words alone.
const char* field_of(themes::Kind kind) {
    if (kind == themes::Kind::Theme) return "themes";
    if (kind == themes::Kind::Group) return "groups";
    if (kind == themes::Kind::Goal) return "sdgs";
    return kind == themes::Kind::Action ? "action_category" : nullptr;
}

/// What confirming adds to the fields of a recommendation; empty when all of it is there.
Json additions(const Suggester& suggester, const Json& fields) {
    Json added{Json::Object{}};
    for (const auto& one : suggester.suggest(fields["text"].string_or(""))) {
        const char* field = field_of(one.kind);
        if (field == nullptr) continue;
        if (one.kind == themes::Kind::Action) {
            if (fields[field].is_null() && !added.contains(field)) added[field] = one.code;
            continue;
        }
        Json::Array codes = added.contains(field) ? std::as_const(added)[field].array() : fields[field].array();
        if (std::find(codes.begin(), codes.end(), Json(one.code)) != codes.end()) continue;
        codes.emplace_back(one.code);
        added[field] = std::move(codes);
    }
    return added;
}

base::Expected<service::RecordView> load_recommendation(Desk& desk, const Caller& caller, std::string_view id) {
    GUVOH_TRY(service::RecordView record, desk.records().load(caller, id));
    if (record.type != "Recommendation") return fail(ErrorKind::NotFound, "no such recommendation");
    return record;
}

}  // namespace

base::Expected<std::vector<SuggestionView>> suggestions(Desk& desk, const Caller& caller, std::string_view id) {
    GUVOH_TRY(const service::RecordView record, load_recommendation(desk, caller, id));
    const std::string text(record.fields["text"].string_or(""));
    GUVOH_TRY(const Suggester suggester, desk.suggester(caller, record.compartment));
    std::vector<SuggestionView> views;
    for (const auto& one : suggester.suggest(text)) {
        SuggestionView view{std::string(themes::kind_name(one.kind)), one.code, std::string(themes::by_name(one.by)), one.score, {}, {}};
        for (const themes::Span& span : one.spans) {
            view.spans.push_back({span.begin, span.end});
            view.words.push_back(text.substr(span.begin, span.end - span.begin));
        }
        views.push_back(std::move(view));
    }
    return views;
}

base::Expected<ConfirmReport> confirm_suggestions(Desk& desk, const Caller& caller, const std::vector<std::string>& ids, std::string_view reason) {
    GUVOH_TRY_VOID(caller.require(Permission::Write));
    GUVOH_TRY_VOID(check_reason(reason));
    if (ids.size() > kMostConfirmed) return fail(ErrorKind::Invalid, "confirm at most 1,000 at once");
    ConfirmReport report;
    for (const std::string& id : ids) {
        ++report.seen;
        const auto record = load_recommendation(desk, caller, id);
        if (!record) {
            report.refused.push_back({id, record.error().detail});
            continue;
        }
        GUVOH_TRY(const Suggester suggester, desk.suggester(caller, record->compartment));
        service::RecordChange change;
        change.fields = additions(suggester, record->fields);
        change.reason = reason;
        change.if_version = record->version;
        if (change.fields.object().empty()) {
            ++report.already_there;
        } else if (const auto changed = desk.records().change(caller, id, change)) {
            ++report.changed;
        } else {
            report.refused.push_back({id, changed.error().detail});
        }
    }
    return report;
}

}  // namespace guvoh::recommendations
