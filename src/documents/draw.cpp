// SPDX-License-Identifier: AGPL-3.0-or-later
#include "documents/draw.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <string>

#include "documents/heif.h"
#include "documents/pdf_context.h"
#include "documents/webp.h"

// Declared in no header of MuPDF's, but the documented way to take only some formats.
extern "C" {
extern fz_document_handler pdf_document_handler;
extern fz_document_handler img_document_handler;
}

namespace guvoh::documents {

using base::ErrorKind;

namespace {

constexpr float kMaxPixels = 40e6F;
constexpr float kMaxSide = 4096;

bool is_heif(const Source& source) {
    return source.media_type == "image/heic" || source.media_type == "image/heif" || source.media_type == "image/avif";
}

bool is_webp(const Source& source) { return source.media_type == "image/webp"; }

/// A picture of a format that MuPDF does not know, as one that it does: PNM. Nothing for the others.
base::Expected<base::Bytes> as_pnm(const Source& source) {
    if (!is_heif(source) && !is_webp(source)) return base::Bytes{};
    GUVOH_TRY(const RgbImage image, is_heif(source) ? decode_heif(source.bytes) : decode_webp(source.bytes));
    const std::string head = "P6\n" + std::to_string(image.width) + " " + std::to_string(image.height) + "\n255\n";
    base::Bytes pnm(head.begin(), head.end());
    pnm.insert(pnm.end(), image.pixels.begin(), image.pixels.end());
    return pnm;
}

void register_handlers(fz_context* ctx) {
    static bool done = false;  // once a process, which serves one document
    if (done) return;
    done = true;
    fz_register_document_handler(ctx, &pdf_document_handler);
    fz_register_document_handler(ctx, &img_document_handler);
}

/// What a drawing is made of; dropped at the end.
struct Drawing {
    fz_context* ctx = mupdf_context();
    base::Bytes decoded;   // where MuPDF needs help
    base::ByteSpan bytes;  // what MuPDF reads
    fz_stream* stream = nullptr;
    fz_document* document = nullptr;
    fz_page* page = nullptr;
    fz_pixmap* pixmap = nullptr;
    int pages = 0;
    fz_rect bounds = {0, 0, 0, 0};

    Drawing() = default;
    Drawing(const Drawing&) = delete;
    Drawing& operator=(const Drawing&) = delete;
    ~Drawing() {
        fz_drop_pixmap(ctx, pixmap);
        fz_drop_page(ctx, page);
        fz_drop_document(ctx, document);
        fz_drop_stream(ctx, stream);
    }
};

base::Status open_page(const Source& source, std::uint32_t index, Drawing& drawing) {
    fz_context* ctx = drawing.ctx;
    GUVOH_TRY(drawing.decoded, as_pnm(source));
    drawing.bytes = drawing.decoded.empty() ? source.bytes : base::ByteSpan(drawing.decoded);
    const char* const magic = source.kind == Kind::Pdf      ? "application/pdf"
                              : drawing.decoded.empty() ? source.media_type.c_str()
                                                        : "image/x-portable-pixmap";
    bool locked = false;
    const bool opened = attempt(ctx, [&] {
        register_handlers(ctx);
        drawing.stream = fz_open_memory(ctx, drawing.bytes.data(), drawing.bytes.size());
        drawing.document = fz_open_document_with_stream(ctx, magic, drawing.stream);
        locked = fz_needs_password(ctx, drawing.document) != 0;
        if (locked) return;
        drawing.pages = fz_count_pages(ctx, drawing.document);
        if (index >= static_cast<std::uint32_t>(std::max(drawing.pages, 0))) return;
        drawing.page = fz_load_page(ctx, drawing.document, static_cast<int>(index));
        drawing.bounds = fz_bound_page(ctx, drawing.page);
    });
    if (!opened) return base::fail(mupdf_error(ctx, source.kind == Kind::Pdf ? "damaged PDF" : "damaged picture"));
    if (locked) return base::fail(ErrorKind::Unsupported, "encrypted PDF (a password is needed)");
    if (drawing.page == nullptr) return base::fail(ErrorKind::NotFound, "no such page");
    return {};
}

float width_of(const Drawing& drawing) { return std::max(1.0F, drawing.bounds.x1 - drawing.bounds.x0); }
float height_of(const Drawing& drawing) { return std::max(1.0F, drawing.bounds.y1 - drawing.bounds.y0); }

base::Status draw(Drawing& drawing, float scale, bool grey) {
    fz_context* ctx = drawing.ctx;
    const float area = width_of(drawing) * height_of(drawing) * scale * scale;
    if (area > kMaxPixels) scale *= std::sqrt(kMaxPixels / area);
    const bool drawn = attempt(ctx, [&] {
        fz_colorspace* const colours = grey ? fz_device_gray(ctx) : fz_device_rgb(ctx);
        drawing.pixmap = fz_new_pixmap_from_page(ctx, drawing.page, fz_scale(scale, scale), colours, 0);
    });
    if (!drawn) return base::fail(mupdf_error(ctx, "damaged page"));
    return {};
}

base::Expected<base::Bytes> to_png(fz_context* ctx, fz_pixmap* pixmap) {
    fz_buffer* buffer = nullptr;
    if (!attempt(ctx, [&] { buffer = fz_new_buffer_from_pixmap_as_png(ctx, pixmap, fz_default_color_params); })) {
        return base::fail(mupdf_error(ctx, "the page image cannot be made"));
    }
    unsigned char* data = nullptr;
    const std::size_t size = fz_buffer_storage(ctx, buffer, &data);
    base::Bytes png(data, data + size);
    fz_drop_buffer(ctx, buffer);
    return png;
}

// The picture's own width and height in pixels; MuPDF measures pages by the resolution that pictures claim.
void read_pixels(fz_context* ctx, base::ByteSpan bytes, int& width, int& height) {
    attempt(ctx, [&] {
        fz_buffer* const buffer = fz_new_buffer_from_shared_data(ctx, bytes.data(), bytes.size());
        fz_image* const image = fz_new_image_from_buffer(ctx, buffer);
        width = image->w;
        height = image->h;
        fz_drop_image(ctx, image);
        fz_drop_buffer(ctx, buffer);
    });
}

/// The scale at which a picture has its own pixels, and how many the longer side has.
struct OwnScale {
    float scale, side;
};
OwnScale own_scale(const Drawing& drawing) {
    int width = 0, height = 0;
    read_pixels(drawing.ctx, drawing.bytes, width, height);
    const auto side = static_cast<float>(std::max({width, height, 1}));
    return {side / std::max(width_of(drawing), height_of(drawing)), side};
}

// Pictures for OCR keep their pixels, or are enlarged when they are small.
float reading_scale(const Drawing& drawing) {
    const auto [scale, side] = own_scale(drawing);
    return scale * (side < 1000 ? 2.5F : side < 1800 ? 1.6F : side > 5000 ? 5000 / side : 1.0F);
}

// Pictures for people are as large as was asked for, but not larger than they are.
float showing_scale(const Drawing& drawing, float asked) {
    const auto [scale, side] = own_scale(drawing);
    return std::min({asked, scale, scale * kMaxSide / side});
}

}  // namespace

base::Expected<base::Bytes> draw_page_png(Source& source, std::uint32_t page_index, std::uint32_t dots_per_inch) {
    identify(source);
    if (source.kind != Kind::Pdf && source.kind != Kind::Image) {
        return base::fail(ErrorKind::Unsupported, "this kind of document has no page images");
    }
    Drawing drawing;
    GUVOH_TRY_VOID(open_page(source, page_index, drawing));
    const float asked = static_cast<float>(dots_per_inch) / 72;
    GUVOH_TRY_VOID(draw(drawing, source.kind == Kind::Pdf ? std::min(asked, 10.0F) : showing_scale(drawing, asked), false));
    return to_png(drawing.ctx, drawing.pixmap);
}

base::Expected<PictureInfo> picture_info(const Source& source) {
    if (is_heif(source)) return PictureInfo{1, 0, 0};  // its library is loaded for reading only
    if (is_webp(source)) {
        GUVOH_TRY(const RgbImage found, look_into_webp(source.bytes));
        return PictureInfo{1, static_cast<int>(found.width), static_cast<int>(found.height)};
    }
    Drawing drawing;
    GUVOH_TRY_VOID(open_page(source, 0, drawing));
    PictureInfo info{static_cast<std::uint32_t>(drawing.pages), 0, 0};
    read_pixels(drawing.ctx, drawing.bytes, info.width, info.height);
    return info;
}

base::Expected<GreyImage> draw_page_grey(Source& source, std::uint32_t page_index, std::uint32_t dots_per_inch) {
    identify(source);
    if (source.kind != Kind::Pdf && source.kind != Kind::Image) return base::fail(ErrorKind::Unsupported, "not a picture");
    Drawing drawing;
    GUVOH_TRY_VOID(open_page(source, page_index, drawing));
    const bool pdf = source.kind == Kind::Pdf;
    GUVOH_TRY_VOID(draw(drawing, pdf ? static_cast<float>(dots_per_inch) / 72 : reading_scale(drawing), true));
    fz_context* ctx = drawing.ctx;
    GreyImage grey;
    grey.width = static_cast<std::uint32_t>(fz_pixmap_width(ctx, drawing.pixmap));
    grey.height = static_cast<std::uint32_t>(fz_pixmap_height(ctx, drawing.pixmap));
    grey.dots_per_inch = pdf ? dots_per_inch : 300;
    grey.width_pt = width_of(drawing);
    grey.height_pt = height_of(drawing);
    grey.pixels.resize(std::size_t{grey.width} * grey.height);
    const unsigned char* const samples = fz_pixmap_samples(ctx, drawing.pixmap);
    const auto stride = static_cast<std::size_t>(fz_pixmap_stride(ctx, drawing.pixmap));
    for (std::size_t y = 0; y < grey.height; ++y) std::memcpy(grey.pixels.data() + y * grey.width, samples + y * stride, grey.width);
    return grey;
}

}  // namespace guvoh::documents
