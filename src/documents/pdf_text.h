// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The text operators of a PDF page, and nothing else of it: paths, images and colours are not even looked at, which makes this
// about twice as fast as MuPDF's own text device. Glyphs go to a PageBuilder. Private to pdf.cpp.
//
// Threads: as the MuPDF context given.
#pragma once

#include <mupdf/fitz.h>
#include <mupdf/pdf.h>

#include "documents/page_builder.h"

namespace guvoh::documents {

struct PdfTextState;

/// Makes a processor that feeds `builder`; keep it for a whole document, so that fonts are looked up once.
pdf_processor* new_pdf_text_processor(fz_context* ctx, pdf_document* document, PageBuilder* builder);

/// Runs one page's contents and annotation appearances. Throws MuPDF errors (fz_try around it).
void run_pdf_text(fz_context* ctx, pdf_processor* processor, pdf_obj* page, fz_matrix page_matrix, fz_cookie* cookie);

}  // namespace guvoh::documents
