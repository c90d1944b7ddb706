// SPDX-License-Identifier: AGPL-3.0-or-later
#include "access/cbor.h"

#include "base/text.h"

namespace guvoh::access {

namespace {
constexpr unsigned kMostNesting = 8;
}

std::int64_t CborItem::integer_or(std::int64_t fallback) const {
    if (value > INT64_MAX) return fallback;
    if (kind == Kind::Unsigned) return static_cast<std::int64_t>(value);
    return kind == Kind::Negative ? -1 - static_cast<std::int64_t>(value) : fallback;
}

CborItem CborReader::wrong() {
    ok_ = false;
    rest_ = {};
    return {};
}

/// The number after the first byte; wrong unless in its shortest form (RFC 8949, section 4.2.1).
std::uint64_t CborReader::argument(unsigned info) {
    if (info < 24) return info;
    const std::size_t size = info <= 27 ? std::size_t{1} << (info - 24) : 0;  // 28 to 31: reserved, or of no definite length
    if (size == 0 || rest_.size() < size) {
        wrong();
        return 0;
    }
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < size; ++i) value = value << 8 | rest_[i];
    rest_ = rest_.subspan(size);
    const std::uint64_t least = size == 1 ? 24 : std::uint64_t{1} << (size * 4);
    if (value < least) wrong();
    return value;
}

CborItem CborReader::next() {
    if (!ok_ || rest_.empty()) return wrong();
    const unsigned first = rest_.front(), major = first >> 5, info = first & 31U;
    rest_ = rest_.subspan(1);
    using Kind = CborItem::Kind;
    if (major == 7) {
        if (info == 20 || info == 21) return {Kind::Boolean, info - 20U, {}};
        return info == 22 ? CborItem{Kind::Null, 0, {}} : wrong();
    }
    if (major == 6) return wrong();
    constexpr Kind kKinds[] = {Kind::Unsigned, Kind::Negative, Kind::Bytes, Kind::Text, Kind::Array, Kind::Map};
    CborItem item{kKinds[major], argument(info), {}};
    if (!ok_) return {};
    const bool sized = item.kind == Kind::Bytes || item.kind == Kind::Text;
    const bool counted = item.kind == Kind::Array || item.kind == Kind::Map;
    if ((sized || counted) && item.value > rest_.size()) return wrong();  // an item takes at least a byte
    if (sized) {
        item.bytes = rest_.first(static_cast<std::size_t>(item.value));
        rest_ = rest_.subspan(item.bytes.size());
    }
    if (item.kind == Kind::Text && !base::is_utf8(base::as_text(item.bytes))) return wrong();
    return item;
}

void CborReader::skip_item(unsigned depth) {
    const CborItem item = next();
    const bool map = item.kind == CborItem::Kind::Map;
    if (!map && item.kind != CborItem::Kind::Array) return;
    if (depth == 0) {
        wrong();
        return;
    }
    const std::uint64_t count = map ? item.value * 2 : item.value;
    for (std::uint64_t i = 0; i < count && ok_; ++i) skip_item(depth - 1);
}

base::ByteSpan CborReader::skip() {
    const base::ByteSpan before = rest_;
    skip_item(kMostNesting);
    return ok_ ? before.first(before.size() - rest_.size()) : base::ByteSpan{};
}

}  // namespace guvoh::access
