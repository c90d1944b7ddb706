// SPDX-License-Identifier: AGPL-3.0-or-later
#include "language/name_forms.h"

#include <gtest/gtest.h>

namespace guvoh::language {
namespace {

TEST(NameForms, SpellOneByteALetterAndSoundAlike) {
    const NameForms cyrillic = forms_of("Аскаров  Азимжан");
    const NameForms latin = forms_of("ASKAROV Azimzhan");
    EXPECT_EQ(cyrillic.spelling.size(), 15U);
    EXPECT_EQ(cyrillic.sounds, latin.sounds);
    EXPECT_NE(spelling_script(cyrillic.spelling), spelling_script(latin.spelling));
}

TEST(NameForms, LikenessDisregardsOrder) {
    EXPECT_DOUBLE_EQ(sounds_similarity("askarov azimJan", "azimJan askarov"), 1.0);
    EXPECT_GT(sounds_similarity("askarov a", "azimJan askarov"), 0.85);
    EXPECT_LT(sounds_similarity("askarov azimJan", "nurmatov karim"), 0.5);
    EXPECT_EQ(sounds_similarity("", "a"), 0.0);
}

TEST(NameForms, CutTokensAtSpaces) { EXPECT_EQ(tokens_of(" a  bc ").size(), 2U); }

}  // namespace
}  // namespace guvoh::language
