// SPDX-License-Identifier: AGPL-3.0-or-later
#include "access/strength.h"

#include <zxcvbn.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <vector>

#include "access/common_words.h"
#include "base/text.h"

namespace guvoh::access {

namespace {

constexpr std::size_t kMostJudged = 100;   ///< characters; zxcvbn's cost grows with the square
constexpr std::size_t kMostHints = 32;
constexpr double kGuessesPerSecond = 10'000;

/// A Cyrillic letter: where it stands on the keyboard, and how it is transliterated.
struct Letter {
    char layout;
    std::string_view latin;
};

const std::map<char32_t, Letter>& cyrillic_letters() {
    static const std::map<char32_t, Letter> kLetters = {
        {U'а', {'f', "a"}},  {U'б', {',', "b"}},  {U'в', {'d', "v"}},   {U'г', {'u', "g"}},  {U'д', {'l', "d"}},  {U'е', {'t', "e"}},
        {U'ё', {'`', "e"}},  {U'ж', {';', "zh"}}, {U'з', {'p', "z"}},   {U'и', {'b', "i"}},  {U'й', {'q', "y"}},  {U'к', {'r', "k"}},
        {U'л', {'k', "l"}},  {U'м', {'v', "m"}},  {U'н', {'y', "n"}},   {U'о', {'j', "o"}},  {U'п', {'g', "p"}},  {U'р', {'h', "r"}},
        {U'с', {'c', "s"}},  {U'т', {'n', "t"}},  {U'у', {'e', "u"}},   {U'ф', {'a', "f"}},  {U'х', {'[', "kh"}}, {U'ц', {'w', "ts"}},
        {U'ч', {'x', "ch"}}, {U'ш', {'i', "sh"}}, {U'щ', {'o', "shch"}}, {U'ъ', {']', ""}},  {U'ы', {'s', "y"}},  {U'ь', {'m', ""}},
        {U'э', {'\'', "e"}}, {U'ю', {'.', "yu"}}, {U'я', {'z', "ya"}},  {U'ә', {'a', "a"}},  {U'ғ', {'g', "g"}},  {U'қ', {'q', "k"}},
        {U'ң', {'n', "ng"}}, {U'ө', {'o', "o"}},  {U'ұ', {'u', "u"}},   {U'ү', {'u', "u"}},  {U'һ', {'h', "h"}},  {U'і', {'i', "i"}},
        {U'ӣ', {'b', "i"}},  {U'ӯ', {'e', "u"}},  {U'ҳ', {'[', "h"}},   {U'ҷ', {'x', "j"}},  {U'ў', {'e', "o"}}};
    return kLetters;
}

std::vector<char32_t> code_points(std::string_view text) {
    std::vector<char32_t> points;
    while (!text.empty()) {
        const std::size_t size = std::max<std::size_t>(base::utf8_sequence_length(text), 1);
        const auto first = static_cast<unsigned char>(text[0]);
        char32_t point = size == 1 ? first : first & (0xffU >> (size + 1));
        for (std::size_t i = 1; i < size; ++i) point = point << 6 | (static_cast<unsigned char>(text[i]) & 0x3fU);
        points.push_back(point);
        text.remove_prefix(size);
    }
    return points;
}

char32_t lower(char32_t point) {
    if (point >= U'А' && point <= U'Я') return point + 32;
    if (point >= U'A' && point <= U'Z') return point + 32;
    if (point == U'Ё') return U'ё';
    return point;
}

enum class As { Layout, Transliterated };

/// The text in ASCII: Cyrillic by keyboard or by sound; any other character as one letter, so that it counts as one.
std::string ascii_of(const std::vector<char32_t>& points, As how) {
    std::string out;
    for (const char32_t point : points) {
        const auto found = cyrillic_letters().find(lower(point));
        if (found != cyrillic_letters().end()) {
            if (how == As::Layout) {
                out += found->second.layout;
            } else {
                out += found->second.latin;
            }
        } else {
            out += point >= 0x20 && point < 0x7f ? static_cast<char>(point) : static_cast<char>('a' + point % 26);
        }
    }
    return out;
}

bool has_cyrillic(const std::vector<char32_t>& points) {
    return std::any_of(points.begin(), points.end(), [](char32_t p) { return p >= 0x400 && p < 0x530; });
}

std::string lower_ascii(std::string text) {
    for (char& c : text) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return text;
}

/// A word as somebody might have typed it.
void add_forms(std::string_view word, std::vector<std::string>& out) {
    const auto points = code_points(word);
    out.push_back(lower_ascii(ascii_of(points, As::Transliterated)));
    if (has_cyrillic(points)) out.push_back(ascii_of(points, As::Layout));
}

const std::vector<std::string>& own_words() {
    static const std::vector<std::string> kWords = [] {
        std::vector<std::string> words;
        for (const std::string_view word : common_latin_words()) words.emplace_back(word);
        for (const std::string_view word : common_cyrillic_words()) add_forms(word, words);
        return words;
    }();
    return kWords;
}

std::vector<std::string> hint_words(std::span<const std::string> hints) {
    std::vector<std::string> words;
    for (const std::string& hint : hints.first(std::min(hints.size(), kMostHints))) {
        const std::string_view clipped = base::clip_utf8(hint, 200);
        add_forms(clipped, words);
        std::string part;
        for (const char c : std::string(clipped) + " ") {
            if (std::string_view(" .,-_@'\t").find(c) == std::string_view::npos) {
                part += c;
            } else {
                if (part.size() >= 3) add_forms(part, words);
                part.clear();
            }
        }
    }
    return words;
}

struct Judged {
    double bits = 0;
    bool by_word = false;    ///< most of it is a word of a dictionary
    bool by_repeat = false;  ///< most of it is repeated or runs in order
};

Judged judge(const std::string& ascii, std::vector<const char*>& words) {
    ZxcMatch_t* parts = nullptr;
    Judged judged;
    judged.bits = ZxcvbnMatch(ascii.c_str(), words.data(), &parts);
    int word = 0, repeat = 0, all = 0;
    for (const ZxcMatch_t* part = parts; part != nullptr; part = part->Next) {
        const int type = static_cast<int>(part->Type) & ~static_cast<int>(MULTIPLE_MATCH);
        all += part->Length;
        if (type == DICTIONARY_MATCH || type == DICT_LEET_MATCH || type == USER_MATCH || type == USER_LEET_MATCH) word += part->Length;
        if (type == REPEATS_MATCH || type == SEQUENCE_MATCH || type == SPATIAL_MATCH) repeat += part->Length;
        if ((static_cast<int>(part->Type) & static_cast<int>(MULTIPLE_MATCH)) != 0) repeat += part->Length;
    }
    ZxcvbnFreeInfo(parts);
    judged.by_word = word * 2 > all;
    judged.by_repeat = repeat * 2 > all;
    return judged;
}

int score_of(double bits) {
    constexpr std::array<double, 4> kLimits = {9.97, 19.93, 26.58, 33.22};  // log2 of 10^3, 10^6, 10^8, 10^10 guesses
    return static_cast<int>(std::count_if(kLimits.begin(), kLimits.end(), [bits](double limit) { return bits >= limit; }));
}

constexpr double kHour = 3600, kDay = 24 * kHour, kYear = 365 * kDay;

double seconds_to_guess(double bits) { return std::exp2(std::min(bits, 200.0)) / 2 / kGuessesPerSecond; }

std::string_view crack_time_of(double bits) {
    const double seconds = seconds_to_guess(bits);
    if (seconds < kHour) return "minutes";
    if (seconds < kDay) return "hours";
    if (seconds < kYear) return "days";
    return seconds < 100 * kYear ? "years" : "centuries";
}

std::string_view advice_of(const Strength& found, std::size_t characters, const Judged& judged) {
    if (found.acceptable) return "ok";
    if (seconds_to_guess(judged.bits) >= kLeastYearsToGuess * kYear) return "too_short";
    if (judged.by_repeat) return "repeats";
    if (judged.by_word) return "common";
    return characters < kLeastPassphraseCharacters ? "too_short" : "guessable";
}

}  // namespace

Strength strength_of(std::string_view passphrase, std::span<const std::string> hints) {
    std::vector<char32_t> points = code_points(passphrase);
    const std::size_t characters = points.size();
    points.resize(std::min(points.size(), kMostJudged));
    const std::vector<std::string> hinted = hint_words(hints);
    std::vector<const char*> words;
    for (const std::string& word : hinted) words.push_back(word.c_str());
    for (const std::string& word : own_words()) words.push_back(word.c_str());
    words.push_back(nullptr);

    Judged judged = judge(ascii_of(points, As::Transliterated), words);
    if (has_cyrillic(points)) {
        const Judged typed = judge(ascii_of(points, As::Layout), words);
        if (typed.bits < judged.bits) judged = typed;
    }
    Strength found;
    found.score = score_of(judged.bits);
    found.acceptable = seconds_to_guess(judged.bits) >= kLeastYearsToGuess * kYear && characters >= kLeastPassphraseCharacters;
    found.crack_time = crack_time_of(judged.bits);
    found.advice = advice_of(found, characters, judged);
    return found;
}

}  // namespace guvoh::access
