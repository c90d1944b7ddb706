// SPDX-License-Identifier: AGPL-3.0-or-later
//
// PPTX (ECMA-376 part 1, section 19): a page a slide, in the order they are shown: its words, tables, diagrams and charts, then the
// speaker's notes and comments. ODP goes to odt.cpp.
#include <string>

#include "documents/office.h"
#include "documents/parsers.h"
#include "documents/utf8.h"

namespace guvoh::documents {

namespace {

constexpr int kMaxDepth = 200;

/// Collects the words of a slide and of what belongs to it.
class SlideText {
public:
    void walk(const pugi::xml_node& node, int depth);
    std::string take() { return settle_lines(text_); }
    std::size_t size() const { return text_.size(); }

private:
    void walk_children(const pugi::xml_node& node, int depth) {
        for (const pugi::xml_node& child : node.children()) walk(child, depth + 1);
    }
    std::string text_;
};

void SlideText::walk(const pugi::xml_node& node, int depth) {
    if (depth > kMaxDepth) return;
    const std::string_view name = local_name(node);
    const bool holds_words = local_name(node.first_child()).empty();  // in a diagram a "t" holds paragraphs, in new comments a "text"
    if ((name == "t" || name == "text") && holds_words) {
        text_ += node.text().get();
        if (name == "text") text_ += "\n\n";
    } else if (name == "br") {
        text_.push_back('\n');
    } else if (name == "p") {
        walk_children(node, depth);
        text_.push_back('\n');
    } else if (name == "tr") {
        const auto is_cell = [](std::string_view cell) { return cell == "tc"; };
        add_row(text_, node, is_cell, [&](const pugi::xml_node& cell) { walk_children(cell, depth + 1); });
        text_ += "\n\n";
    } else if (name == "fld") {
        if (attribute_named(node, "type") != "slidenum") walk_children(node, depth);
    } else if (name != "Fallback") {
        walk_children(node, depth);
        if (name == "txBody") text_ += "\n";  // between shapes
    }
}

/// Adds the words of a part of the file.
base::Status add_part(const ZipFile& file, const std::string& part, const Limits& limits, SlideText& words, bool* hidden = nullptr) {
    GUVOH_TRY(auto bytes, file.part(part.c_str(), limits));
    if (!bytes) return base::fail(base::ErrorKind::Invalid, "it is missing");
    pugi::xml_document document;
    GUVOH_TRY_VOID(parse_xml(document, *bytes, "PPTX"));
    if (hidden != nullptr) *hidden = !document.document_element().attribute("show").as_bool(true);
    words.walk(document.document_element(), 0);
    return {};
}

bool has_words(std::string_view kind) {
    return kind == "notesSlide" || kind == "comments" || kind == "diagramData" || kind == "chart";
}

base::Expected<std::string> read_slide(const ZipFile& file, const std::string& part, const Limits& limits, bool& hidden) {
    SlideText words;
    GUVOH_TRY_VOID(add_part(file, part, limits, words, &hidden));
    GUVOH_TRY(const std::vector<Relation> relations, relations_of(file, part, limits));
    for (const Relation& relation : relations) {
        if (words.size() > limits.max_text_bytes) break;  // many links to one part
        if (has_words(relation.kind)) GUVOH_TRY_VOID(add_part(file, relation.part, limits, words));
    }
    return words.take();
}

/// The entry that an item of the list of slides stands for; "" when there is none.
std::string part_of(const pugi::xml_node& item, const std::vector<Relation>& relations) {
    for (const pugi::xml_attribute& attribute : item.attributes()) {
        if (!std::string_view(attribute.name()).ends_with(":id")) continue;  // its own "id" is a number
        for (const Relation& relation : relations) {
            if (relation.id == attribute.value()) return relation.part;
        }
    }
    return {};
}

base::Status parse_pptx(const ZipFile& file, const Limits& limits, Output& out) {
    constexpr char kShow[] = "ppt/presentation.xml";
    GUVOH_TRY(auto bytes, file.part(kShow, limits));
    pugi::xml_document show;
    if (bytes) GUVOH_TRY_VOID(parse_xml(show, *bytes, "PPTX"));
    GUVOH_TRY(const std::vector<Relation> relations, relations_of(file, kShow, limits));
    read_core_properties(file, limits, out);
    std::size_t number = 0, read = 0;
    for (const pugi::xml_node& slide : child_named(show.document_element(), "sldIdLst").children()) {
        const std::string told = "slide " + std::to_string(++number);
        bool hidden = false;
        auto text = read_slide(file, part_of(slide, relations), limits, hidden);
        if (!text && text.error().kind == base::ErrorKind::Cancelled) return base::fail(text.error());
        if (!text) out.note(told + ": " + text.error().detail);
        if (hidden) out.note(told + " is hidden");
        read += text ? text->size() : 0;
        if (!out.text(text ? std::move(*text) : std::string())) break;  // an empty page too: the numbers stay those of the slides
    }
    if (number == 0) out.note("it has no slides");
    return hand_over_embedded(file, {"ppt/embeddings/", read < kFewWordsBytes ? "ppt/media/" : "ppt/embeddings/"}, out);
}

}  // namespace

base::Status parse_presentation(const Source& source, Output& out) {
    GUVOH_TRY(const ZipFile file, ZipFile::open(source.bytes));
    return file.has("content.xml") ? parse_odp(file, source.limits, out) : parse_pptx(file, source.limits, out);
}

}  // namespace guvoh::documents
