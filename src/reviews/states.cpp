// SPDX-License-Identifier: AGPL-3.0-or-later
#include "reviews/states.h"

#include <algorithm>
#include <map>

namespace guvoh::reviews {

namespace {

constexpr std::size_t kForgivingLetters = 7;   // shorter names are too near each other: Niger, Nigeria; Iran, Iraq; Mali, Malta
constexpr std::size_t kLongestName = 180;  // bytes; Russian letters are two
constexpr std::size_t kMostNameWords = 10;
constexpr std::size_t kLongestList = 4000;

/// The base letter of a Latin letter with an accent (two bytes of UTF-8, C3 xx), or 0.
char base_letter(unsigned char second) {
    constexpr std::string_view kBase = "aaaaaa?ceeeeiiii?nooooo?ouuuuy??aaaaaa?ceeeeiiii?nooooo?ouuuuy?y";
    const char letter = kBase[second - 0x80U];
    return letter == '?' ? '\0' : letter;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// The small letter of a Cyrillic one (two bytes of UTF-8, D0 or D1 first) with "е" for "ё"; "" when it is none.
std::string small_cyrillic(unsigned char first, unsigned char second) {
    constexpr unsigned kCapitalA = 0x410, kSmallA = 0x430, kLast = 0x44F, kCapitalYo = 0x401, kSmallYo = 0x451, kSmallYe = 0x435;
    unsigned code = ((first & 0x1FU) << 6U) | (second & 0x3FU);
    if (code == kCapitalYo || code == kSmallYo) code = kSmallYe;
    if (code >= kCapitalA && code < kSmallA) code += kSmallA - kCapitalA;
    if (code < kSmallA || code > kLast) return {};
    return {static_cast<char>(0xC0U | (code >> 6U)), static_cast<char>(0x80U | (code & 0x3FU))};
}

bool is_and(std::string_view word) { return word == "and" || word == "и"; }

/// A word of a printed name, folded.
struct NameWord {
    std::string text;
    bool starts_item = false;  ///< a comma, semicolon, slash or "and" stands before it
};

/// Words of lower-case base letters; everything else separates, but apostrophes join.
std::vector<NameWord> words_of(std::string_view printed) {
    std::vector<NameWord> words;
    bool inside = false, separated = true;
    const auto add = [&](char c) {
        if (!inside) {
            words.push_back({{}, separated || (!words.empty() && is_and(words.back().text))});
            separated = false;
        }
        inside = true;
        words.back().text += c;
    };
    for (std::size_t at = 0; at < printed.size(); ++at) {
        const char c = printed[at];
        const auto byte = static_cast<unsigned char>(c);
        if (is_letter(c)) {
            add(lower(c));
        } else if (byte == 0xC3 && at + 1 < printed.size() && static_cast<unsigned char>(printed[at + 1]) >= 0x80 &&
                   static_cast<unsigned char>(printed[at + 1]) < 0xC0) {
            const char base = base_letter(static_cast<unsigned char>(printed[++at]));
            if (base != '\0') add(base);
        } else if ((byte == 0xD0 || byte == 0xD1) && at + 1 < printed.size()) {
            for (const char part : small_cyrillic(byte, static_cast<unsigned char>(printed[++at]))) add(part);
        } else if (c == '&') {
            words.push_back({"and", true});
            inside = false;
        } else if (byte == 0xE2 && at + 2 < printed.size() && static_cast<unsigned char>(printed[at + 1]) == 0x80 &&
                   (static_cast<unsigned char>(printed[at + 2]) == 0x98 || static_cast<unsigned char>(printed[at + 2]) == 0x99)) {
            at += 2;  // an apostrophe
        } else if (c != '\'' && c != '`') {
            inside = false;
            separated = separated || c == ',' || c == ';' || c == '/';
        }
    }
    return words;
}

bool is_filler(std::string_view word) { return word == "the" || is_and(word); }

/// Words that stand between names or before the first one.
bool is_connector(std::string_view word) {
    constexpr std::string_view kWords[] = {"the", "and", "as", "well", "by", "also", "recommendation", "recommendations", "recommended", "proposed", "made",
                                          "и",   "а",   "также"};
    return std::find(std::begin(kWords), std::end(kWords), word) != std::end(kWords);
}

/// What two spellings of one name share.
std::string key_of(std::string_view printed) {
    std::string key;
    for (const NameWord& word : words_of(printed)) {
        if (!is_filler(word.text)) key += word.text;
    }
    return key;
}

const std::map<std::string, const State*, std::less<>>& by_key() {
    static const auto table = [] {
        std::map<std::string, const State*, std::less<>> made;
        for (const State& state : states()) {
            made.emplace(key_of(state.name), &state);
            for (std::string_view rest = state.variants; !rest.empty();) {
                const std::size_t bar = std::min(rest.find('|'), rest.size());
                made.emplace(key_of(rest.substr(0, bar)), &state);
                rest.remove_prefix(std::min(bar + 1, rest.size()));
            }
        }
        for (const RussianNames& russian : russian_names()) {
            for (std::string_view rest = russian.names; !rest.empty();) {
                const std::size_t bar = std::min(rest.find('|'), rest.size());
                made.emplace(key_of(rest.substr(0, bar)), find_state_by_code(russian.iso3));
                rest.remove_prefix(std::min(bar + 1, rest.size()));
            }
        }
        return made;
    }();
    return table;
}

/// Says whether one letter inserted, left out, changed or swapped with its neighbour makes one from the other.
bool one_letter_apart(std::string_view a, std::string_view b) {
    if (a.size() > b.size()) std::swap(a, b);
    if (b.size() - a.size() > 1) return false;
    std::size_t front = 0;
    while (front < a.size() && a[front] == b[front]) ++front;
    if (a.size() != b.size()) return a.substr(front) == b.substr(front + 1);
    if (front == a.size()) return true;
    if (a.substr(front + 1) == b.substr(front + 1)) return true;
    return front + 1 < a.size() && a[front] == b[front + 1] && a[front + 1] == b[front] && a.substr(front + 2) == b.substr(front + 2);
}

/// A State and how many words name it; null and 0 when none.
struct NameAt {
    const State* state = nullptr;
    std::size_t words = 0;
};

/// The longest run of words from `at` that is exactly a name.
NameAt longest_name(const std::vector<NameWord>& words, std::size_t at) {
    NameAt best;
    if (is_filler(words[at].text)) return best;
    std::string key;
    for (std::size_t end = at; end < words.size() && end < at + kMostNameWords; ++end) {
        if (is_filler(words[end].text)) continue;
        key += words[end].text;
        if (const auto found = by_key().find(key); found != by_key().end()) best = {found->second, end + 1 - at};
    }
    return best;
}

/// The words from `at` to the next separator, when they are a name with one wrong letter.
NameAt misspelt_name(const std::vector<NameWord>& words, std::size_t at) {
    std::string printed = words[at].text;
    std::size_t end = at + 1;
    for (; end < words.size() && !words[end].starts_item; ++end) {
        if (words[end].text != "and") printed += " " + words[end].text;
    }
    return {find_state(printed), end - at};
}

}  // namespace

const State* find_state(std::string_view printed) {
    if (printed.size() > kLongestName) return nullptr;
    const std::string key = key_of(printed);
    if (key.empty()) return nullptr;
    const auto& table = by_key();
    if (const auto found = table.find(key); found != table.end()) return found->second;
    if (key.size() < kForgivingLetters || !is_letter(key.front())) return nullptr;
    const State* near = nullptr;
    for (const auto& [name, state] : table) {
        if (name.size() + 1 < kForgivingLetters || !one_letter_apart(name, key)) continue;
        if (near != nullptr && near != state) return nullptr;
        near = state;
    }
    return near;
}

std::vector<const State*> read_state_list(std::string_view text) {
    std::vector<const State*> found;
    if (text.size() > kLongestList) return found;
    const std::vector<NameWord> words = words_of(text);
    const auto add = [&](const State* state) {
        if (std::find(found.begin(), found.end(), state) == found.end()) found.push_back(state);
    };
    for (std::size_t at = 0; at < words.size();) {
        const auto [state, used] = longest_name(words, at);
        if (state != nullptr) {
            add(state);
            at += used;
        } else if (is_connector(words[at].text)) {
            ++at;
        } else {
            const auto [guess, taken] = misspelt_name(words, at);
            if (guess == nullptr) return {};
            add(guess);
            at += taken;
        }
    }
    return found;
}

const State* find_state_by_code(std::string_view iso3) {
    const auto& all = states();
    const auto found = std::find_if(all.begin(), all.end(), [&](const State& state) { return state.iso3 == iso3; });
    return found == all.end() ? nullptr : &*found;
}

}  // namespace guvoh::reviews
