// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>

#include "base/text.h"
#include "themes/binary_fit.h"
#include "themes/codes.h"
#include "themes/corpus.h"
#include "themes/model.h"

namespace guvoh::themes {

using base::ErrorKind;
using base::Expected;
using base::fail;

namespace {

constexpr std::uint32_t kNoColumn = std::numeric_limits<std::uint32_t>::max();
constexpr std::size_t kMostCodeBytes = 100;
constexpr std::size_t kFewTexts = 2'000;   // below, a feature may stand in two texts only
constexpr float kLeastWeight = 0.02F;      // smaller ones are left out: they change no suggestion and fill the file
constexpr double kUsualThreshold = 0.35;

/// Columns of a fit: the features of the chosen texts that occur often enough, those that themes are learnt from first.
struct Columns {
    std::vector<std::uint32_t> of_feature;  ///< column, or kNoColumn
    std::vector<std::uint32_t> features;    ///< feature of each column
    std::vector<float> rarity;              ///< by column
    std::uint32_t for_themes = 0;           ///< columns before the openings
};

Columns choose_columns(const Corpus& corpus, std::span<const std::size_t> chosen) {
    std::vector<std::uint32_t> texts_with(corpus.feature_count(), 0);
    for (const std::size_t index : chosen) {
        for (const auto& [feature, count] : corpus.features(index)) ++texts_with[feature];
    }
    const std::uint32_t least = chosen.size() < kFewTexts ? 2 : 3;
    Columns out;
    out.of_feature.assign(corpus.feature_count(), kNoColumn);
    for (const bool openings : {false, true}) {
        for (std::uint32_t feature = 0; feature < texts_with.size(); ++feature) {
            if (texts_with[feature] < least || is_opening_feature(corpus.name(feature)) != openings) continue;
            out.of_feature[feature] = static_cast<std::uint32_t>(out.features.size());
            out.features.push_back(feature);
            out.rarity.push_back(std::log((1 + static_cast<float>(chosen.size())) / (1 + static_cast<float>(texts_with[feature]))) + 1);
        }
        if (!openings) out.for_themes = static_cast<std::uint32_t>(out.features.size());
    }
    return out;
}

SparseRow row_of(const Corpus& corpus, const Columns& columns, std::size_t index) {
    std::vector<ValuedFeature> valued;
    std::vector<std::uint32_t> at_column;
    for (const auto& [feature, count] : corpus.features(index)) {
        const std::uint32_t column = columns.of_feature[feature];
        if (column == kNoColumn) continue;
        const bool is_word = is_word_feature(corpus.name(feature));
        valued.push_back({count, is_word ? columns.rarity[column] : 0, is_word});
        at_column.push_back(column);
    }
    const std::vector<float> values = feature_values(valued);
    SparseRow row;
    for (std::size_t at = 0; at < values.size(); ++at) row.emplace_back(at_column[at], values[at]);
    std::sort(row.begin(), row.end());
    return row;
}

bool has_theme(const LabelledText& one, std::string_view code) {
    return std::find(one.themes.begin(), one.themes.end(), code) != one.themes.end();
}

/// Where a threshold stands between found and missed: the one with the best micro-F1.
double best_threshold(std::vector<std::pair<double, bool>> scored) {
    std::sort(scored.begin(), scored.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    const auto wanted = std::count_if(scored.begin(), scored.end(), [](const auto& one) { return one.second; });
    double best = 0;
    double threshold = kUsualThreshold;
    std::size_t right = 0;
    for (std::size_t at = 0; at < scored.size(); ++at) {
        right += scored[at].second ? 1U : 0U;
        const double f1 = 2.0 * static_cast<double>(right) / static_cast<double>(at + 1 + static_cast<std::size_t>(wanted));
        if (f1 <= best || (at + 1 < scored.size() && scored[at + 1].first == scored[at].first)) continue;
        best = f1;
        threshold = scored[at].first;
    }
    return std::clamp(threshold, 0.05, 0.9);
}

}  // namespace

/// Fits the lines of a model one after another.
class ModelBuilder {
public:
    ModelBuilder(const Corpus& corpus, std::span<const std::size_t> chosen, const TrainOptions& options)
        : corpus_(corpus), chosen_(chosen), options_(options), columns_(choose_columns(corpus, chosen)) {}

    Expected<Model> build() {
        fit_themes();
        fit_actions();
        if (model_.lines_.empty()) return fail(ErrorKind::Invalid, "no theme and no category has enough examples");
        model_.text_count_ = chosen_.size();
        model_.threshold_ = kUsualThreshold;
        return std::move(model_);
    }

    void set_threshold(Model& model, double threshold) { model.threshold_ = threshold; }

private:
    void fit_themes() {
        std::set<std::string> codes;
        for (const std::size_t index : chosen_) codes.insert(corpus_.text(index).themes.begin(), corpus_.text(index).themes.end());
        std::vector<SparseRow> rows;
        for (const std::size_t index : chosen_) {
            rows.push_back(row_of(corpus_, columns_, index));
            std::erase_if(rows.back(), [&](const auto& cell) { return cell.first >= columns_.for_themes; });
        }
        const BinaryFitter fitter(rows, columns_.for_themes);
        for (const std::string& code : codes) {
            std::vector<bool> yes;
            for (const std::size_t index : chosen_) yes.push_back(has_theme(corpus_.text(index), code));
            add_line(fitter, {Kind::Theme, code, 0}, yes);
        }
    }

    void fit_actions() {
        std::vector<std::size_t> told;
        std::copy_if(chosen_.begin(), chosen_.end(), std::back_inserter(told), [&](std::size_t index) { return corpus_.text(index).action != 0; });
        std::vector<SparseRow> rows;
        for (const std::size_t index : told) rows.push_back(row_of(corpus_, columns_, index));
        const BinaryFitter fitter(rows, static_cast<std::uint32_t>(columns_.features.size()));
        for (int category = 1; category <= 5; ++category) {
            std::vector<bool> yes;
            for (const std::size_t index : told) yes.push_back(corpus_.text(index).action == category);
            add_line(fitter, {Kind::Action, std::to_string(category), 0}, yes);
        }
    }

    void add_line(const BinaryFitter& fitter, ModelLine line, const std::vector<bool>& yes) {
        const auto positive = static_cast<std::size_t>(std::count(yes.begin(), yes.end(), true));
        if (positive < options_.least_examples || yes.size() - positive < options_.least_examples) return;
        const auto fitted = fitter.fit(yes, options_.cost);
        if (!fitted) return;
        line.bias = fitted->bias;
        const auto number = static_cast<std::uint32_t>(model_.lines_.size());
        for (std::size_t column = 0; column < fitted->weights.size(); ++column) {
            if (std::abs(fitted->weights[column]) < kLeastWeight) continue;
            Model::Feature& feature = model_.features_[corpus_.name(columns_.features[column])];
            feature.rarity = columns_.rarity[column];
            feature.weights.push_back({number, fitted->weights[column]});
        }
        model_.lines_.push_back(std::move(line));
    }

    const Corpus& corpus_;
    std::span<const std::size_t> chosen_;
    const TrainOptions& options_;
    Columns columns_;
    Model model_;
};

namespace {

constexpr std::size_t kThresholdFolds = 4;  // one of them shows where the threshold should stand

/// The threshold that does best on a part of the chosen texts, by a model of the others; the usual one when that cannot be fitted.
double find_threshold(const Corpus& corpus, std::span<const std::size_t> chosen, const TrainOptions& options) {
    std::vector<LabelledText> groups;
    for (const std::size_t index : chosen) groups.push_back({{}, {}, 0, corpus.text(index).group});
    const std::vector<std::size_t> folds = deal_folds(groups, kThresholdFolds);
    std::vector<std::size_t> learn;
    std::vector<std::size_t> judge;
    for (std::size_t at = 0; at < chosen.size(); ++at) (folds[at] == 0 ? judge : learn).push_back(chosen[at]);
    if (learn.empty() || judge.empty()) return kUsualThreshold;
    const auto model = ModelBuilder(corpus, learn, options).build();
    if (!model) return kUsualThreshold;
    std::vector<std::pair<double, bool>> scored;
    for (const std::size_t index : judge) {
        for (const Suggestion& one : model->scores(corpus.text(index).text)) {
            if (one.kind == Kind::Theme) scored.emplace_back(one.score, has_theme(corpus.text(index), one.code));
        }
    }
    return scored.empty() ? kUsualThreshold : best_threshold(std::move(scored));
}

base::Status check(std::span<const LabelledText> texts, const TrainOptions& options) {
    if (!(options.cost > 0) || !std::isfinite(options.cost)) return fail(ErrorKind::Invalid, "cost must be above 0");
    for (const LabelledText& one : texts) {
        if (one.action < 0 || one.action > 5) return fail(ErrorKind::Invalid, "a category of action beyond 1 to 5");
        const auto malformed = [](const std::string& code) { return code.empty() || code.size() > kMostCodeBytes || !base::is_utf8(code); };
        if (std::any_of(one.themes.begin(), one.themes.end(), malformed)) return fail(ErrorKind::Invalid, "a theme's code of no or too many bytes, or no text");
    }
    return {};
}

}  // namespace

Expected<Model> fit(const Corpus& corpus, std::span<const std::size_t> chosen, const TrainOptions& options) {
    ModelBuilder builder(corpus, chosen, options);
    GUVOH_TRY(Model model, builder.build());
    builder.set_threshold(model, find_threshold(corpus, chosen, options));
    return model;
}

Expected<Model> train(std::span<const LabelledText> texts, const TrainOptions& options) {
    GUVOH_TRY_VOID(check(texts, options));
    const Corpus corpus(texts);
    std::vector<std::size_t> all(texts.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    return fit(corpus, all, options);
}

}  // namespace guvoh::themes
