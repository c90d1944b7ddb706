// SPDX-License-Identifier: AGPL-3.0-or-later
//
// How good a model would be on States it has not seen: texts are dealt to folds by group, each fold is judged by a model fitted on
// the others, thresholds included. Beside it, on the same texts: the rules, and the theme or category most frequent among
// the texts learnt from.
//
// Threads: plain functions.
// Implements: docs/formats/reviews.md, "Themes"
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "base/error.h"
#include "themes/model.h"

namespace guvoh::themes {

/// How many were found, found wrongly, and missed.
struct Hits {
    std::size_t right = 0;
    std::size_t wrong = 0;
    std::size_t missed = 0;

    double precision() const;  ///< 0 when nothing was found
    double recall() const;     ///< 0 when nothing was to be found
    double f1() const;         ///< their harmonic mean; 0 when there was neither
};

/// How one theme fared.
struct ThemeQuality {
    std::string code;
    Hits model;
    Hits rules;
};

/// What a cross-validation found. Action figures are shares of the texts whose category is known.
struct Evaluation {
    std::size_t texts = 0;
    std::size_t groups = 0;
    std::size_t folds = 0;
    Hits model;  ///< over all themes: f1() is the micro-F1
    Hits rules;
    Hits most_frequent;
    std::vector<ThemeQuality> themes;  ///< in order of code, each code of the labels
    std::size_t action_texts = 0;
    double action_model = 0;
    double action_rules = 0;
    double action_most_frequent = 0;
};

/// Judges by cross-validation; the same texts give the same figures.
///
/// Takes:   texts with their group; folds, at least 2.
/// Errors:  Invalid with fewer groups than folds, or when a fold's model cannot be fitted.
/// Cost:    that of `train`, as many times as there are folds.
base::Expected<Evaluation> cross_validate(std::span<const LabelledText> texts, std::size_t folds = 5, const TrainOptions& options = {});

}  // namespace guvoh::themes
