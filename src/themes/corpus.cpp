// SPDX-License-Identifier: AGPL-3.0-or-later
#include "themes/corpus.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace guvoh::themes {

namespace {

constexpr float kRuleValue = 0.3F;  // of a feature that is there; words of a text have length 1 together

}  // namespace

Corpus::Corpus(std::span<const LabelledText> texts) : texts_(texts) {
    FeatureMaker maker;
    std::unordered_map<std::string, std::uint32_t> numbers;
    for (const LabelledText& one : texts) {
        CountedFeatures row;
        for (const TextFeature& feature : maker.features(one.text)) {
            const auto [at, is_new] = numbers.try_emplace(feature.name, static_cast<std::uint32_t>(names_.size()));
            if (is_new) names_.push_back(feature.name);
            row.emplace_back(at->second, feature.count);
        }
        std::sort(row.begin(), row.end());
        rows_.push_back(std::move(row));
    }
}

std::vector<float> feature_values(std::span<const ValuedFeature> features) {
    std::vector<float> values(features.size(), kRuleValue);
    double length = 0;
    for (std::size_t at = 0; at < features.size(); ++at) {
        if (!features[at].is_word) continue;
        values[at] = (1 + std::log(static_cast<float>(features[at].count))) * features[at].rarity;
        length += static_cast<double>(values[at]) * static_cast<double>(values[at]);
    }
    const auto scale = static_cast<float>(length > 0 ? 1 / std::sqrt(length) : 1);
    for (std::size_t at = 0; at < features.size(); ++at) {
        if (features[at].is_word) values[at] *= scale;
    }
    return values;
}

std::vector<std::size_t> deal_folds(std::span<const LabelledText> texts, std::size_t folds) {
    std::map<std::string_view, std::size_t> sizes;
    for (const LabelledText& one : texts) ++sizes[one.group];
    std::vector<std::pair<std::string_view, std::size_t>> groups(sizes.begin(), sizes.end());
    std::stable_sort(groups.begin(), groups.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
    std::vector<std::size_t> dealt(folds, 0);
    std::map<std::string_view, std::size_t> fold_of;
    for (const auto& [group, count] : groups) {
        const auto least = std::min_element(dealt.begin(), dealt.end());
        *least += count;
        fold_of[group] = static_cast<std::size_t>(least - dealt.begin());
    }
    std::vector<std::size_t> out;
    for (const LabelledText& one : texts) out.push_back(fold_of[one.group]);
    return out;
}

}  // namespace guvoh::themes
