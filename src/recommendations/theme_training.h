// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Suggestions that learn from the workspace's own labels: a linear model is fitted on the recommendations whose themes a person
// confirmed, judged by cross-validation, asked about all others, and kept for what comes later.
//
// Promises: confirmed themes are never touched. A model holds words of the texts it learnt from: the one kept for the general compartment learns from
// general texts only, one of another compartment from its texts and the general ones, and nobody outside that compartment is told anything by it.
// Threads: any; the desk outlives the call.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "recommendations/desk.h"

namespace guvoh::recommendations {

/// How to train.
struct TrainThemesOptions {
    std::size_t folds = 5;  ///< of the cross-validation, by State
    bool apply = true;      ///< keep the model and write the suggestions; else only judge
    std::string compartment = "general";  ///< whose model; the one of general also speaks in compartments that have none
    std::string reason = "trained on confirmed themes";
};

/// How good it is, and what was done. F1 is over all themes (micro); actions are shares of the texts with a category.
struct TrainThemesReport {
    std::uint64_t labelled = 0, states = 0, folds = 0;
    double model_f1 = 0, rules_f1 = 0, most_frequent_f1 = 0;
    std::uint64_t action_labelled = 0;
    double action_model = 0, action_rules = 0, action_most_frequent = 0;
    std::uint64_t seen = 0, changed = 0, already_there = 0;  ///< recommendations; seen == changed + already_there when applied
};

/// Errors: Denied; NotFound for the compartment; Invalid with fewer States among the labelled ones than folds, or too few examples.
/// Cost: about a minute for 30,000 labelled recommendations, times the folds and one.
base::Expected<TrainThemesReport> train_themes(Desk& desk, const Caller& caller, const TrainThemesOptions& options);
/// Forgets the model kept for the compartment and writes the suggestions as they are without it: by the general model, or by rules. Only the counts
/// of the report are filled. Errors: Denied; NotFound.
base::Expected<TrainThemesReport> forget_training(Desk& desk, const Caller& caller, const TrainThemesOptions& options);

/// A model that is kept.
struct KeptModelView {
    std::string compartment, kept_at, member;  ///< whose; since when, RFC 3339; who trained it, by name
    std::uint64_t labelled = 0, states = 0, folds = 0, size_bytes = 0;
    double model_f1 = 0, rules_f1 = 0;
    std::string problem;  ///< why it is left aside; "" when it is used
};
/// The models of the caller's compartments. Errors: Denied.
base::Expected<std::vector<KeptModelView>> kept_models(Desk& desk, const Caller& caller);

}  // namespace guvoh::recommendations
