// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The tables of phrases behind the rules, and their matcher. A phrase is words with one space between them, matched against
// folded words of the text, so that case, hyphens and accents do not matter:
//   women            that word                      tortur*      words that begin so
//   child/children   either                         CAT          with a capital: spelled exactly so in the text
//   ~                up to four words between, of one sentence
// Codes are groups of one letter and a colon, `t` theme, `g` group, `s` goal, `c` treaty (convention), `b` body, `f` flag, each followed
// by codes with commas: "t:detention,justice g:detainees s:16". A code after `?` is half as sure as its row. A phrase whose words all lie in those of a longer one is left out
// there, so the longer one repeats what still holds. Module-private.
//
// Threads: constant after the first call.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "language/words.h"
#include "themes/suggest.h"

namespace guvoh::themes {

/// A phrase below this counts only where no surer phrase gives a theme.
inline constexpr double kSure = 0.5;

/// One row: a phrase and what it suggests.
struct Phrase {
    std::string_view pattern;
    std::string_view codes;
    double score = 0.8;
};

/// One found phrase.
struct PhraseMatch {
    const Phrase* phrase = nullptr;
    std::vector<Span> spans;  ///< runs of words next to each other
};

/// The tables: rights of persons before the State; living conditions; groups; treaties; bodies; Russian.
std::span<const Phrase> civil_phrases();
std::span<const Phrase> social_phrases();
std::span<const Phrase> group_phrases();
std::span<const Phrase> treaty_phrases();
std::span<const Phrase> body_phrases();
std::span<const Phrase> russian_phrases();

/// Gives the phrases found, longer ones having displaced what lies within them.
///
/// Takes: text, and its words from language::words_of.
std::vector<PhraseMatch> find_phrases(std::string_view text, std::span<const language::OwnedWord> words);

/// One code of a row.
struct PhraseCode {
    Kind kind;
    std::string_view code;
    bool half = false;  ///< half as sure as its row
};

/// Takes the codes of a row apart; what breaks the notation is left out (the test of the tables finds it).
std::vector<PhraseCode> codes_in(std::string_view codes);

}  // namespace guvoh::themes
