// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A model of a workspace's own labels: for each theme, and each category of action, a logistic regression over the words of
// a text. It gives the same suggestions as the rules, each with the words that spoke for it. The same texts in the same order give
// the same bytes on one machine. It holds stems and pairs of stems of the texts it learnt from, with names in them where texts had
// names often enough: keep it where the texts are kept.
//
// Threads: const functions from any thread.
// Implements: docs/formats/reviews.md, "Themes"
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"
#include "themes/suggest.h"

namespace guvoh::themes {

/// A text and what a person says it is about.
struct LabelledText {
    std::string text;
    std::vector<std::string> themes;  ///< codes: of the vocabulary, or a workspace's own; 1 to 100 bytes each
    int action = 0;                   ///< category 1 to 5; 0 when nobody said
    std::string group;                ///< what must not be torn apart when a model is judged: the State under review
};

/// How a model is fitted. The defaults are first guesses: they were not swept.
struct TrainOptions {
    double cost = 4;                 ///< weight of wrong rows against large weights
    std::size_t least_examples = 5;  ///< a theme needs so many texts with it, and without it
};

/// One question of a model.
struct ModelLine {
    Kind kind = Kind::Theme;  ///< Theme or Action
    std::string code;
    double bias = 0;
};

/// What a model has learnt.
class Model {
public:
    /// Gives themes whose probability reaches the threshold (the likeliest where none does), and the likeliest category; best first.
    std::vector<Suggestion> predict(std::string_view text) const;
    /// Gives the probability of every theme and category, without words.
    std::vector<Suggestion> scores(std::string_view text) const;

    /// Gives the model as bytes, and reads them. Errors: Unsupported for a later version; Invalid for anything else that `bytes` did not write.
    base::Bytes bytes() const;
    static base::Expected<Model> parse(base::ByteSpan bytes);

    /// What it was fitted on, and what it can say.
    const std::vector<ModelLine>& lines() const { return lines_; }
    std::uint64_t text_count() const { return text_count_; }
    std::size_t feature_count() const { return features_.size(); }
    double threshold() const { return threshold_; }

private:
    friend class ModelBuilder;
    struct Weight {
        std::uint32_t line = 0;
        float value = 0;
    };
    struct Feature {
        float rarity = 1;  ///< of word features: ln((1 + texts) / (1 + texts with it)) + 1
        std::vector<Weight> weights;
    };
    struct Scored;
    Scored score(std::string_view text) const;

    std::uint64_t text_count_ = 0;
    double threshold_ = 0.5;
    std::vector<ModelLine> lines_;
    std::map<std::string, Feature, std::less<>> features_;
};

/// Gives what a model and the rules suggest together, by kind, then by score, best first: themes of both, as the model's where both have one; the
/// category of the model; groups, goals, treaties, bodies and flags, which only rules know. What no word of the text spoke for is left out.
std::vector<Suggestion> suggest_with(const Model& model, std::string_view text);

/// Fits a model. Errors: Invalid when no theme and no category has enough examples, or a code or category is malformed.
///
/// Cost:  about a minute for 30,000 texts of a sentence, and 200 MB.
base::Expected<Model> train(std::span<const LabelledText> texts, const TrainOptions& options = {});

}  // namespace guvoh::themes
