// SPDX-License-Identifier: AGPL-3.0-or-later
#include "recommendations/import_fields.h"

namespace guvoh::recommendations {

using base::Json;

namespace {

void put_number(Json& fields, const char* name, std::int64_t number) {
    if (number > 0) fields[name] = number;
}

}  // namespace

void put_text(Json& fields, const char* name, const std::string& text) {
    if (!text.empty()) fields[name] = text;
}

void put_codes(Json& fields, const char* name, const std::vector<std::string>& codes) {
    if (!codes.empty()) fields[name] = Json::Array(codes.begin(), codes.end());
}

Json review_fields(const SourceReview& review) {
    Json fields{Json::Object{}};
    put_text(fields, "title", review.title);
    put_text(fields, "kind", review.kind);
    put_text(fields, "body", review.body);
    put_text(fields, "state", review.state);
    put_text(fields, "symbol", review.symbol);
    put_text(fields, "held_on", review.held_on);
    put_text(fields, "follow_up_due_on", review.follow_up_due_on);
    put_text(fields, "report_due_on", review.report_due_on);
    if (review.cycle > 0) fields["cycle"] = std::to_string(review.cycle);
    put_number(fields, "session", review.session);
    fields["source_key"] = review.key;
    return fields;
}

Json common_fields(const SourceItems& items, const SourceRecommendation& one) {
    const SourceReview& review = items.reviews[one.review];
    Json fields{Json::Object{}};
    fields["text"] = one.text;
    fields["state"] = review.state;
    fields["source"] = items.source;
    if (review.cycle > 0) fields["cycle"] = std::to_string(review.cycle);
    put_text(fields, "made_on", items.made_on.empty() ? review.held_on : items.made_on);
    put_codes(fields, "themes", one.themes);
    return fields;
}

void put_recommendation_fields(Json& fields, const SourceReview& review, const SourceRecommendation& one, std::size_t order) {
    fields["issuer"] = review.body;
    fields["order"] = static_cast<std::int64_t>(order);
    put_text(fields, "number", one.number);
    put_text(fields, "subject", one.subject);
    put_text(fields, "concern", one.concern);
    put_text(fields, "symbol", review.symbol);
    put_text(fields, "action_category", one.action_category);
    put_text(fields, "due_on", one.due_on);
    put_codes(fields, "recommending_states", one.states);
    put_codes(fields, "groups", one.groups);
    put_codes(fields, "sdgs", one.sdgs);
    if (one.follow_up) fields["follow_up"] = true;
}

Json status_fields(const SourceStatus& status) {
    Json fields{Json::Object{}};
    fields["treaty"] = status.treaty;
    fields["state"] = status.state;
    put_text(fields, "status", status.status);
    put_codes(fields, "declarations", status.declarations);
    put_text(fields, "reservations", status.reservations);
    put_text(fields, "signed_on", status.signed_on);
    put_text(fields, "bound_on", status.bound_on);
    put_text(fields, "manner", status.manner);
    put_text(fields, "note", status.note);
    return fields;
}

}  // namespace guvoh::recommendations
