// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The one tokenizer, for what is indexed and for what is asked. It walks any bytes (what is not UTF-8 separates words),
// gives the byte span of each word and its folded form, and allocates nothing per word. Hyphens and slashes separate, so
// "Аль-Хусейн" and "A/HRC/16/3" are words at neighbouring positions: a phrase finds them. An apostrophe between letters
// belongs to the word; "12.3" and "1,000" (folded "1000") are one word each; a CJK character is a word of its own.
//
// Folding: case, compatibility forms, Arabic marks and letter variants, soft hyphens, zero-width characters, accents that
// are no letters of the languages served (é, but not ş), ё to е, every apostrophe of Uzbek to '. It is idempotent.
//
// Threads: each breaker belongs to one thread; the tables behind are built once and constant. docs/formats/analysis.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace guvoh::language {

/// Byte offsets into the text; both lie on UTF-8 boundaries.
struct WordSpan {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
};

/// A folded form is never longer than this; the rest of a longer word is not looked at.
inline constexpr std::size_t kMaxFoldedBytes = 128;

/// One word of a text.
struct Word {
    WordSpan span;
    std::string_view folded;     ///< lives in the breaker until its next call
    std::uint32_t position = 0;  ///< 0, 1, 2, ... within the text
    bool capitalised = false;    ///< the first letter is upper case
};

/// Walks the words of one text from left to right.
class WordBreaker {
public:
    /// Takes: text of less than 4 GB; it must outlive the breaker.
    explicit WordBreaker(std::string_view text);
    /// Starts again with another text; keeps the buffer.
    void reset(std::string_view text);
    /// Gives the next word; false at the end.
    bool next(Word& word);

private:
    std::string_view text_;  // borrowed from the caller
    std::size_t at_ = 0;
    std::uint32_t position_ = 0;
    char buffer_[kMaxFoldedBytes + 8];
};

/// A word with its own copy of the folded form, for queries and tests.
struct OwnedWord {
    WordSpan span;
    std::string folded;
    bool capitalised = false;
};
/// Gives all words of a short text.
std::vector<OwnedWord> words_of(std::string_view text);
/// Folds a text word by word and joins with one space; what a name or title is compared by.
std::string fold(std::string_view text);

}  // namespace guvoh::language
