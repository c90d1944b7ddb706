// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Suggestions that learn from the workspace's own labels: a linear model is fitted on the recommendations whose themes a person
// confirmed, judged by cross-validation, and asked about all others. The model itself is not kept; what it suggests is.
//
// Promises: confirmed themes are never touched. A model learns from what the caller sees only.
// Threads: any; the workspace and the desk outlive the call.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"
#include "service/caller.h"
#include "service/record_desk.h"

namespace guvoh::service {

/// How to train.
struct TrainThemesOptions {
    std::size_t folds = 5;  ///< of the cross-validation, by State
    bool apply = true;      ///< write the suggestions; else only judge
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

/// Errors: Denied; Invalid with fewer States among the labelled ones than folds, or too few examples.
/// Cost: about a minute for 30,000 labelled recommendations, times the folds and one.
base::Expected<TrainThemesReport> train_themes(RecordDesk& desk, const Caller& caller, const TrainThemesOptions& options);

}  // namespace guvoh::service
