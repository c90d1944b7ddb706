// SPDX-License-Identifier: AGPL-3.0-or-later
#include "language/fold_table.h"

#include <gtest/gtest.h>

namespace guvoh::language {
namespace {

TEST(FoldTable, KnowsWhatEachKindOfCharacterDoes) {
    const FoldTable& table = fold_table();
    EXPECT_EQ(table.kind[U'Ж'], CharKind::Letter);
    EXPECT_EQ(table.fold[U'Ж'], U'ж');
    EXPECT_EQ(table.fold[U'Ё'], U'е');
    EXPECT_EQ(table.kind[0x0301], CharKind::Mark);
    EXPECT_EQ(table.kind[0x00AD], CharKind::Ignorable);
    EXPECT_EQ(table.kind[0x02BB], CharKind::Apostrophe);
    EXPECT_EQ(table.kind[0x4E2D], CharKind::Single);
    EXPECT_EQ(table.kind[U'²'], CharKind::Break);
    EXPECT_EQ(table.kind[0xFB01], CharKind::Expand);
    EXPECT_TRUE(table.is_upper(U'Ж'));
    EXPECT_FALSE(table.is_upper(U'ж'));
}

TEST(FoldTable, FoldsBeyondTheBasicPlane) {
    std::string folded;
    EXPECT_EQ(fold_supplementary(0x1D400, folded), CharKind::Expand);
    EXPECT_EQ(folded, "a");
    EXPECT_EQ(fold_supplementary(0x20000, folded), CharKind::Single);
    EXPECT_EQ(fold_supplementary(0x1F600, folded), CharKind::Break);
}

TEST(FoldTable, ComposesOnlyLettersItKeeps) {
    EXPECT_EQ(compose_mark(U'и', 0x0306), U'й');
    EXPECT_EQ(compose_mark(U'e', 0x0301), 0U);
}

}  // namespace
}  // namespace guvoh::language
