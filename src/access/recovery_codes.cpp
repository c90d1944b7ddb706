// SPDX-License-Identifier: AGPL-3.0-or-later
#include "access/recovery_codes.h"

#include <array>

#include "crypto/crypto.h"

namespace guvoh::access {

namespace {

constexpr std::string_view kLetters = "0123456789abcdefghjkmnpqrstvwxyz";  // frozen: access v1
constexpr std::size_t kCodeLetters = 10;

char plain_letter(char c) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (c == 'o') return '0';
    if (c == 'i' || c == 'l') return '1';
    return c;
}

}  // namespace

std::vector<std::string> new_recovery_codes() {
    std::vector<std::string> codes;
    for (std::size_t n = 0; n < kRecoveryCodes; ++n) {
        std::array<base::Byte, kCodeLetters> random{};
        crypto::random_bytes(random);
        std::string code;
        for (std::size_t i = 0; i < kCodeLetters; ++i) {
            if (i == kCodeLetters / 2) code += '-';
            code += kLetters[random[i] % kLetters.size()];  // 256 is a multiple of 32: no letter is likelier
        }
        codes.push_back(std::move(code));
    }
    return codes;
}

base::Hash recovery_code_hash(const crypto::Key& key, const base::Id& member, std::string_view code) {
    base::Bytes message(member.bytes.begin(), member.bytes.end());
    for (const char c : code) {
        if (c != '-' && c != ' ') message.push_back(static_cast<base::Byte>(plain_letter(c)));
    }
    return crypto::hmac_sha256(key.span(), message);
}

}  // namespace guvoh::access
