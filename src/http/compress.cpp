// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/compress.h"

#include <cstdlib>

#include <brotli/encode.h>
#include <zlib.h>

namespace guvoh::http {

namespace {

constexpr int kGzipWindow = 15 + 16;  // zlib's way of asking for a gzip header

std::string gzip(std::string_view plain, int quality) {
    z_stream stream{};
    if (deflateInit2(&stream, quality, Z_DEFLATED, kGzipWindow, 8, Z_DEFAULT_STRATEGY) != Z_OK) return {};
    std::string out(deflateBound(&stream, plain.size()), '\0');
    base::Bytes input(plain.begin(), plain.end());
    stream.next_in = input.data();
    stream.avail_in = static_cast<uInt>(input.size());
    base::Bytes packed(out.size());
    stream.next_out = packed.data();
    stream.avail_out = static_cast<uInt>(packed.size());
    const int result = deflate(&stream, Z_FINISH);
    const std::size_t size = stream.total_out;
    deflateEnd(&stream);
    if (result != Z_STREAM_END) return {};
    return std::string(base::as_text({packed.data(), size}));
}

std::string brotli(std::string_view plain, int quality) {
    std::size_t size = BrotliEncoderMaxCompressedSize(plain.size());
    if (size == 0) return {};
    base::Bytes packed(size);
    const auto* input = base::as_bytes(plain).data();
    if (BrotliEncoderCompress(quality, 20, BROTLI_MODE_TEXT, plain.size(), input, &size, packed.data()) != BROTLI_TRUE) return {};
    return std::string(base::as_text({packed.data(), size}));
}

/// The weight of one element of Accept-Encoding: "br;q=0.5" weighs 0.5.
double weight_of(std::string_view element) {
    const std::size_t q = element.find("q=");
    if (q == std::string_view::npos) return 1;
    return std::strtod(std::string(element.substr(q + 2)).c_str(), nullptr);
}

}  // namespace

std::string_view coding_name(Coding coding) {
    switch (coding) {
        case Coding::Gzip: return "gzip";
        case Coding::Brotli: return "br";
        case Coding::Identity: break;
    }
    return {};
}

Coding choose_coding(std::string_view accept) {
    double gzip_weight = 0, brotli_weight = 0;
    while (!accept.empty()) {
        const std::size_t end = std::min(accept.find(','), accept.size());
        std::string_view element = accept.substr(0, end);
        accept.remove_prefix(std::min(end + 1, accept.size()));
        while (!element.empty() && element.front() == ' ') element.remove_prefix(1);
        std::string_view name = element.substr(0, std::min(element.find(';'), element.size()));
        while (!name.empty() && name.back() == ' ') name.remove_suffix(1);
        if (name == "gzip") gzip_weight = weight_of(element);
        if (name == "br") brotli_weight = weight_of(element);
    }
    if (brotli_weight > 0 && brotli_weight >= gzip_weight) return Coding::Brotli;
    return gzip_weight > 0 ? Coding::Gzip : Coding::Identity;
}

std::string compress(Coding coding, std::string_view plain, int quality) {
    switch (coding) {
        case Coding::Gzip: return gzip(plain, quality);
        case Coding::Brotli: return brotli(plain, quality);
        case Coding::Identity: break;
    }
    return std::string(plain);
}

std::string gunzip(std::string_view packed, std::size_t limit_bytes) {
    z_stream stream{};
    if (inflateInit2(&stream, kGzipWindow) != Z_OK) return {};
    base::Bytes input(packed.begin(), packed.end());
    base::Bytes out(limit_bytes);
    stream.next_in = input.data();
    stream.avail_in = static_cast<uInt>(input.size());
    stream.next_out = out.data();
    stream.avail_out = static_cast<uInt>(out.size());
    const int result = inflate(&stream, Z_FINISH);
    const std::size_t size = stream.total_out;
    inflateEnd(&stream);
    if (result != Z_STREAM_END) return {};
    return std::string(base::as_text({out.data(), size}));
}

}  // namespace guvoh::http
