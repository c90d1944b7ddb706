// SPDX-License-Identifier: AGPL-3.0-or-later
#include "themes/binary_fit.h"

#include <gtest/gtest.h>

namespace guvoh::themes {
namespace {

TEST(BinaryFit, PointsToTheColumnThatDecides) {
    const std::vector<SparseRow> rows = {{{0, 1.F}}, {{0, 1.F}, {1, 1.F}}, {{1, 1.F}}, {{2, 1.F}}};
    const BinaryFitter fitter(rows, 3);

    for (const bool flipped : {false, true}) {
        const auto found = fitter.fit({!flipped, !flipped, flipped, flipped}, 10);
        ASSERT_TRUE(found.has_value());
        EXPECT_EQ(found->weights[0] > 0, !flipped);
        EXPECT_EQ(found->weights[2] < 0, !flipped);
    }
}

TEST(BinaryFit, GivesTheSameTwice) {
    const std::vector<SparseRow> rows = {{{0, 1.F}}, {{1, 0.5F}}, {{0, 0.2F}, {1, 1.F}}, {}};
    const BinaryFitter fitter(rows, 2);

    EXPECT_EQ(fitter.fit({true, false, false, true}, 1)->weights, fitter.fit({true, false, false, true}, 1)->weights);
}

TEST(BinaryFit, HasNothingToLearnFromOneAnswer) {
    const BinaryFitter fitter({{{0, 1.F}}, {}}, 1);

    EXPECT_FALSE(fitter.fit({true, true}, 1).has_value());
    EXPECT_FALSE(fitter.fit({false, false}, 1).has_value());
}

}  // namespace
}  // namespace guvoh::themes
