// SPDX-License-Identifier: AGPL-3.0-or-later
#include "papers/docx_text.h"

#include "papers/links.h"

namespace guvoh::papers {

namespace {

/// Appends the elements of a run's text: w:t, with w:br and w:tab between.
void add_text(std::string_view text, std::string& out) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find_first_of("\t\r\n", at), text.size());
        if (end > at) {
            out += "<w:t xml:space=\"preserve\">";
            add_xml(text.substr(at, end - at), out);
            out += "</w:t>";
        }
        if (end == text.size()) return;
        out += text[end] == '\t' ? "<w:tab/>" : "<w:br/>";
        at = end + (text.substr(end).starts_with("\r\n") ? 2 : 1);
    }
}

/// U+FFFE and U+FFFF, the only ones beyond control characters that UTF-8 can hold and XML cannot.
bool is_no_character(std::string_view text) { return text.starts_with("\xef\xbf\xbe") || text.starts_with("\xef\xbf\xbf"); }

}  // namespace

void add_xml(std::string_view text, std::string& out) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        switch (c) {
            case '&': out += "&amp;"; continue;
            case '<': out += "&lt;"; continue;
            case '>': out += "&gt;"; continue;
            case '"': out += "&quot;"; continue;
            default: break;
        }
        if (is_no_character(text.substr(i))) {
            i += 2;
        } else if (c < 0 || c >= ' ' || c == '\t' || c == '\n' || c == '\r') {
            out += c;
        }
    }
}

std::string relationship(std::string_view id, std::string_view type, std::string_view target, bool external) {
    std::string out = "<Relationship Id=\"";
    add_xml(id, out);
    out.append("\" Type=\"").append(kOpenXml).append(type).append("\" Target=\"");
    add_xml(target, out);
    out += external ? "\" TargetMode=\"External\"/>" : "\"/>";
    return out;
}

std::string paragraph_properties(std::string_view style, Direction direction, std::string_view rest) {
    std::string out = "<w:pPr><w:pStyle w:val=\"";
    out.append(style).append("\"/>").append(rest);
    return out + (direction == Direction::RightToLeft ? "<w:bidi/></w:pPr>" : "</w:pPr>");
}

const std::string& DocxText::Links::id(const std::string& target) {
    const auto [found, is_new] = ids.try_emplace(target);
    if (is_new) {
        found->second = "rId" + std::to_string(next++);
        relationships += relationship(found->second, "officeDocument/2006/relationships/hyperlink", target, true);
    }
    return found->second;
}

std::string DocxText::properties(const Run& run) const {
    std::string out;
    if (!run.link.empty()) out += "<w:rStyle w:val=\"Hyperlink\"/>";
    if (run.bold) out += "<w:b/><w:bCs/>";
    if (run.italic) out += "<w:i/><w:iCs/>";
    if (direction_ == Direction::RightToLeft) out += "<w:rtl/>";
    return out.empty() ? out : "<w:rPr>" + out + "</w:rPr>";
}

std::string DocxText::run(std::string_view text) const {
    std::string out = "<w:r>" + properties({});
    add_text(text, out);
    return out + "</w:r>";
}

std::string DocxText::written(const Runs& runs, Links& links) {
    std::string out;
    for (const Run& run : runs) {
        if (!run.text.empty()) {
            std::string one = "<w:r>" + properties(run);
            add_text(run.text, one);
            one += "</w:r>";
            if (!run.link.empty()) one = "<w:hyperlink r:id=\"" + links.id(link_target(run.link).value()) + "\" w:history=\"1\">" + one + "</w:hyperlink>";
            out += one;
        }
        if (!run.footnote.empty()) out += footnote_reference(run.footnote);
    }
    return out;
}

std::string DocxText::footnote_reference(const Runs& note) {
    const std::string id = std::to_string(++footnote_count_);
    const std::string begin = "<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr>";
    footnotes_ += "<w:footnote w:id=\"" + id + "\"><w:p>" + paragraph_properties("FootnoteText", direction_) + begin + "<w:footnoteRef/></w:r>" + run(" ");
    footnotes_ += written(note, note_links_) + "</w:p></w:footnote>";
    return begin + "<w:footnoteReference w:id=\"" + id + "\"/></w:r>";
}

}  // namespace guvoh::papers
