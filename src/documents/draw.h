// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Draws pages by MuPDF; pictures it does not know are decoded by libheif and libwebp first. Runs in the worker only.
//
// Threads: one.
#pragma once

#include <cstdint>

#include "base/bytes.h"
#include "base/error.h"
#include "documents/parsers.h"

namespace guvoh::documents {

/// Grey pixels, one byte each, rows without padding.
struct GreyImage {
    std::uint32_t width = 0, height = 0;
    std::uint32_t dots_per_inch = 0;
    base::Bytes pixels;
    float width_pt = 0, height_pt = 0;
};

struct PictureInfo {
    std::uint32_t pages = 0;
    int width = 0, height = 0;  ///< pixels of the first page, 0 when not known
};
/// Looks into a picture without drawing it. Errors: Invalid.
base::Expected<PictureInfo> picture_info(const Source& source);

/// Draws a page as PNG in colour; a picture never larger than it is. Errors: NotFound, Invalid, Unsupported.
base::Expected<base::Bytes> draw_page_png(Source& source, std::uint32_t page_index, std::uint32_t dots_per_inch);
/// Draws a page in grey, for OCR; images come as they are, scaled to about 300 dots per inch where that can be known.
base::Expected<GreyImage> draw_page_grey(Source& source, std::uint32_t page_index, std::uint32_t dots_per_inch);

}  // namespace guvoh::documents
