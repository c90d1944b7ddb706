// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Runs of text as WordprocessingML, with the footnotes and links they lead to.
//
// Threads: one.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "papers/paper.h"

namespace guvoh::papers {

/// What the names of all namespaces and types of relationships begin with.
inline constexpr std::string_view kOpenXml = "http://schemas.openxmlformats.org/";

/// One relationship of a part. Takes: type, the end of its name; external, when it leads out of the file.
std::string relationship(std::string_view id, std::string_view type, std::string_view target, bool external = false);

/// Appends text as XML character data or attribute value; what XML 1.0 cannot hold is left out (production 2, Char).
void add_xml(std::string_view text, std::string& out);

/// Properties of a paragraph: its style, and `rest`, elements that follow the style in the order of CT_PPr before `bidi`.
std::string paragraph_properties(std::string_view style, Direction direction, std::string_view rest = {});

/// Writes the runs of one file, in the order in which they stand there. Takes only what check() let through.
class DocxText {
public:
    /// Takes: first_link, the number of the first free relationship of document.xml.
    DocxText(Direction direction, std::size_t first_link) : direction_(direction), body_links_{first_link, {}, {}}, note_links_{1, {}, {}} {}

    /// The elements inside a w:p of document.xml. Its footnotes are kept for later.
    std::string runs(const Runs& runs) { return written(runs, body_links_); }
    /// One run of plain text, without style.
    std::string run(std::string_view text) const;

    /// The w:footnote elements of all runs so far.
    const std::string& footnotes() const { return footnotes_; }
    /// The relationships that the links so far need, in document.xml and in footnotes.xml.
    const std::string& body_relationships() const { return body_links_.relationships; }
    const std::string& note_relationships() const { return note_links_.relationships; }

private:
    struct Links {
        std::size_t next;
        std::map<std::string, std::string> ids;  // by target: each leads out once
        std::string relationships;
        const std::string& id(const std::string& target);
    };
    std::string properties(const Run& run) const;
    std::string written(const Runs& runs, Links& links);
    std::string footnote_reference(const Runs& note);

    Direction direction_;
    Links body_links_, note_links_;
    std::string footnotes_;
    std::size_t footnote_count_ = 0;
};

}  // namespace guvoh::papers
