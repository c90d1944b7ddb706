// SPDX-License-Identifier: AGPL-3.0-or-later
#include "language/stems.h"

#include <libstemmer.h>
#include <algorithm>
#include <memory>
#include <utility>

#include "base/error.h"
#include "language/utf8.h"

namespace guvoh::language {
namespace {

struct StemmerDeleter {
    void operator()(sb_stemmer* stemmer) const { sb_stemmer_delete(stemmer); }
};

/// One Snowball stemmer; it keeps state between calls, so each thread has its own.
class Snowball {
public:
    explicit Snowball(const char* algorithm) : stemmer_(sb_stemmer_new(algorithm, "UTF_8")) {
        GUVOH_CHECK(stemmer_ != nullptr);
    }
    std::string stem(std::string_view word) {
        const auto* bytes = reinterpret_cast<const sb_symbol*>(word.data());
        const sb_symbol* stem = sb_stemmer_stem(stemmer_.get(), bytes, static_cast<int>(word.size()));
        if (stem == nullptr) {
            return std::string(word);
        }
        const auto length = static_cast<std::size_t>(sb_stemmer_length(stemmer_.get()));
        return {reinterpret_cast<const char*>(stem), length};
    }

private:
    std::unique_ptr<sb_stemmer, StemmerDeleter> stemmer_;
};

std::string english(std::string_view word) {
    thread_local Snowball stemmer("english");
    return stemmer.stem(word);
}
std::string russian(std::string_view word) {
    thread_local Snowball stemmer("russian");
    return stemmer.stem(word);
}
/// The stem without its fleeting vowel: the genitive plural "пыток" has the stem of "пытки", "рынок" that of "рынка".
std::string without_fleeting_vowel(std::string_view stem) {
    constexpr std::size_t kLetterBytes = 2;
    constexpr std::size_t kFewestLetters = 5;
    if (stem.size() < kFewestLetters * kLetterBytes) {
        return {};
    }
    for (const std::string_view ending : {"ок", "ек", "ец"}) {
        if (stem.ends_with(ending)) {
            return std::string(stem.substr(0, stem.size() - 2 * kLetterBytes)).append(ending.substr(kLetterBytes));
        }
    }
    return {};
}
/// The stem that a form goes back to which Snowball parts from its word: "тюрем" is of "тюрьма". Written by hand; else
/// nothing.
std::string_view irregular_stem(std::string_view word) {
    static constexpr std::pair<std::string_view, std::string_view> kForms[] = {
        {"тюрем", "тюрьм"},  {"писем", "письм"}, {"денег", "деньг"}, {"судеб", "судьб"},
        {"сестер", "сестр"}, {"отец", "отц"},    {"боец", "бойц"}};
    for (const auto& [form, stem] : kForms) {
        if (form == word) {
            return stem;
        }
    }
    return {};
}
std::string turkish(std::string_view word) {
    thread_local Snowball stemmer("turkish");
    return stemmer.stem(word);
}
std::string arabic(std::string_view word) {
    thread_local Snowball stemmer("arabic");
    return stemmer.stem(word);
}

bool has_any(std::u32string_view letters, std::u32string_view wanted) {
    return letters.find_first_of(wanted) != std::u32string_view::npos;
}

std::string to_utf8(std::u32string_view letters) {
    std::string out;
    for (const char32_t letter : letters) {
        append_utf8(out, letter);
    }
    return out;
}

void add(std::vector<std::string>& out, std::string stem) {
    if (!stem.empty() && std::find(out.begin(), out.end(), stem) == out.end()) {
        out.push_back(std::move(stem));
    }
}

bool allows_turkic(LanguageSet hint) {
    for (const Language language : {Language::Kk, Language::Ky, Language::Uz, Language::Tk, Language::Tr, Language::Tt,
                                    Language::Ug, Language::Kaa, Language::Az}) {
        if (hint.allows(language)) {
            return true;
        }
    }
    return false;
}

using Stemmer = void (*)(std::u32string_view, std::vector<std::u32string>&);

void add_all(Stemmer stemmer, std::u32string_view letters, std::vector<std::string>& out) {
    std::vector<std::u32string> stems;
    stemmer(letters, stems);
    for (const std::u32string& stem : stems) {
        add(out, to_utf8(stem));
    }
}

void add_latin(std::string_view folded, std::u32string_view letters, LanguageSet hint, std::vector<std::string>& out) {
    const bool plain = !has_any(letters, U"çşğıöüäňýžəšč");
    if (plain && hint.allows(Language::En)) {
        add(out, english(folded));
    }
    if (has_any(letters, U"çşğıöü") && hint.allows(Language::Tr)) {
        add(out, turkish(folded));
    }
    if (allows_turkic(hint)) {
        add_all(append_turkic_stems, letters, out);
    }
}

void add_cyrillic(std::string_view folded, std::u32string_view letters, LanguageSet hint, std::vector<std::string>& out) {
    const bool is_tajik = has_any(letters, U"ҷӣӯ");
    const bool is_turkic = has_any(letters, U"әңөұүіһў");
    const bool is_russian = !is_tajik && !is_turkic && !has_any(letters, U"қғҳ");
    if (is_russian && (hint.allows(Language::Ru) || hint.has(Language::Uk))) {
        const std::string stem = russian(folded);
        add(out, stem);
        add(out, without_fleeting_vowel(stem));
        add(out, std::string(irregular_stem(folded)));
    }
    if (!is_tajik && allows_turkic(hint)) {
        add_all(append_turkic_stems, letters, out);
    }
    if (!is_turkic && hint.allows(Language::Tg)) {
        add_all(append_tajik_stems, letters, out);
    }
    add(out, std::string(folded));
}

}  // namespace

void append_stems(std::string_view folded, LanguageSet hint, std::vector<std::string>& out) {
    const std::u32string letters = decode_all(folded);
    if (letters.size() < 3 || folded.find_first_of("0123456789") != std::string_view::npos) {
        return;
    }
    switch (script_of_code_point(letters[0])) {
        case Script::Latn: add_latin(folded, letters, hint, out); break;
        case Script::Cyrl: add_cyrillic(folded, letters, hint, out); break;
        case Script::Arab:
            if (!has_any(letters, U"\u067E\u0686\u0698\u06AF\u06D5\u06C7\u06C6\u06C8\u06D0")) {
                add(out, arabic(folded));
            }
            add(out, std::string(folded));
            break;
        default: break;
    }
}

}  // namespace guvoh::language
