// SPDX-License-Identifier: AGPL-3.0-or-later
//
// XML of office documents through pugixml, which expands no entities of a document's own: a "billion laughs" stays small.
//
// Threads: one.
#pragma once

#include <pugixml.hpp>

#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/error.h"

namespace guvoh::documents {

/// Parses in place: the bytes must stay as long as the document. Errors: Invalid "damaged ...", Cancelled when memory runs out.
base::Status parse_xml(pugi::xml_document& document, base::Bytes& bytes, std::string_view what);

/// The name without its prefix: "w:p" -> "p".
std::string_view local_name(const pugi::xml_node& node);

/// The first child (or descendant by path of local names) with a local name.
pugi::xml_node child_named(const pugi::xml_node& node, std::string_view local);

/// All text under a node.
std::string text_under(const pugi::xml_node& node);

/// An attribute by its local name, "" when there is none.
std::string_view attribute_named(const pugi::xml_node& node, std::string_view local);

}  // namespace guvoh::documents
