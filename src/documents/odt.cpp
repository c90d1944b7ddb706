// SPDX-License-Identifier: AGPL-3.0-or-later
//
// ODT, ODP and ODG (OpenDocument 1.2 part 1): paragraphs, headings, lists, tables, notes and annotations of content.xml, headers and footers
// of styles.xml; tracked deletions are left out.
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
    int cells_ = 0, in_paragraph_ = 0;
};

void OdfText::walk_row(const pugi::xml_node& row, int depth) {
    ++cells_;
    const auto is_cell = [](std::string_view name) { return name == "table-cell"; };
    add_row(text_, row, is_cell, [&](const pugi::xml_node& cell) { walk_children(cell, depth + 1); });
    --cells_;
    text_ += "\n\n";
}

void OdfText::walk(const pugi::xml_node& node, int depth) {
    if (depth > kMaxDepth) return;
    if (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata) {
        if (in_paragraph_ > 0) text_ += node.value();  // of a field as well, of which there are many
        return;
    }
    const std::string_view name = local_name(node);
    if (name == "tracked-changes" || name == "sequence-decls" || name == "forms" || name == "note-citation" || name == "binary-data") return;
    if (local_name(node.parent()) == "annotation" && name != "p" && name != "list") return;  // who remarked it, and when
    if (name == "s") {
        add_spaces(node);
    } else if (name == "tab") {
        text_.push_back('\t');
    } else if (name == "line-break") {
        text_.push_back('\n');
    } else if (name == "p" || name == "h") {
        ++in_paragraph_;
        walk_children(node, depth);
        --in_paragraph_;
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

// Headers and footers of the page styles; each is shown on many pages and read once.
std::string master_text(const ZipFile& file, const Limits& limits) {
    auto bytes = file.part("styles.xml", limits);
    pugi::xml_document document;
    if (!bytes || !*bytes || !parse_xml(document, **bytes, "styles")) return {};
    OdfText words;
    words.walk(child_named(document.document_element(), "master-styles"), 0);
    return words.take();
}

}  // namespace

base::Status parse_odp(const ZipFile& file, const Limits& limits, Output& out) {
    XmlPart content;
    GUVOH_TRY_VOID(read_odf_content(file, limits, "ODP", content));
    read_odf_properties(file, limits, out);
    std::size_t read = 0;
    for (const pugi::xml_node& page : child_named(content.document.document_element(), "body").first_child().children()) {
        if (local_name(page) != "page") continue;
        OdfText words;
        words.walk(page, 0);
        std::string text = settle_lines(words.take());
        read += text.size();
        if (!out.text(std::move(text))) break;
    }
    return read < kFewWordsBytes ? hand_over_embedded(file, {"Pictures/"}, out) : base::Status{};
}

base::Status parse_odt(const Source& source, Output& out) {
    GUVOH_TRY(const ZipFile file, ZipFile::open(source.bytes));
    XmlPart content;
    GUVOH_TRY_VOID(read_odf_content(file, source.limits, "ODT", content));
    OdfText words;
    words.walk(child_named(content.document.document_element(), "body"), 0);
    read_odf_properties(file, source.limits, out);
    std::string text = settle_lines(words.take() + "\n\n" + master_text(file, source.limits));
    const bool few = text.size() < kFewWordsBytes;
    if (!text.empty()) out.text(std::move(text));
    return few ? hand_over_embedded(file, {"Pictures/"}, out) : base::Status{};
}

}  // namespace guvoh::documents
