// SPDX-License-Identifier: AGPL-3.0-or-later
#include "language/languages.h"

#include <gtest/gtest.h>

namespace guvoh::language {
namespace {

TEST(Languages, ReadCodesOfEitherLength) {
    EXPECT_EQ(language_from_code("kk"), Language::Kk);
    EXPECT_EQ(language_from_code("KAZ"), Language::Kk);
    EXPECT_EQ(language_from_code("xx"), Language::Und);
    for (std::size_t at = 0; at < kLanguageCount; ++at) {
        const auto language = static_cast<Language>(at);
        EXPECT_EQ(language_from_code(language_code(language)), language);
    }
}

TEST(Languages, TellTheScriptOfMostLetters) {
    EXPECT_EQ(script_of("12, ok"), Script::Latn);
    EXPECT_EQ(script_of("Қазақ ok"), Script::Cyrl);
    EXPECT_EQ(script_of("\xFF 12"), Script::Zyyy);
    EXPECT_EQ(script_of("ئۇيغۇر"), Script::Arab);
}

TEST(Languages, TakeTheEmptySetForEveryLanguage) {
    EXPECT_TRUE(LanguageSet{}.allows(Language::Uz));
    EXPECT_FALSE(LanguageSet{Language::Ru}.allows(Language::Uz));
    EXPECT_TRUE(LanguageSet{Language::Ru}.has(Language::Ru));
}

}  // namespace
}  // namespace guvoh::language
