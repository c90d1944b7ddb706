// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ledger/canonical.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/json.h"
#include "base/text.h"

namespace guvoh::ledger {

namespace {

constexpr std::string_view kHex = "0123456789abcdef";
constexpr std::string_view kShortEscapes = "\b\t\n\f\r\"\\";
constexpr std::string_view kShortLetters = "btnfr\"\\";

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return -1;
}

unsigned utf16_rank(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte == 0xEE || byte == 0xEF ? byte + 0x10U : byte;  // U+E000..U+FFFF stand behind surrogate pairs
}

/// Unescapes what lies between the quotes; false when an escape is not the one RFC 8785 would have written.
bool unescape(std::string_view inner, std::string& out) {
    out.reserve(inner.size());
    for (std::size_t i = 0; i < inner.size(); ++i) {
        if (inner[i] != '\\') {
            out.push_back(inner[i]);
            continue;
        }
        if (++i >= inner.size()) return false;
        if (const auto known = kShortLetters.find(inner[i]); known != std::string_view::npos) {
            out.push_back(kShortEscapes[known]);
            continue;
        }
        if (inner.substr(i, 3) != "u00" || inner.size() - i < 5) return false;
        const int high = hex_digit(inner[i + 3]);
        const int low = hex_digit(inner[i + 4]);
        if (high < 0 || high > 1 || low < 0) return false;
        const char c = static_cast<char>(high * 16 + low);
        if (kShortEscapes.find(c) != std::string_view::npos) return false;
        out.push_back(c);
        i += 4;
    }
    return true;
}

}  // namespace

void put_json_text(std::string& out, std::string_view text) {
    out.push_back('"');
    std::size_t done = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 0x20 && c != '"' && c != '\\') continue;
        out.append(text.substr(done, i - done));
        done = i + 1;
        out.push_back('\\');
        if (const auto known = kShortEscapes.find(c); known != std::string_view::npos) {
            out.push_back(kShortLetters[known]);
        } else {
            out.append("u00");
            out.push_back(kHex[byte >> 4]);
            out.push_back(kHex[byte & 15]);
        }
    }
    out.append(text.substr(done));
    out.push_back('"');
}

void put_json_integer(std::string& out, std::int64_t value) {
    std::array<char, 24> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value);
    out.append(digits.data(), end.ptr);
}

void put_json_hex(std::string& out, base::ByteSpan bytes) {
    out.push_back('"');
    for (const base::Byte b : bytes) {
        out.push_back(kHex[b >> 4]);
        out.push_back(kHex[b & 15]);
    }
    out.push_back('"');
}

void put_json_id(std::string& out, const base::Id& id) {
    out.push_back('"');
    out += id.text();
    out.push_back('"');
}

bool canonical_less(std::string_view a, std::string_view b) {
    const auto [in_a, in_b] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
    if (in_b == b.end()) return false;
    if (in_a == a.end()) return true;
    return utf16_rank(*in_a) < utf16_rank(*in_b);
}

void CanonicalReader::expect(std::string_view literal) {
    if (!accept(literal)) fail();
}

bool CanonicalReader::accept(std::string_view literal) {
    if (!sees(literal)) return false;
    at_ += literal.size();
    return true;
}

std::string_view CanonicalReader::quoted(bool& escaped) {
    expect("\"");
    if (!ok_) return {};
    const std::size_t begin = at_;
    escaped = false;
    while (at_ < text_.size() && text_[at_] != '"') {
        if (static_cast<unsigned char>(text_[at_]) < 0x20) break;
        if (text_[at_] == '\\') {
            escaped = true;
            ++at_;
        }
        ++at_;
    }
    if (at_ >= text_.size() || text_[at_] != '"') {
        at_ = std::min(at_, text_.size());
        fail();
        return {};
    }
    const std::string_view inner = text_.substr(begin, at_ - begin);
    ++at_;
    if (!base::is_utf8(inner)) fail();
    return inner;
}

std::string CanonicalReader::text() {
    bool escaped = false;
    const std::string_view inner = quoted(escaped);
    if (!ok_) return {};
    if (!escaped) return std::string(inner);
    std::string out;
    if (!unescape(inner, out)) fail();
    return out;
}

std::string_view CanonicalReader::plain_text() {
    bool escaped = false;
    const std::string_view inner = quoted(escaped);
    if (escaped) fail();
    return ok_ ? inner : std::string_view();
}

std::int64_t CanonicalReader::integer(std::int64_t least, std::int64_t most) {
    if (!ok_) return 0;
    const std::string_view rest = text_.substr(at_);
    std::int64_t value = 0;
    const auto end = std::from_chars(rest.data(), rest.data() + rest.size(), value);
    const auto length = static_cast<std::size_t>(end.ptr - rest.data());
    const std::size_t sign = rest.starts_with('-') ? 1 : 0;
    const bool written_shortest = length == sign + 1 || (length > sign && rest[sign] != '0');
    const bool negative_zero = sign == 1 && value == 0;
    if (end.ec != std::errc() || !written_shortest || negative_zero || value < least || value > most) {
        fail();
        return 0;
    }
    at_ += length;
    return value;
}

base::Id CanonicalReader::id() {
    const std::string_view written = plain_text();
    auto parsed = base::Id::parse(written);
    if (!ok_ || !parsed || parsed->text() != written) {
        fail();
        return {};
    }
    return *parsed;
}

void CanonicalReader::hex(std::span<base::Byte> out) {
    const std::string_view written = plain_text();
    if (!ok_ || written.size() != out.size() * 2) return fail();
    for (std::size_t i = 0; i < out.size(); ++i) {
        const int high = hex_digit(written[2 * i]);
        const int low = hex_digit(written[2 * i + 1]);
        if (high < 0 || low < 0) return fail();
        out[i] = static_cast<base::Byte>(high * 16 + low);
    }
}

std::string_view CanonicalReader::value() {
    const std::size_t begin = at_;
    skip_value(0);
    return ok_ ? text_.substr(begin, at_ - begin) : std::string_view();
}

void CanonicalReader::skip_value(std::size_t depth) {
    if (!ok_ || depth >= base::kMaxJsonDepth) return fail();
    if (sees("\"")) {
        bool escaped = false;
        const std::string_view inner = quoted(escaped);
        std::string ignored;
        if (escaped && !unescape(inner, ignored)) fail();
    } else if (accept("{")) {
        skip_object(depth + 1);
    } else if (accept("[")) {
        skip_list(depth + 1);
    } else if (!accept("true") && !accept("false") && !accept("null")) {
        integer(-base::kMaxJsonInteger, base::kMaxJsonInteger);
    }
}

void CanonicalReader::skip_list(std::size_t depth) {
    if (accept("]")) return;
    do {
        skip_value(depth);
    } while (accept(","));
    expect("]");
}

void CanonicalReader::skip_object(std::size_t depth) {
    if (accept("}")) return;
    std::string last;
    bool first = true;
    do {
        std::string name = text();
        if (!first && !canonical_less(last, name)) fail();
        first = false;
        expect(":");
        skip_value(depth);
        last = std::move(name);
    } while (ok_ && accept(","));
    expect("}");
}

}  // namespace guvoh::ledger
