// SPDX-License-Identifier: AGPL-3.0-or-later
//
// An Office Open XML workbook (ECMA-376) of one sheet, every cell a text written in place. Written by hand and not with
// libxlsxwriter, which puts every table into a temporary file first: names must not lie about on a disk in plain text.
#include "base/text.h"
#include "office/zip_stream.h"
#include "sheets/writers.h"

namespace guvoh::sheets {

using base::ErrorKind;
using base::fail;

namespace {

constexpr std::uint64_t kMostRows = 1'048'576;
constexpr std::size_t kMostColumns = 16'384;
constexpr std::size_t kMostUnits = 32'767;  // UTF-16 units in a cell: Excel calls a file with more damaged
constexpr std::string_view kHead = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
#define GUVOH_OOXML "http://schemas.openxmlformats.org/"

constexpr std::string_view kContentTypes =
    "<Types xmlns=\"" GUVOH_OOXML "package/2006/content-types\"><Default Extension=\"rels\" "
    "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>"
    "<Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>"
    "<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>"
    "<Override PartName=\"/xl/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/></Types>";
constexpr std::string_view kRelationships =
    "<Relationships xmlns=\"" GUVOH_OOXML "package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"" GUVOH_OOXML
    "officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";
constexpr std::string_view kWorkbookRelationships =
    "<Relationships xmlns=\"" GUVOH_OOXML "package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"" GUVOH_OOXML
    "officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" Type=\"" GUVOH_OOXML
    "officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/></Relationships>";
constexpr std::string_view kStyles =
    "<styleSheet xmlns=\"" GUVOH_OOXML "spreadsheetml/2006/main\"><fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font>"
    "<font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts><fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>"
    "<fill><patternFill patternType=\"gray125\"/></fill></fills><borders count=\"1\"><border/></borders>"
    "<cellStyleXfs count=\"1\"><xf/></cellStyleXfs><cellXfs count=\"3\"><xf numFmtId=\"49\" applyNumberFormat=\"1\"/>"
    "<xf numFmtId=\"49\" fontId=\"1\" applyFont=\"1\" applyNumberFormat=\"1\"/>"
    "<xf numFmtId=\"49\" applyNumberFormat=\"1\" applyAlignment=\"1\"><alignment vertical=\"top\" wrapText=\"1\"/></xf></cellXfs>"
    "<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>";
constexpr std::string_view kSheetBegin =
    "<worksheet xmlns=\"" GUVOH_OOXML "spreadsheetml/2006/main\"><sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" "
    "topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>";
constexpr std::string_view kSheetEnd = "</sheetData></worksheet>";

/// Column letters: 0 is A, 26 is AA.
std::string column_letters(std::size_t column) {
    std::string letters;
    for (std::size_t rest = column + 1; rest > 0; rest = (rest - 1) / 26) letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
    return letters;
}

bool is_hex_digit(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

/// True where the text itself looks like an escape _xHHHH_.
bool looks_escaped(std::string_view text) {
    return text.size() >= 7 && text[1] == 'x' && text[6] == '_' && is_hex_digit(text[2]) && is_hex_digit(text[3]) && is_hex_digit(text[4]) && is_hex_digit(text[5]);
}

/// Text for XML; what XML cannot hold goes as _xHHHH_ (ECMA-376, part 1, 22.4.2.4).
void add_escaped(std::string_view text, std::string& out) {
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        switch (c) {
            case '&': out += "&amp;"; continue;
            case '<': out += "&lt;"; continue;
            case '>': out += "&gt;"; continue;
            case '"': out += "&quot;"; continue;
            case '_': out += looks_escaped(text.substr(i)) ? "_x005F_" : "_"; continue;
            default: break;
        }
        if ((c >= 0 && c < ' ' && c != '\n' && c != '\t') || text.substr(i, 3) == "\xef\xbf\xbe" || text.substr(i, 3) == "\xef\xbf\xbf") {
            const auto code = static_cast<unsigned char>(c);
            out += code == 0xef ? "\ufffd" : std::string("_x00") + kDigits[code >> 4] + kDigits[code & 15] + "_";
            if (code == 0xef) i += 2;
            continue;
        }
        out += c;
    }
}

/// At most as many UTF-16 units as a cell holds; a cut is marked.
std::string fitted(std::string_view cell) {
    std::string text = base::repair_utf8(cell);
    if (text.size() <= kMostUnits) return text;
    std::size_t units = 0;
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t length = std::max<std::size_t>(1, base::utf8_sequence_length(std::string_view(text).substr(i)));
        units += length == 4 ? 2 : 1;
        if (units > kMostUnits - 1) return text.substr(0, i) + "…";
        i += length;
    }
    return text;
}

std::string sheet_name(std::string_view name) {
    std::string out;
    for (const char c : base::clip_utf8(name, 31)) out += std::string_view("[]:*?/\\'").find(c) == std::string_view::npos ? c : ' ';
    return out.empty() ? "Sheet1" : out;
}

class XlsxWriter final : public SheetWriter {
public:
    XlsxWriter(Sink sink, const WriteOptions& options) : zip_(std::move(sink)), name_(sheet_name(options.sheet_name)), widths_(options.column_widths) {}

    base::Status row(const std::vector<std::string>& cells) override {
        if (cells.size() > kMostColumns || rows_ >= kMostRows) return fail(ErrorKind::Invalid, "the table is too large for this format");
        GUVOH_TRY_VOID(begin());
        const std::string number = std::to_string(++rows_);
        const std::string_view style = rows_ == 1 ? "\" s=\"1\"" : widths_.empty() ? "\"" : "\" s=\"2\"";
        std::string xml = "<row r=\"" + number + "\">";
        for (std::size_t column = 0; column < cells.size(); ++column) {
            if (cells[column].empty()) continue;
            xml += "<c r=\"" + column_letters(column) + number + std::string(style) + " t=\"inlineStr\"><is><t xml:space=\"preserve\">";
            add_escaped(fitted(cells[column]), xml);
            xml += "</t></is></c>";
        }
        xml += "</row>";
        return zip_.add(xml);
    }

    base::Status finish() override {
        GUVOH_TRY_VOID(begin());
        GUVOH_TRY_VOID(zip_.add(kSheetEnd));
        return zip_.finish();
    }

private:
    base::Status part(const char* name, std::string_view xml) {
        GUVOH_TRY_VOID(zip_.begin(name));
        GUVOH_TRY_VOID(zip_.add(kHead));
        return zip_.add(xml);
    }
    base::Status begin() {
        if (begun_) return {};
        begun_ = true;
        std::string workbook = "<workbook xmlns=\"" GUVOH_OOXML "spreadsheetml/2006/main\" xmlns:r=\"" GUVOH_OOXML
                               "officeDocument/2006/relationships\"><sheets><sheet name=\"";
        add_escaped(name_, workbook);
        workbook += "\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";
        GUVOH_TRY_VOID(part("[Content_Types].xml", kContentTypes));
        GUVOH_TRY_VOID(part("_rels/.rels", kRelationships));
        GUVOH_TRY_VOID(part("xl/workbook.xml", workbook));
        GUVOH_TRY_VOID(part("xl/_rels/workbook.xml.rels", kWorkbookRelationships));
        GUVOH_TRY_VOID(part("xl/styles.xml", kStyles));
        GUVOH_TRY_VOID(part("xl/worksheets/sheet1.xml", kSheetBegin));
        return zip_.add(columns() + "<sheetData>");
    }

    std::string columns() const {
        if (widths_.empty()) return {};
        std::string xml = "<cols>";
        for (std::size_t i = 0; i < widths_.size(); ++i) {
            const std::string number = std::to_string(i + 1);
            xml += "<col min=\"" + number + "\" max=\"" + number + "\" width=\"" + std::to_string(widths_[i]) + "\" customWidth=\"1\"/>";
        }
        return xml + "</cols>";
    }

    office::ZipStream zip_;
    std::string name_;
    std::vector<int> widths_;
    std::uint64_t rows_ = 0;
    bool begun_ = false;
};

}  // namespace

std::unique_ptr<SheetWriter> xlsx_writer(Sink sink, const WriteOptions& options) { return std::make_unique<XlsxWriter>(std::move(sink), options); }

}  // namespace guvoh::sheets
