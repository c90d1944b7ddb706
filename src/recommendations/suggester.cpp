// SPDX-License-Identifier: AGPL-3.0-or-later
#include "recommendations/suggester.h"

#include "registry/records.h"
#include "service/theme_models.h"

namespace guvoh::recommendations {

using base::ErrorKind;
using base::fail;

std::vector<themes::Suggestion> Suggester::suggest(std::string_view text) const { return model_ ? themes::suggest_with(*model_, text) : themes::suggest(text); }

base::Expected<std::shared_ptr<const themes::Model>> Suggesters::load(service::Workspace& workspace, const Caller& caller, std::string_view compartment, const base::Hash& hash) {
    {
        const std::lock_guard lock(mutex_);
        if (const auto found = loaded_.find(compartment); found != loaded_.end() && found->second.hash == hash) return found->second.model;
    }
    GUVOH_TRY(const base::Bytes bytes, model_bytes(workspace, caller, compartment, hash));
    GUVOH_TRY(themes::Model parsed, themes::Model::parse(bytes));
    auto model = std::make_shared<const themes::Model>(std::move(parsed));
    const std::lock_guard lock(mutex_);
    loaded_.insert_or_assign(std::string(compartment), Loaded{hash, model});
    return model;
}

base::Expected<Suggester> Suggesters::of(service::Workspace& workspace, const Caller& caller, std::string_view compartment) {
    Suggester suggester;
    for (const std::string_view place : {compartment, registry::kGeneralCompartment}) {
        GUVOH_TRY(const auto hash, model_hash(workspace, caller, place));
        if (!hash) {
            if (!caller.sees(place)) continue;  // there may be one, for others
            const std::lock_guard lock(mutex_);
            if (const auto found = loaded_.find(place); found != loaded_.end()) loaded_.erase(found);
            continue;
        }
        auto model = load(workspace, caller, place, *hash);
        if (model) {
            suggester.model_ = std::move(*model);
            return suggester;
        }
        const ErrorKind kind = model.error().kind;
        if (kind != ErrorKind::Corrupt && kind != ErrorKind::NotFound && kind != ErrorKind::Invalid && kind != ErrorKind::Unsupported) return fail(model.error());
        suggester.note_ = "the trained model is left aside (" + model.error().detail + "): suggestions are by rules until guvoh train is run again";
        return suggester;
    }
    return suggester;
}

}  // namespace guvoh::recommendations
