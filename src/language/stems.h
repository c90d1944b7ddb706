// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Stems of folded words. English, Russian, Turkish and Arabic by Snowball; Kazakh, Kyrgyz, Uzbek, Turkmen (both scripts) and
// Tajik by suffix lists of our own that take off number, possession and case of nouns and nothing else: over-stripping joins
// strangers, under-stripping only misses. Which apply is decided by letters. Module-private; keys.h is the door.
//
// Threads: any; Snowball's state is per thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "language/languages.h"

namespace guvoh::language {

/// Appends the stems of a folded word, none twice; the word itself is among them where it may be a stem.
void append_stems(std::string_view folded, LanguageSet hint, std::vector<std::string>& out);

/// Appends the stems by our own suffix lists (one, or more where the cut is open; the likeliest last), for Turkic words in
/// Cyrillic or Latin.
void append_turkic_stems(std::u32string_view letters, std::vector<std::u32string>& out);

/// Appends the word and what is left after each Tajik plural, object and linking ending: маҳбусонро, маҳбусон, маҳбус.
void append_tajik_stems(std::u32string_view letters, std::vector<std::u32string>& out);

}  // namespace guvoh::language
