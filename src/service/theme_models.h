// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The models of themes that trainings left behind: one a compartment at most, its bytes sealed among the preserved files, named by a record in
// the ledger. Whoever suggests asks here.
//
// Promises: a model speaks only about texts of the compartment it stands in, to those who see it; the one in general speaks where there is no
// other. One that cannot be read is left aside, and the rules suggest. One that was replaced or forgotten is destroyed.
// What a model learns from is the affair of theme_training.h. For the files of this module only.
// Threads: any. Implements: docs/formats/reviews.md, "The kept model"
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"
#include "base/id.h"
#include "service/caller.h"
#include "service/workspace.h"
#include "themes/model.h"

namespace guvoh::registry {
class Writing;
}
namespace guvoh::vault {
class Session;
}

namespace guvoh::service {

/// Suggests for texts of one compartment.
class Suggester {
public:
    /// By model and rules; by rules alone where no model is kept.
    std::vector<themes::Suggestion> suggest(std::string_view text) const;
    /// Why a kept model was left aside, for people; "" when none was.
    const std::string& note() const { return note_; }

private:
    friend class ThemeModels;
    std::shared_ptr<const themes::Model> model_;  // null: rules alone
    std::string note_;
};

/// The models in use, read once.
class ThemeModels {
public:
    /// Cost: reading the model, some tens of milliseconds, when it is asked for the first time. Errors: Io, Busy.
    base::Expected<Suggester> suggester(Workspace::Parts& parts, const Caller& caller, std::string_view compartment);

private:
    /// A model and the hash of its bytes.
    struct Loaded {
        base::Hash hash{};
        std::shared_ptr<const themes::Model> model;
    };
    base::Expected<std::shared_ptr<const themes::Model>> load(Workspace::Parts& parts, std::string_view compartment, const base::Hash& hash);

    std::mutex mutex_;  // guards what follows
    std::map<std::string, Loaded, std::less<>> loaded_;
};

/// What a model was fitted on, and how good it was found to be.
struct ModelFigures {
    std::uint64_t texts = 0, states = 0, folds = 0;
    double model_f1 = 0, rules_f1 = 0;  ///< micro-F1 over themes, to three decimals
};

/// Keeps a model for a compartment in place of the one before. Errors: Invalid for one of more than 64 MiB.
base::Status keep_model(Workspace::Parts& parts, const Caller& caller, std::string_view compartment, const themes::Model& model, const ModelFigures& figures,
                        std::string_view reason);
/// Forgets the model of a compartment, if there is one, and destroys its bytes.
base::Status forget_model(Workspace::Parts& parts, const Caller& caller, std::string_view compartment, std::string_view reason);

/// A model that the record names.
struct StoredModel {
    base::Id record;
    std::string compartment;
    base::Hash hash{};
    std::uint64_t size_bytes = 0;
    ModelFigures figures;
    std::string kept_at, member;  ///< when, RFC 3339, and who, by name
};
/// All of them. Cost: the record table is walked.
base::Expected<std::vector<StoredModel>> stored_models(vault::Session& session);

/// Forgets each model that may have learnt from a text of this compartment, in a change that expunges one.
base::Status forget_models_with(registry::Writing& writing, std::string_view compartment);
/// Destroys the bytes of models that were replaced or forgotten; goes on where a crash interrupted it. The caller holds `parts.ingesting`, or is alone.
base::Status erase_forgotten_models(Workspace::Parts& parts);

}  // namespace guvoh::service
