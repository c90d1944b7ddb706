// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/desk_writing.h"

#include "service/record_parts.h"

namespace guvoh::service {

using base::ErrorKind;
using base::fail;

struct DeskWriting::Parts {
    RecordDesk::Parts& desk;
    const Caller& caller;
    SchemaPtr schema;
    std::unique_ptr<registry::Writing> writing;  // null after commit()
    std::vector<ChangedRecord> changed;

    base::Status check_sees(std::string_view compartment) const {
        if (!caller.sees(compartment)) return fail(ErrorKind::NotFound, "no such compartment");
        return {};
    }
};

DeskWriting::DeskWriting(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
DeskWriting::~DeskWriting() = default;

base::Expected<std::unique_ptr<DeskWriting>> DeskWriting::begin(RecordDesk& desk, const Caller& caller, std::string_view reason) {
    GUVOH_TRY_VOID(caller.require(Permission::Write));
    GUVOH_TRY_VOID(check_reason(reason));
    RecordDesk::Parts& parts = desk.parts();
    GUVOH_TRY(auto writing, parts.workspace.records->begin(reason, caller.member));
    return std::unique_ptr<DeskWriting>(new DeskWriting(std::unique_ptr<Parts>(new Parts{parts, caller, parts.schema_now(), std::move(writing), {}})));
}

base::Id DeskWriting::new_id() { return parts_->writing->new_id(); }

std::optional<ledger::RecordState> DeskWriting::find(const base::Id& id) {
    auto state = registry::Records::load(parts_->writing->session(), id);
    if (!state || is_empty_record(*state) || !parts_->caller.sees(state->compartment())) return std::nullopt;
    return std::move(*state);
}

base::Status DeskWriting::put(std::string_view type, const base::Id& id, const std::string& compartment, const base::Json& values) {
    GUVOH_TRY_VOID(parts_->check_sees(compartment));
    const schema::Type* declared = parts_->schema->find_type(type);
    GUVOH_CHECK(declared != nullptr);
    GUVOH_TRY(std::string payload, record_payload(parts_->caller, {*declared, id, compartment}, values));
    GUVOH_TRY_VOID(parts_->writing->put(id, type, std::move(payload), compartment));
    parts_->changed.push_back({std::string(type), id.text(), compartment});
    return {};
}

base::Status DeskWriting::put_own(std::string_view type, const base::Id& id, std::string_view compartment, const base::Json& values) {
    GUVOH_CHECK(is_internal_type(type));
    GUVOH_TRY_VOID(parts_->check_sees(compartment));
    ledger::PayloadWriter payload;
    for (const auto& [name, value] : values.object()) payload.put_json(name, value);
    GUVOH_TRY(std::string json, payload.finish());
    return parts_->writing->put(id, type, std::move(json), compartment);
}

base::Status DeskWriting::commit() {
    GUVOH_TRY_VOID(parts_->writing->commit());
    parts_->writing.reset();
    if (!parts_->changed.empty()) parts_->desk.take_changes(parts_->changed);
    return {};
}

}  // namespace guvoh::service
