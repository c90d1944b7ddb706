// SPDX-License-Identifier: AGPL-3.0-or-later
#include "themes/corpus.h"

#include <cmath>
#include <set>

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace guvoh::themes {
namespace {

TEST(Corpus, NumbersFeaturesAcrossTexts) {
    const std::vector<LabelledText> texts = {{"torture", {}, 0, "A"}, {"torture", {}, 0, "B"}};
    const Corpus corpus(texts);

    EXPECT_EQ(corpus.size(), 2U);
    EXPECT_EQ(corpus.features(0), corpus.features(1));
}

TEST(Corpus, GivesWordsOfATextLengthOneTogether) {
    const std::vector<float> values = feature_values(std::vector<ValuedFeature>{{1, 2, true}, {3, 1, true}, {1, 0, false}});

    EXPECT_NEAR(std::hypot(values[0], values[1]), 1, 1e-6);
    EXPECT_NEAR(values[2], 0.3, 1e-6);
}

TEST(Corpus, NeverTearsAGroupApart) {
    EXPECT_TRUE(rc::check([](const std::vector<std::uint8_t>& letters) {
        std::vector<LabelledText> texts;
        for (const std::uint8_t letter : letters) texts.push_back({"", {}, 0, std::string(1, static_cast<char>('a' + letter % 7))});
        const auto folds = deal_folds(texts, 3);
        for (std::size_t a = 0; a < texts.size(); ++a) {
            RC_ASSERT(folds[a] < 3);
            for (std::size_t b = 0; b < a; ++b) RC_ASSERT(texts[a].group != texts[b].group || folds[a] == folds[b]);
        }
        RC_ASSERT(folds == deal_folds(texts, 3));
    }));
}

TEST(Corpus, DealsFoldsOfLikeSize) {
    std::vector<LabelledText> texts;
    for (int at = 0; at < 60; ++at) texts.push_back({"", {}, 0, std::string(1, static_cast<char>('a' + at % 12))});
    std::multiset<std::size_t> folds;
    for (const std::size_t fold : deal_folds(texts, 4)) folds.insert(fold);

    for (std::size_t fold = 0; fold < 4; ++fold) EXPECT_EQ(folds.count(fold), 15U);
}

}  // namespace
}  // namespace guvoh::themes
