// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The first visible sheet of an Office Open XML workbook (ECMA-376), row by row.
#include <pugixml.hpp>

#include "base/text.h"
#include "sheets/readers.h"
#include "sheets/xlsx_cells.h"
#include "sheets/xlsx_parts.h"
#include "sheets/xml_elements.h"

namespace guvoh::sheets {

using base::ErrorKind;
using base::fail;

namespace {

constexpr std::size_t kMostElementBytes = 16U << 20;
constexpr std::size_t kMostSharedBytes = 512U << 20;

std::string_view local_name(const pugi::xml_node& node) {
    const std::string_view name = node.name();
    const std::size_t colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

/// All text of <t> elements, without the readings of East Asian names (<rPh>).
void add_text(const pugi::xml_node& node, std::string& out) {
    for (const pugi::xml_node child : node.children()) {
        const std::string_view name = local_name(child);
        if (name == "t") out += child.child_value();
        if (name == "r" || name == "is") add_text(child, out);
    }
}

pugi::xml_node parse(pugi::xml_document& document, std::string_view xml) {
    const auto result = document.load_buffer(xml.data(), xml.size(), pugi::parse_default | pugi::parse_ws_pcdata_single, pugi::encoding_utf8);
    return result ? document.document_element() : pugi::xml_node();
}

/// Reads one workbook; lives for one call.
class XlsxReader {
public:
    XlsxReader(XlsxParts& parts, const ReadLimits& limits, const TakeRow& take) : parts_(parts), limits_(limits), shaper_(limits, take) {}

    base::Expected<ReadReport> read() {
        GUVOH_TRY(const std::string sheet, read_workbook());
        GUVOH_TRY(auto pieces, parts_.pieces(sheet));
        if (!pieces) return fail(ErrorKind::Invalid, "damaged spreadsheet: it has no sheet");
        XmlElements rows(std::move(*pieces), "row", kMostElementBytes);
        std::uint64_t number = 0;
        for (;;) {
            GUVOH_TRY(const std::string_view xml, rows.next());
            if (xml.empty()) break;
            GUVOH_TRY_VOID(read_row(xml, number));
        }
        ReadReport report;
        report.rows = shaper_.count();
        return report;
    }

private:
    /// Gives the path of the first visible sheet, and reads what its cells refer to.
    base::Expected<std::string> read_workbook() {
        GUVOH_TRY(const auto package, parts_.small("_rels/.rels"));
        const Relationships top = relationships(package.value_or(""), "");
        const auto named = top.by_type.find("officeDocument");
        const std::string path = named == top.by_type.end() ? "xl/workbook.xml" : named->second;
        const std::size_t slash = path.rfind('/');
        const std::string folder = slash == std::string::npos ? "" : path.substr(0, slash);
        GUVOH_TRY(const auto workbook, parts_.small(path));
        if (!workbook) return fail(ErrorKind::Invalid, "this is no XLSX file, or an encrypted one");
        GUVOH_TRY(const auto links, parts_.small(folder + "/_rels/" + path.substr(slash == std::string::npos ? 0 : slash + 1) + ".rels"));
        const Relationships related = relationships(links.value_or(""), folder);
        if (const auto styles = related.by_type.find("styles"); styles != related.by_type.end()) {
            GUVOH_TRY(const auto xml, parts_.small(styles->second));
            date_styles_ = date_styles(xml.value_or(""));
        }
        if (const auto strings = related.by_type.find("sharedStrings"); strings != related.by_type.end()) GUVOH_TRY_VOID(read_strings(strings->second));
        return first_sheet(*workbook, related);
    }

    base::Expected<std::string> first_sheet(std::string_view xml, const Relationships& related) {
        pugi::xml_document document;
        std::string first;
        for (const pugi::xml_node part : parse(document, xml).children()) {
            if (local_name(part) == "workbookPr") from_1904_ = part.attribute("date1904").as_bool();
            if (local_name(part) != "sheets") continue;
            for (const pugi::xml_node sheet : part.children()) {
                const std::string_view state = sheet.attribute("state").value();
                const auto target = related.by_id.find(sheet_id(sheet));
                if (target != related.by_id.end() && first.empty() && state != "hidden" && state != "veryHidden") first = target->second;
            }
        }
        if (first.empty()) return fail(ErrorKind::Invalid, "damaged spreadsheet: it has no sheet");
        return first;
    }

    static std::string sheet_id(const pugi::xml_node& sheet) {
        for (const pugi::xml_attribute attribute : sheet.attributes()) {
            if (std::string_view(attribute.name()).ends_with(":id")) return attribute.value();
        }
        return {};
    }

    base::Status read_strings(const std::string& path) {
        GUVOH_TRY(auto pieces, parts_.pieces(path));
        if (!pieces) return {};
        XmlElements items(std::move(*pieces), "si", kMostElementBytes);
        std::size_t total = 0;
        for (;;) {
            GUVOH_TRY(const std::string_view xml, items.next());
            if (xml.empty()) return {};
            pugi::xml_document document;
            std::string text;
            add_text(parse(document, xml), text);
            total += text.size() + sizeof(std::string);
            if (total > kMostSharedBytes) return fail(ErrorKind::Cancelled, "the spreadsheet is too large");
            strings_.push_back(unescaped(text));
        }
    }

    base::Status read_row(std::string_view xml, std::uint64_t& number) {
        pugi::xml_document document;
        const pugi::xml_node row = parse(document, xml);
        if (!row) return fail(ErrorKind::Invalid, "row " + std::to_string(number + 1) + ": damaged");
        number = std::max<std::uint64_t>(number + 1, row.attribute("r").as_ullong());
        std::vector<std::string> cells;
        for (const pugi::xml_node cell : row.children()) {
            if (local_name(cell) != "c") continue;
            const std::size_t column = column_of(cell.attribute("r").value()).value_or(cells.size());
            if (column >= limits_.columns) return fail(ErrorKind::Cancelled, "row " + std::to_string(number) + ": too many columns");
            if (column >= cells.size()) cells.resize(column + 1);
            cells[column] = base::repair_utf8(cell_text(cell));
        }
        return shaper_.row(number, std::move(cells));
    }

    std::string cell_text(const pugi::xml_node& cell) const {
        const std::string_view type = cell.attribute("t").value();
        if (type == "inlineStr") {
            std::string text;
            add_text(cell, text);
            return unescaped(text);
        }
        std::string_view value;
        for (const pugi::xml_node child : cell.children()) {
            if (local_name(child) == "v") value = child.child_value();
        }
        value = trimmed_value(type, value);
        if (type == "s") {
            const std::size_t index = static_cast<std::size_t>(std::strtoull(std::string(value).c_str(), nullptr, 10));
            return index < strings_.size() ? strings_[index] : std::string();
        }
        if (type == "b") return value == "1" || value == "true" ? "true" : value.empty() ? "" : "false";
        if (type == "str") return unescaped(value);
        if (type == "e" || type == "d" || value.empty()) return std::string(value);
        const std::size_t style = cell.attribute("s").as_uint();
        return style < date_styles_.size() && date_styles_[style] ? serial_text(value, from_1904_) : number_text(value);
    }

    static std::string_view trimmed_value(std::string_view type, std::string_view value) { return type == "str" ? value : trimmed(value); }

    XlsxParts& parts_;  // borrowed, as the limits
    const ReadLimits& limits_;
    RowShaper shaper_;
    std::vector<std::string> strings_;
    std::vector<bool> date_styles_;
    bool from_1904_ = false;
};

}  // namespace

base::Expected<ReadReport> read_xlsx(base::ByteSpan bytes, const ReadLimits& limits, const TakeRow& take) {
    GUVOH_TRY(const auto parts, XlsxParts::open(bytes, limits.unpacked_bytes));
    return XlsxReader(*parts, limits, take).read();
}

}  // namespace guvoh::sheets
