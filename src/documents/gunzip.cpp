// SPDX-License-Identifier: AGPL-3.0-or-later
#include "documents/gunzip.h"

#include <zlib.h>

#include <algorithm>

namespace guvoh::documents {

namespace {

constexpr int kGzipOnly = 15 + 16, kGzipOrZlib = 15 + 32, kRaw = -15;

// Inflates one member after another; appends to `out`.
bool inflate_members(base::ByteSpan packed, std::uint64_t limit, int window, base::Bytes& out) {
    z_stream stream{};
    if (inflateInit2(&stream, window) != Z_OK) return false;
    stream.next_in = const_cast<base::Byte*>(packed.data());
    std::size_t left = packed.size();
    base::Bytes step(256U << 10U);
    bool good = true;
    while (good && out.size() < limit) {
        const std::size_t give = std::min<std::size_t>(left, 1U << 20U);
        stream.avail_in = static_cast<uInt>(give);
        const std::size_t room = static_cast<std::size_t>(std::min<std::uint64_t>(limit - out.size(), step.size()));
        stream.next_out = step.data();
        stream.avail_out = static_cast<uInt>(room);
        const int result = ::inflate(&stream, Z_NO_FLUSH);
        left -= give - stream.avail_in;
        base::put_bytes(out, base::ByteSpan(step).first(room - stream.avail_out));
        if (result == Z_STREAM_END) {
            const bool padding = std::all_of(stream.next_in, stream.next_in + left, [](base::Byte b) { return b == 0; });  // of tapes
            if (padding || window != kGzipOnly || inflateReset(&stream) != Z_OK) break;
        } else if (result != Z_OK || (left == 0 && stream.avail_out > 0)) {
            good = false;
        }
    }
    inflateEnd(&stream);
    return good;
}

}  // namespace

base::Expected<Inflated> gunzip(base::ByteSpan packed, std::uint64_t limit) {
    Inflated out;
    out.whole = inflate_members(packed, limit, kGzipOnly, out.bytes);
    if (!out.whole && out.bytes.empty()) return base::fail(base::ErrorKind::Invalid, "damaged gzip file");
    return out;
}

base::Expected<base::Bytes> inflate_any(base::ByteSpan packed, std::uint64_t limit) {
    base::Bytes out;
    if (inflate_members(packed, limit, kGzipOrZlib, out) || !out.empty()) return out;
    if (inflate_members(packed, limit, kRaw, out) || !out.empty()) return out;
    return base::fail(base::ErrorKind::Invalid, "damaged compressed content");
}

}  // namespace guvoh::documents
