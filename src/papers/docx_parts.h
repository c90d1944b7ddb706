// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The parts of a DOCX that are the same for all papers, or nearly: types, styles, numbering, settings, properties.
//
// Threads: plain functions.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "papers/paper.h"

namespace guvoh::papers {

/// Attributes that declare the namespaces w and r, for the root of a part.
std::string word_namespaces();

/// [Content_Types].xml, _rels/.rels, and the relationships of document.xml that each file has: kFixedRelationships of them.
std::string content_types();
std::string package_relationships();
inline constexpr std::size_t kFixedRelationships = 6;
inline constexpr std::string_view kFooterId = "rId6";
std::string document_relationships(std::string_view links);
/// A part's relationships. Takes: links, as relationship() gives them.
std::string relationships(std::string_view links);

/// word/styles.xml, settings.xml and fontTable.xml.
std::string styles(std::string_view language, Direction direction);
std::string settings();
std::string fonts();

/// word/numbering.xml. Number 1 is the bullets; 2 and on are numbered lists, each of which begins anew.
std::string numbering(std::size_t numbered_lists);
inline constexpr std::size_t kBullets = 1;

/// docProps/core.xml: title, language and `made_at_ms`; no author.
std::string core_properties(const Paper& paper);

}  // namespace guvoh::papers
