// SPDX-License-Identifier: AGPL-3.0-or-later
#include "reviews/labels.h"

#include <gtest/gtest.h>

namespace guvoh::reviews {
namespace {

TEST(Labels, ReadsNumbersWithAndWithoutAClosingDot) {
    const Label label = read_label("76.12.\tRatify");

    EXPECT_EQ(label.kind, LabelKind::Dotted);
    EXPECT_EQ(label.chapter, 76U);
    EXPECT_EQ(label.item, 12U);
    EXPECT_TRUE(label.before_tab);
    EXPECT_EQ(label.length, 7U);
    EXPECT_EQ(read_label("129.3 Sign").item, 3U);
    EXPECT_EQ(read_label("128.2.1 Sign").sub, 1U);
    EXPECT_EQ(read_label("99.4Sign").kind, LabelKind::Dotted);
}

TEST(Labels, TellsPlainNumbersFromBracketedOnesAndLetters) {
    EXPECT_EQ(read_label("12. Ratify").kind, LabelKind::Plain);
    EXPECT_EQ(read_label("(12) Ratify").kind, LabelKind::Bracketed);
    EXPECT_EQ(read_label("[3] Ratify").item, 3U);
    EXPECT_EQ(read_label("(c) Ratify").kind, LabelKind::Letter);
    EXPECT_EQ(read_label("c) Ratify").item, 3U);
}

TEST(Labels, TakesNoOrdinaryBeginningForALabel) {
    EXPECT_EQ(read_label("2012 was the year").kind, LabelKind::None);
    EXPECT_EQ(read_label("12 persons").kind, LabelKind::None);
    EXPECT_EQ(read_label("(Spain);").kind, LabelKind::None);
    EXPECT_EQ(read_label("").kind, LabelKind::None);
    EXPECT_EQ(read_label("76.5% of").kind, LabelKind::None);
}

TEST(Labels, WritesALetter) { EXPECT_EQ(letter_label(3), "(c)"); }

}  // namespace
}  // namespace guvoh::reviews
