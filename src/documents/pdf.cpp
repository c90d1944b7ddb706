// SPDX-License-Identifier: AGPL-3.0-or-later
//
// PDF: text through our own text processor (pdf_text.cpp), metadata, attached files, and which pages only OCR can read.
#include <algorithm>
#include <cmath>
#include <new>
#include <string>
#include <utility>

#include "documents/dates.h"
#include "documents/page_builder.h"
#include "documents/parsers.h"
#include "documents/pdf_context.h"
#include "documents/pdf_text.h"
#include "documents/utf8.h"

namespace guvoh::documents {

namespace {

constexpr std::uint32_t kFewGlyphs = 50;      // fewer on a page with a large image: a scan with a stamp
constexpr int kScanPixels = 500;              // both sides at least: the image may be a scanned page
constexpr std::uint32_t kStampGlyphs = 400;   // a long stamp (of an electronic signature, in two languages) on a page that is an image
constexpr int kPagePixels = 800;              // both sides at least: the image is likely the page
constexpr int kMaxAnnotations = 2000;         // of a page

// A text string of a dictionary as UTF-8, "" when there is none. MuPDF keeps the string with the object.
const char* text_at(fz_context* ctx, pdf_obj* dict, const char* key) {
    const char* text = "";
    attempt(ctx, [&] {
        pdf_obj* value = pdf_dict_gets(ctx, dict, key);
        if (pdf_is_string(ctx, value) != 0) text = pdf_to_text_string(ctx, value);
    });
    return text;
}

void read_metadata(fz_context* ctx, pdf_document* document, Output& out) {
    pdf_obj* info = nullptr;
    pdf_obj* root = nullptr;
    attempt(ctx, [&] {
        pdf_obj* trailer = pdf_trailer(ctx, document);
        info = pdf_dict_get(ctx, trailer, PDF_NAME(Info));
        root = pdf_dict_get(ctx, trailer, PDF_NAME(Root));
    });
    out.metadata("title", text_at(ctx, info, "Title"));
    out.metadata("author", text_at(ctx, info, "Author"));
    out.metadata("subject", text_at(ctx, info, "Subject"));
    out.metadata("keywords", text_at(ctx, info, "Keywords"));
    out.metadata("producer", text_at(ctx, info, "Producer"));
    out.metadata("created_on", iso_from_pdf_date(text_at(ctx, info, "CreationDate")));
    out.metadata("modified_on", iso_from_pdf_date(text_at(ctx, info, "ModDate")));
    out.metadata("language", text_at(ctx, root, "Lang"));
}

// Does a page (through its forms) draw an image at least `side` pixels wide and high?
bool has_image(fz_context* ctx, pdf_obj* resources, int side, int depth) {
    pdf_obj* objects = pdf_dict_get(ctx, resources, PDF_NAME(XObject));
    const int count = std::min(pdf_dict_len(ctx, objects), 500);
    for (int i = 0; i < count; ++i) {
        pdf_obj* object = pdf_dict_get_val(ctx, objects, i);
        pdf_obj* subtype = pdf_dict_get(ctx, object, PDF_NAME(Subtype));
        if (pdf_name_eq(ctx, subtype, PDF_NAME(Image)) != 0) {
            if (pdf_dict_get_int(ctx, object, PDF_NAME(Width)) >= side && pdf_dict_get_int(ctx, object, PDF_NAME(Height)) >= side) return true;
        } else if (depth > 0 && has_image(ctx, pdf_dict_get(ctx, object, PDF_NAME(Resources)), side, depth - 1)) {
            return true;
        }
    }
    return false;
}

bool wants_ocr(fz_context* ctx, pdf_obj* page, const PageBuilder& builder) {
    const std::uint32_t told = builder.glyphs() - builder.unknown();
    if (builder.unknown() > 20 && told < builder.unknown()) return true;  // text without meaning
    if (told >= kStampGlyphs) return false;
    pdf_obj* resources = pdf_dict_get_inheritable(ctx, page, PDF_NAME(Resources));
    return has_image(ctx, resources, told == 0 ? 50 : told < kFewGlyphs ? kScanPixels : kPagePixels, 3);
}

// Runs one page. Gives false when it is damaged.
bool run_page(fz_context* ctx, pdf_document* document, pdf_processor* processor, int index, PageBuilder& builder, bool& ocr) {
    bool fine = false;
    builder.start(0, 0);
    const bool whole = attempt(ctx, [&] {
        pdf_obj* page = pdf_lookup_page_obj(ctx, document, index);
        fz_rect box;
        fz_matrix matrix;
        pdf_page_obj_transform(ctx, page, &box, &matrix);
        box = fz_transform_rect(box, matrix);
        fz_cookie cookie = {};
        bool keep_glyphs = false;
        do {
            builder.start(box.x1 - box.x0, box.y1 - box.y0, keep_glyphs);
            run_pdf_text(ctx, processor, page, matrix, &cookie);
            keep_glyphs = builder.must_keep_glyphs();
        } while (keep_glyphs);
        fine = cookie.errors == 0;
        ocr = wants_ocr(ctx, page, builder);
    });
    if (!whole && fz_caught(ctx) == FZ_ERROR_MEMORY) throw std::bad_alloc();
    return whole && fine;
}

base::Status read_attachment(fz_context* ctx, pdf_obj* file, Output& out) {
    pdf_embedded_file_params params{};
    std::int64_t packed = 0;
    fz_buffer* buffer = nullptr;
    const bool loaded = attempt(ctx, [&] {
        if (pdf_is_embedded_file(ctx, file) == 0) return;
        pdf_get_embedded_file_params(ctx, file, &params);
        packed = pdf_dict_get_int(ctx, pdf_dict_getp(ctx, file, "EF/F"), PDF_NAME(Length));
        buffer = pdf_load_embedded_file_contents(ctx, file);
    });
    if (params.filename == nullptr) return {};
    if (!loaded || buffer == nullptr) {
        out.refuse(params.filename, "damaged attachment");
        return {};
    }
    unsigned char* data = nullptr;
    const std::size_t size = fz_buffer_storage(ctx, buffer, &data);
    const auto admitted = out.admit_child(params.filename, size, static_cast<std::uint64_t>(std::max<std::int64_t>(packed, 1)));
    if (admitted && *admitted) out.child(params.filename, params.mimetype == nullptr ? "" : params.mimetype, {data, size});
    fz_drop_buffer(ctx, buffer);
    return admitted ? base::Status{} : base::fail(admitted.error());
}

base::Status read_attachments(fz_context* ctx, pdf_document* document, Output& out) {
    pdf_obj* tree = nullptr;
    attempt(ctx, [&] {
        if (pdf_dict_getp(ctx, pdf_trailer(ctx, document), "Root/Names/EmbeddedFiles") == nullptr) return;
        tree = pdf_load_name_tree(ctx, document, PDF_NAME(EmbeddedFiles));
    });
    base::Status status;
    for (int i = 0; status && i < pdf_dict_len(ctx, tree); ++i) status = read_attachment(ctx, pdf_dict_get_val(ctx, tree, i), out);
    pdf_drop_obj(ctx, tree);
    return status;
}

// What an annotation says, when its picture on the page does not show it: a remark's text, or what was filled into a form.
std::string remark_of(fz_context* ctx, pdf_obj* annotation) {
    bool shown = false, said_nowhere_else = false, field = false;
    attempt(ctx, [&] {
        pdf_obj* type = pdf_dict_get(ctx, annotation, PDF_NAME(Subtype));
        const auto is = [&](pdf_obj* name) { return pdf_name_eq(ctx, type, name) != 0; };
        field = is(PDF_NAME(Widget));
        said_nowhere_else = !is(PDF_NAME(Link)) && !is(PDF_NAME(Popup));
        const bool drawn = pdf_dict_getp(ctx, annotation, "AP/N") != nullptr;
        shown = drawn && (field || is(PDF_NAME(FreeText)) || is(PDF_NAME(Stamp)));
    });
    if (!said_nowhere_else || shown) return {};
    if (!field) return text_at(ctx, annotation, "Contents");
    pdf_obj* value = nullptr;
    attempt(ctx, [&] { value = pdf_dict_get_inheritable(ctx, annotation, PDF_NAME(V)); });
    const char* text = "";
    attempt(ctx, [&] {
        if (pdf_is_string(ctx, value) != 0) text = pdf_to_text_string(ctx, value);
    });
    return text;
}

// Adds what a page's annotations say below its text, and hands over the files pinned to it.
base::Status read_annotations(fz_context* ctx, pdf_document* document, int index, Page& page, Output& out) {
    pdf_obj* annotations = nullptr;
    int count = 0;
    attempt(ctx, [&] {
        annotations = pdf_dict_get(ctx, pdf_lookup_page_obj(ctx, document, index), PDF_NAME(Annots));
        count = std::min(pdf_array_len(ctx, annotations), kMaxAnnotations);
    });
    base::Status status;
    for (int i = 0; status && i < count; ++i) {
        pdf_obj* annotation = nullptr;
        pdf_obj* file = nullptr;
        attempt(ctx, [&] {
            annotation = pdf_array_get(ctx, annotations, i);
            file = pdf_dict_get(ctx, annotation, PDF_NAME(FS));
        });
        const std::string remark = settle_lines(remark_of(ctx, annotation));
        if (!remark.empty()) page.text += (page.text.empty() ? "" : "\n\n") + remark;
        if (file != nullptr) status = read_attachment(ctx, file, out);
    }
    return status;
}

/// Drops the processor at the end of the document.
struct ProcessorGuard {
    fz_context* ctx;
    pdf_processor* processor;
    ~ProcessorGuard() { pdf_drop_processor(ctx, processor); }
};

void note_damage(int damaged, int pages, Output& out) {
    if (damaged == 0) return;
    out.note(std::to_string(damaged) + " of " + std::to_string(pages) + " pages are damaged; text may be missing from them");
}

}  // namespace

base::Status parse_pdf(const Source& source, Output& out) {
    GUVOH_TRY(const PdfFile file, PdfFile::open(source.bytes));
    fz_context* ctx = mupdf_context();
    read_metadata(ctx, file.document(), out);
    out.metadata("page_count", std::to_string(file.page_count()));
    PageBuilder builder;
    SeenWords seen;
    pdf_processor* processor = nullptr;
    if (!attempt(ctx, [&] { processor = new_pdf_text_processor(ctx, file.document(), &builder); })) {
        return base::fail(mupdf_error(ctx, "damaged PDF"));
    }
    const ProcessorGuard guard{ctx, processor};
    int damaged = 0;
    for (int i = 0; i < file.page_count(); ++i) {
        bool ocr = false;
        if (!run_page(ctx, file.document(), processor, i, builder, ocr)) ++damaged;
        if (ocr) out.needs_ocr(static_cast<std::uint32_t>(i));
        Page page = builder.finish(seen);
        GUVOH_TRY_VOID(read_annotations(ctx, file.document(), i, page, out));
        if (!out.page(std::move(page))) break;
    }
    note_damage(damaged, file.page_count(), out);
    return read_attachments(ctx, file.document(), out);
}

}  // namespace guvoh::documents
