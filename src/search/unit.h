// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What search finds: a unit is one page of a document, or a run of paragraphs (about 300 words) of text without pages.
//
// Threads: plain values.
#pragma once

#include <compare>
#include <cstdint>
#include <string_view>

namespace guvoh::search {

/// A small number that stands for a language. The caller chooses the numbers (0 = not known) and keeps them for ever.
using LanguageCode = std::uint8_t;

/// Where a unit stands: bytes begin..end of the text of one page of one document.
struct UnitKey {
    std::uint32_t document_number = 0;
    std::uint32_t page = 0;  ///< from 0
    std::uint32_t begin = 0, end = 0;
    LanguageCode language = 0;
    auto operator<=>(const UnitKey&) const = default;
};

/// A unit to be indexed. The text is borrowed for the call.
struct UnitText {
    std::uint32_t page = 0;
    std::uint32_t begin = 0, end = 0;  ///< where `text` stands in the page's text
    LanguageCode language = 0;
    std::string_view text;  ///< end - begin bytes of UTF-8
};

/// A byte range: of a unit's text, of a page's text, or of a query, as the user of it says.
struct ByteRange {
    std::uint32_t begin = 0, end = 0;
    auto operator<=>(const ByteRange&) const = default;
};

}  // namespace guvoh::search
