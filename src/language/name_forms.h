// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The two byte strings a name is compared by: its spelling, one byte a letter within its script, and its sounds, the same
// for every script. Words are folded and joined with a space. Module-private.
//
// Threads: any.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "language/sounds.h"

namespace guvoh::language {

struct NameForms {
    std::string spelling;
    std::string sounds;
    bool has_x = false;  ///< the sounds depend on how x is read
    bool has_j = false;  ///< ... and j
};

NameForms forms_of(std::string_view name, ReadAs read_as = {});

/// Gives the script a spelling is in, by its first letter: 0 Latin or none, 1 Cyrillic, 2 other.
int spelling_script(std::string_view spelling);

/// Cuts at spaces.
std::vector<std::string_view> tokens_of(std::string_view form);

/// How alike two sound forms are, 0 to 1, whatever the order of their words; words missing in one cost less than words that
/// differ. What name_similarity and NameIndex rank by.
double sounds_similarity(std::string_view left, std::string_view right);

}  // namespace guvoh::language
