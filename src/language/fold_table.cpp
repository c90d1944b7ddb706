// SPDX-License-Identifier: AGPL-3.0-or-later
#include "language/fold_table.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>
#include <memory>
#include <string_view>

#include "base/error.h"
#include "language/utf8.h"

namespace guvoh::language {
namespace {

/// Accented Latin letters that are letters of an alphabet we serve, so that folding keeps them; keys.h joins the spellings.
constexpr std::u32string_view kKeptLatin = U"çşğıöüäňýžəšč";
constexpr std::u32string_view kApostrophes =
    U"'`\u00B4\u02B9\u02BB\u02BC\u02BD\u02BE\u02BF\u02C8\u02CA\u02CB"
    U"\u2018\u2019\u201B\u2032\uA78C\uFF07";

struct Pair {
    char32_t from;
    char32_t to;
};
/// Single letters ICU does not fold the way our texts need; applied to case-folded letters.
constexpr Pair kLetterRules[] = {
    {U'ё', U'е'},     {U'ѐ', U'е'},     {U'ѝ', U'и'},     {U'ø', U'o'},     {U'ł', U'l'},
    {U'đ', U'd'},     {U'ħ', U'h'},     {U'ș', U'ş'},     {0x0623, 0x0627}, {0x0625, 0x0627},
    {0x0622, 0x0627}, {0x0671, 0x0627}, {0x0649, 0x064A}, {0x06CC, 0x064A}, {0x06A9, 0x0643},
    {0x0629, 0x0647}, {0x06C0, 0x0647}, {0x06C1, 0x0647}, {0x06BE, 0x0647}, {0x06D2, 0x064A},
};

struct Composition {
    char32_t letter;
    char32_t mark;
    char32_t result;
};
constexpr Composition kCompositions[] = {
    {U'и', 0x0306, U'й'}, {U'у', 0x0306, U'ў'}, {U'и', 0x0304, U'ӣ'},     {U'у', 0x0304, U'ӯ'},     {U'і', 0x0308, U'ї'},
    {U'c', 0x0327, U'ç'}, {U's', 0x0327, U'ş'}, {U's', 0x0326, U'ş'},     {U'g', 0x0306, U'ğ'},     {U'o', 0x0308, U'ö'},
    {U'u', 0x0308, U'ü'}, {U'a', 0x0308, U'ä'}, {U'n', 0x030C, U'ň'},     {U'y', 0x0301, U'ý'},     {U'z', 0x030C, U'ž'},
    {U's', 0x030C, U'š'}, {U'c', 0x030C, U'č'}, {0x0648, 0x0654, 0x0624}, {0x064A, 0x0654, 0x0626},
};

const icu::Normalizer2& normalizer(bool case_folding) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* found =
        case_folding ? icu::Normalizer2::getNFKCCasefoldInstance(status) : icu::Normalizer2::getNFDInstance(status);
    GUVOH_CHECK(U_SUCCESS(status));
    return *found;
}

char32_t apply_letter_rule(char32_t letter) {
    for (const Pair& rule : kLetterRules) {
        if (rule.from == letter) {
            return rule.to;
        }
    }
    return letter;
}

bool is_mark(char32_t code_point) {
    return (U_GET_GC_MASK(static_cast<UChar32>(code_point)) & (U_GC_MN_MASK | U_GC_ME_MASK)) != 0;
}

UScriptCode icu_script(char32_t code_point) {
    UErrorCode status = U_ZERO_ERROR;
    return uscript_getScript(static_cast<UChar32>(code_point), &status);
}

/// Latin and Greek letters lose accents that are no letters of ours; Cyrillic and all others keep theirs.
void append_without_accents(char32_t letter, std::u32string& out) {
    const UScriptCode script = icu_script(letter);
    const bool strips = script == USCRIPT_LATIN || script == USCRIPT_GREEK;
    if (!strips || kKeptLatin.find(letter) != std::u32string_view::npos) {
        out.push_back(letter);
        return;
    }
    icu::UnicodeString parts;
    if (!normalizer(false).getRawDecomposition(static_cast<UChar32>(letter), parts)) {
        out.push_back(letter);
        return;
    }
    const auto base = static_cast<char32_t>(parts.char32At(0));
    append_without_accents(base, out);
}

/// The folded letters of one code point: case and compatibility by ICU, then our rules; marks and signs are left out.
std::u32string folded_letters(char32_t code_point) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::UnicodeString source(static_cast<UChar32>(code_point));
    const icu::UnicodeString folded = normalizer(true).normalize(source, status);
    std::u32string out;
    for (int32_t at = 0; U_SUCCESS(status) && at < folded.length(); at = folded.moveIndex32(at, 1)) {
        const auto letter = apply_letter_rule(static_cast<char32_t>(folded.char32At(at)));
        if (letter == U'æ') {
            out += U"ae";
        } else if (letter == U'œ') {
            out += U"oe";
        } else if (u_isalnum(static_cast<UChar32>(letter)) != 0) {
            append_without_accents(letter, out);
        }
    }
    for (char32_t& letter : out) {
        letter = apply_letter_rule(letter);
    }
    return out;
}

bool is_single(char32_t code_point) {
    const UScriptCode script = icu_script(code_point);
    return script == USCRIPT_HAN || script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA;
}

/// Vowel signs of scripts we do not serve stay in their words as letters.
bool is_droppable_mark(char32_t code_point) {
    switch (icu_script(code_point)) {
        case USCRIPT_INHERITED:
        case USCRIPT_COMMON:
        case USCRIPT_LATIN:
        case USCRIPT_CYRILLIC:
        case USCRIPT_GREEK:
        case USCRIPT_ARABIC:
        case USCRIPT_HEBREW:
        case USCRIPT_SYRIAC: return true;
        default: return false;
    }
}

CharKind kind_of(char32_t code_point) {
    const auto point = static_cast<UChar32>(code_point);
    if (kApostrophes.find(code_point) != std::u32string_view::npos) {
        return CharKind::Apostrophe;
    }
    if (code_point == 0x0640) {
        return CharKind::Ignorable;
    }
    if (is_mark(code_point)) {
        return is_droppable_mark(code_point) ? CharKind::Mark : CharKind::Letter;
    }
    if (u_hasBinaryProperty(point, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0) {
        return CharKind::Ignorable;
    }
    if ((U_GET_GC_MASK(point) & U_GC_MC_MASK) != 0) {
        return CharKind::Letter;
    }
    if ((U_GET_GC_MASK(point) & (U_GC_SK_MASK | U_GC_SO_MASK | U_GC_NO_MASK | U_GC_CN_MASK)) != 0) {
        return CharKind::Break;
    }
    if (u_isdigit(point) != 0) {
        return CharKind::Digit;
    }
    const bool is_letter = u_isalpha(point) != 0 || (U_GET_GC_MASK(point) & U_GC_NL_MASK) != 0;
    if (!is_letter) {
        return CharKind::Break;
    }
    // Superscript letters and modifier letters serve as footnote marks as often as letters.
    if (icu_script(code_point) == USCRIPT_COMMON && u_charType(point) == U_MODIFIER_LETTER) {
        return CharKind::Break;
    }
    return is_single(code_point) ? CharKind::Single : CharKind::Letter;
}

void fill_letter(FoldTable& table, char32_t code_point) {
    std::u32string letters = is_mark(code_point) ? std::u32string(1, code_point) : folded_letters(code_point);
    if (letters.empty()) {
        table.kind[code_point] = CharKind::Break;
        return;
    }
    if (letters.size() == 1 && letters[0] < 0x10000) {
        table.fold[code_point] = static_cast<std::uint16_t>(letters[0]);
        return;
    }
    std::string bytes;
    for (const char32_t letter : letters) {
        append_utf8(bytes, letter);
    }
    table.kind[code_point] = CharKind::Expand;
    table.fold[code_point] = static_cast<std::uint16_t>(table.expansions.size());
    table.expansions.push_back(bytes);
}

void fill(FoldTable& table, char32_t code_point) {
    const auto point = static_cast<UChar32>(code_point);
    const CharKind kind = kind_of(code_point);
    table.kind[code_point] = kind;
    table.fold[code_point] = static_cast<std::uint16_t>(code_point);
    if (kind == CharKind::Digit) {
        table.fold[code_point] = static_cast<std::uint16_t>(U'0' + static_cast<char32_t>(u_charDigitValue(point)));
    } else if (kind == CharKind::Letter || kind == CharKind::Single) {
        fill_letter(table, code_point);
    }
    if (u_isUUppercase(point) != 0 || u_istitle(point) != 0) {
        auto& bits = table.upper[code_point >> 3U];
        bits = static_cast<std::uint8_t>(bits | (1U << (code_point & 7U)));
    }
}

/// A code point that folds to letters which fold again takes their folding, so that folding is idempotent.
void settle(FoldTable& table) {
    for (std::size_t code_point = 0; code_point < 0x10000; ++code_point) {
        if (table.kind[code_point] != CharKind::Letter) {
            continue;
        }
        const std::uint16_t target = table.fold[code_point];
        if (target == code_point) {
            continue;
        }
        const CharKind kind = table.kind[target];
        if (kind == CharKind::Letter || kind == CharKind::Expand || kind == CharKind::Digit || kind == CharKind::Single) {
            table.kind[code_point] = kind;
            table.fold[code_point] = table.fold[target];
        } else {
            table.kind[code_point] = CharKind::Break;
        }
    }
    for (std::string& expansion : table.expansions) {
        std::string settled;
        for (const char32_t letter : decode_all(expansion)) {
            const bool plain =
                letter < 0x10000 && (table.kind[letter] == CharKind::Letter || table.kind[letter] == CharKind::Digit);
            if (plain) {
                append_utf8(settled, table.fold[letter]);
            }
        }
        expansion = settled;  // may be empty: the tokenizer skips words without a folded form
    }
}

std::unique_ptr<FoldTable> build_table() {
    auto table = std::make_unique<FoldTable>();
    for (char32_t code_point = 0; code_point < 0x10000; ++code_point) {
        if ((code_point >= 0x3400 && code_point < 0xA000)) {  // CJK ideographs fold to themselves
            table->kind[code_point] = CharKind::Single;
            table->fold[code_point] = static_cast<std::uint16_t>(code_point);
        } else if (code_point >= 0xAC00 && code_point < 0xD7A4) {  // Hangul syllables likewise
            table->kind[code_point] = CharKind::Letter;
            table->fold[code_point] = static_cast<std::uint16_t>(code_point);
        } else if (code_point < 0xD7A4 || code_point >= 0xF900) {  // not surrogates, not private use
            fill(*table, code_point);
        }
    }
    settle(*table);
    return table;
}

}  // namespace

const FoldTable& fold_table() {
    static const std::unique_ptr<const FoldTable> table = build_table();
    return *table;
}

CharKind fold_supplementary(char32_t code_point, std::string& folded) {
    folded.clear();
    if (u_isalnum(static_cast<UChar32>(code_point)) == 0) {
        return CharKind::Break;
    }
    const FoldTable& table = fold_table();
    for (const char32_t letter : folded_letters(code_point)) {
        const bool plain = letter >= 0x10000 || table.kind[letter] == CharKind::Letter ||
                           table.kind[letter] == CharKind::Digit || table.kind[letter] == CharKind::Single;
        if (plain) {
            append_utf8(folded, letter >= 0x10000 ? letter : char32_t{table.fold[letter]});
        }
    }
    if (folded.empty()) {
        return CharKind::Break;
    }
    return is_single(code_point) ? CharKind::Single : CharKind::Expand;
}

char32_t compose_mark(char32_t letter, char32_t mark) {
    for (const Composition& rule : kCompositions) {
        if (rule.letter == letter && rule.mark == mark) {
            return rule.result;
        }
    }
    return 0;
}

}  // namespace guvoh::language
