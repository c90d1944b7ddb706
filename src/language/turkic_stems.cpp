// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>

#include "language/stems.h"

namespace guvoh::language {
namespace {

using View = std::u32string_view;

constexpr View kVowels = U"аәеиіоөуұүыэюяўӯӣaeiouyäöüıəý";
constexpr View kFrontVowels = U"әеиіөүэeiöüäə";
constexpr View kRoundVowels = U"оө";
/// After these Kazakh and Kyrgyz endings begin with т or к, never elsewhere; б д г stand at the end of loan words.
constexpr View kVoiceless = U"пткқсшчцщхфһбвгдptkqsşçcfhxbvgd";

/// What must stand before an ending for it to be one.
enum class Before { Any, Vowel, Consonant, Voiceless };

struct Ending {
    View text;
    Before before = Before::Any;
    std::size_t least_stem = 3;
    bool marked_only = false;  ///< Latin: only where the word has a letter English lacks
};

/// Number, possession, case. Longest first within a script, so that "ларының" is taken off in the order it was put on.
constexpr Ending kCyrillic[] = {
    {U"ымыз", Before::Consonant, 4},
    {U"іміз", Before::Consonant, 4},
    {U"ыңыз", Before::Consonant, 4},
    {U"іңіз", Before::Consonant, 4},
    {U"имиз", Before::Consonant, 4},
    {U"дағы", Before::Any},
    {U"дегі", Before::Any},
    {U"тағы", Before::Voiceless},
    {U"тегі", Before::Voiceless},
    {U"дагы", Before::Any},
    {U"деги", Before::Any},
    {U"даги", Before::Any},
    {U"тагы", Before::Voiceless},
    {U"теги", Before::Voiceless},
    {U"догу", Before::Any},
    {U"дөгү", Before::Any},
    {U"нинг", Before::Any},
    {U"ның", Before::Any},
    {U"нің", Before::Any},
    {U"дың", Before::Consonant},
    {U"дің", Before::Consonant},
    {U"тың", Before::Voiceless},
    {U"тің", Before::Voiceless},
    {U"нын", Before::Vowel},
    {U"нин", Before::Vowel, 4},
    {U"нун", Before::Vowel, 4},
    {U"нүн", Before::Vowel},
    {U"дын", Before::Consonant},
    {U"дин", Before::Consonant, 4},
    {U"тын", Before::Voiceless, 4},
    {U"тин", Before::Voiceless, 4},
    {U"дун", Before::Consonant, 4},
    {U"түн", Before::Voiceless},
    {U"дүн", Before::Consonant},
    {U"тун", Before::Voiceless, 4},
    {U"ниң", Before::Vowel},
    {U"лар", Before::Any},
    {U"лер", Before::Any},
    {U"дар", Before::Consonant},
    {U"дер", Before::Consonant},
    {U"тар", Before::Voiceless},
    {U"тер", Before::Voiceless},
    {U"лор", Before::Any},
    {U"лөр", Before::Any},
    {U"дор", Before::Consonant},
    {U"дөр", Before::Consonant},
    {U"тор", Before::Voiceless},
    {U"төр", Before::Voiceless},
    {U"нда", Before::Vowel},
    {U"нде", Before::Vowel},
    {U"ндо", Before::Vowel},
    {U"ндө", Before::Vowel},
    {U"дан", Before::Any},
    {U"ден", Before::Any},
    {U"тан", Before::Voiceless},
    {U"тен", Before::Voiceless},
    {U"нан", Before::Any},
    {U"нен", Before::Any},
    {U"дон", Before::Any},
    {U"дөн", Before::Any},
    {U"тон", Before::Voiceless},
    {U"төн", Before::Voiceless},
    {U"мен", Before::Any, 4},
    {U"бен", Before::Consonant, 4},
    {U"пен", Before::Voiceless, 4},
    {U"ға", Before::Any},
    {U"ге", Before::Any},
    {U"қа", Before::Voiceless},
    {U"ке", Before::Voiceless},
    {U"га", Before::Any},
    {U"ка", Before::Voiceless, 4},
    {U"го", Before::Any},
    {U"гө", Before::Any},
    {U"ко", Before::Voiceless},
    {U"кө", Before::Voiceless},
    {U"на", Before::Vowel},
    {U"не", Before::Vowel},
    {U"да", Before::Any},
    {U"де", Before::Any},
    {U"та", Before::Voiceless},
    {U"те", Before::Voiceless},
    {U"до", Before::Any},
    {U"дө", Before::Any},
    {U"то", Before::Voiceless, 4},
    {U"тө", Before::Voiceless},
    {U"ны", Before::Vowel},
    {U"ні", Before::Vowel},
    {U"ды", Before::Consonant},
    {U"ді", Before::Consonant},
    {U"ты", Before::Voiceless},
    {U"ті", Before::Voiceless},
    {U"ни", Before::Any, 4},
    {U"ди", Before::Consonant, 4},
    {U"ти", Before::Voiceless, 4},
    {U"ну", Before::Vowel, 4},
    {U"нү", Before::Vowel},
    {U"ду", Before::Consonant, 4},
    {U"дү", Before::Consonant},
    {U"ту", Before::Voiceless, 4},
    {U"тү", Before::Voiceless},
    {U"сы", Before::Vowel},
    {U"сі", Before::Vowel},
    {U"си", Before::Vowel},
    {U"су", Before::Vowel, 4},
    {U"сү", Before::Vowel},
    {U"ын", Before::Consonant, 4},
    {U"ін", Before::Consonant, 4},
    {U"ым", Before::Consonant, 4},
    {U"ім", Before::Consonant, 4},
    {U"ы", Before::Consonant, 3},
    {U"і", Before::Consonant, 3},
    {U"и", Before::Consonant, 4},
};

constexpr Ending kLatin[] = {
    {U"ning", Before::Any, 4},
    {U"imiz", Before::Consonant, 4},
    {U"lary", Before::Any, 4},
    {U"dagi", Before::Any},
    {U"daky", Before::Any},
    {U"daki", Before::Any},
    {U"deki", Before::Any, 4},
    {U"nyn", Before::Any},
    {U"nin", Before::Any, 4, true},
    {U"nun", Before::Vowel, 4, true},
    {U"yny", Before::Consonant, 4, true},
    {U"ini", Before::Consonant, 4, true},
    {U"lar", Before::Any},
    {U"ler", Before::Any, 4},
    {U"nda", Before::Vowel, 4},
    {U"nde", Before::Vowel, 4},
    {U"dan", Before::Any},
    {U"den", Before::Any, 4},
    {U"tan", Before::Voiceless},
    {U"ten", Before::Voiceless, 4},
    {U"ga", Before::Any},
    {U"ge", Before::Any, 4},
    {U"ka", Before::Voiceless},
    {U"qa", Before::Voiceless},
    {U"ke", Before::Voiceless, 4, true},
    {U"na", Before::Vowel, 4, true},
    {U"ne", Before::Vowel, 4, true},
    {U"ya", Before::Vowel, 4, true},
    {U"ye", Before::Vowel, 4, true},
    {U"da", Before::Any},
    {U"de", Before::Any, 4},
    {U"ta", Before::Voiceless},
    {U"te", Before::Voiceless, 4, true},
    {U"ni", Before::Any},
    {U"ny", Before::Any, 4, true},
    {U"si", Before::Vowel},
    {U"sy", Before::Vowel, 4, true},
    {U"su", Before::Vowel, 4, true},
    {U"in", Before::Consonant, 4, true},
    {U"un", Before::Consonant, 4, true},
    {U"yn", Before::Consonant, 4, true},
    {U"i", Before::Consonant, 4},
    {U"y", Before::Consonant, 4, true},
    {U"u", Before::Consonant, 4, true},
};

bool is_one_of(char32_t letter, View letters) { return letters.find(letter) != View::npos; }
bool is_vowel(char32_t letter) { return is_one_of(letter, kVowels); }

/// The plain letter of an accented Latin one; others stay.
char32_t plain(char32_t letter) {
    switch (letter) {
        case U'ç':
        case U'č': return U'c';
        case U'ş':
        case U'š': return U's';
        case U'ğ': return U'g';
        case U'ı': return U'i';
        case U'ö': return U'o';
        case U'ü': return U'u';
        case U'ä':
        case U'ə': return U'a';
        case U'ň': return U'n';
        case U'ý': return U'y';
        case U'ž': return U'j';
        default: return letter;
    }
}

/// Ending vowels agree with the stem's last vowel: е after front vowels, о after о, ө after front round ones.
bool harmonises(View stem, View ending) {
    const auto vowel = std::find_if(ending.begin(), ending.end(), is_vowel);
    const auto before = std::find_if(stem.rbegin(), stem.rend(), is_vowel);
    if (before == stem.rend()) {
        return false;
    }
    if (vowel == ending.end()) {
        return true;
    }
    if (*vowel == U'е' || *vowel == U'e' || *vowel == U'ө') {
        return is_one_of(*before, kFrontVowels);
    }
    if (*vowel == U'о') {
        return is_one_of(*before, kRoundVowels) || *before == U'у';
    }
    return true;
}

bool stands_after(Before before, char32_t letter) {
    switch (before) {
        case Before::Any: return true;
        case Before::Vowel: return is_vowel(letter);
        case Before::Consonant: return !is_vowel(letter);
        case Before::Voiceless: return is_one_of(letter, kVoiceless);
    }
    return false;
}

/// One word being cut: `letters` as written, `plain_letters` without accents for comparing with the endings.
class Cutter {
public:
    explicit Cutter(View letters) : letters_(letters) {
        for (const char32_t letter : letters) {
            if (letter == U'\'') {
                continue;
            }
            const char32_t bare = plain(letter);
            plain_letters_.push_back(bare);
            marked_ = marked_ || bare != letter;
        }
        marked_ = marked_ || letters.find(U'\'') != View::npos;
        letters_.erase(std::remove(letters_.begin(), letters_.end(), U'\''), letters_.end());
        cyrillic_ = !letters_.empty() && letters_[0] >= 0x400 && letters_[0] < 0x530;
    }

    /// Cuts endings until none is left. "мажлиси" may be мажли+си or мажлис+и: the second goes to `other`.
    std::u32string cut(std::u32string& other) {
        bool again = true;
        while (again) {
            again = cyrillic_ ? cut_one(kCyrillic, std::size(kCyrillic), other) : cut_one(kLatin, std::size(kLatin), other);
        }
        return finish(plain_letters_);
    }

    /// Final б г ғ are п к қ before endings: кітабы, кітап.
    static std::u32string finish(std::u32string stem) {
        if (stem.size() < 4) {
            return stem;
        }
        switch (stem.back()) {
            case U'б': stem.back() = U'п'; break;
            case U'г': stem.back() = U'к'; break;
            case U'ғ': stem.back() = U'қ'; break;
            case U'b': stem.back() = U'p'; break;
            default: break;
        }
        return stem;
    }

private:
    bool cut_one(const Ending* endings, std::size_t count, std::u32string& other) {
        for (std::size_t index = 0; index < count; ++index) {
            const Ending& ending = endings[index];
            if (ending.marked_only && !marked_) {
                continue;
            }
            if (!View(plain_letters_).ends_with(ending.text)) {
                continue;
            }
            const std::size_t rest = plain_letters_.size() - ending.text.size();
            if (rest < ending.least_stem || !stands_after(ending.before, letters_[rest - 1])) {
                continue;
            }
            if (!harmonises(View(letters_).substr(0, rest), ending.text)) {
                continue;
            }
            const bool open_cut = ending.before == Before::Vowel && ending.text.size() == 2 &&
                                  (ending.text[0] == U'с' || ending.text[0] == U's');
            if (open_cut && other.empty()) {
                other = plain_letters_.substr(0, rest + 1);
            }
            plain_letters_.resize(rest);
            letters_.resize(rest);
            return true;
        }
        return false;
    }

    std::u32string letters_;
    std::u32string plain_letters_;
    bool marked_ = false;
    bool cyrillic_ = false;
};

constexpr View kTajikEndings[] = {U"ҳоямон", U"ҳоятон", U"ҳояшон", U"ҳояш", U"ҳоро", U"ҳои", U"ҳое", U"ҳо", U"ро"};

}  // namespace

void append_turkic_stems(std::u32string_view letters, std::vector<std::u32string>& out) {
    Cutter cutter(letters);
    std::u32string other;
    std::u32string stem = cutter.cut(other);
    if (!other.empty()) {
        out.push_back(Cutter::finish(other));
    }
    out.push_back(std::move(stem));
}

std::u32string tajik_stem(std::u32string_view letters) {
    for (const View ending : kTajikEndings) {
        const std::size_t least = ending.size() == 2 && ending != U"ҳо" ? 4 : 3;
        if (letters.ends_with(ending) && letters.size() >= ending.size() + least) {
            return std::u32string(letters.substr(0, letters.size() - ending.size()));
        }
    }
    return std::u32string(letters);
}

}  // namespace guvoh::language
