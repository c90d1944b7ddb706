// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/record_batch.h"

#include <algorithm>
#include <map>

#include "crypto/crypto.h"
#include "service/record_parts.h"

namespace guvoh::service {

using base::ErrorKind;
using base::fail;

namespace {

constexpr const char* kImported = "imported";
constexpr std::size_t kMarkDigits = 16;
constexpr std::size_t kNearBytes = 6;  // where other ids hold the time; ten bytes are left to tell records apart

/// A short fingerprint of a value; "" for none.
std::string mark_of(const base::Json& value) {
    if (value.is_null()) return {};
    return base::to_hex(crypto::sha256(base::as_bytes(value.text()))).substr(0, kMarkDigits);
}

/// A sealed value gets no mark, since a name could be guessed from it; what was sealed once is therefore never changed by an import.
base::Json marks_of(const schema::Type& type, const base::Json& fields, const base::Json& before) {
    base::Json marks = before.is_object() ? before : base::Json(base::Json::Object{});
    for (const auto& [name, value] : fields.object()) {
        const schema::Field* field = type.find_field(name);
        if (field == nullptr || !field->sealed) marks[name] = mark_of(value);
    }
    return marks;
}

}  // namespace

struct RecordBatch::Parts {
    RecordDesk::Parts& desk;
    const Caller& caller;  // who imports
    SchemaPtr schema;
    const std::string compartment;
    std::unique_ptr<registry::Writing> writing;  // null in a dry run
    std::optional<Reading> reading;              // as it was when this began
    std::map<base::Id, base::Json> pending;      // values of records that this batch has put
    std::vector<ChangedRecord> changed;
};

RecordBatch::RecordBatch(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
RecordBatch::~RecordBatch() = default;

const schema::Schema& RecordBatch::schema() const { return *parts_->schema; }
const std::string& RecordBatch::compartment() const { return parts_->compartment; }

base::Expected<std::unique_ptr<RecordBatch>> RecordBatch::begin(RecordDesk& desk, const Caller& caller, std::string_view compartment, std::string_view reason,
                                                                bool dry_run) {
    RecordDesk::Parts& of_desk = desk.parts();
    GUVOH_TRY_VOID(caller.require(Permission::Import));
    GUVOH_TRY_VOID(caller.require(Permission::Write));
    GUVOH_TRY_VOID(check_reason(reason));
    GUVOH_TRY_VOID(check_compartment(of_desk.workspace.database(), caller, compartment));
    std::unique_ptr<Parts> parts(new Parts{of_desk, caller, of_desk.schema_now(), std::string(compartment), nullptr, std::nullopt, {}, {}});
    if (!dry_run) {
        GUVOH_TRY(parts->writing, of_desk.workspace.records->begin(reason, caller.member));
    }
    GUVOH_TRY(Reading reading, begin_reading(of_desk.workspace.database(), caller));
    parts->reading.emplace(std::move(reading));
    return std::unique_ptr<RecordBatch>(new RecordBatch(std::move(parts)));
}

base::Id RecordBatch::id_of(std::string_view type, std::string_view key, const base::Id* near) const {
    std::string named = "guvoh-imported-v1\n";
    for (const std::string_view part : {std::string_view(parts_->compartment), type, key}) named.append(part).append("\n");
    const base::Hash hash = crypto::sha256(base::as_bytes(named));
    base::Id id = base::Id::from_bytes(base::ByteSpan(hash).first(16)).value();
    if (near != nullptr) std::copy_n(near->bytes.begin(), kNearBytes, id.bytes.begin());
    return id;
}

base::Expected<base::Json> RecordBatch::values(const base::Id& id) {
    if (const auto found = parts_->pending.find(id); found != parts_->pending.end()) return found->second;
    base::Json::Object values;
    const auto state = registry::Records::load(*parts_->reading->session, id);
    if (!state && state.error().kind != ErrorKind::NotFound) return fail(state.error());
    if (!state || !parts_->caller.sees(state->compartment())) return base::Json(std::move(values));
    for (const auto& [name, field] : state->fields()) {
        base::Json value = field_json(*state, name);
        if (!value.is_null()) values.emplace(name, std::move(value));
    }
    if (values.empty()) values.emplace("expunged", true);
    return base::Json(std::move(values));
}

base::Expected<Taken> RecordBatch::put(std::string_view type, const base::Id& id, const base::Json& fields) {
    GUVOH_TRY(const base::Json before, values(id));
    if (before.contains("expunged")) return Taken::Expunged;
    GUVOH_TRY(const base::Json clean, normalised(fields));
    GUVOH_TRY(const base::Json given, parts_->schema->validate(type, clean, schema::ValidateMode::import));
    const schema::Type& declared = *parts_->schema->find_type(type);
    base::Json next{base::Json::Object{}};
    for (const auto& [name, value] : given.object()) {
        const std::string mark(before[kImported][name].string_or(""));
        const bool untouched = mark.empty() ? before[name].is_null() : mark == mark_of(before[name]);
        if (untouched && !(before[name] == value)) next[name] = value;
    }
    const bool is_new = before.object().empty();
    if (next.object().empty() && !is_new) return Taken::AlreadyThere;
    next[kImported] = marks_of(declared, next, before[kImported]);
    GUVOH_TRY_VOID(write(declared, id, next, before));
    return is_new ? Taken::Added : Taken::Changed;
}

base::Expected<Taken> RecordBatch::complete(std::string_view type, const base::Id& id, const base::Json& fields) {
    GUVOH_TRY(const base::Json before, values(id));
    base::Json missing{base::Json::Object{}};
    for (const auto& [name, value] : fields.object()) {
        if (before[name].is_null()) missing[name] = value;
    }
    if (before.contains("expunged")) return Taken::Expunged;
    if (missing.object().empty()) return Taken::AlreadyThere;
    GUVOH_TRY(const base::Json clean, normalised(missing));
    GUVOH_TRY(base::Json next, parts_->schema->validate(type, clean, schema::ValidateMode::change_by_program));
    next[kImported] = marks_of(*parts_->schema->find_type(type), next, before[kImported]);
    GUVOH_TRY_VOID(write(*parts_->schema->find_type(type), id, next, before));
    return Taken::Changed;
}

base::Status RecordBatch::set(std::string_view type, const base::Id& id, const base::Json& fields) {
    GUVOH_TRY(const base::Json before, values(id));
    if (before.contains("expunged")) return {};
    GUVOH_TRY(const base::Json next, parts_->schema->validate(type, fields, schema::ValidateMode::change_by_program));
    return write(*parts_->schema->find_type(type), id, next, before);
}

base::Expected<Taken> RecordBatch::put_passage(const base::Id& id, const registry::DocumentRow& document, const QuotedPlace& place) {
    GUVOH_TRY(std::string payload, passage_payload(*parts_->reading, document, place, {}));
    GUVOH_TRY(const base::Json before, values(id));
    if (before.contains("expunged")) return Taken::Expunged;
    if (!before.object().empty()) return Taken::AlreadyThere;
    if (parts_->writing) {
        GUVOH_TRY_VOID(parts_->writing->put(id, "Passage", std::move(payload), parts_->compartment));
    }
    parts_->pending[id] = base::Json::Object{{"put", true}};
    parts_->changed.push_back({"Passage", id.text(), parts_->compartment});
    return Taken::Added;
}

base::Expected<std::vector<base::Id>> RecordBatch::find(std::string_view type, std::vector<lists::Where> where) {
    lists::Query query = list_query(parts_->caller, type);
    query.where = std::move(where);
    GUVOH_TRY(lists::Lists* const lists, parts_->desk.lists_now());
    return lists->all(query);
}

base::Expected<FoundRecord> RecordBatch::load(std::string_view id) { return load_record(*parts_->reading, *parts_->schema, id); }

base::Status RecordBatch::check_links(const schema::Type& type, const base::Json& values) { return service::check_links(*parts_->reading, type, values); }

base::Status RecordBatch::write(const schema::Type& type, const base::Id& id, const base::Json& fields, const base::Json& before) {
    if (parts_->writing) {
        GUVOH_TRY(std::string payload, record_payload(parts_->caller, {type, id, parts_->compartment}, fields));
        GUVOH_TRY_VOID(parts_->writing->put(id, type.name, std::move(payload), parts_->compartment));
    }
    base::Json after = before;
    for (const auto& [name, value] : fields.object()) after[name] = value;
    parts_->pending[id] = std::move(after);
    parts_->changed.push_back({type.name, id.text(), parts_->compartment});
    return {};
}

base::Status RecordBatch::commit() {
    parts_->reading.reset();
    if (!parts_->writing) return {};
    GUVOH_TRY_VOID(parts_->writing->commit());
    parts_->writing.reset();
    parts_->desk.take_changes(parts_->changed);
    return {};
}

}  // namespace guvoh::service
