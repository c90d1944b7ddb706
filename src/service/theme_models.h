// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The models of themes that trainings left behind: one a compartment at most, its bytes sealed among the preserved files, named by a record in
// the ledger. What a model is made of and says is the desk's affair (recommendations); here it is bytes that are kept, found, verified and
// destroyed with the texts they were learnt from. For desks, as far as it takes a Workspace; the rest for the files of this module.
//
// Promises: nobody is given the model of a compartment that they do not see. One that was replaced or forgotten is destroyed.
// Threads: any. Implements: docs/formats/reviews.md, "The kept model"
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"
#include "base/id.h"
#include "service/caller.h"
#include "service/workspace.h"

namespace guvoh::registry {
class Writing;
}
namespace guvoh::vault {
class Session;
}

namespace guvoh::service {

/// What a model was fitted on, and how good it was found to be.
struct ModelFigures {
    std::uint64_t texts = 0, states = 0, folds = 0;
    double model_f1 = 0, rules_f1 = 0;  ///< micro-F1 over themes, to three decimals
};

/// A model that the record names.
struct StoredModel {
    base::Id record;
    std::string compartment;
    base::Hash hash{};
    std::uint64_t size_bytes = 0;
    ModelFigures figures;
    std::string kept_at, member;  ///< when, RFC 3339, and who, by name
};

// ---- for desks ----------------------------------------------------------------------------------------------------------

/// Keeps a model for a compartment in place of the one before. Errors: Denied; NotFound for the compartment; Invalid for one of more than 64 MiB.
base::Status keep_model(Workspace& workspace, const Caller& caller, std::string_view compartment, base::ByteSpan model, const ModelFigures& figures,
                        std::string_view reason);
/// Forgets the model of a compartment, if there is one, and destroys its bytes. Errors: Denied; NotFound for the compartment.
base::Status forget_model(Workspace& workspace, const Caller& caller, std::string_view compartment, std::string_view reason);
/// The models of the caller's compartments. Errors: Denied.
base::Expected<std::vector<StoredModel>> visible_models(Workspace& workspace, const Caller& caller);
/// What names the model of a compartment; nothing when there is none, or the caller does not see the compartment. Errors: Io, Busy.
base::Expected<std::optional<base::Hash>> model_hash(Workspace& workspace, const Caller& caller, std::string_view compartment);
/// The bytes of the model that model_hash() named. Errors: NotFound, Corrupt, Io.
base::Expected<base::Bytes> model_bytes(Workspace& workspace, const Caller& caller, std::string_view compartment, const base::Hash& hash);

// ---- for the files of this module -----------------------------------------------------------------------------------------

/// All of them. Cost: the record table is walked.
base::Expected<std::vector<StoredModel>> stored_models(vault::Session& session);

/// Forgets each model that may have learnt from a text of this compartment, in a change that expunges one.
base::Status forget_models_with(registry::Writing& writing, std::string_view compartment);
/// Destroys the bytes of models that were replaced or forgotten; goes on where a crash interrupted it. The caller holds `parts.ingesting`, or is alone.
base::Status erase_forgotten_models(Workspace::Parts& parts);

}  // namespace guvoh::service
