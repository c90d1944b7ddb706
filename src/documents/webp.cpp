// SPDX-License-Identifier: AGPL-3.0-or-later
#include "documents/webp.h"

#include <webp/decode.h>

namespace guvoh::documents {

namespace {

base::Error damaged() { return {base::ErrorKind::Invalid, "damaged WebP picture", {}}; }

base::Byte over_white(unsigned colour, unsigned opacity) { return static_cast<base::Byte>((colour * opacity + 255 * (255 - opacity)) / 255); }

}  // namespace

base::Expected<RgbImage> look_into_webp(base::ByteSpan bytes) {
    WebPBitstreamFeatures found;
    if (WebPGetFeatures(bytes.data(), bytes.size(), &found) != VP8_STATUS_OK) return base::fail(damaged());
    if (found.has_animation != 0) return base::fail(base::ErrorKind::Unsupported, "a moving picture");
    return RgbImage{static_cast<std::uint32_t>(found.width), static_cast<std::uint32_t>(found.height), {}};  // at most 16,383 each
}

base::Expected<RgbImage> decode_webp(base::ByteSpan bytes) {
    GUVOH_TRY(RgbImage image, look_into_webp(bytes));
    const std::size_t count = std::size_t{image.width} * image.height;
    base::Bytes with_opacity(count * 4);
    const int stride = static_cast<int>(image.width * 4);
    if (WebPDecodeRGBAInto(bytes.data(), bytes.size(), with_opacity.data(), with_opacity.size(), stride) == nullptr) return base::fail(damaged());
    image.pixels.resize(count * 3);
    for (std::size_t i = 0; i < count; ++i) {
        for (std::size_t c = 0; c < 3; ++c) image.pixels[i * 3 + c] = over_white(with_opacity[i * 4 + c], with_opacity[i * 4 + 3]);
    }
    return image;
}

}  // namespace guvoh::documents
