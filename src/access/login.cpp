// SPDX-License-Identifier: AGPL-3.0-or-later
#include "access/login.h"

#include <algorithm>

#include "language/normalise.h"

namespace guvoh::access {

using base::ErrorKind;
using base::fail;

namespace {

constexpr std::size_t kLeastLoginBytes = 2, kMostLoginBytes = 64;

bool is_latin(char c) { return c >= 'a' && c <= 'z'; }

/// A letter of U+0400 to U+052F in two bytes: 0xD0 to 0xD4.
bool is_cyrillic_lead(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0xd0 && byte <= 0xd4;
}

/// Lower case for ASCII and the Cyrillic letters А to Я and Ё and those of the region, which all lie in pairs.
void lower_letter(std::string& text, std::size_t at) {
    if (text[at] >= 'A' && text[at] <= 'Z') text[at] = static_cast<char>(text[at] - 'A' + 'a');
    if (!is_cyrillic_lead(text[at]) || at + 1 >= text.size()) return;
    unsigned point = (static_cast<unsigned char>(text[at]) & 0x1fU) << 6 | (static_cast<unsigned char>(text[at + 1]) & 0x3fU);
    if (point >= 0x410 && point <= 0x42f) {
        point += 0x20;
    } else if (point >= 0x400 && point <= 0x40f) {
        point += 0x50;
    } else if (point >= 0x48a && point <= 0x4bf && point % 2 == 0) {
        point += 1;
    } else if (point >= 0x4d0 && point <= 0x52f && point % 2 == 0) {
        point += 1;
    }
    text[at] = static_cast<char>(0xc0U | point >> 6);
    text[at + 1] = static_cast<char>(0x80U | (point & 0x3fU));
}

}  // namespace

base::Expected<std::string> normal_login(std::string_view typed) {
    if (typed.size() > kMostLoginBytes * 2) return fail(ErrorKind::Invalid, "a login is too long");
    GUVOH_TRY(std::string login, language::nfc(typed));
    if (login.size() < kLeastLoginBytes || login.size() > kMostLoginBytes) return fail(ErrorKind::Invalid, "a login has 2 to 64 bytes");
    bool latin = false, cyrillic = false;
    for (std::size_t i = 0; i < login.size(); ++i) {
        lower_letter(login, i);
        const char c = login[i];
        if (is_cyrillic_lead(c)) {
            cyrillic = true;
            ++i;
        } else if (is_latin(c)) {
            latin = true;
        } else if (!(c >= '0' && c <= '9') && std::string_view("._-+@").find(c) == std::string_view::npos) {
            return fail(ErrorKind::Invalid, "a login is made of letters, digits and . _ - + @");
        }
    }
    if (latin && cyrillic) return fail(ErrorKind::Invalid, "a login mixes Latin and Cyrillic letters");
    return login;
}

base::Expected<std::string> normal_name(std::string_view typed, std::size_t most_bytes) {
    if (typed.size() > most_bytes * 2) return fail(ErrorKind::Invalid, "a name is too long");
    GUVOH_TRY(const std::string name, language::nfc(typed));
    const std::size_t from = name.find_first_not_of(" \t"), to = name.find_last_not_of(" \t");
    if (from == std::string::npos) return fail(ErrorKind::Invalid, "a name is empty");
    std::string trimmed = name.substr(from, to - from + 1);
    if (trimmed.size() > most_bytes) return fail(ErrorKind::Invalid, "a name is too long");
    const bool control = std::any_of(trimmed.begin(), trimmed.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
    if (control) return fail(ErrorKind::Invalid, "a name holds control characters");
    return trimmed;
}

base::Expected<std::string> normal_language(std::string_view typed) {
    const bool ok = typed.size() >= 2 && typed.size() <= 12 && is_latin(typed.front()) && is_latin(typed.back()) &&
                    std::all_of(typed.begin(), typed.end(), [](char c) { return is_latin(c) || c == '-'; });
    if (!ok) return fail(ErrorKind::Invalid, "not a language tag");
    return std::string(typed);
}

}  // namespace guvoh::access
