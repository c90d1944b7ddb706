// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Record identifiers: 16 bytes, printed as 26 lower-case characters of Crockford's base32 (0-9 a-z without i l o u), first a
// 48-bit time in milliseconds and then 80 random bits, so that records made one after another lie together in the store.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "base/bytes.h"

namespace guvoh::base {

struct Id {
    std::array<Byte, 16> bytes{};

    auto operator<=>(const Id&) const = default;
    bool is_nil() const { return *this == Id{}; }
    /// 26 characters.
    std::string text() const;
    /// Reads the 26 characters, either case. Errors: Invalid.
    static Expected<Id> parse(std::string_view text);
    /// Builds an id of this time from 10 random bytes.
    static Id make(std::int64_t at_ms, std::span<const Byte, 10> random);
    ByteSpan span() const { return bytes; }
    /// Reads exactly 16 bytes. Errors: Invalid.
    static Expected<Id> from_bytes(ByteSpan bytes);
};

}  // namespace guvoh::base

template <>
struct std::hash<guvoh::base::Id> {
    std::size_t operator()(const guvoh::base::Id& id) const noexcept;
};
