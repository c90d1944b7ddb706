// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Spreadsheets: XLSX goes to xlsx.cpp; ODS (OpenDocument 1.2 part 1, section 9) is read here.
#include <algorithm>
#include <charconv>
#include <string>

#include "documents/office.h"
#include "documents/parsers.h"
#include "documents/utf8.h"
#include "documents/xml.h"

namespace guvoh::documents {

namespace {

constexpr int kMaxRepeat = 50;  // a repeated empty cell may claim 16,000 columns

int repeat_of(const pugi::xml_node& node, std::string_view attribute) {
    const std::string_view text = attribute_named(node, attribute);
    int count = 1;
    std::from_chars(text.data(), text.data() + text.size(), count);
    return std::clamp(count, 1, kMaxRepeat);
}

std::string row_text(const pugi::xml_node& row) {
    std::string line;
    for (const pugi::xml_node& cell : row.children()) {
        const std::string_view name = local_name(cell);
        if (name != "table-cell" && name != "covered-table-cell") continue;
        std::string value;
        for (const pugi::xml_node& child : cell.children()) {
            if (local_name(child) != "p" && local_name(child) != "annotation") continue;
            if (!value.empty()) value.push_back(' ');
            value += text_under(child);
        }
        value = squeeze(value);
        for (int i = repeat_of(cell, "number-columns-repeated"); i > 0; --i) {
            line += value;
            line.push_back('\t');
        }
    }
    while (line.ends_with('\t')) line.pop_back();
    return line;
}

void add_rows(const pugi::xml_node& parent, int depth, std::uint64_t limit, std::string& text) {
    if (depth > 20) return;
    for (const pugi::xml_node& node : parent.children()) {
        const std::string_view name = local_name(node);
        if (text.size() > limit) return;
        if (name == "table-row") {
            text += row_text(node);
            text.push_back('\n');
        } else if (name == "table-row-group" || name == "table-header-rows" || name == "table-rows") {
            add_rows(node, depth + 1, limit, text);
        }
    }
}

}  // namespace

base::Status parse_ods(const ZipFile& file, const Limits& limits, Output& out) {
    XmlPart content;
    GUVOH_TRY_VOID(read_odf_content(file, limits, "ODS", content));
    read_odf_properties(file, limits, out);
    const pugi::xml_node body = child_named(content.document.document_element(), "body");
    for (const pugi::xml_node& table : child_named(body, "spreadsheet").children()) {
        if (local_name(table) != "table") continue;
        std::string text = std::string(attribute_named(table, "name")) + "\n\n";
        add_rows(table, 0, limits.max_text_bytes, text);
        if (!out.text(settle_lines(text))) break;
    }
    return {};
}

base::Status parse_spreadsheet(const Source& source, Output& out) {
    GUVOH_TRY(const ZipFile file, ZipFile::open(source.bytes));
    if (file.has("xl/workbook.bin")) return base::fail(base::ErrorKind::Unsupported, "binary Excel format (.xlsb): save it as XLSX");
    return file.has("xl/workbook.xml") ? parse_xlsx(file, source.limits, out) : parse_ods(file, source.limits, out);
}

}  // namespace guvoh::documents
