// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/id.h"

#include <algorithm>
#include <cstring>

namespace guvoh::base {

namespace {
constexpr std::string_view kDigits = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr std::size_t kTextLength = 26;
__extension__ typedef unsigned __int128 Wide;  // not ISO, but both our compilers have it
}  // namespace

std::string Id::text() const {
    // 130 bits of text hold 128 bits of id: the first digit carries only three.
    std::string out(kTextLength, '0');
    Wide value = 0;
    for (Byte b : bytes) value = (value << 8) | b;
    for (std::size_t i = kTextLength; i-- > 0;) {
        out[i] = kDigits[static_cast<std::size_t>(value & 31)];
        value >>= 5;
    }
    return out;
}

Expected<Id> Id::parse(std::string_view text) {
    if (text.size() != kTextLength) return fail(ErrorKind::Invalid, "a record id has 26 characters");
    Wide value = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i] >= 'A' && text[i] <= 'Z' ? static_cast<char>(text[i] - 'A' + 'a') : text[i];
        const std::size_t digit = kDigits.find(c);
        if (digit == std::string_view::npos || (i == 0 && digit > 7)) return fail(ErrorKind::Invalid, "not a record id");
        value = (value << 5) | digit;
    }
    Id id;
    for (std::size_t i = id.bytes.size(); i-- > 0;) {
        id.bytes[i] = static_cast<Byte>(value & 255);
        value >>= 8;
    }
    return id;
}

Id Id::make(std::int64_t at_ms, std::span<const Byte, 10> random) {
    Id id;
    for (std::size_t i = 0; i < 6; ++i) id.bytes[i] = static_cast<Byte>(at_ms >> (8 * (5 - i)));
    std::copy(random.begin(), random.end(), id.bytes.begin() + 6);
    return id;
}

Expected<Id> Id::from_bytes(ByteSpan bytes) {
    if (bytes.size() != 16) return fail(ErrorKind::Invalid, "a record id has 16 bytes");
    Id id;
    std::copy(bytes.begin(), bytes.end(), id.bytes.begin());
    return id;
}

}  // namespace guvoh::base

std::size_t std::hash<guvoh::base::Id>::operator()(const guvoh::base::Id& id) const noexcept {
    std::size_t value = 0;
    std::memcpy(&value, id.bytes.data() + 8, sizeof value);
    return value;
}
