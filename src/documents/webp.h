// SPDX-License-Identifier: AGPL-3.0-or-later
//
// WebP pictures, as browsers and messengers save them, through libwebp.
//
// Threads: any.
#pragma once

#include "base/bytes.h"
#include "base/error.h"
#include "documents/rgb_image.h"

namespace guvoh::documents {

/// Width and height alone; no pixels. Errors: Unsupported (it moves), Invalid (damaged).
base::Expected<RgbImage> look_into_webp(base::ByteSpan bytes);
/// What is transparent becomes white, like paper. Errors: Unsupported (it moves), Invalid (damaged).
base::Expected<RgbImage> decode_webp(base::ByteSpan bytes);

}  // namespace guvoh::documents
