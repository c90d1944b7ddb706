// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A strict reader of the CBOR that authenticators write (CTAP2 canonical form without floats and tags): definite lengths in
// their shortest form, nothing that reaches past the end, nesting of at most 8. For bytes that may be hostile: no memory is
// taken, and after the first mistake ok() is false for good.
//
// Threads: plain values. The bytes belong to whoever built the reader.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/bytes.h"

namespace guvoh::access {

/// One data item, or the head of an array or map.
struct CborItem {
    enum class Kind { None, Unsigned, Negative, Bytes, Text, Array, Map, Boolean, Null };
    Kind kind = Kind::None;
    std::uint64_t value = 0;  ///< Unsigned: itself; Negative: -1 - value; Array: items; Map: pairs; Boolean: 0 or 1
    base::ByteSpan bytes;     ///< Bytes and Text

    bool is_text(std::string_view text) const { return kind == Kind::Text && base::as_text(bytes) == text; }
    /// The signed number, or `fallback` for anything else.
    std::int64_t integer_or(std::int64_t fallback) const;
};

class CborReader {
public:
    explicit CborReader(base::ByteSpan bytes) : rest_(bytes) {}

    /// Reads an item, of arrays and maps only the head.
    CborItem next();
    /// Passes over one whole item and gives its bytes.
    base::ByteSpan skip();
    bool ok() const { return ok_; }
    bool at_end() const { return rest_.empty(); }
    base::ByteSpan rest() const { return rest_; }

private:
    CborItem wrong();
    std::uint64_t argument(unsigned info);
    void skip_item(unsigned depth);

    base::ByteSpan rest_;  // the caller's
    bool ok_ = true;
};

}  // namespace guvoh::access
