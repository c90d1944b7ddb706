// SPDX-License-Identifier: AGPL-3.0-or-later
//
// MuPDF's context and an opened PDF, owned the C++ way, and MuPDF's longjmp errors turned into values. Private to this module.
//
// Threads: one thread (the worker's only one).
#pragma once

#include <mupdf/fitz.h>
#include <mupdf/pdf.h>

#include "base/bytes.h"
#include "base/error.h"

namespace guvoh::documents {

/// The process's one MuPDF context, made at first use: before fork, so that each document inherits it.
fz_context* mupdf_context();

/// Runs MuPDF calls; false when one of them threw (by longjmp, so `work` and what it calls of ours hold no destructors).
template <class Work>
bool attempt(fz_context* ctx, const Work& work) {
    bool good = true;
    fz_var(good);
    fz_try(ctx) work();
    fz_catch(ctx) good = false;
    return good;
}

/// Turns the error MuPDF has just thrown into a value: memory, or damage with MuPDF's own words.
base::Error mupdf_error(fz_context* ctx, std::string_view what);

/// An open PDF; closes it.
class PdfFile {
public:
    /// Errors: Invalid "damaged PDF: ...", Unsupported "encrypted PDF (a password is needed)".
    static base::Expected<PdfFile> open(base::ByteSpan bytes);
    PdfFile(PdfFile&& other) noexcept : document_(other.document_), pages_(other.pages_) { other.document_ = nullptr; }
    PdfFile& operator=(PdfFile&&) = delete;
    ~PdfFile();
    pdf_document* document() const { return document_; }
    int page_count() const { return pages_; }

private:
    PdfFile(pdf_document* document, int pages) : document_(document), pages_(pages) {}
    pdf_document* document_;
    int pages_;
};

}  // namespace guvoh::documents
