// SPDX-License-Identifier: AGPL-3.0-or-later
#include "lists/cursor.h"

#include "base/bytes.h"
#include "schema/schema.h"

namespace guvoh::lists {

namespace {

constexpr std::uint8_t kVersion = 2;
constexpr std::size_t kMostBytes = 512;
constexpr std::size_t kSumBytes = 4;

/// FNV-1a.
std::uint32_t sum_of(base::ByteSpan bytes) {
    std::uint32_t sum = 2166136261U;
    for (const base::Byte byte : bytes) sum = (sum ^ byte) * 16777619U;
    return sum;
}

}  // namespace

std::string cursor_text(const Place& place, std::string_view sort, bool descending) {
    base::Bytes out = {kVersion, static_cast<std::uint8_t>((descending ? 1 : 0) | (place.value.missing ? 2 : 0))};
    base::put_sized(out, base::as_bytes(sort));
    base::put_u64(out, static_cast<std::uint64_t>(place.value.number));
    base::put_sized(out, base::as_bytes(place.value.text));
    base::put_u64(out, static_cast<std::uint64_t>(place.tie));
    base::put_bytes(out, place.id.span());
    base::put_u32(out, sum_of(out));
    return base::to_hex(out);
}

base::Expected<Place> place_of_cursor(std::string_view text, std::string_view sort, bool descending) {
    const auto wrong = [] { return base::fail(schema::field_error("cursor", "is not one that this list gave")); };
    if (text.size() > 2 * kMostBytes) return wrong();
    const auto bytes = base::from_hex(text);
    if (!bytes || bytes->size() < kSumBytes) return wrong();
    const base::ByteSpan all(*bytes);
    base::ByteReader sum(all.last(kSumBytes));
    if (sum.u32() != sum_of(all.first(all.size() - kSumBytes))) return wrong();
    base::ByteReader in(all.first(all.size() - kSumBytes));
    const std::uint8_t version = in.u8(), flags = in.u8();
    const bool same_order = in.sized_text() == sort && ((flags & 1U) != 0) == descending;
    Place place;
    place.value.missing = (flags & 2U) != 0;
    place.value.number = static_cast<std::int64_t>(in.u64());
    place.value.text = in.sized_text();
    place.tie = static_cast<std::int64_t>(in.u64());
    const auto id = base::Id::from_bytes(in.bytes(16));
    if (version != kVersion || flags > 3 || !same_order || !in.ok() || !in.at_end() || !id) return wrong();
    place.id = *id;
    return place;
}

}  // namespace guvoh::lists
