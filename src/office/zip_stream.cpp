// SPDX-License-Identifier: AGPL-3.0-or-later
#include "office/zip_stream.h"

#include <zlib.h>

#include <array>
#include <limits>

#include "base/bytes.h"

namespace guvoh::office {

using base::ErrorKind;
using base::fail;

namespace {

constexpr std::uint16_t kVersion = 20;
constexpr std::uint16_t kFlags = 0x0808;  // sizes follow; names are UTF-8
constexpr std::uint16_t kDeflate = 8;
constexpr std::uint16_t kTime = 0, kDate = 0x21;  // 1980-01-01: the file says nothing about when it was made
constexpr std::uint64_t kMost = std::numeric_limits<std::uint32_t>::max() - 1'000'000;

std::uint32_t low(std::uint64_t value) { return static_cast<std::uint32_t>(value); }

}  // namespace

struct ZipStream::Packer {
    z_stream stream{};
    Packer() { GUVOH_CHECK(deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) == Z_OK); }
    ~Packer() { deflateEnd(&stream); }
    Packer(const Packer&) = delete;
    Packer& operator=(const Packer&) = delete;
};

ZipStream::ZipStream(Sink sink) : sink_(std::move(sink)), packer_(std::make_unique<Packer>()) {}
ZipStream::~ZipStream() = default;

base::Status ZipStream::put(std::string_view bytes) {
    written_ += bytes.size();
    if (written_ > kMost) return fail(ErrorKind::Invalid, "the file is too large for this format");
    return sink_(bytes);
}

base::Status ZipStream::begin(std::string name) {
    GUVOH_TRY_VOID(end_part());
    base::Bytes head;
    base::put_u32(head, 0x04034b50);
    for (const std::uint16_t value : {kVersion, kFlags, kDeflate, kTime, kDate}) base::put_u16(head, value);
    for (int i = 0; i < 3; ++i) base::put_u32(head, 0);
    base::put_u16(head, static_cast<std::uint16_t>(name.size()));
    base::put_u16(head, 0);
    base::put_bytes(head, base::as_bytes(name));
    parts_.push_back({std::move(name), written_, 0, 0, 0});
    open_ = true;
    deflateReset(&packer_->stream);
    return put(base::as_text(head));
}

base::Status ZipStream::add(std::string_view bytes) {
    Part& part = parts_.back();
    part.unpacked += bytes.size();
    if (part.unpacked > kMost) return fail(ErrorKind::Invalid, "the file is too large for this format");
    part.crc = static_cast<std::uint32_t>(crc32_z(part.crc, base::as_bytes(bytes).data(), bytes.size()));
    return pack(bytes, false);
}

base::Status ZipStream::pack(std::string_view bytes, bool last) {
    z_stream& stream = packer_->stream;
    std::array<Bytef, 32'768> out{};
    base::Bytes copy(bytes.begin(), bytes.end());  // zlib's input is not const
    stream.next_in = copy.data();
    stream.avail_in = static_cast<uInt>(copy.size());
    do {
        stream.next_out = out.data();
        stream.avail_out = static_cast<uInt>(out.size());
        GUVOH_CHECK(deflate(&stream, last ? Z_FINISH : Z_NO_FLUSH) != Z_STREAM_ERROR);
        const std::size_t made = out.size() - stream.avail_out;
        parts_.back().packed += made;
        if (made > 0) GUVOH_TRY_VOID(put(base::as_text(base::ByteSpan(out).first(made))));
    } while (stream.avail_out == 0);
    return {};
}

base::Status ZipStream::end_part() {
    if (!open_) return {};
    GUVOH_TRY_VOID(pack({}, true));
    open_ = false;
    base::Bytes tail;
    for (const std::uint32_t value : {0x08074b50U, parts_.back().crc, low(parts_.back().packed), low(parts_.back().unpacked)}) base::put_u32(tail, value);
    return put(base::as_text(tail));
}

base::Status ZipStream::finish() {
    GUVOH_TRY_VOID(end_part());
    const std::uint64_t begin = written_;
    base::Bytes out;
    for (const Part& part : parts_) {
        base::put_u32(out, 0x02014b50);
        for (const std::uint16_t value : {kVersion, kVersion, kFlags, kDeflate, kTime, kDate}) base::put_u16(out, value);
        for (const std::uint32_t value : {part.crc, low(part.packed), low(part.unpacked)}) base::put_u32(out, value);
        base::put_u16(out, static_cast<std::uint16_t>(part.name.size()));
        for (int i = 0; i < 4; ++i) base::put_u16(out, 0);  // extra, comment, disk, internal attributes
        base::put_u32(out, 0);
        base::put_u32(out, low(part.offset));
        base::put_bytes(out, base::as_bytes(part.name));
    }
    const std::size_t size = out.size();
    base::put_u32(out, 0x06054b50);
    base::put_u32(out, 0);  // disks
    for (int i = 0; i < 2; ++i) base::put_u16(out, static_cast<std::uint16_t>(parts_.size()));
    base::put_u32(out, low(size));
    base::put_u32(out, low(begin));
    base::put_u16(out, 0);
    return put(base::as_text(out));
}

}  // namespace guvoh::office
