// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>

#include "language/normalise.h"
#include "service/record_parts.h"

namespace guvoh::service {

using base::ErrorKind;
using base::fail;

namespace {

/// The words a sealed value is found by, for the keyed index.
std::vector<std::string> sealed_value_terms(const schema::Field& field, const base::Json& value) {
    std::vector<std::string> terms;
    if (!field.terms) return terms;
    const auto add = [&terms](const base::Json& text) {
        for (auto& term : terms_of(text.string_or(""))) terms.push_back(std::move(term));
    };
    if (value.is_array()) {
        for (const auto& item : value.array()) add(item);
    } else {
        add(value);
    }
    return terms;
}

}  // namespace

base::Expected<base::Json> normalised(const base::Json& value) {
    if (value.is_string()) {
        GUVOH_TRY(std::string text, language::nfc(value.string_or("")));
        return base::Json(std::move(text));
    }
    if (value.is_array()) {
        base::Json::Array items;
        for (const auto& item : value.array()) {
            GUVOH_TRY(auto one, normalised(item));
            items.push_back(std::move(one));
        }
        return base::Json(std::move(items));
    }
    if (value.is_object()) {
        base::Json::Object members;
        for (const auto& [name, item] : value.object()) {
            GUVOH_TRY(auto one, normalised(item));
            members.emplace(name, std::move(one));
        }
        return base::Json(std::move(members));
    }
    return value;
}

base::Status check_reason(std::string_view reason) {
    if (reason.empty()) return fail(schema::field_error("reason", "say why"));
    if (reason.size() > ledger::kMaxReasonBytes) return fail(schema::field_error("reason", "at most 2,000 bytes"));
    return {};
}

base::Expected<std::string> record_payload(const Caller& caller, const RecordPlace& target, const base::Json& values) {
    ledger::PayloadWriter payload;
    for (const auto& [name, value] : values.object()) {
        const schema::Field* field = target.type.find_field(name);
        if (field == nullptr || !field->sealed || value.is_null()) {
            payload.put_json(name, value);
            continue;
        }
        if (caller.keys == nullptr) return fail(ErrorKind::Denied, "field " + name + ": sealed fields are written by members who hold the compartment's key");
        GUVOH_TRY(const std::string plain, value.canonical());
        GUVOH_TRY(const base::Json sealed, access::seal_field(*caller.keys, target.compartment, {target.id, name}, plain,
                                                              sealed_value_terms(*field, value)));
        payload.put_json(name, sealed);
    }
    return payload.finish();
}

base::Status check_links(Reading& reading, const schema::Type& type, const base::Json& values) {
    for (const auto& [name, value] : values.object()) {
        const schema::Field* field = type.find_field(name);
        if (field == nullptr || !field->is_link() || value.is_null()) continue;
        const base::Json::Array one{value};
        for (const auto& item : value.is_array() ? value.array() : one) {
            const auto linked = find_record(reading, item.string_or(""), "");
            if (!linked) return fail(schema::field_error(name, "there is no such record"));
            GUVOH_TRY(const auto state, registry::Records::load(*reading.session, *linked));
            const auto& targets = field->targets;
            const bool fits = field->kind == schema::FieldKind::Place ? state.type() == "Place"
                              : targets.empty() || std::find(targets.begin(), targets.end(), state.type()) != targets.end();
            if (!fits) return fail(schema::field_error(name, "a record of this type cannot be linked here"));
        }
    }
    return {};
}

base::Expected<RecordView> RecordDesk::create(const Caller& caller, std::string_view type_name, const base::Json& fields,
                                              std::string_view compartment, std::string_view reason) {
    GUVOH_TRY_VOID(caller.require(Permission::Write));
    GUVOH_TRY_VOID(check_reason(reason));
    const SchemaPtr schema = parts_->schema_now();
    const schema::Type* type = schema->find_type(type_name);
    if (type == nullptr) return fail(ErrorKind::NotFound, "there is no such type of record");
    if (!type->made_by_members) return fail(ErrorKind::Invalid, "records of this type are not made by hand");
    GUVOH_TRY_VOID(check_compartment(parts_->workspace.database(), caller, compartment));
    GUVOH_TRY(const base::Json clean, normalised(fields));
    GUVOH_TRY(const base::Json values, schema->validate(type_name, clean, schema::ValidateMode::create));
    {
        GUVOH_TRY(Reading reading, begin_reading(parts_->workspace.database(), caller));
        GUVOH_TRY_VOID(check_links(reading, *type, values));
    }
    base::Id id;
    {
        GUVOH_TRY(auto writing, parts_->workspace.records->begin(reason, caller.member));
        id = writing->new_id();
        GUVOH_TRY(std::string json, record_payload(caller, {*type, id, std::string(compartment)}, values));
        GUVOH_TRY_VOID(writing->put(id, type_name, std::move(json), compartment));
        GUVOH_TRY_VOID(writing->commit());
    }
    parts_->take_changes({{std::string(type_name), id.text(), std::string(compartment)}});
    return load(caller, id.text());
}

base::Expected<RecordView> RecordDesk::change(const Caller& caller, std::string_view id, const RecordChange& change) {
    GUVOH_TRY_VOID(caller.require(Permission::Write));
    GUVOH_TRY_VOID(check_reason(change.reason));
    const SchemaPtr schema = parts_->schema_now();
    ChangedRecord changed;
    {
        GUVOH_TRY(Reading reading, begin_reading(parts_->workspace.database(), caller));
        GUVOH_TRY(const FoundRecord found, load_record(reading, *schema, id));
        GUVOH_TRY(const base::Json clean, normalised(change.fields));
        GUVOH_TRY(const base::Json values, schema->validate(found.type->name, clean, schema::ValidateMode::change));
        GUVOH_TRY_VOID(check_links(reading, *found.type, values));
        const std::string compartment = found.state.compartment();
        GUVOH_TRY(std::string json, record_payload(caller, {*found.type, found.id, compartment}, values));
        reading.session.reset();
        GUVOH_TRY(auto writing, parts_->workspace.records->begin(change.reason, caller.member));
        GUVOH_TRY(const auto now, registry::Records::load(writing->session(), found.id));
        if (is_empty_record(now)) return fail(ErrorKind::Conflict, "this record was expunged");
        if (!change.if_version.empty() && version_of(now) != change.if_version) {
            return fail(ErrorKind::Conflict, "somebody changed this record meanwhile");
        }
        if (now.compartment() != compartment) return fail(ErrorKind::Conflict, "this record was moved meanwhile");
        GUVOH_TRY_VOID(writing->put(found.id, found.type->name, std::move(json), compartment));
        GUVOH_TRY_VOID(writing->commit());
        changed = {found.type->name, found.id.text(), compartment};
    }
    parts_->take_changes({changed});
    return load(caller, changed.id);
}

base::Expected<RecordView> RecordDesk::resolve(const Caller& caller, std::string_view id, std::string_view field, const base::Json& value,
                                               std::string_view reason) {
    GUVOH_TRY_VOID(caller.require(Permission::Review));
    GUVOH_TRY(const RecordView view, load(caller, id));
    if (!view.conflicts.contains(std::string(field))) return fail(ErrorKind::Conflict, "there is no conflict on this field any more");
    RecordChange decided;
    decided.fields[field] = value;
    decided.reason = reason;
    return change(caller, id, decided);
}

base::Expected<base::Json> RecordDesk::open_sealed(const Caller& caller, std::string_view id, const std::vector<std::string>& fields,
                                                   std::string_view reason) {
    GUVOH_TRY_VOID(caller.require(Permission::OpenSealed));
    GUVOH_TRY_VOID(check_reason(reason));
    const SchemaPtr schema = parts_->schema_now();
    GUVOH_TRY(Reading reading, begin_reading(parts_->workspace.database(), caller));
    GUVOH_TRY(const FoundRecord found, load_record(reading, *schema, id));
    if (caller.keys == nullptr) return fail(ErrorKind::Denied, "this session holds no key to sealed fields");
    base::Json plain{base::Json::Object{}};
    base::Json::Array names;
    for (const auto& field : found.type->fields) {
        const bool wanted = fields.empty() || std::find(fields.begin(), fields.end(), field.name) != fields.end();
        const base::Json value = field_json(found.state, field.name);
        if (!wanted || !access::is_sealed(value)) continue;
        GUVOH_TRY(const std::string opened, access::open_field(*caller.keys, {found.id, field.name}, value));
        GUVOH_TRY(plain[field.name], base::Json::parse(opened));
        names.emplace_back(field.name);
    }
    if (names.empty()) return fail(ErrorKind::NotFound, "nothing is sealed there");
    const std::string compartment = found.state.compartment();
    reading.session.reset();
    ledger::PayloadWriter payload;
    GUVOH_TRY(std::string json, payload.put("record", found.id.text()).put_json("fields", names).finish());
    GUVOH_TRY(auto writing, parts_->workspace.records->begin(reason, caller.member));
    GUVOH_TRY_VOID(writing->put(disclosures_of(found.id), "Disclosure", std::move(json), compartment));
    GUVOH_TRY_VOID(writing->commit());
    return plain;
}

base::Status RecordDesk::expunge(const Caller& caller, std::string_view id, std::string_view reason) {
    GUVOH_TRY_VOID(caller.require(Permission::Expunge));
    GUVOH_TRY_VOID(check_reason(reason));
    return parts_->owner.expunge(caller, id, reason);
}

}  // namespace guvoh::service
