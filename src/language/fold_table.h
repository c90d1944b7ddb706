// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What the tokenizer does with each code point of the Basic Multilingual Plane, built once from ICU's properties and our own
// rules (docs/formats/analysis.md, "Folding"). Module-private.
//
// Threads: constant after the first call.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace guvoh::language {

/// What a code point is to the tokenizer.
enum class CharKind : std::uint8_t {
    Break,       ///< separates words
    Letter,      ///< becomes the code point in `fold`
    Digit,       ///< becomes the ASCII digit in `fold`
    Mark,        ///< belongs to the letter before it; dropped unless the two compose
    Ignorable,   ///< soft hyphen, zero-width: dropped, joins what stands around it
    Apostrophe,  ///< belongs to the word between two letters
    Expand,      ///< a letter that becomes expansions[fold]
    Single,      ///< a word of its own (CJK)
};

struct FoldTable {
    std::array<std::uint16_t, 0x10000> fold{};
    std::array<CharKind, 0x10000> kind{};
    std::array<std::uint8_t, 0x2000> upper{};  ///< one bit a code point: upper or title case
    std::vector<std::string> expansions;       ///< UTF-8

    bool is_upper(char32_t code_point) const {
        return code_point < 0x10000 && ((upper[code_point >> 3U] >> (code_point & 7U)) & 1U) != 0;
    }
};

/// Gives the table; the first call builds it (a few milliseconds).
const FoldTable& fold_table();

/// Folds a code point beyond the BMP; Break when it is no letter.
CharKind fold_supplementary(char32_t code_point, std::string& folded);

/// Gives the letter a folded letter and a combining mark make, when that letter is one we keep; 0 otherwise.
char32_t compose_mark(char32_t letter, char32_t mark);

}  // namespace guvoh::language
