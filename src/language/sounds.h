// SPDX-License-Identifier: AGPL-3.0-or-later
//
// How a word sounds, roughly, in one alphabet whatever script and romanisation it is written in: the ground of name keys.
// Sounds: a e i o u; b d f g h k l m n p r s t v z; S (ш sh ş), C (ч ch ç), J (ж җ ҷ zh j dj). Glides beside vowels, signs,
// apostrophes and doubling fall away. Module-private.
//
// Threads: any.
#pragma once

#include <string>
#include <string_view>

#include "language/languages.h"

namespace guvoh::language {

/// How the letter x is read: as ks (Maxim) or as Uzbek x (Baxtiyor).
enum class ReadX { AsKs, AsH };

/// Gives the sounds of a folded word in Cyrillic, Latin or Arabic script; empty for other scripts.
std::string sounds_of(std::u32string_view letters, ReadX read_x);

/// Gives the sounds without vowels; the first letter stays where it is a vowel, as 'a'. f counts as v.
std::string consonants_of(std::string_view sounds);

/// Gives the sounds with vowels that romanisations confuse made one (a e o -> a).
std::string vowel_classes_of(std::string_view sounds);

/// What it takes to turn one sound sequence into another: 0 equal; kindred vowels cost little, consonants 1.
double sound_distance(std::string_view left, std::string_view right);

/// Writes letters in plain a-z and 0-9, one letter for one where possible: for comparing spellings, not sounds.
std::string romanise_letters(std::u32string_view letters);

}  // namespace guvoh::language
