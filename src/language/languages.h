// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The languages and scripts the chain knows, their codes (ISO 639-1, 639-3 where none; ISO 15924), and sets of languages
// used as a hint. Stored records keep the codes as text; the enumerators are for code only and never written to disk.
//
// Threads: plain values. Documented in docs/formats/analysis.md.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace guvoh::language {

/// The languages identified, and those the stemmers know.
enum class Language : std::uint8_t {
    Und,  ///< unknown
    En,
    Ru,
    Kk,
    Ky,
    Tg,
    Uz,
    Tk,
    Tr,
    Ar,
    Fa,
    Tt,
    Ug,
    Kaa,
    Az,
    Uk,
};
inline constexpr std::size_t kLanguageCount = 16;

/// Scripts by their ISO 15924 codes.
enum class Script : std::uint8_t {
    Zyyy,  ///< no letters, or none of the scripts below
    Latn,
    Cyrl,
    Arab,
    Grek,
    Hebr,
    Armn,
    Geor,
    Hani,
    Zzzz,  ///< letters of another script
};

/// Gives "en", "kaa", ... or "und".
std::string_view language_code(Language language);
/// Reads a code of either length ("kk", "kaz", "KK"); Und when it is none of ours.
Language language_from_code(std::string_view code);
/// Gives "Latn", "Cyrl", ... as ISO 15924 spells it.
std::string_view script_code(Script script);
/// Gives the script of one code point; Zyyy for digits, marks and punctuation.
Script script_of_code_point(char32_t code_point);
/// Gives the script most letters of a text are in; Zyyy when it has no letters. Any bytes are allowed.
Script script_of(std::string_view text);

/// A set of languages; the empty set means "not known, decide by letters".
class LanguageSet {
public:
    constexpr LanguageSet() = default;
    constexpr LanguageSet(std::initializer_list<Language> languages) {
        for (const Language language : languages) {
            add(language);
        }
    }
    constexpr void add(Language language) { bits_ |= 1U << static_cast<unsigned>(language); }
    constexpr bool has(Language language) const { return (bits_ >> static_cast<unsigned>(language)) & 1U; }
    constexpr bool empty() const { return bits_ == 0; }
    /// True when the set is empty or holds the language.
    constexpr bool allows(Language language) const { return empty() || has(language); }

private:
    std::uint32_t bits_ = 0;
};

}  // namespace guvoh::language
