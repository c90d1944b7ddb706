// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Labelled texts taken apart once, so that several models can be fitted on parts of them. Module-private.
//
// Threads: const functions from any thread.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "themes/features.h"
#include "themes/model.h"

namespace guvoh::themes {

/// Features by number, with how often each occurs, numbers rising.
using CountedFeatures = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

/// Texts as numbers of features. Borrows the texts.
class Corpus {
public:
    explicit Corpus(std::span<const LabelledText> texts);

    const LabelledText& text(std::size_t index) const { return texts_[index]; }
    const CountedFeatures& features(std::size_t index) const { return rows_[index]; }
    const std::string& name(std::uint32_t feature) const { return names_[feature]; }
    std::size_t size() const { return texts_.size(); }
    std::size_t feature_count() const { return names_.size(); }

private:
    std::span<const LabelledText> texts_;  // borrowed from the caller
    std::vector<CountedFeatures> rows_;
    std::vector<std::string> names_;
};

/// The values of a text's features: words by frequency and rarity, of length 1 together; others a constant.
///
/// Takes: counts and rarities, one each a feature; is_word, whether it is weighted by rarity.
struct ValuedFeature {
    std::uint32_t count = 0;
    float rarity = 1;
    bool is_word = false;
};
std::vector<float> feature_values(std::span<const ValuedFeature> features);

/// Fits a model on some texts of a corpus. Errors: as train.
base::Expected<Model> fit(const Corpus& corpus, std::span<const std::size_t> chosen, const TrainOptions& options);

/// Deals groups to folds so that folds have about as many texts: the same for the same texts. Gives the fold of each text.
std::vector<std::size_t> deal_folds(std::span<const LabelledText> texts, std::size_t folds);

}  // namespace guvoh::themes
