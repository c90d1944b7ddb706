// SPDX-License-Identifier: AGPL-3.0-or-later
//
// How two folded words match without being equal. Each word has a few keys; two words that share a key are candidates, and
// `match_strength` decides. Stem keys join inflected forms (сотрудниками, сотрудник; қийноқларга, қийноқ); which stemmers
// apply is decided by letters alone, so index and query agree without knowing the language, and a hint only narrows. Name
// keys join the same name or place in Cyrillic, Latin and Arabic script and in several romanisations.
//
// An index computes keys with the empty hint, once for each word of its dictionary, and keeps key -> words; a query computes
// the keys of its word (with a hint when known), collects words that share one, and keeps those `match_strength` accepts.
//
// Threads: every function may be called from any thread. docs/formats/analysis.md.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "language/languages.h"

namespace guvoh::language {

/// By what a key joins words: a common stem, or a common name.
enum class KeyKind : std::uint8_t { Stem, Name };

/// One key. Keys of different kinds never equal one another even when their texts do.
struct MatchKey {
    KeyKind kind = KeyKind::Stem;
    std::string text;  ///< UTF-8, at most kMaxFoldedBytes
    bool operator==(const MatchKey&) const = default;
    auto operator<=>(const MatchKey&) const = default;
};

/// How well a word of the text answers a word of the query; larger is better.
enum class MatchStrength : std::uint8_t { None = 0, Name = 1, Stem = 2, Exact = 3 };

/// What a ranker multiplies a term's weight by: 1 exact, 0.9 stem, 0.7 name.
double match_weight(MatchStrength strength);

/// Replaces `out` by the keys of a folded word: at most 12, none twice, usually 2 to 4.
///
/// Takes: folded, one word as the WordBreaker gives it; hint, the languages it may be in (empty: decide by letters).
void match_keys(std::string_view folded, LanguageSet hint, std::vector<MatchKey>& out);

/// True when two words that share a name key may be taken for one name: different scripts, or one script and the query word
/// capitalised; both four letters or longer; and their sounds close enough that the
/// shared key is no accident (a lower-case query word must be closer). Also true for the few places with a name of their own
/// in each language (Ашхабад, Ashgabat).
bool may_match_by_name(std::string_view query_folded, bool query_capitalised, std::string_view candidate_folded);

/// Decides how a query word and a word of the dictionary match, by all the rules above.
MatchStrength match_strength(std::string_view query_folded, bool query_capitalised, std::string_view candidate_folded,
                             LanguageSet hint = {});

/// The same for one query word against many candidates: what concerns the query is worked out once.
///
/// Cost: a few microseconds a candidate. Threads: `strength` from any thread.
class WordMatcher {
public:
    /// Takes: folded, the query's word; capitalised, as the user wrote it; hint, the languages it may be in.
    WordMatcher(std::string_view folded, bool capitalised, LanguageSet hint = {});
    ~WordMatcher();
    WordMatcher(WordMatcher&&) noexcept;
    WordMatcher& operator=(WordMatcher&&) noexcept;

    /// Gives how a folded word of the dictionary answers the query word.
    MatchStrength strength(std::string_view candidate_folded) const;

private:
    struct Query;
    std::unique_ptr<Query> query_;
};

/// Gives how a folded word sounds, in one alphabet whatever its script: what a fuzzy word is compared by across scripts. One
/// form for each reading of x and j; none for words under four letters, with digits (but the number of a note
/// behind the word), or in scripts that are not read.
std::vector<std::string> sound_forms(std::string_view folded);

/// Tells quickly, without reading a word, that none of its sound forms can be near one of the query's.
class SoundSieve {
public:
    /// Takes: one of sound_forms().
    explicit SoundSieve(std::string_view sound_form);
    /// Says that the word lacks more of the form's sounds than `edits` could mend; false says nothing.
    bool excludes(std::string_view folded, int edits) const;

private:
    std::uint32_t sounds_;
};

/// Says whether two folded words begin in different scripts.
bool scripts_differ(std::string_view left, std::string_view right);

/// Writes a folded word in plain a-z and 0-9, whatever its script: what fuzzy comparison works on ("Әскеров" -> "askerov").
std::string romanise(std::string_view folded);

}  // namespace guvoh::language
