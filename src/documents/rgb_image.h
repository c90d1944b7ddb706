// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A picture in colour, as the decoders of single formats give it.
//
// Threads: any.
#pragma once

#include <cstdint>

#include "base/bytes.h"

namespace guvoh::documents {

struct RgbImage {
    std::uint32_t width = 0, height = 0;
    base::Bytes pixels;  ///< three bytes each, rows without padding
};

}  // namespace guvoh::documents
