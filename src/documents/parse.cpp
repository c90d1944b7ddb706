// SPDX-License-Identifier: AGPL-3.0-or-later
#include "documents/charset.h"
#include "documents/mail.h"
#include "documents/ole.h"
#include "documents/parsers.h"
#include "documents/pdf_context.h"

namespace guvoh::documents {

namespace {

base::Status parse_other(const Source& source, Output& out) {
    if (source.media_type != "application/x-ole-storage") {
        if (base::as_text(source.bytes).starts_with("\x78\x9F\x3E\x22")) {  // Source: [MS-OXTNEF] 2.1.3.1, the signature
            out.note("an Outlook package (winmail.dat) cannot be opened: ask for its files, or for the message as EML");
        }
        return {};
    }
    GUVOH_TRY(const OleFolder file, OleFolder::open(source.bytes));
    if (file.has("EncryptedPackage")) return base::fail(base::ErrorKind::Unsupported, "encrypted Office document (a password is needed)");
    if (file.has("Workbook") || file.has("Book")) return base::fail(base::ErrorKind::Unsupported, "old Excel format (.xls): save it as XLSX");
    if (file.has("PowerPoint Document")) return base::fail(base::ErrorKind::Unsupported, "old PowerPoint format (.ppt): save it as PDF");
    out.note("an OLE file of unknown kind");
    return {};
}

}  // namespace

base::Status parse_document(const Source& source, Output& out) {
    out.head().kind = source.kind;
    out.head().media_type = source.media_type;
    switch (source.kind) {
        case Kind::Pdf: return parse_pdf(source, out);
        case Kind::Doc: return parse_doc(source, out);
        case Kind::Docx: return parse_docx(source, out);
        case Kind::Odt: return parse_odt(source, out);
        case Kind::Rtf: return parse_rtf(source, out);
        case Kind::Html: return parse_html(source, out);
        case Kind::Warc: return parse_warc(source, out);
        case Kind::Text:
        case Kind::Markdown:
        case Kind::Csv: return parse_text(source, out);
        case Kind::Email: return source.media_type == kOutlookType ? parse_outlook(source, out) : parse_email(source, out);
        case Kind::Mailbox: return parse_mailbox(source, out);
        case Kind::Image: return parse_image(source, out);
        case Kind::Spreadsheet: return parse_spreadsheet(source, out);
        case Kind::Presentation: return parse_presentation(source, out);
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
    packed_warm_up();
}

}  // namespace guvoh::documents
