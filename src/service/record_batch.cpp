// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/record_batch.h"

#include <algorithm>

#include "crypto/crypto.h"

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

RecordBatch::RecordBatch(RecordDesk::Parts& parts, const Caller& caller, std::string_view compartment)
    : parts_(parts), caller_(caller), schema_(parts.schema_now()), compartment_(compartment) {}

base::Expected<std::unique_ptr<RecordBatch>> RecordBatch::begin(RecordDesk::Parts& parts, const Caller& caller, std::string_view compartment,
                                                                std::string_view reason, bool dry_run) {
    GUVOH_TRY_VOID(caller.require(Permission::Import));
    GUVOH_TRY_VOID(caller.require(Permission::Write));
    GUVOH_TRY_VOID(check_reason(reason));
    GUVOH_TRY_VOID(check_compartment(parts.workspace.database(), caller, compartment));
    std::unique_ptr<RecordBatch> batch(new RecordBatch(parts, caller, compartment));
    if (!dry_run) {
        GUVOH_TRY(batch->writing_, parts.workspace.records->begin(reason, caller.member));
    }
    GUVOH_TRY(Reading reading, begin_reading(parts.workspace.database(), caller));
    batch->reading_.emplace(std::move(reading));
    return batch;
}

base::Id RecordBatch::id_of(std::string_view type, std::string_view key, const base::Id* near) const {
    std::string named = "guvoh-imported-v1\n";
    for (const std::string_view part : {std::string_view(compartment_), type, key}) named.append(part).append("\n");
    const base::Hash hash = crypto::sha256(base::as_bytes(named));
    base::Id id = base::Id::from_bytes(base::ByteSpan(hash).first(16)).value();
    if (near != nullptr) std::copy_n(near->bytes.begin(), kNearBytes, id.bytes.begin());
    return id;
}

base::Expected<base::Json> RecordBatch::values(const base::Id& id) {
    if (const auto found = pending_.find(id); found != pending_.end()) return found->second;
    base::Json::Object values;
    const auto state = registry::Records::load(*reading_->session, id);
    if (!state && state.error().kind != ErrorKind::NotFound) return fail(state.error());
    if (!state || !caller_.sees(state->compartment())) return base::Json(std::move(values));
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
    GUVOH_TRY(const base::Json given, schema_->validate(type, clean, schema::ValidateMode::import));
    const schema::Type& declared = *schema_->find_type(type);
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
    GUVOH_TRY(base::Json next, schema_->validate(type, clean, schema::ValidateMode::change_by_program));
    next[kImported] = marks_of(*schema_->find_type(type), next, before[kImported]);
    GUVOH_TRY_VOID(write(*schema_->find_type(type), id, next, before));
    return Taken::Changed;
}

base::Status RecordBatch::set(std::string_view type, const base::Id& id, const base::Json& fields) {
    GUVOH_TRY(const base::Json before, values(id));
    if (before.contains("expunged")) return {};
    GUVOH_TRY(const base::Json next, schema_->validate(type, fields, schema::ValidateMode::change_by_program));
    return write(*schema_->find_type(type), id, next, before);
}

base::Expected<Taken> RecordBatch::put_payload(std::string_view type, const base::Id& id, std::string payload) {
    GUVOH_TRY(const base::Json before, values(id));
    if (before.contains("expunged")) return Taken::Expunged;
    if (!before.object().empty()) return Taken::AlreadyThere;
    if (writing_) {
        GUVOH_TRY_VOID(writing_->put(id, type, std::move(payload), compartment_));
    }
    pending_[id] = base::Json::Object{{"put", true}};
    changed_.push_back({std::string(type), id.text(), compartment_});
    return Taken::Added;
}

base::Status RecordBatch::write(const schema::Type& type, const base::Id& id, const base::Json& fields, const base::Json& before) {
    if (writing_) {
        GUVOH_TRY(std::string payload, record_payload(caller_, {type, id, compartment_}, fields));
        GUVOH_TRY_VOID(writing_->put(id, type.name, std::move(payload), compartment_));
    }
    base::Json after = before;
    for (const auto& [name, value] : fields.object()) after[name] = value;
    pending_[id] = std::move(after);
    changed_.push_back({type.name, id.text(), compartment_});
    return {};
}

base::Status RecordBatch::commit() {
    reading_.reset();
    if (!writing_) return {};
    GUVOH_TRY_VOID(writing_->commit());
    writing_.reset();
    parts_.take_changes(changed_);
    return {};
}

}  // namespace guvoh::service
