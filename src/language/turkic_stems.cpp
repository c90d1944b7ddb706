// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>

#include "language/stems.h"

namespace guvoh::language {
namespace {

using View = std::u32string_view;

constexpr View kVowels = U"аәеиіоөуұүыэюяўӯӣaeiouyäöüıə";  // ý is a glide
constexpr View kConsonants = U"бвгғджҷзйкқлмнпрстфхҳцчшщъь";
constexpr View kFrontVowels = U"әеиіөүэeiöüäə";
/// After these Kazakh and Kyrgyz endings begin with т or к, never elsewhere; б д г stand at the end of loan words.
constexpr View kVoiceless = U"пткқсшчцщхфһбвгдptkqsşçcfhxbvgd";

/// What must stand before an ending for it to be one.
enum class Before { Any, Vowel, Consonant, Voiceless };

struct Ending {
    View text;
    Before before = Before::Any;
    std::size_t least_stem = 3;
    bool marked_only = false;  ///< Latin: only where the word has a letter, or Turkmen -ugy, that English lacks
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
    {U"тун", Before::Voiceless},
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
    {U"но", Before::Vowel, 4},
    {U"нө", Before::Vowel},
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
    {U"ун", Before::Consonant, 4},
    {U"үн", Before::Consonant, 4},
    {U"ым", Before::Consonant, 4},
    {U"ім", Before::Consonant, 4},
    {U"ы", Before::Consonant, 3},
    {U"і", Before::Consonant, 3},
    {U"и", Before::Consonant, 4},
    {U"у", Before::Consonant, 3},
    {U"ү", Before::Consonant, 3},
};

constexpr Ending kLatin[] = {
    {U"ning", Before::Any, 4},
    {U"imiz", Before::Consonant, 4},
    {U"lary", Before::Any, 4},
    {U"lara", Before::Any, 4},
    {U"lere", Before::Any, 4},
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

/// Ending vowels agree with the stem's last vowel: е and ө after front vowels, Kyrgyz о and у after о and у, ү after ө and
/// ү.
bool harmonises(View stem, View ending) {
    const auto vowel = std::find_if(ending.begin(), ending.end(), is_vowel);
    const auto glides = [&](auto letter) { return *letter == U'у' && letter + 1 != stem.rend() && is_vowel(letter[1]); };
    auto before = std::find_if(stem.rbegin(), stem.rend(), is_vowel);
    if (before != stem.rend() && glides(before)) {
        ++before;  // тергеу-ге
    }
    if (before == stem.rend()) {
        return false;
    }
    if (vowel == ending.end()) {
        return true;
    }
    switch (*vowel) {
        case U'е':
        case U'e':
        case U'ө': return is_one_of(*before, kFrontVowels);
        case U'о': return is_one_of(*before, U"оөу");
        case U'у': return is_one_of(*before, U"оую");
        case U'ү': return is_one_of(*before, U"өүю");
        default: return true;
    }
}

bool stands_after(Before before, char32_t letter) {
    switch (before) {
        case Before::Any: return true;
        case Before::Vowel: return is_vowel(letter);
        case Before::Consonant: return !is_vowel(letter) || letter == U'у';  // Kazakh: азаптау-дың
        case Before::Voiceless: return is_one_of(letter, kVoiceless);
    }
    return false;
}

/// Uzbek gʻ among the letters as written; the apostrophe itself is left out.
constexpr char32_t kSoftG = U'\u0123';

/// One word being cut: `letters` as written, `plain_letters` without accents for comparing with the endings.
class Cutter {
public:
    explicit Cutter(View letters) {
        for (const char32_t letter : letters) {
            if (letter != U'\'') {
                letters_.push_back(letter);
                plain_letters_.push_back(plain(letter));
            } else if (!letters_.empty() && letters_.back() == U'g') {
                letters_.back() = kSoftG;
            }
        }
        marked_ = letters_ != plain_letters_ || letters_.size() != letters.size() || has_turkmen_g();
        cyrillic_ = !letters_.empty() && letters_[0] >= 0x400 && letters_[0] < 0x530;
    }

    /// Cuts endings until none is left, and appends what remains. What else it may be goes before it: "мажлиси" is мажли+си
    /// or мажлис+и; a g before a vowel is a k that grew soft, or always was one (hukug-y, hukuk; tussag-yň, tussag).
    void cut(std::vector<std::u32string>& out) {
        while (cyrillic_ ? cut_one(kCyrillic, std::size(kCyrillic)) : cut_one(kLatin, std::size(kLatin))) {
        }
        if (!other_.empty()) {
            out.push_back(finish(other_));
        }
        if (soft_ && plain_letters_.back() == U'g') {
            out.push_back(plain_letters_);
            plain_letters_.back() = letters_.back() == kSoftG ? U'q' : U'k';
        }
        out.push_back(finish(plain_letters_));
    }

private:
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

    /// Says whether g stands between Turkmen vowels that English never writes so: hukugy, taýýarlygy.
    bool has_turkmen_g() const {
        const View all(letters_);
        return all.find(U"ugy") != View::npos || all.find(U"agy") != View::npos || all.find(U"ygy") != View::npos;
    }

    bool cut_one(const Ending* endings, std::size_t count) {
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
            if (open_cut && other_.empty()) {
                other_ = plain_letters_.substr(0, rest + 1);
            }
            soft_ = is_vowel(ending.text[0]);
            plain_letters_.resize(rest);
            letters_.resize(rest);
            return true;
        }
        return false;
    }

    std::u32string letters_;
    std::u32string plain_letters_;
    std::u32string other_;
    bool marked_ = false;
    bool cyrillic_ = false;
    bool soft_ = false;  ///< the last ending cut began with a vowel
};

struct TajikEnding {
    View text;
    View stem_ends;  ///< what must stand before it; empty: anything
    std::size_t least_stem = 3;
    View instead = {};
};

/// Plural, object, possession and the linking -и. "он" is a plural of people; ё is folded to е.
constexpr TajikEnding kTajikEndings[] = {
    {U"ҳоямон", {}},      {U"ҳоятон", {}},   {U"ҳояшон", {}},       {U"ҳояш", {}},
    {U"ҳоро", {}},        {U"ҳои", {}},      {U"ҳое", {}},          {U"ҳо", {}},
    {U"ро", {}},          {U"гон", U"а", 4}, {U"иен", {}, 4, U"ӣ"}, {U"он", kConsonants, 4},
    {U"ии", {}, 4, U"ӣ"}, {U"и", {}, 4},
};

}  // namespace

void append_turkic_stems(std::u32string_view letters, std::vector<std::u32string>& out) { Cutter(letters).cut(out); }

void append_tajik_stems(std::u32string_view letters, std::vector<std::u32string>& out) {
    std::u32string stem(letters);
    const auto cut_one = [&stem] {
        for (const TajikEnding& ending : kTajikEndings) {
            const std::size_t least = ending.text.size() + ending.least_stem;
            if (stem.size() < least || !View(stem).ends_with(ending.text)) {
                continue;
            }
            const std::size_t rest = stem.size() - ending.text.size();
            if (!ending.stem_ends.empty() && !is_one_of(stem[rest - 1], ending.stem_ends)) {
                continue;
            }
            stem.resize(rest);
            stem += ending.instead;
            return true;
        }
        return false;
    };
    out.push_back(stem);
    while (cut_one()) {
        out.push_back(stem);
    }
}

}  // namespace guvoh::language
