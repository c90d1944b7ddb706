// SPDX-License-Identifier: AGPL-3.0-or-later
//
// From pages to what is searched: paragraphs with their language, and search units.
//
// Threads: plain functions.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "documents/extracted.h"
#include "documents/text_store.h"
#include "search/unit.h"

namespace guvoh::service {

/// Splits all pages into paragraphs and names language and script of each. A paragraph too short to tell takes the language of
/// the one before it in the same script.
std::vector<documents::Paragraph> identify_paragraphs(std::span<const documents::Page> pages);

/// The languages of a document, most text first, those under a twentieth left out.
std::vector<std::string> document_languages(std::span<const documents::Paragraph> paragraphs);

/// A page as units see it.
struct UnitPage {
    std::string_view text;
    bool has_layout = false;  ///< a real page is one unit; text without pages is cut into runs of paragraphs
};
/// Cuts pages into search units. `paragraphs` are those of all pages, in order. Texts are borrowed from the pages.
std::vector<search::UnitText> make_units(std::span<const UnitPage> pages, std::span<const documents::Paragraph> paragraphs);

/// Frozen numbers of languages in the search index; 0 for a language not in the list.
search::LanguageCode search_code(std::string_view language);
/// "" for 0.
std::string_view language_of(search::LanguageCode code);

}  // namespace guvoh::service
