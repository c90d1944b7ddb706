// SPDX-License-Identifier: AGPL-3.0-or-later
#include "documents/pdf_context.h"

#include <algorithm>
#include <string>

#include "documents/utf8.h"

namespace guvoh::documents {

namespace {

constexpr std::size_t kStoreBytes = 64U << 20U;

void be_quiet(void*, const char*) {}

}  // namespace

fz_context* mupdf_context() {
    // The one place where a process-wide object is due: MuPDF wants its context made before the fork.
    static fz_context* const context = [] {
        fz_context* ctx = fz_new_context(nullptr, nullptr, kStoreBytes);
        GUVOH_CHECK(ctx != nullptr);
        fz_set_warning_callback(ctx, be_quiet, nullptr);
        fz_set_error_callback(ctx, be_quiet, nullptr);
        return ctx;
    }();
    return context;
}

base::Error mupdf_error(fz_context* ctx, std::string_view what) {
    if (fz_caught(ctx) == FZ_ERROR_MEMORY) return {base::ErrorKind::Cancelled, "used more memory than allowed", {}};
    return {base::ErrorKind::Invalid, std::string(what) + ": " + clean_utf8(fz_caught_message(ctx)), {}};
}

base::Expected<PdfFile> PdfFile::open(base::ByteSpan bytes) {
    fz_context* ctx = mupdf_context();
    fz_stream* stream = nullptr;
    pdf_document* document = nullptr;
    int pages = 0, locked = 0;
    const bool opened = attempt(ctx, [&] {
        stream = fz_open_memory(ctx, bytes.data(), bytes.size());
        document = pdf_open_document_with_stream(ctx, stream);
        locked = pdf_needs_password(ctx, document);
        if (locked == 0) pages = std::min(pdf_count_pages(ctx, document), pdf_xref_len(ctx, document));  // a page is an object; the count may lie
    });
    fz_drop_stream(ctx, stream);
    if (!opened) {
        base::Error error = mupdf_error(ctx, "damaged PDF");
        pdf_drop_document(ctx, document);
        if (error.detail.find("encrypt") != std::string::npos || error.detail.find("security handler") != std::string::npos) {
            error = {base::ErrorKind::Unsupported, "encrypted PDF (a password or certificate is needed)", {}};
        }
        return base::fail(std::move(error));
    }
    PdfFile file(document, pages);
    if (locked != 0) return base::fail(base::ErrorKind::Unsupported, "encrypted PDF (a password is needed)");
    if (pages <= 0) return base::fail(base::ErrorKind::Invalid, "damaged PDF: no page can be found in it");
    return file;
}

PdfFile::~PdfFile() {
    if (document_ == nullptr) return;
    fz_context* ctx = mupdf_context();
    pdf_drop_document(ctx, document_);
    fz_empty_store(ctx);
}

}  // namespace guvoh::documents
