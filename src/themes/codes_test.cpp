// SPDX-License-Identifier: AGPL-3.0-or-later
#include "themes/codes.h"

#include <algorithm>

#include <gtest/gtest.h>

namespace guvoh::themes {
namespace {

constexpr Kind kKinds[] = {Kind::Theme, Kind::Group, Kind::Goal, Kind::Treaty, Kind::Body, Kind::Action, Kind::Flag};

TEST(Codes, StandInOrderEachOnce) {
    for (const Kind kind : kKinds) {
        const auto codes = codes_of(kind);
        EXPECT_TRUE(std::is_sorted(codes.begin(), codes.end())) << kind_name(kind);
        EXPECT_EQ(std::adjacent_find(codes.begin(), codes.end()), codes.end()) << kind_name(kind);
    }
}

TEST(Codes, CountTheIssuesAndGoals) {
    EXPECT_EQ(themes().size(), 54U);
    EXPECT_EQ(codes_of(Kind::Goal).size(), 17U);
    EXPECT_EQ(codes_of(Kind::Action).size(), 5U);
}

TEST(Codes, KnowIssuesAsTheyArePrinted) {
    EXPECT_EQ(theme_of_issue("Women's rights"), "womens_rights");
    EXPECT_EQ(theme_of_issue("Women\xE2\x80\x99s Rights"), "womens_rights");
    EXPECT_EQ(theme_of_issue("Detention conditions"), "detention");
    EXPECT_EQ(theme_of_issue("HIV - Aids"), "hiv_aids");
    EXPECT_EQ(theme_of_issue("Weather"), "");
    EXPECT_EQ(theme_of_issue(""), "");
}

TEST(Codes, KnowTheirOwn) {
    EXPECT_TRUE(is_code(Kind::Treaty, "ICCPR-OP2"));
    EXPECT_FALSE(is_code(Kind::Treaty, "iccpr-op2"));
    EXPECT_FALSE(is_code(Kind::Theme, "OPCAT"));
}

}  // namespace
}  // namespace guvoh::themes
