// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/theme_models.h"

#include <algorithm>
#include <cmath>

#include "crypto/crypto.h"
#include "registry/rebuild.h"
#include "service/workspace_parts.h"

namespace guvoh::service {

using base::ErrorKind;
using base::fail;
using base::Json;

namespace {

constexpr std::string_view kType = "ThemeModel";
constexpr const char* kFields[] = {"sha256", "size_bytes", "texts", "states", "folds", "model_f1_thousandths", "rules_f1_thousandths"};
constexpr std::uint64_t kMostModelBytes = 64U << 20;
constexpr double kThousand = 1000;
// Rows of registry_meta: bytes that no record names any more. Hexadecimal digits end before "g".
constexpr std::string_view kErasing = "erasing-model ";
constexpr std::string_view kOfErasing = " from registry_meta where name between 'erasing-model ' and 'erasing-model g'";

base::Id model_id(std::string_view compartment) {
    const base::Hash hash = crypto::sha256(base::as_bytes("guvoh-theme-model-v1\n" + std::string(compartment) + "\n"));
    return base::Id::from_bytes(base::ByteSpan(hash).first(16)).value();
}

/// The hash that a model's record names; none after it was forgotten.
std::optional<base::Hash> hash_in(const ledger::RecordState& state) {
    const auto hash = base::hash_from_hex(state.text("sha256"));
    return state.type() == kType && hash ? std::optional(*hash) : std::nullopt;
}

base::Expected<std::optional<base::Hash>> hash_of(Workspace::Parts& parts, std::string_view compartment) {
    GUVOH_TRY(auto session, parts.database().begin_read());
    const auto state = registry::Records::load(*session, model_id(compartment));
    if (!state && state.error().kind != ErrorKind::NotFound) return fail(state.error());
    return state && state->compartment() == compartment ? hash_in(*state) : std::nullopt;
}

Json thousandths(double share) { return static_cast<std::int64_t>(std::lround(share * kThousand)); }
double share_in(const ledger::RecordState& state, std::string_view name) { return static_cast<double>(state.integer(name)) / kThousand; }
std::uint64_t count_in(const ledger::RecordState& state, std::string_view name) { return static_cast<std::uint64_t>(std::max<std::int64_t>(state.integer(name), 0)); }

/// Notes, in the change after which no record names them, that bytes are to be destroyed.
base::Status note_erasing(vault::Session& session, const base::Hash& hash) {
    GUVOH_TRY(auto note, session.prepare("insert or replace into registry_meta(name, value) values(?, ?)"));
    const std::string name = std::string(kErasing) + base::to_hex(hash);
    return note.bind(1, std::string_view(name)).bind(2, base::ByteSpan(hash)).run();
}

/// Who may keep a model or give it up: who may write what it then suggests.
base::Status check_may_change(Workspace::Parts& parts, const Caller& caller, std::string_view compartment) {
    GUVOH_TRY_VOID(caller.require(Permission::Write));
    GUVOH_TRY_VOID(caller.require(Permission::Import));
    return check_compartment(parts.database(), caller, compartment);
}

/// Puts the record of a compartment's model; null fields forget it.
base::Status put_model(registry::Writing& writing, std::string_view compartment, const Json& fields, const std::optional<base::Hash>& replaced) {
    ledger::PayloadWriter payload;
    for (const char* name : kFields) payload.put_json(name, fields[name]);
    GUVOH_TRY(std::string json, payload.finish());
    GUVOH_TRY_VOID(writing.put(model_id(compartment), kType, std::move(json), compartment));
    if (!replaced || fields["sha256"].string_or("") == base::to_hex(*replaced)) return {};
    return note_erasing(writing.session(), *replaced);
}

/// Changes what is kept for a compartment, unless it is so already. The caller holds `parts.ingesting`.
base::Status change_model(Workspace::Parts& parts, const Caller& caller, std::string_view compartment, const Json& fields, std::string_view reason) {
    {
        GUVOH_TRY(auto writing, parts.records->begin(reason, caller.member));
        const auto before = registry::Records::load(writing->session(), model_id(compartment));
        if (!before && before.error().kind != ErrorKind::NotFound) return fail(before.error());
        const std::optional<base::Hash> replaced = before ? hash_in(*before) : std::nullopt;
        const bool same = replaced ? std::all_of(std::begin(kFields), std::end(kFields), [&](const char* name) { return field_json(*before, name) == fields[name]; })
                                   : fields["sha256"].is_null();
        if (same) return {};
        GUVOH_TRY_VOID(put_model(*writing, compartment, fields, replaced));
        GUVOH_TRY_VOID(writing->commit());
    }
    return erase_forgotten_models(parts);
}

StoredModel stored_model(vault::Session& session, const base::Id& record, const ledger::RecordState& state, const base::Hash& hash) {
    StoredModel model{record, state.compartment(), hash, count_in(state, "size_bytes"), {}, platform::instant_text(state.last().clock.ms), {}};
    model.figures = {count_in(state, "texts"), count_in(state, "states"), count_in(state, "folds"), share_in(state, "model_f1_thousandths"), share_in(state, "rules_f1_thousandths")};
    if (const auto member = registry::member_of(session, state.last())) model.member = name_of(session, *member);
    return model;
}

base::Hash hash_from(base::ByteSpan bytes) {
    base::Hash hash{};
    std::copy_n(bytes.begin(), std::min(bytes.size(), hash.size()), hash.begin());
    return hash;
}

}  // namespace

// ---- for desks ----------------------------------------------------------------------------------------------------------

base::Status keep_model(Workspace& workspace, const Caller& caller, std::string_view compartment, base::ByteSpan model, const ModelFigures& figures,
                        std::string_view reason) {
    Workspace::Parts& parts = workspace.parts();
    GUVOH_TRY_VOID(check_may_change(parts, caller, compartment));
    if (model.size() > kMostModelBytes) return fail(ErrorKind::Invalid, "the model is too large to be kept");
    const base::Hash hash = crypto::sha256(model);
    Json fields{Json::Object{}};
    fields["sha256"] = base::to_hex(hash);
    fields["size_bytes"] = static_cast<std::int64_t>(model.size());
    fields["texts"] = static_cast<std::int64_t>(figures.texts);
    fields["states"] = static_cast<std::int64_t>(figures.states);
    fields["folds"] = static_cast<std::int64_t>(figures.folds);
    fields["model_f1_thousandths"] = thousandths(figures.model_f1);
    fields["rules_f1_thousandths"] = thousandths(figures.rules_f1);
    const std::lock_guard no_ingestion(parts.ingesting);  // which removes sealed files that no record names yet
    GUVOH_TRY_VOID(parts.vault->blobs().put_bytes(hash, model));
    GUVOH_TRY_VOID(parts.vault->blobs().sync());
    return change_model(parts, caller, compartment, fields, reason);
}

base::Status forget_model(Workspace& workspace, const Caller& caller, std::string_view compartment, std::string_view reason) {
    Workspace::Parts& parts = workspace.parts();
    GUVOH_TRY_VOID(check_may_change(parts, caller, compartment));
    const std::lock_guard no_ingestion(parts.ingesting);
    return change_model(parts, caller, compartment, Json(Json::Object{}), reason);
}

base::Expected<std::vector<StoredModel>> visible_models(Workspace& workspace, const Caller& caller) {
    GUVOH_TRY(const Reading reading, begin_reading(workspace.parts().database(), caller));
    GUVOH_TRY(auto models, stored_models(*reading.session));
    std::erase_if(models, [&caller](const StoredModel& one) { return !caller.sees(one.compartment); });
    return models;
}

base::Expected<std::optional<base::Hash>> model_hash(Workspace& workspace, const Caller& caller, std::string_view compartment) {
    if (!caller.sees(compartment)) return std::optional<base::Hash>{};
    return hash_of(workspace.parts(), compartment);
}

base::Expected<base::Bytes> model_bytes(Workspace& workspace, const Caller& caller, std::string_view compartment, const base::Hash& hash) {
    GUVOH_TRY(const auto present, model_hash(workspace, caller, compartment));
    if (present != hash) return fail(ErrorKind::NotFound, "the model was replaced or forgotten");
    return workspace.parts().vault->blobs().get_bytes(hash, kMostModelBytes);
}

// ---- for the files of this module -----------------------------------------------------------------------------------------

base::Expected<std::vector<StoredModel>> stored_models(vault::Session& session) {
    std::vector<std::pair<base::Id, ledger::RecordState>> records;
    {
        GUVOH_TRY(auto select, session.prepare("select id, state from record where type = 'ThemeModel'"));
        while (true) {
            GUVOH_TRY(const bool found, select.step());
            if (!found) break;
            GUVOH_TRY(const base::Id id, base::Id::from_bytes(select.blob(0)));
            GUVOH_TRY(auto state, ledger::RecordState::from_bytes(select.blob(1)));
            records.emplace_back(id, std::move(state));
        }
    }
    std::vector<StoredModel> models;
    for (const auto& [id, state] : records) {
        if (const auto hash = hash_in(state)) models.push_back(stored_model(session, id, state, *hash));
    }
    return models;
}

base::Status forget_models_with(registry::Writing& writing, std::string_view compartment) {
    GUVOH_TRY(const auto models, stored_models(writing.session()));
    for (const StoredModel& model : models) {
        const bool may_hold = compartment == registry::kGeneralCompartment || model.compartment == compartment;
        if (may_hold) GUVOH_TRY_VOID(put_model(writing, model.compartment, Json(Json::Object{}), model.hash));
    }
    return {};
}

base::Status erase_forgotten_models(Workspace::Parts& parts) {
    std::vector<base::Hash> waiting;
    {
        GUVOH_TRY(auto session, parts.database().begin_read());
        {
            GUVOH_TRY(auto select, session->prepare("select value" + std::string(kOfErasing)));
            while (true) {
                GUVOH_TRY(const bool found, select.step());
                if (!found) break;
                waiting.push_back(hash_from(select.blob(0)));
            }
        }
        if (waiting.empty()) return {};
        GUVOH_TRY(const auto models, stored_models(*session));
        std::erase_if(waiting, [&models](const base::Hash& hash) {
            return std::any_of(models.begin(), models.end(), [&hash](const StoredModel& model) { return model.hash == hash; });
        });
    }
    for (const base::Hash& hash : waiting) {
        auto erased = parts.vault->blobs().erase(hash);
        if (!erased && erased.error().kind == ErrorKind::Busy) return {};  // the backup that is under way ends with this
        if (!erased && erased.error().kind != ErrorKind::NotFound) return erased;
    }
    GUVOH_TRY(auto session, parts.database().begin_write());
    GUVOH_TRY_VOID(session->execute("delete" + std::string(kOfErasing)));
    return session->commit();
}

}  // namespace guvoh::service
