// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Bytes and the few things done with them everywhere: views, hexadecimal, fixed-width integers in the byte order of our
// formats (little endian unless a standard says otherwise), and a reader that never runs past its end.
//
// Threads: plain values.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace guvoh::base {

using Byte = std::uint8_t;
using Bytes = std::vector<Byte>;
using ByteSpan = std::span<const Byte>;
using Hash = std::array<Byte, 32>;  ///< a SHA-256 or HMAC-SHA256 value

/// Views text as bytes and bytes as text; no copy, the owner must outlive the view.
ByteSpan as_bytes(std::string_view text);
std::string_view as_text(ByteSpan bytes);

/// Lower-case hexadecimal, two digits a byte.
std::string to_hex(ByteSpan bytes);
/// Reads hexadecimal of either case. Errors: Invalid on odd length or another character.
Expected<Bytes> from_hex(std::string_view text);
/// Reads exactly 64 hexadecimal digits. Errors: Invalid.
Expected<Hash> hash_from_hex(std::string_view text);

/// Standard base64 with padding (RFC 4648, section 4).
std::string to_base64(ByteSpan bytes);
/// Errors: Invalid on anything but canonical padded base64.
Expected<Bytes> from_base64(std::string_view text);

/// Append an integer in two, four or eight bytes, low byte first.
void put_u16(Bytes& out, std::uint16_t value);
void put_u32(Bytes& out, std::uint32_t value);
void put_u64(Bytes& out, std::uint64_t value);
/// Appends LEB128, 1 to 10 bytes.
void put_varint(Bytes& out, std::uint64_t value);
void put_bytes(Bytes& out, ByteSpan bytes);
/// Appends a varint length, then the bytes.
void put_sized(Bytes& out, ByteSpan bytes);

/// Reads what put_* wrote, from bytes that may be hostile.
///
/// After the first read past the end `ok()` is false for good and every read gives zero or nothing; so a parser may read a
/// whole structure and check once.
class ByteReader {
public:
    explicit ByteReader(ByteSpan bytes) : rest_(bytes) {}
    /// Read what put_u16 to put_u64, put_varint, put_bytes and put_sized wrote; views last as long as the bytes read.
    std::uint8_t u8();
    std::uint16_t u16();
    std::uint32_t u32();
    std::uint64_t u64();
    std::uint64_t varint();
    ByteSpan bytes(std::size_t count);
    ByteSpan sized();
    std::string_view sized_text() { return as_text(sized()); }
    bool ok() const { return ok_; }
    bool at_end() const { return rest_.empty(); }
    std::size_t remaining() const { return rest_.size(); }

private:
    ByteSpan rest_;  // borrowed from whoever built the reader
    bool ok_ = true;
};

}  // namespace guvoh::base
