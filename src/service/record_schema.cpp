// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/record_parts.h"

namespace guvoh::service {

using base::ErrorKind;
using base::fail;

namespace {

constexpr std::string_view kReason = "added to the schema";

/// Lays one kept addition over the schema.
base::Expected<schema::Schema> laid_over(const schema::Schema& schema, const ledger::RecordState& state) {
    if (state.type() == "OwnField") {
        GUVOH_TRY(auto field, schema::own_field_from_json(field_json(state, "field")));
        return schema.with_field(state.text("of"), std::move(field));
    }
    GUVOH_TRY(auto term, schema::own_term_from_json(field_json(state, "term")));
    return schema.with_term(state.text("of"), std::move(term));
}

/// Keeps an addition in the ledger.
base::Status keep(Workspace::Parts& workspace, const Caller& caller, std::string_view type, std::string_view of,
                  std::string_view member, const base::Json& addition) {
    ledger::PayloadWriter payload;
    GUVOH_TRY(std::string json, payload.put("of", of).put_json(member, addition).finish());
    GUVOH_TRY(auto writing, workspace.records->begin(kReason, caller.member));
    const base::Id id = writing->new_id();
    GUVOH_TRY_VOID(writing->put(id, type, std::move(json)));
    return writing->commit();
}

}  // namespace

base::Status RecordDesk::Parts::load_overlays() {
    GUVOH_TRY(auto session, workspace.database().begin_read());
    GUVOH_TRY(auto select, session->prepare("select state from record where type in ('OwnField', 'OwnTerm') order by id"));
    schema::Schema schema = *schema_now();
    while (true) {
        GUVOH_TRY(const bool found, select.step());
        if (!found) break;
        GUVOH_TRY(const auto state, ledger::RecordState::from_bytes(select.blob(0)));
        // An addition that no longer fits (the program has the field itself by now) is left out; its record stays.
        if (auto next = laid_over(schema, state)) schema = std::move(*next);
    }
    set_schema(std::move(schema));
    return {};
}

base::Expected<base::Json> RecordDesk::add_field(const Caller& caller, std::string_view type, const base::Json& field_as_given) {
    GUVOH_TRY_VOID(caller.require(Permission::ManageSchema));
    const std::lock_guard one_at_a_time(parts_->adding);
    GUVOH_TRY(const schema::Field field, schema::own_field_from_json(field_as_given));
    GUVOH_TRY(schema::Schema next, parts_->schema_now()->with_field(type, field));
    const schema::Field* made = next.find_field(type, field.name);
    if (made == nullptr) return fail(ErrorKind::Invalid, "the field was not taken");
    base::Json answer = schema::field_to_json(*made);
    GUVOH_TRY_VOID(keep(parts_->workspace, caller, "OwnField", type, "field", field_as_given));
    parts_->set_schema(std::move(next));
    return answer;
}

base::Expected<base::Json> RecordDesk::add_term(const Caller& caller, std::string_view vocabulary, const base::Json& term_as_given) {
    GUVOH_TRY_VOID(caller.require(Permission::ManageSchema));
    const std::lock_guard one_at_a_time(parts_->adding);
    GUVOH_TRY(const schema::Term term, schema::own_term_from_json(term_as_given));
    GUVOH_TRY(schema::Schema next, parts_->schema_now()->with_term(vocabulary, term));
    GUVOH_TRY_VOID(keep(parts_->workspace, caller, "OwnTerm", vocabulary, "term", term_as_given));
    parts_->set_schema(std::move(next));
    return schema::term_to_json(term);
}

}  // namespace guvoh::service
