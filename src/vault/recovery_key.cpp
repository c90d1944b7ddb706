// SPDX-License-Identifier: AGPL-3.0-or-later
#include "vault/recovery_key.h"

#include "crypto/crypto.h"

namespace guvoh::vault {

namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";  // frozen: on paper
constexpr std::size_t kKeyChars = 52;   // 256 bits and four zero bits
constexpr std::size_t kCheckChars = 4;  // 20 bits
constexpr std::size_t kGroupChars = 4;

/// Five bits a character, most significant first, the last one filled up with zeros.
std::string base32(base::ByteSpan bytes, std::size_t chars) {
    std::string out;
    for (std::size_t index = 0; index < chars; ++index) {
        unsigned value = 0;
        for (std::size_t bit = index * 5; bit < index * 5 + 5; ++bit) {
            const unsigned byte = bit / 8 < bytes.size() ? bytes[bit / 8] : 0U;
            value = value << 1 | ((byte >> (7 - bit % 8)) & 1U);
        }
        out += kAlphabet[value];
    }
    return out;
}

std::string check_chars(const crypto::Key& key) {
    crypto::Sha256 hash;
    hash.add(base::as_bytes("guvoh recovery key v1"));
    hash.add(key.span());
    return base32(hash.finish(), kCheckChars);
}

/// The value of a character as people write it, or -1.
int value_of(char c) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (c == 'O') c = '0';
    if (c == 'I' || c == 'L') c = '1';
    const auto at = kAlphabet.find(c);
    return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

bool is_separator(char c) { return c == '-' || c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

/// The characters alone, in their canonical form.
base::Expected<std::string> normalised(std::string_view text) {
    std::string chars;
    for (const char c : text) {
        if (is_separator(c)) continue;
        const int value = value_of(c);
        if (value < 0) {
            return base::fail(base::ErrorKind::Invalid,
                              "recovery key: group " + std::to_string(chars.size() / kGroupChars + 1) + " has a character that none has");
        }
        chars += kAlphabet[static_cast<std::size_t>(value)];
    }
    if (chars.size() != kKeyChars + kCheckChars) {
        return base::fail(base::ErrorKind::Invalid, "recovery key: " + std::to_string(chars.size()) + " characters instead of 56");
    }
    return chars;
}

}  // namespace

std::string recovery_key_text(const crypto::Key& key) {
    const std::string chars = base32(key.span(), kKeyChars) + check_chars(key);
    std::string out;
    for (std::size_t at = 0; at < chars.size(); at += kGroupChars) {
        if (at > 0) out += '-';
        out += chars.substr(at, kGroupChars);
    }
    return out;
}

base::Expected<crypto::Key> parse_recovery_key(std::string_view text) {
    GUVOH_TRY(const auto chars, normalised(text));
    crypto::Key key;
    for (std::size_t bit = 0; bit < 256; ++bit) {
        const auto value = static_cast<unsigned>(value_of(chars[bit / 5]));
        const unsigned one = (value >> (4 - bit % 5)) & 1U;
        auto& byte = key.span()[bit / 8];
        byte = static_cast<base::Byte>(unsigned{byte} << 1 | one);
    }
    const bool filled_up = value_of(chars[kKeyChars - 1]) % 16 == 0;
    if (!filled_up || chars.substr(kKeyChars) != check_chars(key)) {
        return base::fail(base::ErrorKind::Invalid, "recovery key: the groups do not fit the check group, so one is mistyped");
    }
    return key;
}

}  // namespace guvoh::vault
