// SPDX-License-Identifier: AGPL-3.0-or-later
//
// HEIC, HEIF and AVIF pictures through libheif, which is loaded only in the worker that reads pictures: it brings a dozen
// libraries that nothing else needs.
//
// Threads: one.
#pragma once

#include <cstdint>

#include "base/bytes.h"
#include "base/error.h"

namespace guvoh::documents {

struct RgbImage {
    std::uint32_t width = 0, height = 0;
    base::Bytes pixels;  ///< three bytes each, rows without padding
};

/// Loads libheif before lockdown; false when it is not installed.
bool heif_warm_up();
/// Errors: Unsupported (not installed), Invalid (damaged).
base::Expected<RgbImage> decode_heif(base::ByteSpan bytes);

}  // namespace guvoh::documents
