// SPDX-License-Identifier: AGPL-3.0-or-later
#include "documents/heif.h"

#include <libheif/heif.h>

#include <cstring>

#include "documents/dynamic_library.h"

namespace guvoh::documents {

namespace {

constexpr int kMaxSide = 20'000;

/// The functions of libheif that we call.
struct Library {
    void* handle = nullptr;
    decltype(&heif_context_alloc) context_alloc = nullptr;
    decltype(&heif_context_free) context_free = nullptr;
    decltype(&heif_context_set_max_decoding_threads) set_threads = nullptr;
    decltype(&heif_context_read_from_memory_without_copy) read = nullptr;
    decltype(&heif_context_get_primary_image_handle) primary = nullptr;
    decltype(&heif_image_handle_release) handle_release = nullptr;
    decltype(&heif_decode_image) decode = nullptr;
    decltype(&heif_image_get_plane_readonly) plane = nullptr;
    decltype(&heif_image_get_width) width = nullptr;
    decltype(&heif_image_get_height) height = nullptr;
    decltype(&heif_image_release) image_release = nullptr;
};

const Library& library() {
    static const Library loaded = [] {
        Library lib;
        void* const handle = ::dlopen("libheif.so.1", RTLD_NOW | RTLD_LOCAL);
        const bool whole = handle != nullptr && find_function(handle, "heif_context_alloc", lib.context_alloc) &&
                           find_function(handle, "heif_context_free", lib.context_free) &&
                           find_function(handle, "heif_context_set_max_decoding_threads", lib.set_threads) &&
                           find_function(handle, "heif_context_read_from_memory_without_copy", lib.read) &&
                           find_function(handle, "heif_context_get_primary_image_handle", lib.primary) &&
                           find_function(handle, "heif_image_handle_release", lib.handle_release) &&
                           find_function(handle, "heif_decode_image", lib.decode) &&
                           find_function(handle, "heif_image_get_plane_readonly", lib.plane) &&
                           find_function(handle, "heif_image_get_width", lib.width) &&
                           find_function(handle, "heif_image_get_height", lib.height) &&
                           find_function(handle, "heif_image_release", lib.image_release);
        lib.handle = whole ? handle : nullptr;
        return lib;
    }();
    return loaded;
}

RgbImage copy_out(const Library& lib, const heif_image* image) {
    RgbImage out;
    const int width = lib.width(image, heif_channel_interleaved), height = lib.height(image, heif_channel_interleaved);
    int stride = 0;
    const std::uint8_t* const rows = lib.plane(image, heif_channel_interleaved, &stride);
    if (rows == nullptr || width <= 0 || height <= 0 || width > kMaxSide || height > kMaxSide) return out;
    out.width = static_cast<std::uint32_t>(width);
    out.height = static_cast<std::uint32_t>(height);
    out.pixels.resize(std::size_t{3} * out.width * out.height);
    for (std::size_t y = 0; y < out.height; ++y) {
        std::memcpy(out.pixels.data() + y * out.width * 3, rows + y * static_cast<std::size_t>(stride),
                    std::size_t{3} * out.width);
    }
    return out;
}

}  // namespace

bool heif_warm_up() { return library().handle != nullptr; }

base::Expected<RgbImage> decode_heif(base::ByteSpan bytes) {
    const Library& lib = library();
    if (lib.handle == nullptr)
        return base::fail(base::ErrorKind::Unsupported, "HEIC pictures need libheif, which is not installed");
    heif_context* const context = lib.context_alloc();
    lib.set_threads(context, 0);  // the tiles of a photo one after another: many files are read at once already
    heif_image_handle* handle = nullptr;
    heif_image* image = nullptr;
    bool good = lib.read(context, bytes.data(), bytes.size(), nullptr).code == heif_error_Ok;
    good = good && lib.primary(context, &handle).code == heif_error_Ok;
    good =
        good && lib.decode(handle, &image, heif_colorspace_RGB, heif_chroma_interleaved_RGB, nullptr).code == heif_error_Ok;
    RgbImage out;
    if (good) out = copy_out(lib, image);
    if (image != nullptr) lib.image_release(image);
    if (handle != nullptr) lib.handle_release(handle);
    lib.context_free(context);
    if (out.pixels.empty()) return base::fail(base::ErrorKind::Invalid, "damaged HEIC picture");
    return out;
}

}  // namespace guvoh::documents
