// SPDX-License-Identifier: AGPL-3.0-or-later
//
// DOCX (Office Open XML, ECMA-376 part 1, section 17): body, notes, comments, headers, footers, diagrams and charts as
// paragraphs; deleted text is left out; a table row is a paragraph with tabs between cells.
#include <string>

#include "documents/office.h"
#include "documents/parsers.h"
#include "documents/utf8.h"
#include "documents/xml.h"
#include "documents/zip.h"

namespace guvoh::documents {

namespace {

constexpr int kMaxDepth = 200;

/// Collects a part's text.
class WordText {
public:
    void walk(const pugi::xml_node& node, int depth);
    std::string take() { return std::move(text_); }

private:
    void walk_children(const pugi::xml_node& node, int depth) {
        for (const pugi::xml_node& child : node.children()) walk(child, depth + 1);
    }
    void end_paragraph() { text_ += cells_ > 0 ? "\n" : "\n\n"; }
    void walk_row(const pugi::xml_node& row, int depth);

    std::string text_;
    int cells_ = 0;  // tables we are in
};

void WordText::walk_row(const pugi::xml_node& row, int depth) {
    ++cells_;
    const auto is_cell = [](std::string_view name) { return name == "tc" || name == "sdt"; };
    add_row(text_, row, is_cell, [&](const pugi::xml_node& cell) { walk_children(cell, depth + 1); });
    --cells_;
    end_paragraph();
}

void WordText::walk(const pugi::xml_node& node, int depth) {
    if (depth > kMaxDepth) return;
    const std::string_view name = local_name(node);
    if (name == "t" && local_name(node.first_child()).empty()) {  // in a diagram a "t" holds paragraphs
        text_ += node.text().get();
    } else if (name == "tab" && local_name(node.parent()) == "r") {
        text_.push_back('\t');
    } else if (name == "br" || name == "cr") {
        text_.push_back('\n');
    } else if (name == "noBreakHyphen") {
        text_.push_back('-');
    } else if (name == "p") {
        walk_children(node, depth);
        end_paragraph();
    } else if (name == "tr") {
        walk_row(node, depth);
    } else if (name != "Fallback" && name != "del" && name != "moveFrom" && name != "instrText" && name != "pPr" && name != "rPr" &&
               name != "sectPr" && name != "tblPr") {
        const std::string_view type = attribute_named(node, "type");
        if (name != "footnote" || (type != "separator" && type != "continuationSeparator")) walk_children(node, depth);
    }
}

base::Status add_part(const ZipFile& file, const std::string& name, const Limits& limits, std::string& text) {
    GUVOH_TRY(auto bytes, file.part(name.c_str(), limits));
    if (!bytes) return {};
    pugi::xml_document document;
    GUVOH_TRY_VOID(parse_xml(document, *bytes, "DOCX"));
    WordText words;
    words.walk(document.document_element(), 0);
    if (!text.empty()) text += "\n\n";
    text += words.take();
    return {};
}

}  // namespace

base::Status parse_docx(const Source& source, Output& out) {
    GUVOH_TRY(const ZipFile file, ZipFile::open(source.bytes));
    std::string text;
    GUVOH_TRY_VOID(add_part(file, file.has("word/document.xml") ? "word/document.xml" : "word/document2.xml", source.limits, text));
    for (const char* const part : {"word/footnotes.xml", "word/endnotes.xml", "word/comments.xml"}) {
        if (!add_part(file, part, source.limits, text)) out.note(std::string(part) + " is damaged");
    }
    for (const char* const kind : {"word/header", "word/footer", "word/diagrams/data", "word/charts/chart"}) {
        for (const std::string& part : xml_parts(file, kind)) {
            if (!add_part(file, part, source.limits, text)) out.note(part + " is damaged");
        }
    }
    read_core_properties(file, source.limits, out);
    text = settle_lines(text);
    const bool few = text.size() < kFewWordsBytes;
    if (!text.empty()) out.text(std::move(text));
    return hand_over_embedded(file, {"word/embeddings/", "word/afchunk", few ? "word/media/" : "word/embeddings/"}, out);
}

}  // namespace guvoh::documents
