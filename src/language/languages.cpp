// SPDX-License-Identifier: AGPL-3.0-or-later
#include "language/languages.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <algorithm>
#include <array>

#include "language/utf8.h"

namespace guvoh::language {
namespace {

struct Codes {
    std::string_view code;
    std::string_view long_code;
};
constexpr std::array<Codes, kLanguageCount> kCodes = {{
    {"und", "und"},
    {"en", "eng"},
    {"ru", "rus"},
    {"kk", "kaz"},
    {"ky", "kir"},
    {"tg", "tgk"},
    {"uz", "uzb"},
    {"tk", "tuk"},
    {"tr", "tur"},
    {"ar", "ara"},
    {"fa", "fas"},
    {"tt", "tat"},
    {"ug", "uig"},
    {"kaa", "kaa"},
    {"az", "aze"},
    {"uk", "ukr"},
}};
constexpr std::array<std::string_view, 10> kScripts = {"Zyyy", "Latn", "Cyrl", "Arab", "Grek",
                                                       "Hebr", "Armn", "Geor", "Hani", "Zzzz"};

Script slow_script(char32_t code_point) {
    const auto point = static_cast<UChar32>(code_point);
    if (u_isalpha(point) == 0) {
        return Script::Zyyy;
    }
    UErrorCode status = U_ZERO_ERROR;
    switch (uscript_getScript(point, &status)) {
        case USCRIPT_LATIN: return Script::Latn;
        case USCRIPT_CYRILLIC: return Script::Cyrl;
        case USCRIPT_ARABIC: return Script::Arab;
        case USCRIPT_GREEK: return Script::Grek;
        case USCRIPT_HEBREW: return Script::Hebr;
        case USCRIPT_ARMENIAN: return Script::Armn;
        case USCRIPT_GEORGIAN: return Script::Geor;
        case USCRIPT_HAN:
        case USCRIPT_HIRAGANA:
        case USCRIPT_KATAKANA: return Script::Hani;
        case USCRIPT_COMMON:
        case USCRIPT_INHERITED: return Script::Zyyy;
        default: return Script::Zzzz;
    }
}

}  // namespace

std::string_view language_code(Language language) { return kCodes[static_cast<std::size_t>(language)].code; }

Language language_from_code(std::string_view code) {
    std::string lower(code);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    if (lower == "uzn") {
        return Language::Uz;
    }
    for (std::size_t index = 0; index < kCodes.size(); ++index) {
        if (kCodes[index].code == lower || kCodes[index].long_code == lower) {
            return static_cast<Language>(index);
        }
    }
    return Language::Und;
}

std::string_view script_code(Script script) { return kScripts[static_cast<std::size_t>(script)]; }

Script script_of_code_point(char32_t code_point) {
    if (code_point < 0x80) {
        const char32_t lower = code_point | 0x20U;
        return lower >= U'a' && lower <= U'z' ? Script::Latn : Script::Zyyy;
    }
    if (code_point >= 0x0400 && code_point <= 0x052F && (code_point < 0x0482 || code_point > 0x0489)) {
        return Script::Cyrl;
    }
    if (code_point >= 0x0620 && code_point <= 0x064A && code_point != 0x0640) {
        return Script::Arab;
    }
    return slow_script(code_point);
}

Script script_of(std::string_view text) {
    std::array<std::size_t, kScripts.size()> counts{};
    for (std::size_t at = 0; at < text.size();) {
        const Decoded step = decode_utf8(text, at);
        if (step.code_point != kNotUtf8) {
            ++counts[static_cast<std::size_t>(script_of_code_point(step.code_point))];
        }
        at += step.length;
    }
    const auto best = std::max_element(counts.begin() + 1, counts.end());
    return *best == 0 ? Script::Zyyy : static_cast<Script>(best - counts.begin());
}

}  // namespace guvoh::language
