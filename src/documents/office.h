// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What the office formats have in common: properties, and files inside.
//
// Threads: one.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "documents/parsers.h"
#include "documents/xml.h"
#include "documents/zip.h"

namespace guvoh::documents {

/// Reads docProps/core.xml and app.xml (OOXML) into metadata.
void read_core_properties(const ZipFile& file, const Limits& limits, Output& out);
/// Reads meta.xml (ODF) into metadata.
void read_odf_properties(const ZipFile& file, const Limits& limits, Output& out);
/// True when an ODF file's manifest says its content is encrypted.
bool odf_is_encrypted(const ZipFile& file, const Limits& limits);
/// A part of a file, and the bytes in which it was parsed: its names and words lie there.
struct XmlPart {
    base::Bytes bytes;
    pugi::xml_document document;
};
/// Parses content.xml of an ODF file. Errors: Unsupported (encrypted), Invalid.
base::Status read_odf_content(const ZipFile& file, const Limits& limits, const char* format, XmlPart& content);
/// Names of the entries that begin with `start` and end in ".xml", with no folder between; in the archive's order.
std::vector<std::string> xml_parts(const ZipFile& file, std::string_view start);
/// A link from one part of an OOXML file to another.
struct Relation {
    std::string id;
    std::string kind;  ///< the last word of its type: "slide", "notesSlide"
    std::string part;  ///< the name of the entry it leads to
};
/// The links of a part to others in the same file; none when it has none. Errors: Invalid. Source: ECMA-376 part 2, section 9.
base::Expected<std::vector<Relation>> relations_of(const ZipFile& file, const std::string& part, const Limits& limits);
/// Hands over the entries whose names begin with one of these as children.
base::Status hand_over_embedded(const ZipFile& file, std::initializer_list<std::string_view> starts, Output& out);
/// Adds a table row to a text: what `walk` adds for each child that `is_cell` takes, tabs between, without the line ends of its paragraphs.
template <class IsCell, class Walk>
void add_row(std::string& text, const pugi::xml_node& row, IsCell is_cell, Walk walk);
/// Takes the line ends off the end of a text, down to a length: what stands before is not of the cell or row that ends here.
void drop_line_ends(std::string& text, std::size_t down_to);
/// A document with so little text is a frame around its pictures, which are then handed over to be read.
inline constexpr std::size_t kFewWordsBytes = 400;

base::Status parse_xlsx(const ZipFile& file, const Limits& limits, Output& out);
base::Status parse_ods(const ZipFile& file, const Limits& limits, Output& out);
/// ODP and ODG: a page a slide, with its notes.
base::Status parse_odp(const ZipFile& file, const Limits& limits, Output& out);

template <class IsCell, class Walk>
void add_row(std::string& text, const pugi::xml_node& row, IsCell is_cell, Walk walk) {
    const std::size_t begin = text.size();
    bool first = true;
    for (const pugi::xml_node& cell : row.children()) {
        if (!is_cell(local_name(cell))) continue;
        if (!first) {
            drop_line_ends(text, begin);
            text.push_back('\t');
        }
        first = false;
        walk(cell);
    }
    drop_line_ends(text, begin);
}

}  // namespace guvoh::documents
