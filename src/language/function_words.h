// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The little words by which a sentence shows its language, and the letters an alphabet has or lacks. Written by hand from
// grammar, not counted from a corpus. Module-private.
//
// Threads: constant after the first call.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "language/languages.h"

namespace guvoh::language {

using LanguageMask = std::uint32_t;  ///< bit n: Language n

constexpr LanguageMask mask_of(Language language) { return 1U << static_cast<unsigned>(language); }

/// Gives the languages a folded word is a function word of; 0 for other words.
LanguageMask function_word_mask(std::string_view folded);

/// Gives the languages in which a folded word's last two to four letters are a common ending; 0 when none is known.
LanguageMask ending_mask(std::string_view folded);

/// Gives the languages whose alphabet has the letter; 0 for a letter that tells nothing.
LanguageMask alphabet_mask(char32_t letter);

/// Gives the languages written in a script.
LanguageMask script_mask(Script script);

}  // namespace guvoh::language
