// SPDX-License-Identifier: AGPL-3.0-or-later
#include "themes/spans.h"

#include <gtest/gtest.h>

namespace guvoh::themes {
namespace {

TEST(Spans, AreSortedAndJoinedWhereTheyTouch) {
    EXPECT_EQ(merged("one two, three", {{9, 14}, {4, 7}, {0, 3}, {0, 3}}), (std::vector<Span>{{0, 7}, {9, 14}}));
}

TEST(Spans, StayApartOverMoreThanABlank) { EXPECT_EQ(merged("a. b", {{0, 1}, {3, 4}}).size(), 2U); }

TEST(Spans, MayBeNone) { EXPECT_TRUE(merged("", {}).empty()); }

}  // namespace
}  // namespace guvoh::themes
