// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A DOCX (ECMA-376, transitional), block by block. Written by hand: no library that writes DOCX streams, and most put it together
// in a temporary file.
#include <numeric>
#include <optional>

#include "papers/docx_parts.h"
#include "papers/docx_text.h"
#include "papers/paper.h"
#include "papers/paper_check.h"

namespace guvoh::papers {

using base::Status;

namespace {

constexpr std::string_view kHead = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// The sheet, in twentieths of a point: A4 with margins of 23 mm.
constexpr std::uint32_t kShortSide = 11'906, kLongSide = 16'838, kMargin = 1'304;
/// The space below a table, as the size of an empty paragraph; without it, two tables in a row become one.
constexpr std::string_view kTableGap = "<w:spacing w:before=\"0\" w:after=\"120\" w:line=\"120\" w:lineRule=\"exact\"/>";

/// How a kind of row looks.
struct RowLook {
    std::string_view style, fill;
    bool keep = false;    // not cut by the end of a page
    bool keep_next = false;
};

RowLook look_of(RowKind kind) {
    switch (kind) {
        case RowKind::Header: return {"TableHeading", "E3EBEF", true, true};
        case RowKind::Group: return {"TableHeading", "F3F6F8", true, true};
        case RowKind::Total: return {"TableHeading", "EEF2F4", true, false};
        case RowKind::Marked: return {"TableText", "FBF3DF", false, false};
        case RowKind::Plain: break;
    }
    return {"TableText", {}, false, false};
}

/// The columns' widths in twentieths of a point; they fill `total` exactly.
std::vector<std::uint32_t> widths(const std::vector<std::uint32_t>& shares, std::uint32_t total) {
    const std::uint64_t sum = std::accumulate(shares.begin(), shares.end(), std::uint64_t{0});
    std::vector<std::uint32_t> out;
    std::uint64_t before = 0, begin = 0;
    for (const std::uint32_t share : shares) {
        before += share;
        const std::uint64_t end = before * total / sum;
        out.push_back(static_cast<std::uint32_t>(end - begin));
        begin = end;
    }
    return out;
}

class DocxWriter {
public:
    DocxWriter(const Paper& paper, const office::Sink& sink) : paper_(paper), zip_(sink), text_(paper.direction, kFixedRelationships + 1) {}

    Status write() {
        GUVOH_TRY_VOID(part("[Content_Types].xml", content_types()));
        GUVOH_TRY_VOID(part("_rels/.rels", package_relationships()));
        GUVOH_TRY_VOID(part("docProps/core.xml", core_properties(paper_)));
        GUVOH_TRY_VOID(part("word/styles.xml", styles(paper_.language, paper_.direction)));
        GUVOH_TRY_VOID(part("word/settings.xml", settings()));
        GUVOH_TRY_VOID(part("word/fontTable.xml", fonts()));
        GUVOH_TRY_VOID(part("word/footer1.xml", footer()));
        GUVOH_TRY_VOID(body());
        GUVOH_TRY_VOID(part("word/_rels/document.xml.rels", document_relationships(text_.body_relationships())));
        GUVOH_TRY_VOID(part("word/footnotes.xml", footnotes()));
        GUVOH_TRY_VOID(part("word/_rels/footnotes.xml.rels", relationships(text_.note_relationships())));
        GUVOH_TRY_VOID(part("word/numbering.xml", numbering(numbered_lists_)));
        return zip_.finish();
    }

private:
    Status part(const char* name, std::string_view xml) {
        GUVOH_TRY_VOID(zip_.begin(name));
        GUVOH_TRY_VOID(zip_.add(kHead));
        return zip_.add(xml);
    }
    bool is_landscape() const { return paper_.orientation == Orientation::Landscape; }
    std::uint32_t text_width() const { return (is_landscape() ? kLongSide : kShortSide) - 2 * kMargin; }

    Status body();
    Status titles();
    std::string section() const;
    std::string footer() const;
    std::string footnotes() const;

    Status add(const Heading& heading) { return zip_.add(paragraph("Heading" + std::to_string(heading.level), heading.runs)); }
    Status add(const Paragraph& block) { return zip_.add(paragraph("Normal", block.runs)); }
    Status add(const List& list);
    Status add(const Table& table);
    Status add(const PageBreak&);

    /// A paragraph of the text. Takes: before and after, properties that CT_PPr wants before and after a page break.
    std::string paragraph(std::string_view style, const Runs& runs, std::string_view before = {}, std::string_view after = {});
    std::string empty_paragraph();
    std::string row(const Row& row, const std::vector<std::uint32_t>& column_widths, bool repeats);
    std::string cell(const Runs& runs, const RowLook& look, std::uint32_t width, std::size_t columns);

    const Paper& paper_;  // the caller's, for one call
    office::ZipStream zip_;
    DocxText text_;
    std::size_t numbered_lists_ = 0;
    bool page_break_ = false;  // the next paragraph begins a page
};

Status DocxWriter::body() {
    GUVOH_TRY_VOID(part("word/document.xml", "<w:document" + word_namespaces() + "><w:body>"));
    GUVOH_TRY_VOID(titles());
    for (const Block& block : paper_.blocks) GUVOH_TRY_VOID(std::visit([this](const auto& one) { return add(one); }, block));
    if (page_break_) GUVOH_TRY_VOID(zip_.add(empty_paragraph()));
    return zip_.add(section() + "</w:body></w:document>");
}

Status DocxWriter::titles() {
    std::string out;
    if (!paper_.title.empty()) out += paragraph("Title", plain(paper_.title));
    if (!paper_.subtitle.empty()) out += paragraph("Subtitle", plain(paper_.subtitle));
    return zip_.add(out);
}

std::string DocxWriter::section() const {
    const auto number = [](std::uint32_t value) { return "=\"" + std::to_string(value) + "\""; };
    const std::string margin = number(kMargin);
    std::string out = "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"";
    out.append(kFooterId).append("\"/><w:pgSz w:w").append(number(is_landscape() ? kLongSide : kShortSide));
    out += " w:h" + number(is_landscape() ? kShortSide : kLongSide) + (is_landscape() ? " w:orient=\"landscape\"/>" : "/>");
    out += "<w:pgMar w:top" + margin + " w:right" + margin + " w:bottom" + margin + " w:left" + margin + " w:header=\"624\" w:footer=\"624\" w:gutter=\"0\"/>";
    return out + (paper_.direction == Direction::RightToLeft ? "<w:bidi/></w:sectPr>" : "</w:sectPr>");
}

std::string DocxWriter::footer() const {
    const std::string tab = "<w:tabs><w:tab w:val=\"right\" w:pos=\"" + std::to_string(text_width()) + "\"/></w:tabs>";
    const auto field = [this](const char* code) { return std::string("<w:fldSimple w:instr=\" ") + code + " \">" + text_.run("1") + "</w:fldSimple>"; };
    return "<w:ftr" + word_namespaces() + "><w:p>" + paragraph_properties("Footer", paper_.direction, tab) + text_.run(paper_.footer + "\t") + field("PAGE") +
           text_.run(" / ") + field("NUMPAGES") + "</w:p></w:ftr>";
}

std::string DocxWriter::footnotes() const {
    const auto line = [](const char* type, const char* id, const char* element) {
        return std::string("<w:footnote w:type=\"") + type + "\" w:id=\"" + id + "\"><w:p><w:pPr><w:spacing w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/></w:pPr><w:r><w:" +
               element + "/></w:r></w:p></w:footnote>";
    };
    return "<w:footnotes" + word_namespaces() + ">" + line("separator", "-1", "separator") +
           line("continuationSeparator", "0", "continuationSeparator") + text_.footnotes() + "</w:footnotes>";
}

std::string DocxWriter::paragraph(std::string_view style, const Runs& runs, std::string_view before, std::string_view after) {
    std::string rest(before);
    if (page_break_) rest += "<w:pageBreakBefore/>";
    page_break_ = false;
    return "<w:p>" + paragraph_properties(style, paper_.direction, rest.append(after)) + text_.runs(runs) + "</w:p>";
}

std::string DocxWriter::empty_paragraph() {
    const std::string page_break = page_break_ ? "<w:pageBreakBefore/>" : "";
    page_break_ = false;
    return "<w:p><w:pPr>" + page_break + std::string(kTableGap) + "</w:pPr></w:p>";
}

Status DocxWriter::add(const List& list) {
    const std::size_t number = list.numbered ? kBullets + ++numbered_lists_ : kBullets;
    for (const ListItem& item : list.items) {
        const std::string place = "<w:numPr><w:ilvl w:val=\"" + std::to_string(item.level) + "\"/><w:numId w:val=\"" + std::to_string(number) + "\"/></w:numPr>";
        GUVOH_TRY_VOID(zip_.add(paragraph("ListParagraph", item.runs, {}, place)));
    }
    return {};
}

Status DocxWriter::add(const Table& table) {
    if (table.rows.empty()) return {};
    if (page_break_) GUVOH_TRY_VOID(zip_.add(empty_paragraph()));
    const std::vector<std::uint32_t> columns = widths(table.column_shares, text_width());
    std::string begin = "<w:tbl><w:tblPr><w:tblStyle w:val=\"PaperTable\"/>";
    if (paper_.direction == Direction::RightToLeft) begin += "<w:bidiVisual/>";
    begin += "<w:tblW w:w=\"" + std::to_string(text_width()) + "\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>";
    for (const std::uint32_t width : columns) begin += "<w:gridCol w:w=\"" + std::to_string(width) + "\"/>";
    GUVOH_TRY_VOID(zip_.add(begin + "</w:tblGrid>"));
    bool at_top = true;
    for (const Row& one : table.rows) {
        at_top = at_top && one.kind == RowKind::Header;
        GUVOH_TRY_VOID(zip_.add(row(one, columns, at_top)));
    }
    return zip_.add("</w:tbl>" + empty_paragraph());
}

Status DocxWriter::add(const PageBreak&) {
    if (page_break_) GUVOH_TRY_VOID(zip_.add(empty_paragraph()));  // a second one leaves a page empty
    page_break_ = true;
    return {};
}

std::string DocxWriter::row(const Row& row, const std::vector<std::uint32_t>& column_widths, bool repeats) {
    const RowLook look = look_of(row.kind);
    std::string out = "<w:tr>";
    if (look.keep || repeats) out += std::string("<w:trPr><w:cantSplit/>") + (repeats ? "<w:tblHeader/></w:trPr>" : "</w:trPr>");
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
        const std::size_t columns = i + 1 == row.cells.size() ? column_widths.size() - i : 1;
        const auto first = column_widths.begin() + static_cast<std::ptrdiff_t>(i);
        out += cell(row.cells[i], look, std::accumulate(first, first + static_cast<std::ptrdiff_t>(columns), 0U), columns);
    }
    return out + "</w:tr>";
}

std::string DocxWriter::cell(const Runs& runs, const RowLook& look, std::uint32_t width, std::size_t columns) {
    std::string out = "<w:tc><w:tcPr><w:tcW w:w=\"" + std::to_string(width) + "\" w:type=\"dxa\"/>";
    if (columns > 1) out += "<w:gridSpan w:val=\"" + std::to_string(columns) + "\"/>";
    if (!look.fill.empty()) out.append("<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"").append(look.fill).append("\"/>");
    return out + "</w:tcPr>" + paragraph(look.style, runs, look.keep_next ? "<w:keepNext/>" : "") + "</w:tc>";
}

}  // namespace

Runs plain(std::string text) {
    Runs runs(1);
    runs.front().text = std::move(text);
    return runs;
}

std::string_view docx_media_type() { return "application/vnd.openxmlformats-officedocument.wordprocessingml.document"; }

Status write_docx(const Paper& paper, const office::Sink& sink) {
    GUVOH_TRY_VOID(check(paper));
    return DocxWriter(paper, sink).write();
}

}  // namespace guvoh::papers
