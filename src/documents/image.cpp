// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Pictures: how many pages and pixels; their words are OCR's business.
#include "documents/draw.h"
#include "documents/parsers.h"

namespace guvoh::documents {

namespace {

// So common that one which cannot be read is damaged, and not of a variety that is not known here.
bool is_common(std::string_view media_type) {
    return media_type == "image/png" || media_type == "image/jpeg" || media_type == "image/tiff" || media_type == "image/webp";
}

}  // namespace

base::Status parse_image(const Source& source, Output& out) {
    constexpr std::uint32_t kMostRead = 5000;
    constexpr int kFewestPixels = 40;
    const auto info = picture_info(source);
    if (!info) {
        if (info.error().kind != base::ErrorKind::Unsupported && is_common(source.media_type)) return base::fail(info.error());
        out.note("pictures of this kind cannot be read; the file is preserved");
        return {};
    }
    if (info->width > 0) {
        out.metadata("width", std::to_string(info->width));
        out.metadata("height", std::to_string(info->height));
    }
    if (info->pages > 1) out.metadata("page_count", std::to_string(info->pages));
    if (info->width > 0 && (info->width < kFewestPixels || info->height < kFewestPixels)) return {};  // no room for words
    for (std::uint32_t page = 0; page < info->pages && page < kMostRead; ++page) out.needs_ocr(page);
    return {};
}

}  // namespace guvoh::documents
