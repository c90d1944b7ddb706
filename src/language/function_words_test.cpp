// SPDX-License-Identifier: AGPL-3.0-or-later
#include "language/function_words.h"

#include <gtest/gtest.h>

namespace guvoh::language {
namespace {

TEST(FunctionWords, BelongToTheirLanguages) {
    EXPECT_EQ(function_word_mask("және"), mask_of(Language::Kk));
    EXPECT_TRUE(function_word_mask("va") & mask_of(Language::Uz));
    EXPECT_EQ(function_word_mask("prison"), 0U);
    EXPECT_EQ(function_word_mask(""), 0U);
}

TEST(FunctionWords, EndingsNeedAWordBeforeThem) {
    EXPECT_TRUE(ending_mask("detention") & mask_of(Language::En));
    EXPECT_EQ(ending_mask("ing"), 0U);
    EXPECT_TRUE(ending_mask("улардын") & mask_of(Language::Ky));
}

TEST(FunctionWords, LettersTellAlphabets) {
    EXPECT_EQ(alphabet_mask(U'ұ'), mask_of(Language::Kk));
    EXPECT_EQ(alphabet_mask(U'а'), 0U);
    EXPECT_TRUE(script_mask(Script::Arab) & mask_of(Language::Fa));
}

}  // namespace
}  // namespace guvoh::language
