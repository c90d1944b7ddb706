// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Reads a DOCX back for tests: unpacked with libzip, each part parsed as XML.
//
// Threads: one.
#pragma once

#include <map>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace guvoh::papers::testing {

/// The parts of a ZIP by name; empty when it is damaged or a part's checksum is wrong.
std::map<std::string, std::string> unzipped(std::string_view file);

/// A part as XML, blanks kept; empty when it is not well-formed.
pugi::xml_document parsed(const std::string& xml);

/// The text below a node, as a reader sees it: w:t, "\n" for w:br, "\t" for w:tab.
std::string shown_text(const pugi::xml_node& node);

/// All nodes of one name below another, in order.
std::vector<pugi::xml_node> nodes(const pugi::xml_node& below, std::string_view name);

}  // namespace guvoh::papers::testing
