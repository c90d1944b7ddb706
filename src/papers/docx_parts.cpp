// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Fonts are those of Word with letters of our languages (Kazakh, Kyrgyz, Tajik, Uzbek in Cyrillic too); LibreOffice puts Carlito
// and Caladea, which are as wide, in their place.
#include "papers/docx_parts.h"

#include <array>

#include "papers/docx_text.h"
#include "platform/clock.h"

namespace guvoh::papers {

namespace {

#define GUVOH_OOXML "http://schemas.openxmlformats.org/"
#define GUVOH_WORD_TYPE "application/vnd.openxmlformats-officedocument.wordprocessingml."

constexpr std::string_view kContentTypes =
    "<Types xmlns=\"" GUVOH_OOXML "package/2006/content-types\">"
    "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
    "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
    "<Override PartName=\"/word/document.xml\" ContentType=\"" GUVOH_WORD_TYPE "document.main+xml\"/>"
    "<Override PartName=\"/word/styles.xml\" ContentType=\"" GUVOH_WORD_TYPE "styles+xml\"/>"
    "<Override PartName=\"/word/numbering.xml\" ContentType=\"" GUVOH_WORD_TYPE "numbering+xml\"/>"
    "<Override PartName=\"/word/settings.xml\" ContentType=\"" GUVOH_WORD_TYPE "settings+xml\"/>"
    "<Override PartName=\"/word/fontTable.xml\" ContentType=\"" GUVOH_WORD_TYPE "fontTable+xml\"/>"
    "<Override PartName=\"/word/footnotes.xml\" ContentType=\"" GUVOH_WORD_TYPE "footnotes+xml\"/>"
    "<Override PartName=\"/word/footer1.xml\" ContentType=\"" GUVOH_WORD_TYPE "footer+xml\"/>"
    "<Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/></Types>";

constexpr std::string_view kFonts =
    "<w:font w:name=\"Calibri\"><w:altName w:val=\"Carlito\"/><w:panose1 w:val=\"020F0502020204030204\"/><w:family w:val=\"swiss\"/>"
    "<w:pitch w:val=\"variable\"/></w:font>"
    "<w:font w:name=\"Cambria\"><w:altName w:val=\"Caladea\"/><w:panose1 w:val=\"02040503050406030204\"/><w:family w:val=\"roman\"/>"
    "<w:pitch w:val=\"variable\"/></w:font>"
    "<w:font w:name=\"Arial\"><w:altName w:val=\"Liberation Sans\"/><w:panose1 w:val=\"020B0604020202020204\"/><w:family w:val=\"swiss\"/>"
    "<w:pitch w:val=\"variable\"/></w:font>";

constexpr std::string_view kDefaultFonts = "<w:rFonts w:ascii=\"Calibri\" w:hAnsi=\"Calibri\" w:eastAsia=\"Calibri\" w:cs=\"Arial\"/>";
constexpr std::string_view kTitleFonts = "<w:rFonts w:ascii=\"Cambria\" w:hAnsi=\"Cambria\" w:eastAsia=\"Cambria\" w:cs=\"Arial\"/>";
constexpr std::string_view kInk = "1B3A4B";     // titles
constexpr std::string_view kFaint = "5B6B75";   // subtitle, footer
constexpr std::string_view kLink = "1F5C8B";

/// A paragraph style. `next` is the style of the paragraph that Enter begins after it.
struct Style {
    std::string_view id, name, next;
    std::string_view paragraph;  // elements of CT_PPrBase
    bool title_font = false, bold = false;
    std::string_view colour;  // or none
    int half_points = 0;      // 0: as Normal
};

constexpr std::array<Style, 10> kStyles = {{
    {"Title", "Title", "Subtitle", "<w:keepNext/><w:spacing w:before=\"0\" w:after=\"80\" w:line=\"240\" w:lineRule=\"auto\"/>", true, false, kInk, 52},
    {"Subtitle", "Subtitle", "Normal", "<w:spacing w:before=\"0\" w:after=\"360\"/>", false, false, kFaint, 26},
    {"Heading1", "heading 1", "Normal",
     "<w:keepNext/><w:keepLines/><w:spacing w:before=\"400\" w:after=\"120\" w:line=\"252\" w:lineRule=\"auto\"/><w:outlineLvl w:val=\"0\"/>", true, true, kInk, 34},
    {"Heading2", "heading 2", "Normal",
     "<w:keepNext/><w:keepLines/><w:spacing w:before=\"300\" w:after=\"100\" w:line=\"252\" w:lineRule=\"auto\"/><w:outlineLvl w:val=\"1\"/>", true, true, kInk, 28},
    {"Heading3", "heading 3", "Normal",
     "<w:keepNext/><w:keepLines/><w:spacing w:before=\"220\" w:after=\"60\" w:line=\"252\" w:lineRule=\"auto\"/><w:outlineLvl w:val=\"2\"/>", false, true, kInk, 23},
    {"ListParagraph", "List Paragraph", "ListParagraph", "<w:spacing w:after=\"60\"/>", false, false, {}, 0},
    {"TableText", "Table Text", "TableText", "<w:spacing w:before=\"40\" w:after=\"40\" w:line=\"252\" w:lineRule=\"auto\"/>", false, false, {}, 19},
    {"TableHeading", "Table Heading", "TableText", "<w:spacing w:before=\"60\" w:after=\"60\" w:line=\"252\" w:lineRule=\"auto\"/>", false, true, kInk, 19},
    {"FootnoteText", "footnote text", "FootnoteText", "<w:spacing w:after=\"40\" w:line=\"240\" w:lineRule=\"auto\"/>", false, false, {}, 18},
    {"Footer", "footer", "Footer", "<w:spacing w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/>", false, false, kFaint, 17},
}};

constexpr std::string_view kOtherStyles =
    "<w:style w:type=\"character\" w:default=\"1\" w:styleId=\"DefaultParagraphFont\"><w:name w:val=\"Default Paragraph Font\"/><w:uiPriority w:val=\"1\"/>"
    "<w:semiHidden/></w:style>"
    "<w:style w:type=\"character\" w:styleId=\"FootnoteReference\"><w:name w:val=\"footnote reference\"/><w:basedOn w:val=\"DefaultParagraphFont\"/>"
    "<w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr></w:style>"
    "<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/><w:uiPriority w:val=\"99\"/><w:semiHidden/><w:tblPr>"
    "<w:tblInd w:w=\"0\" w:type=\"dxa\"/><w:tblCellMar><w:top w:w=\"0\" w:type=\"dxa\"/><w:left w:w=\"108\" w:type=\"dxa\"/><w:bottom w:w=\"0\" w:type=\"dxa\"/>"
    "<w:right w:w=\"108\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>"
    "<w:style w:type=\"table\" w:customStyle=\"1\" w:styleId=\"PaperTable\"><w:name w:val=\"Paper Table\"/><w:basedOn w:val=\"TableNormal\"/><w:tblPr><w:tblBorders>"
    "<w:top w:val=\"single\" w:sz=\"8\" w:space=\"0\" w:color=\"7A909B\"/><w:bottom w:val=\"single\" w:sz=\"8\" w:space=\"0\" w:color=\"7A909B\"/>"
    "<w:insideH w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"C9D3D8\"/></w:tblBorders><w:tblCellMar><w:top w:w=\"28\" w:type=\"dxa\"/>"
    "<w:left w:w=\"100\" w:type=\"dxa\"/><w:bottom w:w=\"28\" w:type=\"dxa\"/><w:right w:w=\"100\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>"
    "<w:style w:type=\"numbering\" w:default=\"1\" w:styleId=\"NoList\"><w:name w:val=\"No List\"/><w:uiPriority w:val=\"99\"/><w:semiHidden/></w:style>";

std::string style_xml(const Style& style) {
    const auto text = [](std::string_view view) { return std::string(view); };
    const bool is_ours = style.id.starts_with("Table");
    std::string out = std::string("<w:style w:type=\"paragraph\"") + (is_ours ? " w:customStyle=\"1\"" : "") + " w:styleId=\"" + text(style.id) + "\"><w:name w:val=\"";
    out += text(style.name) + "\"/><w:basedOn w:val=\"Normal\"/><w:next w:val=\"" + text(style.next) + "\"/><w:qFormat/><w:pPr>" + text(style.paragraph) + "</w:pPr><w:rPr>";
    if (style.title_font) out += kTitleFonts;
    if (style.bold) out += "<w:b/><w:bCs/>";
    if (!style.colour.empty()) out += "<w:color w:val=\"" + text(style.colour) + "\"/>";
    const std::string size = std::to_string(style.half_points);
    if (style.half_points > 0) out += "<w:sz w:val=\"" + size + "\"/><w:szCs w:val=\"" + size + "\"/>";
    return out + "</w:rPr></w:style>";
}

/// One level of a list, `depth` steps in. Takes: format, "bullet" or how numbers are written; text, "%1." or the bullet.
std::string list_level(int depth, std::string_view format, std::string_view text) {
    constexpr int kStep = 397;  // twentieths of a point: 7 mm
    std::string out = "<w:lvl w:ilvl=\"" + std::to_string(depth) + "\"><w:start w:val=\"1\"/><w:numFmt w:val=\"";
    out.append(format).append("\"/><w:lvlText w:val=\"").append(text).append("\"/><w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"");
    out += std::to_string(kStep * (depth + 1)) + "\" w:hanging=\"" + std::to_string(kStep) + "\"/></w:pPr><w:rPr>";
    return out.append(kDefaultFonts) + "</w:rPr></w:lvl>";
}

std::string abstract_list(int id, const std::array<std::string, 3>& levels) {
    return "<w:abstractNum w:abstractNumId=\"" + std::to_string(id) + "\"><w:multiLevelType w:val=\"multilevel\"/>" + levels[0] + levels[1] + levels[2] + "</w:abstractNum>";
}

/// The language, once more for text that runs right to left.
std::string language_attributes(std::string_view language, Direction direction) {
    std::string out = " w:val=\"";
    out.append(language).append("\"");
    if (direction == Direction::RightToLeft) out.append(" w:bidi=\"").append(language).append("\"");
    return out;
}

/// RFC 3339 to the second, as dcterms:W3CDTF has it.
std::string second_text(std::int64_t at_ms) { return platform::instant_text(at_ms).substr(0, std::string_view("1970-01-01T00:00:00").size()) + "Z"; }

}  // namespace

std::string word_namespaces() {
    return " xmlns:w=\"" GUVOH_OOXML "wordprocessingml/2006/main\" xmlns:r=\"" GUVOH_OOXML "officeDocument/2006/relationships\"";
}

std::string content_types() { return std::string(kContentTypes); }

std::string relationships(std::string_view links) {
    return "<Relationships xmlns=\"" GUVOH_OOXML "package/2006/relationships\">" + std::string(links) + "</Relationships>";
}

std::string package_relationships() {
    return relationships(relationship("rId1", "officeDocument/2006/relationships/officeDocument", "word/document.xml") +
                         relationship("rId2", "package/2006/relationships/metadata/core-properties", "docProps/core.xml"));
}

std::string document_relationships(std::string_view links) {
    constexpr std::array<std::string_view, kFixedRelationships> kParts = {"styles", "numbering", "settings", "fontTable", "footnotes", "footer"};
    std::string all;
    for (std::size_t i = 0; i < kParts.size(); ++i) {
        const std::string part(kParts[i]);
        all += relationship("rId" + std::to_string(i + 1), "officeDocument/2006/relationships/" + part, part + (part == "footer" ? "1.xml" : ".xml"));
    }
    return relationships(all.append(links));
}

std::string styles(std::string_view language, Direction direction) {
    std::string out = "<w:styles" + word_namespaces() + "><w:docDefaults><w:rPrDefault><w:rPr>";
    out.append(kDefaultFonts).append("<w:sz w:val=\"22\"/><w:szCs w:val=\"22\"/><w:lang").append(language_attributes(language, direction));
    out += "/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after=\"120\" w:line=\"276\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>"
           "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/></w:style>";
    for (const Style& style : kStyles) out += style_xml(style);
    out += "<w:style w:type=\"character\" w:styleId=\"Hyperlink\"><w:name w:val=\"Hyperlink\"/><w:basedOn w:val=\"DefaultParagraphFont\"/><w:rPr><w:color w:val=\"";
    return out.append(kLink).append("\"/><w:u w:val=\"single\"/></w:rPr></w:style>").append(kOtherStyles) + "</w:styles>";
}

std::string settings() {
    return "<w:settings" + word_namespaces() +
           "><w:zoom w:percent=\"100\"/><w:defaultTabStop w:val=\"709\"/><w:characterSpacingControl w:val=\"doNotCompress\"/>"
           "<w:footnotePr><w:footnote w:id=\"-1\"/><w:footnote w:id=\"0\"/></w:footnotePr>"
           "<w:compat><w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat></w:settings>";
}

std::string fonts() { return "<w:fonts" + word_namespaces() + ">" + std::string(kFonts) + "</w:fonts>"; }

std::string numbering(std::size_t numbered_lists) {
    std::string out = "<w:numbering" + word_namespaces() + ">";
    out += abstract_list(0, {list_level(0, "bullet", "•"), list_level(1, "bullet", "–"), list_level(2, "bullet", "·")});
    out += abstract_list(1, {list_level(0, "decimal", "%1."), list_level(1, "lowerLetter", "(%2)"), list_level(2, "lowerRoman", "(%3)")});
    out += "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>";
    for (std::size_t i = 0; i < numbered_lists; ++i) {
        out += "<w:num w:numId=\"" + std::to_string(kBullets + 1 + i) + "\"><w:abstractNumId w:val=\"1\"/>";
        for (const char* const level : {"0", "1", "2"}) out += std::string("<w:lvlOverride w:ilvl=\"") + level + "\"><w:startOverride w:val=\"1\"/></w:lvlOverride>";
        out += "</w:num>";
    }
    return out + "</w:numbering>";
}

std::string core_properties(const Paper& paper) {
    std::string out = "<cp:coreProperties xmlns:cp=\"" GUVOH_OOXML "package/2006/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
                      " xmlns:dcterms=\"http://purl.org/dc/terms/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>";
    add_xml(paper.title, out);
    const std::string at = second_text(paper.made_at_ms);
    out += "</dc:title><dc:language>" + paper.language + "</dc:language><dcterms:created xsi:type=\"dcterms:W3CDTF\">" + at;
    return out + "</dcterms:created><dcterms:modified xsi:type=\"dcterms:W3CDTF\">" + at + "</dcterms:modified></cp:coreProperties>";
}

}  // namespace guvoh::papers
