// SPDX-License-Identifier: AGPL-3.0-or-later
#include "language/sounds.h"

#include <algorithm>
#include <array>
#include <vector>

#include "language/utf8.h"

namespace guvoh::language {
namespace {

using View = std::u32string_view;

struct Reading {
    View letters;
    std::string_view sounds;
};

/// Groups of Latin letters, longest first. y is '~' for now: a glide or a vowel, decided by its neighbours.
constexpr Reading kLatinGroups[] = {
    {U"shch", "S"}, {U"tsch", "C"}, {U"sch", "S"}, {U"tch", "C"}, {U"dzh", "J"}, {U"tzh", "tJ"},
    {U"tsh", "tS"}, {U"sh", "S"},   {U"ch", "C"},  {U"zh", "J"},  {U"kh", "h"},  {U"gh", "g"},
    {U"dj", "J"},   {U"dž", "J"},   {U"ph", "f"},  {U"ck", "k"},  {U"yo", "e"},  {U"ngh", "n"},
    {U"ng", "n"},   {U"th", "t"},   {U"ts", "s"},  {U"tz", "s"},  {U"ou", "u"},
};

constexpr Reading kLatinLetters[] = {
    {U"a", "a"}, {U"b", "b"}, {U"c", "k"}, {U"d", "d"}, {U"e", "e"}, {U"f", "f"}, {U"g", "g"}, {U"h", "h"},
    {U"i", "i"}, {U"j", "J"}, {U"k", "k"}, {U"l", "l"}, {U"m", "m"}, {U"n", "n"}, {U"o", "o"}, {U"p", "p"},
    {U"q", "k"}, {U"r", "r"}, {U"s", "s"}, {U"t", "t"}, {U"u", "u"}, {U"v", "v"}, {U"w", "v"}, {U"y", "~"},
    {U"z", "z"}, {U"ç", "C"}, {U"č", "C"}, {U"ş", "S"}, {U"š", "S"}, {U"ğ", "g"}, {U"ı", "i"}, {U"ö", "o"},
    {U"ü", "u"}, {U"ä", "a"}, {U"ə", "a"}, {U"ň", "n"}, {U"ý", "~"}, {U"ž", "J"},
};

constexpr Reading kCyrillicGroups[] = {
    {U"дж", "J"}, {U"нг", "n"}, {U"нғ", "n"}, {U"ңг", "n"}, {U"ңғ", "n"}, {U"йо", "e"}, {U"тч", "C"},
};

constexpr Reading kCyrillicLetters[] = {
    {U"а", "a"},  {U"б", "b"},  {U"в", "v"},  {U"г", "g"}, {U"д", "d"}, {U"е", "e"}, {U"ж", "J"}, {U"з", "z"}, {U"и", "i"},
    {U"й", "~"},  {U"к", "k"},  {U"л", "l"},  {U"м", "m"}, {U"н", "n"}, {U"о", "o"}, {U"п", "p"}, {U"р", "r"}, {U"с", "s"},
    {U"т", "t"},  {U"у", "u"},  {U"ф", "f"},  {U"х", "h"}, {U"ц", "s"}, {U"ч", "C"}, {U"ш", "S"}, {U"щ", "S"}, {U"ы", "i"},
    {U"э", "e"},  {U"ю", "~u"}, {U"я", "~a"}, {U"ә", "a"}, {U"ғ", "g"}, {U"қ", "k"}, {U"ң", "n"}, {U"ө", "o"}, {U"ұ", "u"},
    {U"ү", "u"},  {U"һ", "h"},  {U"і", "i"},  {U"ҳ", "h"}, {U"ҷ", "J"}, {U"җ", "J"}, {U"ӣ", "i"}, {U"ӯ", "u"}, {U"ў", "o"},
    {U"ї", "~i"}, {U"є", "e"},  {U"ґ", "g"},  {U"ѓ", "g"}, {U"ќ", "k"}, {U"ј", "~"}, {U"ђ", "J"},
};

/// Arabic script writes consonants, and long vowels with letters that may be consonants too: those are left out.
constexpr Reading kArabicLetters[] = {
    {U"ب", "b"}, {U"پ", "p"}, {U"ت", "t"}, {U"ث", "s"}, {U"ج", "J"}, {U"چ", "C"}, {U"ح", "h"}, {U"خ", "h"},
    {U"د", "d"}, {U"ذ", "z"}, {U"ر", "r"}, {U"ز", "z"}, {U"ژ", "J"}, {U"س", "s"}, {U"ش", "S"}, {U"ص", "s"},
    {U"ض", "z"}, {U"ط", "t"}, {U"ظ", "z"}, {U"غ", "g"}, {U"ف", "f"}, {U"ق", "k"}, {U"ك", "k"}, {U"گ", "g"},
    {U"ل", "l"}, {U"م", "m"}, {U"ن", "n"}, {U"ڭ", "n"}, {U"ۋ", "v"}, {U"ه", "h"},
};

bool is_vowel(char sound) { return sound == 'a' || sound == 'e' || sound == 'i' || sound == 'o' || sound == 'u'; }

template <std::size_t N>
const Reading* find_group(const Reading (&table)[N], View rest) {
    for (const Reading& reading : table) {
        if (rest.starts_with(reading.letters)) {
            return &reading;
        }
    }
    return nullptr;
}

/// Direct tables by code point, built once: the linear tables above are for reading.
struct LetterTable {
    std::array<std::string_view, 0x600> sounds{};
    template <std::size_t N>
    explicit LetterTable(const Reading (&table)[N]) {
        for (const Reading& reading : table) {
            sounds[reading.letters[0] % 0x600] = reading.sounds;
        }
    }
    std::string_view operator[](char32_t letter) const { return sounds[letter % 0x600]; }
};

const LetterTable& latin_letters() {
    static const LetterTable table(kLatinLetters);
    return table;
}
const LetterTable& cyrillic_letters() {
    static const LetterTable table(kCyrillicLetters);
    return table;
}

std::string read_latin(View letters, ReadAs read_as) {
    std::string out;
    for (std::size_t at = 0; at < letters.size();) {
        const View rest = letters.substr(at);
        if (const Reading* group = find_group(kLatinGroups, rest)) {
            out += group->sounds;
            at += group->letters.size();
            continue;
        }
        const char32_t letter = letters[at++];
        const char32_t following = at < letters.size() ? letters[at] : U' ';
        if (letter == U'x') {
            out += read_as.x_is_ks ? "ks" : "h";
        } else if (letter == U'j' && read_as.j_is_glide) {
            out += '~';
        } else if (letter == U'c' && (following == U'e' || following == U'i' || following == U'y')) {
            out += 's';
        } else if (letter == U'o' && following == U'\'') {
            out += 'o';
        } else {
            out += latin_letters()[letter];
        }
    }
    return out;
}

std::string read_cyrillic(View letters) {
    std::string out;
    for (std::size_t at = 0; at < letters.size();) {
        if (const Reading* group = find_group(kCyrillicGroups, letters.substr(at))) {
            out += group->sounds;
            at += group->letters.size();
        } else {
            out += cyrillic_letters()[letters[at++]];
        }
    }
    return out;
}

std::string read_arabic(View letters) {
    std::string out;
    for (const char32_t letter : letters) {
        const Reading* reading = find_group(kArabicLetters, View(&letter, 1));
        if (reading != nullptr) {
            out += reading->sounds;
        }
        if (out.empty()) {
            out += 'a';
        }
    }
    if (out.size() > 2 && letters.back() == U'ه') {
        out.pop_back();
    }
    return out;
}

/// Drops glides beside vowels ("ya", "ay", "ia") and makes the other ones vowels, then undoubles.
std::string settle(const std::string& raw) {
    std::string out;
    const auto vowel_at = [&raw](std::size_t at) { return at < raw.size() && is_vowel(raw[at]); };
    for (std::size_t at = 0; at < raw.size(); ++at) {
        char sound = raw[at];
        const bool after_vowel = !out.empty() && is_vowel(out.back());
        if (sound == '~') {
            if (after_vowel || vowel_at(at + 1)) {
                continue;
            }
            sound = 'i';
        } else if (sound == 'i' && !out.empty() &&
                   (after_vowel || vowel_at(at + 1) || (at + 2 < raw.size() && raw[at + 1] == '~' && vowel_at(at + 2)))) {
            continue;
        }
        if (out.empty() || out.back() != sound) {
            out += sound;
        }
    }
    return out;
}

/// Cost of one vowel for another, for a e i o u.
constexpr double kVowelCosts[5][5] = {
    {0.0, 0.3, 0.7, 0.3, 0.7}, {0.3, 0.0, 0.3, 0.4, 0.8}, {0.7, 0.3, 0.0, 0.8, 0.5},
    {0.3, 0.4, 0.8, 0.0, 0.3}, {0.7, 0.8, 0.5, 0.3, 0.0},
};

std::size_t vowel_index(char sound) { return std::string_view("aeiou").find(sound); }

double replace_cost(char left, char right) {
    if (left == right) {
        return 0;
    }
    const bool left_vowel = is_vowel(left);
    if (left_vowel != is_vowel(right)) {
        return 1.5;
    }
    if (left_vowel) {
        return kVowelCosts[vowel_index(left)][vowel_index(right)];
    }
    constexpr std::string_view kKin = "ghkhgkJzSsdtbpfvbvCJCSCtkg";
    for (std::size_t at = 0; at + 1 < kKin.size(); at += 2) {
        if ((kKin[at] == left && kKin[at + 1] == right) || (kKin[at] == right && kKin[at + 1] == left)) {
            return 0.6;
        }
    }
    return 1;
}

double drop_cost(char sound, bool is_last) {
    if (!is_vowel(sound)) {
        return sound == 'h' ? 0.7 : 1;
    }
    return is_last ? 0.3 : 0.4;
}

}  // namespace

std::vector<ReadAs> readings_of(std::u32string_view letters) {
    std::vector<ReadAs> out{{}};
    if (letters.find(U'x') != View::npos) {
        out.push_back({true, false});
    }
    // Read as a glide j stands beside a vowel; "dj" is never one.
    const std::size_t j = letters.find(U'j');
    if (j != View::npos && (j == 0 || letters[j - 1] != U'd')) {
        out.push_back({false, true});
    }
    return out;
}

std::string sounds_of(std::u32string_view letters, ReadAs read_as) {
    if (letters.empty()) {
        return {};
    }
    switch (script_of_code_point(letters[0])) {
        case Script::Latn: return settle(read_latin(letters, read_as));
        case Script::Cyrl: return settle(read_cyrillic(letters));
        case Script::Arab: return read_arabic(letters);
        default: return {};
    }
}

std::uint32_t sound_set(std::string_view sounds) {
    constexpr std::string_view kCapitals = "SCJ";
    std::uint32_t set = 0;
    for (const char sound : sounds) {
        const std::size_t capital = kCapitals.find(sound);
        const bool is_glide = sound == '~';  // falls away or becomes i
        set |= 1U << (capital != std::string_view::npos ? 26 + capital
                                                        : static_cast<std::size_t>((is_glide ? 'i' : sound) - 'a'));
    }
    return set;
}

namespace {

/// The sounds each letter may stand for, alone or in a group, by code point.
class PossibleSounds {
public:
    PossibleSounds() {
        take(kLatinGroups);
        take(kLatinLetters);
        take(kCyrillicGroups);
        take(kCyrillicLetters);
        take(kArabicLetters);
        by_letter_[U'x'] |= sound_set("hks");
        by_letter_[U'j'] |= sound_set("i");
        by_letter_[U'c'] |= sound_set("s");
        for (std::size_t letter = kFirstArabic; letter < by_letter_.size(); ++letter) {
            by_letter_[letter] |= sound_set("a");  // a long vowel at the beginning
        }
    }
    std::uint32_t operator[](char32_t letter) const { return letter < by_letter_.size() ? by_letter_[letter] : ~0U; }

private:
    static constexpr std::size_t kFirstArabic = 0x600;

    template <std::size_t N>
    void take(const Reading (&table)[N]) {
        for (const Reading& reading : table) {
            for (const char32_t letter : reading.letters) {
                by_letter_[letter] |= sound_set(reading.sounds);
            }
        }
    }
    std::array<std::uint32_t, 0x700> by_letter_{};
};

}  // namespace

std::uint32_t possible_sounds(std::string_view folded) {
    static const PossibleSounds table;
    std::uint32_t set = 0;
    for (std::size_t at = 0; at < folded.size();) {
        const Decoded step = decode_utf8(folded, at);
        set |= table[step.code_point];
        at += step.length;
    }
    return set;
}

namespace {

/// Consonants that romanisations confuse are one in keys; sound_distance still tells them apart.
char key_consonant(char sound) {
    switch (sound) {
        case 'f': return 'v';
        case 'C': return 'S';
        case 'g': return 'h';
        default: return sound;
    }
}

std::string key_of(std::string_view sounds, bool keep_places) {
    std::string out;
    for (std::size_t at = 0; at < sounds.size(); ++at) {
        const bool vowel = is_vowel(sounds[at]);
        if (vowel && !keep_places && at > 0) {
            continue;
        }
        const char kept = vowel ? 'a' : key_consonant(sounds[at]);
        if (out.empty() || out.back() != kept) {
            out += kept;
        }
    }
    if (!out.empty() && out.back() == 'd') {
        out.back() = 't';
    }
    return out;
}

}  // namespace

std::string consonants_of(std::string_view sounds) { return key_of(sounds, false); }

std::string consonants_and_places_of(std::string_view sounds) { return key_of(sounds, true); }

double sound_distance(std::string_view left, std::string_view right) {
    std::vector<double> row(right.size() + 1);
    for (std::size_t column = 0; column < right.size(); ++column) {
        row[column + 1] = row[column] + drop_cost(right[column], column + 1 == right.size());
    }
    for (std::size_t line = 0; line < left.size(); ++line) {
        double diagonal = row[0];
        const double drop_left = drop_cost(left[line], line + 1 == left.size());
        row[0] += drop_left;
        for (std::size_t column = 0; column < right.size(); ++column) {
            const double replaced = diagonal + replace_cost(left[line], right[column]);
            diagonal = row[column + 1];
            const double dropped =
                std::min(diagonal + drop_left, row[column] + drop_cost(right[column], column + 1 == right.size()));
            row[column + 1] = std::min(replaced, dropped);
        }
    }
    return row[right.size()];
}

std::string romanise_letters(std::u32string_view letters) {
    std::string out;
    const Script script = letters.empty() ? Script::Zyyy : script_of_code_point(letters[0]);
    for (const char32_t letter : letters) {
        if ((letter >= U'a' && letter <= U'z') || (letter >= U'0' && letter <= U'9')) {
            out += static_cast<char>(letter);
            continue;
        }
        std::string_view sounds;
        if (script == Script::Cyrl) {
            sounds = cyrillic_letters()[letter];
        } else if (script == Script::Latn) {
            sounds = latin_letters()[letter];
        } else if (const Reading* reading = find_group(kArabicLetters, View(&letter, 1))) {
            sounds = reading->sounds;
        }
        for (const char sound : sounds) {
            switch (sound) {
                case 'S': out += "sh"; break;
                case 'C': out += "ch"; break;
                case 'J': out += "zh"; break;
                case '~': out += 'y'; break;
                default: out += sound; break;
            }
        }
    }
    return out;
}

}  // namespace guvoh::language
