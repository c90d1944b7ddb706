// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Shows why a unit was found: the best window of its text, and where the matching words stand in the whole unit, so that
// they can be marked on the page image.
//
// Threads: a Highlighter may be used from many; it holds only the set of words.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "search/index.h"
#include "search/query.h"
#include "search/unit.h"

namespace guvoh::search {

/// A part of a unit's text with the matches in it.
struct Snippet {
    std::string text;              ///< cut at words; line breaks become spaces of the same length; "…" is not added
    ByteRange at;                  ///< where it stands, in bytes of the page's text
    bool starts_unit = false, ends_unit = false;  ///< whether anything was cut off in front or behind
    std::vector<ByteRange> marks;    ///< matches inside `text`, bytes of `text`
    std::vector<ByteRange> matches;  ///< every match in the unit, bytes of the page's text; for page boxes
};

/// How long a snippet is and what it tells.
struct SnippetOptions {
    std::size_t length_bytes = 240;  ///< aimed at; up to a word more
    bool all_matches = true;         ///< false: leave `matches` empty
};

/// Finds the words a search matched in the text of its hits.
class Highlighter {
public:
    /// From what a search matched. The result may be dropped afterwards.
    explicit Highlighter(const std::vector<std::string>& matched_words);
    ~Highlighter();
    Highlighter(Highlighter&&) noexcept;
    Highlighter& operator=(Highlighter&&) noexcept;

    /// Makes the snippet of one unit. `unit_text` is the unit's bytes (UnitKey begin..end) of the page's text.
    Snippet make(const UnitKey& unit, std::string_view unit_text, const SnippetOptions& options = {}) const;

private:
    struct Parts;
    std::unique_ptr<const Parts> parts_;
};

}  // namespace guvoh::search
