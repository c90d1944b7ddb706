// SPDX-License-Identifier: AGPL-3.0-or-later
//
// ODT (OpenDocument 1.2 part 1): paragraphs, headings, lists, tables, notes and annotations of content.xml; tracked deletions
// are left out.
#include <algorithm>
#include <charconv>
#include <string>

#include "documents/office.h"
#include "documents/parsers.h"
#include "documents/utf8.h"
#include "documents/xml.h"

namespace guvoh::documents {

namespace {

constexpr int kMaxDepth = 200;

class OdfText {
public:
    void walk(const pugi::xml_node& node, int depth);
    std::string take() { return std::move(text_); }

private:
    void walk_children(const pugi::xml_node& node, int depth) {
        for (const pugi::xml_node& child : node.children()) walk(child, depth + 1);
    }
    void add_spaces(const pugi::xml_node& node) {
        const std::string_view count = attribute_named(node, "c");
        int spaces = 1;
        std::from_chars(count.data(), count.data() + count.size(), spaces);
        text_.append(static_cast<std::size_t>(std::clamp(spaces, 1, 100)), ' ');
    }
    void walk_row(const pugi::xml_node& row, int depth);

    std::string text_;
    int cells_ = 0;
};

void OdfText::walk_row(const pugi::xml_node& row, int depth) {
    ++cells_;
    bool first = true;
    for (const pugi::xml_node& cell : row.children()) {
        if (local_name(cell) != "table-cell") continue;
        while (text_.ends_with('\n') && !first) text_.pop_back();
        if (!first) text_.push_back('\t');
        first = false;
        walk_children(cell, depth + 1);
    }
    --cells_;
    while (text_.ends_with('\n')) text_.pop_back();
    text_ += "\n\n";
}

void OdfText::walk(const pugi::xml_node& node, int depth) {
    if (depth > kMaxDepth) return;
    if (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata) {
        const std::string_view parent = local_name(node.parent());
        const bool shown = parent == "p" || parent == "h" || parent == "span" || parent == "a" || parent.starts_with("text-") ||
                           parent == "date" || parent == "title" || parent == "note-citation" || parent == "meta" || parent == "ruby-base";
        if (shown && parent != "note-citation") text_ += node.value();
        return;
    }
    const std::string_view name = local_name(node);
    if (name == "tracked-changes" || name == "sequence-decls" || name == "forms") return;
    if (name == "s") {
        add_spaces(node);
    } else if (name == "tab") {
        text_.push_back('\t');
    } else if (name == "line-break") {
        text_.push_back('\n');
    } else if (name == "p" || name == "h") {
        walk_children(node, depth);
        text_ += cells_ > 0 ? "\n" : "\n\n";
    } else if (name == "table-row") {
        walk_row(node, depth);
    } else if (name == "note-body" || name == "annotation") {
        text_ += " (";
        walk_children(node, depth);
        while (text_.ends_with('\n')) text_.pop_back();
        text_ += ") ";
    } else {
        walk_children(node, depth);
    }
}

}  // namespace

base::Status parse_odt(const Source& source, Output& out) {
    GUVOH_TRY(const ZipFile file, ZipFile::open(source.bytes));
    if (odf_is_encrypted(file, source.limits)) {
        return base::fail(base::ErrorKind::Unsupported, "encrypted OpenDocument file (a password is needed)");
    }
    GUVOH_TRY(auto bytes, file.part("content.xml", source.limits));
    if (!bytes) return base::fail(base::ErrorKind::Invalid, "damaged ODT: it has no content.xml");
    pugi::xml_document document;
    GUVOH_TRY_VOID(parse_xml(document, *bytes, "ODT"));
    OdfText words;
    words.walk(child_named(document.document_element(), "body"), 0);
    read_odf_properties(file, source.limits, out);
    std::string text = settle_lines(words.take());
    const bool empty = text.empty();
    if (!empty) out.text(std::move(text));
    return hand_over_embedded(file, {"ObjectReplacements/none", empty ? "Pictures/" : "ObjectReplacements/none"}, out);
}

}  // namespace guvoh::documents
