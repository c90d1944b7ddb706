// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/bytes.h"

#include <algorithm>

namespace guvoh::base {

namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";
constexpr std::string_view kBase64Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

template <class T>
void put_little_endian(Bytes& out, T value) {
    for (std::size_t i = 0; i < sizeof(T); ++i) out.push_back(static_cast<Byte>(value >> (8 * i)));
}

template <class T>
T read_little_endian(ByteSpan bytes) {
    T value = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) value = static_cast<T>(value | (static_cast<T>(bytes[i]) << (8 * i)));
    return value;
}

}  // namespace

ByteSpan as_bytes(std::string_view text) { return {reinterpret_cast<const Byte*>(text.data()), text.size()}; }
std::string_view as_text(ByteSpan bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

std::string to_hex(ByteSpan bytes) {
    std::string text;
    text.reserve(bytes.size() * 2);
    for (Byte b : bytes) {
        text.push_back(kHexDigits[b >> 4]);
        text.push_back(kHexDigits[b & 15]);
    }
    return text;
}

Expected<Bytes> from_hex(std::string_view text) {
    if (text.size() % 2 != 0) return fail(ErrorKind::Invalid, "hexadecimal of odd length");
    Bytes bytes;
    bytes.reserve(text.size() / 2);
    for (std::size_t i = 0; i < text.size(); i += 2) {
        const int high = hex_value(text[i]);
        const int low = hex_value(text[i + 1]);
        if (high < 0 || low < 0) return fail(ErrorKind::Invalid, "not a hexadecimal digit");
        bytes.push_back(static_cast<Byte>(high * 16 + low));
    }
    return bytes;
}

Expected<Hash> hash_from_hex(std::string_view text) {
    if (text.size() != 64) return fail(ErrorKind::Invalid, "a SHA-256 value has 64 hexadecimal digits");
    GUVOH_TRY(const Bytes bytes, from_hex(text));
    Hash hash{};
    std::copy(bytes.begin(), bytes.end(), hash.begin());
    return hash;
}

std::string to_base64(ByteSpan bytes) {
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::size_t have = std::min<std::size_t>(3, bytes.size() - i);
        std::uint32_t group = static_cast<std::uint32_t>(bytes[i]) << 16;
        if (have > 1) group |= static_cast<std::uint32_t>(bytes[i + 1]) << 8;
        if (have > 2) group |= bytes[i + 2];
        text.push_back(kBase64Digits[group >> 18]);
        text.push_back(kBase64Digits[(group >> 12) & 63]);
        text.push_back(have > 1 ? kBase64Digits[(group >> 6) & 63] : '=');
        text.push_back(have > 2 ? kBase64Digits[group & 63] : '=');
    }
    return text;
}

Expected<Bytes> from_base64(std::string_view text) {
    if (text.size() % 4 != 0) return fail(ErrorKind::Invalid, "base64 length is not a multiple of four");
    Bytes bytes;
    for (std::size_t i = 0; i < text.size(); i += 4) {
        const bool last = i + 4 == text.size();
        const std::size_t pads = last ? (text[i + 3] == '=' ? (text[i + 2] == '=' ? 2U : 1U) : 0U) : 0U;
        std::uint32_t group = 0;
        for (std::size_t k = 0; k < 4 - pads; ++k) {
            const std::size_t digit = kBase64Digits.find(text[i + k]);
            if (digit == std::string_view::npos) return fail(ErrorKind::Invalid, "not a base64 digit");
            group |= static_cast<std::uint32_t>(digit) << (18 - 6 * k);
        }
        bytes.push_back(static_cast<Byte>(group >> 16));
        if (pads < 2) bytes.push_back(static_cast<Byte>(group >> 8));
        if (pads < 1) bytes.push_back(static_cast<Byte>(group));
    }
    if (to_base64(bytes) != text) return fail(ErrorKind::Invalid, "base64 is not canonical");
    return bytes;
}

void put_u16(Bytes& out, std::uint16_t value) { put_little_endian(out, value); }
void put_u32(Bytes& out, std::uint32_t value) { put_little_endian(out, value); }
void put_u64(Bytes& out, std::uint64_t value) { put_little_endian(out, value); }

void put_varint(Bytes& out, std::uint64_t value) {
    while (value >= 0x80) {
        out.push_back(static_cast<Byte>(value | 0x80));
        value >>= 7;
    }
    out.push_back(static_cast<Byte>(value));
}

void put_bytes(Bytes& out, ByteSpan bytes) { out.insert(out.end(), bytes.begin(), bytes.end()); }

void put_sized(Bytes& out, ByteSpan bytes) {
    put_varint(out, bytes.size());
    put_bytes(out, bytes);
}

std::uint8_t ByteReader::u8() { return read_little_endian<std::uint8_t>(bytes(1)); }
std::uint16_t ByteReader::u16() { return read_little_endian<std::uint16_t>(bytes(2)); }
std::uint32_t ByteReader::u32() { return read_little_endian<std::uint32_t>(bytes(4)); }
std::uint64_t ByteReader::u64() { return read_little_endian<std::uint64_t>(bytes(8)); }

std::uint64_t ByteReader::varint() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
        const std::uint8_t b = u8();
        if (shift == 63 && b > 1) break;  // would not fit in 64 bits
        value |= static_cast<std::uint64_t>(b & 0x7f) << shift;
        if ((b & 0x80) == 0) return value;
    }
    ok_ = false;
    rest_ = {};
    return 0;
}

ByteSpan ByteReader::bytes(std::size_t count) {
    if (count > rest_.size()) {
        ok_ = false;
        rest_ = {};
        return {};
    }
    const ByteSpan taken = rest_.first(count);
    rest_ = rest_.subspan(count);
    return taken;
}

ByteSpan ByteReader::sized() {
    const std::uint64_t size = varint();
    if (size > rest_.size()) {
        ok_ = false;
        rest_ = {};
        return {};
    }
    return bytes(static_cast<std::size_t>(size));
}

}  // namespace guvoh::base
