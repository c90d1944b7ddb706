// SPDX-License-Identifier: AGPL-3.0-or-later
//
// How hard a passphrase is to guess, in the manner of zxcvbn: dictionaries, names, dates, keyboard patterns, repeats. Text in
// Cyrillic is judged as transliterated and as typed with the keyboard left in Latin, whichever is weaker; so is what was typed
// that way. There is no rule about symbols or digits, and nothing is asked of any server.
//
// Threads: any.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace guvoh::access {

inline constexpr std::size_t kLeastPassphraseCharacters = 12;  ///< ASVS 2.1.1
/// How long guessing must take, at 10,000 guesses a second for years of a State's machines: whoever copied the folder has the time.
inline constexpr double kLeastYearsToGuess = 10;

/// What was found.
struct Strength {
    int score = 0;               ///< 0 to 4: guesses below 10^3, 10^6, 10^8, 10^10, or more
    bool acceptable = false;     ///< at least 12 characters, and ten years of guessing
    std::string_view crack_time; ///< "minutes", "hours", "days", "years" or "centuries" at 10,000 guesses a second
    std::string_view advice;     ///< "too_short", "common", "repeats", "guessable" or "ok"
};

/// Judges a passphrase; hints are words that a guesser would try first: name, login, workspace.
Strength strength_of(std::string_view passphrase, std::span<const std::string> hints);

}  // namespace guvoh::access
