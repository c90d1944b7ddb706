// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Page images on demand, drawn in the sandboxed worker: PDF pages and images (each page of a TIFF).
//
// Threads: as the Extractor given.
#pragma once

#include <cstdint>

#include "documents/extractor.h"

namespace guvoh::documents {

/// Draws one page as PNG.
///
/// Takes:   page_index from 0; dots_per_inch 18 to 600. Images are drawn at their own size, at most 4,096 pixels a side.
/// Errors:  NotFound when there is no such page; Invalid and Cancelled as Extractor::extract; Unsupported when the format has no
///          pages to draw.
inline base::Expected<base::Bytes> render_page_png(Extractor& extractor, int fd, std::uint32_t page_index,
                                                   std::uint32_t dots_per_inch, const Limits& limits = {}) {
    return extractor.render_page_png(fd, page_index, dots_per_inch, limits);
}

}  // namespace guvoh::documents
