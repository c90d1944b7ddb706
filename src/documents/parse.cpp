// SPDX-License-Identifier: AGPL-3.0-or-later
#include "documents/charset.h"
#include "documents/mail.h"
#include "documents/parsers.h"
#include "documents/pdf_context.h"

namespace guvoh::documents {

namespace {

// What an OLE file is cannot be told without reading its directory; names say enough.
base::Status parse_other(const Source& source, Output& out) {
    if (source.media_type != "application/x-ole-storage") return {};
    // Stream names are UTF-16 in the directory: the sign of an encrypted OOXML file, and of the old formats.
    const auto holds = [&source](std::string_view name) {
        std::string wide;
        for (const char c : name) {
            wide.push_back(c);
            wide.push_back('\0');
        }
        return base::as_text(source.bytes).find(wide) != std::string_view::npos;
    };
    if (holds("EncryptedPackage")) return base::fail(base::ErrorKind::Unsupported, "encrypted Office document (a password is needed)");
    if (holds("WordDocument")) return base::fail(base::ErrorKind::Unsupported, "old Word format (.doc): save it as DOCX");
    if (holds("Workbook") || holds("Book")) return base::fail(base::ErrorKind::Unsupported, "old Excel format (.xls): save it as XLSX");
    if (holds("PowerPoint Document")) return base::fail(base::ErrorKind::Unsupported, "old PowerPoint format (.ppt): save it as PDF");
    if (holds("__substg1.0_")) return base::fail(base::ErrorKind::Unsupported, "Outlook message (.msg): save it as EML");
    out.note("an OLE file of unknown kind");
    return {};
}

}  // namespace

base::Status parse_document(const Source& source, Output& out) {
    out.head().kind = source.kind;
    out.head().media_type = source.media_type;
    switch (source.kind) {
        case Kind::Pdf: return parse_pdf(source, out);
        case Kind::Docx: return parse_docx(source, out);
        case Kind::Odt: return parse_odt(source, out);
        case Kind::Rtf: return parse_rtf(source, out);
        case Kind::Html: return parse_html(source, out);
        case Kind::Warc: return parse_warc(source, out);
        case Kind::Text:
        case Kind::Markdown:
        case Kind::Csv: return parse_text(source, out);
        case Kind::Email: return parse_email(source, out);
        case Kind::Mailbox: return parse_mailbox(source, out);
        case Kind::Image: return parse_image(source, out);
        case Kind::Spreadsheet: return parse_spreadsheet(source, out);
        case Kind::Archive: return parse_archive(source, out);
        case Kind::Other: break;
    }
    return parse_other(source, out);
}

void parsers_warm_up() {
    mupdf_context();
    charset_warm_up();
    identify_warm_up();
    mail_warm_up();
}

}  // namespace guvoh::documents
