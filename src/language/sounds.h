// SPDX-License-Identifier: AGPL-3.0-or-later
//
// How a word sounds, roughly, in one alphabet whatever script and romanisation it is written in: the ground of name keys.
// Sounds: a e i o u; b d f g h k l m n p r s t v z; S (ш sh ş), C (ч ch ç), J (ж җ ҷ zh j dj). Glides beside vowels, signs,
// apostrophes and doubling fall away. Module-private.
//
// Threads: any.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "language/languages.h"

namespace guvoh::language {

/// How Latin letters that romanisations disagree on are read.
struct ReadAs {
    bool x_is_ks = false;     ///< Maxim, not Baxtiyor
    bool j_is_glide = false;  ///< Sulajman, not Janibek
};
/// Gives the readings worth trying for a word: one, or more where it has an x or a j.
std::vector<ReadAs> readings_of(std::u32string_view letters);

/// Gives the sounds of a folded word in Cyrillic, Latin or Arabic script; empty for other scripts.
std::string sounds_of(std::u32string_view letters, ReadAs read_as);

/// Gives the sounds of a sound form as a set, one bit each.
std::uint32_t sound_set(std::string_view sounds);
/// Gives a set that holds every sound a folded word may be read with, and perhaps more: quicker than to read it.
std::uint32_t possible_sounds(std::string_view folded);

/// Gives the sounds without vowels, kindred consonants made one; a vowel at the beginning stays, as 'a'.
std::string consonants_of(std::string_view sounds);

/// The same with the places of the vowels kept, each as 'a': for words of few consonants.
std::string consonants_and_places_of(std::string_view sounds);

/// What it takes to turn one sound sequence into another: 0 equal; kindred vowels cost little, consonants 1.
double sound_distance(std::string_view left, std::string_view right);

/// Writes letters in plain a-z and 0-9, one letter for one where possible: for comparing spellings, not sounds.
std::string romanise_letters(std::u32string_view letters);

}  // namespace guvoh::language
