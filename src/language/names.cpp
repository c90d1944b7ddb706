// SPDX-License-Identifier: AGPL-3.0-or-later
#include "language/names.h"

#include <algorithm>
#include <initializer_list>

#include "language/name_forms.h"
#include "language/words.h"

namespace guvoh::language {
namespace {

enum class TokenKind { Plain, Initial, Patronymic, PatronymicMark, Particle, Family };

bool ends_with_any(std::string_view word, std::initializer_list<std::string_view> endings, std::size_t least_stem_bytes) {
    return std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) {
        return word.ends_with(ending) && word.size() >= ending.size() + least_stem_bytes;
    });
}

bool is_any_of(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// Words that make the name before them a patronymic: "Karim oʻgʻli", "Асан кызы".
bool is_patronymic_mark(std::string_view word) {
    return is_any_of(word, {"uulu", "уулу", "kyzy",   "qizi", "кызы", "қызы", "қизи", "gyzy", "гызы", "гизи",
                            "qızı", "kızı", "o'g'li", "ogli", "ogly", "oglu", "oğlu", "oğli", "ўғли", "огли",
                            "оглы", "ұлы",  "улы",    "углы", "угли", "uly",  "ulı",  "uli"});
}

/// Words that make the name after them a patronymic: ibn, bin, bint.
bool is_particle(std::string_view word) {
    return is_any_of(word, {"ibn", "bin", "bint", "ибн", "бин", "бинт", "بن", "بنت", "ابن"});
}

bool is_patronymic(std::string_view word) {
    return ends_with_any(word, {"ович", "евич", "овна", "евна", "ична", "ұлы", "улы", "қызы", "кызы", "ўғли", "қизи"}, 4) ||
           ends_with_any(word,
                         {"ovich", "evich", "ovna", "evna", "ichna", "ovic", "evic", "uly", "ulı", "kyzy", "qyzy", "qizi",
                          "o'g'li", "ogly", "oglu", "gyzy"},
                         2);
}

bool is_family(std::string_view word) {
    return ends_with_any(word,
                         {"ов", "ова", "ев", "ева", "ин", "ина", "ский", "ская", "зода", "заде", "зад", "ян", "швили", "ко"},
                         4) ||
           ends_with_any(word, {"ov",   "ova",  "ev",   "eva",   "yev", "yeva", "in", "ina", "sky", "skiy",   "skaya",
                                "zoda", "zada", "zade", "zadeh", "ow",  "owa",  "ew", "ewa", "yan", "shvili", "off"},
                         2);
}

std::size_t letter_count(std::string_view word) {
    return static_cast<std::size_t>(
        std::count_if(word.begin(), word.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

TokenKind kind_of(std::string_view word) {
    if (letter_count(word) == 1) {
        return TokenKind::Initial;
    }
    if (is_patronymic_mark(word)) {
        return TokenKind::PatronymicMark;
    }
    if (is_particle(word)) {
        return TokenKind::Particle;
    }
    if (is_patronymic(word)) {
        return TokenKind::Patronymic;
    }
    return is_family(word) ? TokenKind::Family : TokenKind::Plain;
}

/// Puts marks to the name they belong to: one token "karim o'g'li", of kind Patronymic.
struct Token {
    std::string text;
    TokenKind kind;
};

std::vector<Token> group_tokens(std::string_view name) {
    std::vector<Token> out;
    bool after_particle = false;
    for (const OwnedWord& word : words_of(name)) {
        const TokenKind kind = kind_of(word.folded);
        if (kind == TokenKind::PatronymicMark && !out.empty() && out.back().kind != TokenKind::Initial) {
            out.back().text += ' ' + word.folded;
            out.back().kind = TokenKind::Patronymic;
        } else if (after_particle) {
            out.back().text += ' ' + word.folded;
            out.back().kind = TokenKind::Patronymic;
        } else {
            out.push_back({word.folded, kind});
        }
        after_particle = kind == TokenKind::Particle;
    }
    return out;
}

void take_plain(PersonName& out, std::string text, bool comma_first) {
    if (comma_first && out.family.empty()) {
        out.family = std::move(text);
    } else if (out.given.empty()) {
        out.given = std::move(text);
    } else if (out.family.empty()) {
        out.family = std::move(text);
    } else {
        out.others.push_back(std::move(text));
    }
}

/// Sounds of one word as names are compared: family endings of women and patronymics are made those of men and short.
std::string reduced_sounds(const std::string& sounds) {
    static constexpr std::pair<std::string_view, std::string_view> kReductions[] = {
        {"ovna", "oviC"}, {"evna", "eviC"}, {"ovCa", "oviC"}, {"skaa", "ski"}, {"ska", "ski"}, {"ova", "ov"},
        {"eva", "ev"},    {"ina", "in"},    {"oviC", "oviC"}, {"off", "ov"},   {"of", "ov"},   {"ef", "ev"}};
    for (const auto& [ending, replacement] : kReductions) {
        if (sounds.ends_with(ending) && sounds.size() >= ending.size() + 2) {
            return sounds.substr(0, sounds.size() - ending.size()).append(replacement);
        }
    }
    return sounds;
}

/// The sounds of a Turkic patronymic made those of the Russian one.
std::string russian_patronymic(std::string sounds) {
    for (const std::string_view ending : {"uli", "kizi"}) {
        if (sounds.ends_with(ending)) {
            return sounds.substr(0, sounds.size() - ending.size()).append("oviC");
        }
    }
    return sounds;
}

/// Sounds with the words that only mark kinship left out, each word reduced.
std::string comparison_sounds(std::string_view name, ReadAs read_as) {
    std::string out;
    for (const OwnedWord& word : words_of(name)) {
        const TokenKind kind = kind_of(word.folded);
        if (kind == TokenKind::PatronymicMark || kind == TokenKind::Particle) {
            continue;
        }
        std::string sounds = forms_of(word.folded, read_as).sounds;
        if (kind == TokenKind::Patronymic) {
            sounds = russian_patronymic(std::move(sounds));
        }
        sounds = reduced_sounds(sounds);
        if (!sounds.empty() && !out.empty()) {
            out += ' ';
        }
        out += sounds;
    }
    return out;
}

std::string sorted_tokens(std::string_view form) {
    auto tokens = tokens_of(form);
    std::sort(tokens.begin(), tokens.end());
    std::string out;
    for (const std::string_view token : tokens) {
        if (!out.empty()) {
            out += ' ';
        }
        out += token;
    }
    return out;
}

}  // namespace

PersonName parse_person_name(std::string_view name) {
    PersonName out;
    const std::size_t comma = name.find(',');
    const bool comma_first = comma != std::string_view::npos && !words_of(name.substr(comma)).empty();
    std::vector<Token> tokens = group_tokens(name);
    // The family name is the first with a family ending; what is before a comma is it in any case.
    if (!comma_first) {
        const auto family =
            std::find_if(tokens.begin(), tokens.end(), [](const Token& token) { return token.kind == TokenKind::Family; });
        if (family != tokens.end()) {
            out.family = family->text;
            tokens.erase(family);
        }
    }
    for (Token& token : tokens) {
        if (token.kind == TokenKind::Initial) {
            out.initials.push_back(std::move(token.text));
        } else if (token.kind == TokenKind::Patronymic && out.patronymic.empty() && !(comma_first && out.family.empty())) {
            out.patronymic = std::move(token.text);
        } else {
            take_plain(out, std::move(token.text), comma_first);
        }
    }
    return out;
}

std::string comparison_form(std::string_view name) { return sorted_tokens(comparison_sounds(name, {})); }

double name_similarity(std::string_view left, std::string_view right) {
    const std::string left_sounds = comparison_sounds(left, {});
    const std::string right_sounds = comparison_sounds(right, {});
    if (left_sounds.empty() || right_sounds.empty()) {
        return 0;
    }
    double best = sounds_similarity(left_sounds, right_sounds);
    const auto try_reading = [&](ReadAs read_as) {
        best = std::max(best, sounds_similarity(comparison_sounds(left, read_as), comparison_sounds(right, read_as)));
    };
    if (left.find_first_of("xX") != std::string_view::npos || right.find_first_of("xX") != std::string_view::npos) {
        try_reading({true, false});
    }
    if (left.find_first_of("jJ") != std::string_view::npos || right.find_first_of("jJ") != std::string_view::npos) {
        try_reading({false, true});
    }
    if (best >= 1 && sorted_tokens(left_sounds) != sorted_tokens(right_sounds)) {
        return 0.99;
    }
    return std::min(best, 1.0);
}

}  // namespace guvoh::language
