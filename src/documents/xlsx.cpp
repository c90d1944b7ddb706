// SPDX-License-Identifier: AGPL-3.0-or-later
//
// XLSX (ECMA-376 part 1, section 18): a page a sheet, a line a row, tabs between columns; numbers in a date format become ISO
// dates. Comments, text in shapes and charts follow on a page of their own.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "documents/office.h"
#include "documents/utf8.h"
#include "documents/xml.h"

namespace guvoh::documents {

namespace {

constexpr int kMaxDepth = 50;
constexpr std::size_t kMaxColumns = 16'384;
constexpr std::size_t kMaxGap = 50;  // empty columns shown as tabs; more are shown as so many

struct Workbook {
    std::vector<std::string> strings;
    std::vector<bool> style_is_date;
    bool since_1904 = false;
};

bool is_date_format(std::string_view code) {
    bool quoted = false, bracket = false;
    for (std::size_t i = 0; i < code.size(); ++i) {
        const char c = code[i];
        if (c == '"') quoted = !quoted;
        if (c == '[') bracket = true;
        if (c == ']') bracket = false;
        if (c == '\\') ++i;
        if (!quoted && !bracket && (c == 'y' || c == 'd' || c == 'Y' || c == 'D')) return true;
    }
    return false;
}

std::string date_of_serial(double serial, bool since_1904) {
    // Excel counts a 29 February 1900 that never was; from March 1900 on, day 25,569 is 1970-01-01.
    const double days = serial + (since_1904 ? 1462 : 0) - 25'569;
    if (!(days > -40'000 && days < 3'000'000)) return {};
    const double whole = std::floor(days);
    const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{static_cast<int>(whole)}}};
    std::string text = fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                                   static_cast<unsigned>(date.day()));
    const int minutes = static_cast<int>(std::lround((days - whole) * 1440));
    if (minutes > 0 && minutes < 1440) text += fmt::format(" {:02}:{:02}", minutes / 60, minutes % 60);
    return text;
}

std::string shared_string(const pugi::xml_node& item) {
    std::string text;
    for (const pugi::xml_node& child : item.children()) {
        if (local_name(child) == "t") text += child.text().get();
        if (local_name(child) == "r") text += child_named(child, "t").text().get();
    }
    return squeeze(text);
}

base::Status read_strings(const ZipFile& file, const Limits& limits, Workbook& book) {
    GUVOH_TRY(auto bytes, file.part("xl/sharedStrings.xml", limits));
    if (!bytes) return {};
    pugi::xml_document document;
    GUVOH_TRY_VOID(parse_xml(document, *bytes, "XLSX"));
    for (const pugi::xml_node& item : document.document_element().children()) {
        if (local_name(item) == "si") book.strings.push_back(shared_string(item));
    }
    return {};
}

void read_styles(const ZipFile& file, const Limits& limits, Workbook& book) {
    auto bytes = file.part("xl/styles.xml", limits);
    pugi::xml_document document;
    if (!bytes || !*bytes || !parse_xml(document, **bytes, "XLSX")) return;
    std::map<int, bool> own;
    const pugi::xml_node root = document.document_element();
    for (const pugi::xml_node& format : child_named(root, "numFmts").children()) {
        own[format.attribute("numFmtId").as_int()] = is_date_format(format.attribute("formatCode").value());
    }
    for (const pugi::xml_node& style : child_named(root, "cellXfs").children()) {
        const int id = style.attribute("numFmtId").as_int();
        const bool built_in = (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
        book.style_is_date.push_back(own.count(id) != 0 ? own[id] : built_in);
    }
}

std::size_t column_of(std::string_view reference, std::size_t otherwise) {
    std::size_t column = 0;
    for (const char c : reference) {
        if (c < 'A' || c > 'Z') break;
        column = column * 26 + static_cast<std::size_t>(c - 'A' + 1);
        if (column > kMaxColumns) return otherwise;
    }
    return column == 0 ? otherwise : column - 1;
}

std::string cell_text(const pugi::xml_node& cell, const Workbook& book) {
    const std::string_view type = cell.attribute("t").value();
    if (type == "inlineStr") return shared_string(child_named(cell, "is"));
    const std::string value = child_named(cell, "v").text().get();
    if (type == "s") {
        std::size_t index = 0;
        std::from_chars(value.data(), value.data() + value.size(), index);
        return index < book.strings.size() ? book.strings[index] : std::string();
    }
    if (type == "b") return value == "1" ? "TRUE" : "FALSE";
    if (!type.empty() && type != "n") return squeeze(value);
    const auto style = cell.attribute("s").as_uint(UINT32_MAX);
    if (style < book.style_is_date.size() && book.style_is_date[style]) {
        if (std::string date = date_of_serial(std::strtod(value.c_str(), nullptr), book.since_1904); !date.empty()) return date;
    }
    return value;
}

std::string sheet_text(const pugi::xml_node& sheet, const Workbook& book, std::uint64_t limit) {
    std::string text;
    for (const pugi::xml_node& row : child_named(sheet, "sheetData").children()) {
        std::size_t next = 0;
        for (const pugi::xml_node& cell : row.children()) {
            if (local_name(cell) != "c") continue;
            const std::size_t column = column_of(cell.attribute("r").value(), next);
            const std::string value = cell_text(cell, book);
            if (!value.empty()) {
                if (column > next) text.append(std::min(column - next, kMaxGap), '\t');
                text += value;
                next = column;
            }
        }
        text.push_back('\n');
        if (text.size() > limit) break;
    }
    return text;
}

base::Status read_sheet(const ZipFile& file, const std::string& part, std::string_view name, const Workbook& book, const Limits& limits,
                        Output& out) {
    GUVOH_TRY(auto bytes, file.part(part.c_str(), limits));
    if (!bytes) return {};
    pugi::xml_document document;
    GUVOH_TRY_VOID(parse_xml(document, *bytes, "XLSX"));
    const std::string body = sheet_text(document.document_element(), book, limits.max_text_bytes);
    out.text(settle_lines(std::string(name) + "\n\n" + body));
    return {};
}

// The paragraphs of a part: a comment's text, or what is written in a shape.
void add_paragraphs(const pugi::xml_node& node, int depth, std::string& text) {
    if (depth > kMaxDepth) return;
    const std::string_view name = local_name(node);
    if (name == "p" || name == "text") {
        text += text_under(node) + "\n";
        return;
    }
    for (const pugi::xml_node& child : node.children()) add_paragraphs(child, depth + 1, text);
}

void read_remarks(const ZipFile& file, const Limits& limits, Output& out) {
    std::string text;
    for (const char* const kind : {"xl/comments", "xl/comments/comment", "xl/drawings/drawing", "xl/charts/chart"}) {
        for (const std::string& part : xml_parts(file, kind)) {
            auto bytes = file.part(part.c_str(), limits);
            pugi::xml_document document;
            if (!bytes || !*bytes || !parse_xml(document, **bytes, "XLSX")) out.note(part + " is damaged");
            add_paragraphs(document.document_element(), 0, text);
        }
    }
    text = settle_lines(text);
    if (!text.empty()) out.text(std::move(text));
}

}  // namespace

base::Status parse_xlsx(const ZipFile& file, const Limits& limits, Output& out) {
    GUVOH_TRY(auto bytes, file.part("xl/workbook.xml", limits));
    if (!bytes) return base::fail(base::ErrorKind::Invalid, "damaged XLSX: it has no workbook");
    pugi::xml_document workbook;
    GUVOH_TRY_VOID(parse_xml(workbook, *bytes, "XLSX"));
    GUVOH_TRY(const std::vector<Relation> relations, relations_of(file, "xl/workbook.xml", limits));
    std::map<std::string_view, const Relation*> parts;
    for (const Relation& relation : relations) parts.emplace(relation.id, &relation);
    Workbook book;
    book.since_1904 = child_named(workbook.document_element(), "workbookPr").attribute("date1904").as_bool();
    GUVOH_TRY_VOID(read_strings(file, limits, book));
    read_styles(file, limits, book);
    read_core_properties(file, limits, out);
    for (const pugi::xml_node& sheet : child_named(workbook.document_element(), "sheets").children()) {
        const auto part = parts.find(attribute_named(sheet, "id"));
        const std::string name = sheet.attribute("name").value();
        if (part == parts.end() || out.text_full()) continue;
        const std::string_view state = sheet.attribute("state").value();
        if (!state.empty() && state != "visible") out.note("sheet \"" + name + "\" is hidden");
        const auto status = read_sheet(file, part->second->part, name, book, limits, out);
        if (!status && status.error().kind == base::ErrorKind::Cancelled) return status;
        if (!status) out.note("sheet \"" + name + "\": " + status.error().detail);
    }
    read_remarks(file, limits, out);
    return hand_over_embedded(file, {"xl/embeddings/"}, out);
}

}  // namespace guvoh::documents
