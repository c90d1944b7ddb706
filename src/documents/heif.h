// SPDX-License-Identifier: AGPL-3.0-or-later
//
// HEIC, HEIF and AVIF pictures through libheif, which is loaded only in the worker that reads pictures: it brings a dozen
// libraries that nothing else needs.
//
// Threads: one.
#pragma once

#include "base/bytes.h"
#include "base/error.h"
#include "documents/rgb_image.h"

namespace guvoh::documents {

/// Loads libheif before lockdown; false when it is not installed.
bool heif_warm_up();
/// Errors: Unsupported (not installed), Invalid (damaged).
base::Expected<RgbImage> decode_heif(base::ByteSpan bytes);

}  // namespace guvoh::documents
