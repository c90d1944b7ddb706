// SPDX-License-Identifier: AGPL-3.0-or-later
#include "language/keys.h"

#include <algorithm>
#include <bit>

#include "language/exonyms.h"
#include "language/sounds.h"
#include "language/stems.h"
#include "language/utf8.h"

namespace guvoh::language {
namespace {

constexpr std::size_t kLeastNameLetters = 4;    // shorter words resemble too much
constexpr std::size_t kLeastKeyConsonants = 4;  // fewer, and the key keeps the places of its vowels
constexpr double kNameTolerance = 0.11;         // of the sounds' length; set by hand, not swept
constexpr double kWordTolerance = 0.055;        // for words that need not be names

/// Turkic patronymics as Russian writes them: Сағадыбекқызы, Сагадыбековна.
void add_russian_patronymic(std::u32string_view letters, std::vector<std::u32string>& out) {
    struct Ending {
        std::u32string_view turkic;
        std::u32string_view russian;
    };
    static constexpr Ending kEndings[] = {{U"ұлы", U"ович"},   {U"улы", U"ович"},  {U"уулу", U"ович"},
                                          {U"қызы", U"овна"},  {U"кызы", U"овна"}, {U"uly", U"ovich"},
                                          {U"uulu", U"ovich"}, {U"qyzy", U"ovna"}, {U"kyzy", U"ovna"}};
    for (const Ending& ending : kEndings) {
        if (!letters.ends_with(ending.turkic) || letters.size() < ending.turkic.size() + 3) {
            continue;
        }
        out.push_back(std::u32string(letters.substr(0, letters.size() - ending.turkic.size())).append(ending.russian));
        return;
    }
}

/// A word taken apart once: its letters, its stems, and what it sounds like in every spelling and reading.
struct Forms {
    std::u32string letters;
    Script script = Script::Zyyy;
    std::vector<std::string> stems;   ///< under the hint
    std::vector<std::string> sounds;  ///< empty where the word gets no name key
    std::string exonym;
};

template <class T>
void add_once(std::vector<T>& out, T value) {
    if (!value.empty() && std::find(out.begin(), out.end(), value) == out.end()) {
        out.push_back(std::move(value));
    }
}

/// The spellings a word is read by for name keys: itself, a patronymic as Russian has it, and cut of case endings.
std::vector<std::u32string> spellings_of(std::string_view folded, const Forms& forms) {
    std::vector<std::u32string> out{forms.letters};
    if (forms.script != Script::Cyrl && forms.script != Script::Latn) {
        return out;
    }
    add_russian_patronymic(forms.letters, out);
    std::vector<std::string> stems;
    append_stems(folded, forms.script == Script::Cyrl ? LanguageSet{} : LanguageSet{Language::Uz, Language::Tk}, stems);
    for (const std::string& stem : stems) {
        std::u32string spelling = decode_all(stem);
        if (spelling.size() >= kLeastNameLetters) {
            add_once(out, std::move(spelling));
        }
    }
    return out;
}

bool has_sounds(std::string_view folded, std::u32string_view letters) {
    return letters.size() >= kLeastNameLetters && folded.find_first_of("0123456789") == std::string_view::npos;
}

void find_sounds(std::string_view folded, Forms& forms) {
    if (!has_sounds(folded, forms.letters)) {
        return;
    }
    for (const std::u32string& spelling : spellings_of(folded, forms)) {
        for (const ReadAs read_as : readings_of(spelling)) {
            add_once(forms.sounds, sounds_of(spelling, read_as));
        }
    }
}

void find_stems(std::string_view folded, LanguageSet hint, Forms& forms) {
    append_stems(folded, hint, forms.stems);
    forms.exonym = exonym_key(folded);
    for (const std::string& stem : forms.stems) {
        if (forms.exonym.empty()) {
            forms.exonym = exonym_key(stem);
        }
    }
}

/// A word without the number of a footnote that was printed right behind it: избивали1.
std::string_view without_note_number(std::string_view folded) {
    constexpr std::size_t kMostDigits = 3, kLeastLetters = 4;
    const std::size_t last = folded.find_last_not_of("0123456789");
    if (last == std::string_view::npos || last + 1 == folded.size() || folded.size() - last - 1 > kMostDigits) return folded;
    const std::string_view word = folded.substr(0, last + 1);
    return decode_all(word).size() < kLeastLetters ? folded : word;
}

Forms letters_of(std::string_view folded) {
    Forms forms;
    forms.letters = decode_all(folded);
    forms.script = forms.letters.empty() ? Script::Zyyy : script_of_code_point(forms.letters[0]);
    return forms;
}

Forms forms_of_word(std::string_view folded, LanguageSet hint) {
    folded = without_note_number(folded);
    Forms forms = letters_of(folded);
    find_stems(folded, hint, forms);
    find_sounds(folded, forms);
    return forms;
}

/// The name key of one sound form; Arabic script has no vowels to keep the places of.
std::string name_key(const std::string& sounds, Script script) {
    std::string consonants = consonants_of(sounds);
    const std::size_t count = consonants.size() - (!consonants.empty() && consonants[0] == 'a' ? 1U : 0U);
    if (count >= kLeastKeyConsonants) {
        return consonants;
    }
    return script == Script::Arab || sounds.size() < 3 ? std::string() : "+" + consonants_and_places_of(sounds);
}

bool share(const std::vector<std::string>& left, const std::vector<std::string>& right) {
    return std::any_of(left.begin(), left.end(), [&right](const std::string& text) {
        return std::find(right.begin(), right.end(), text) != right.end();
    });
}

/// Judges two sound forms that are to be one name.
bool sound_alike(const Forms& query, const Forms& candidate, double tolerance) {
    const bool consonants_only = query.script == Script::Arab || candidate.script == Script::Arab;
    for (const std::string& left : query.sounds) {
        for (const std::string& right : candidate.sounds) {
            const std::string key = name_key(left, query.script);
            if (key.empty() || key != name_key(right, candidate.script)) {
                continue;
            }
            const auto longer = static_cast<double>(std::max(left.size(), right.size()));
            if (consonants_only || sound_distance(left, right) <= tolerance * longer) {
                return true;
            }
        }
    }
    return false;
}

bool may_match(const Forms& query, bool capitalised, const Forms& candidate) {
    if (!query.exonym.empty() && query.exonym == candidate.exonym) {
        return true;
    }
    if (query.script == candidate.script && !capitalised) {
        return false;
    }
    return sound_alike(query, candidate, capitalised && query.script != candidate.script ? kNameTolerance : kWordTolerance);
}

}  // namespace

struct WordMatcher::Query {
    std::string folded;
    bool capitalised;
    Forms forms;
};

WordMatcher::WordMatcher(std::string_view folded, bool capitalised, LanguageSet hint)
    : query_(std::make_unique<Query>(Query{std::string(folded), capitalised, forms_of_word(folded, hint)})) {}
WordMatcher::~WordMatcher() = default;
WordMatcher::WordMatcher(WordMatcher&&) noexcept = default;
WordMatcher& WordMatcher::operator=(WordMatcher&&) noexcept = default;

MatchStrength WordMatcher::strength(std::string_view candidate_folded) const {
    if (query_->folded == candidate_folded) {
        return MatchStrength::Exact;
    }
    candidate_folded = without_note_number(candidate_folded);
    Forms candidate = letters_of(candidate_folded);
    find_stems(candidate_folded, {}, candidate);
    if (share(query_->forms.stems, candidate.stems)) {
        return MatchStrength::Stem;
    }
    const bool hopeless = query_->forms.sounds.empty() || (query_->forms.script == candidate.script && !query_->capitalised);
    if (!hopeless) {
        find_sounds(candidate_folded, candidate);
    }
    return may_match(query_->forms, query_->capitalised, candidate) ? MatchStrength::Name : MatchStrength::None;
}

double match_weight(MatchStrength strength) {
    switch (strength) {
        case MatchStrength::Exact: return 1.0;
        case MatchStrength::Stem: return 0.9;
        case MatchStrength::Name: return 0.7;
        case MatchStrength::None: break;
    }
    return 0;
}

void match_keys(std::string_view folded, LanguageSet hint, std::vector<MatchKey>& out) {
    out.clear();
    Forms forms = forms_of_word(folded, hint);
    const auto add = [&out](KeyKind kind, std::string text) {
        MatchKey key{kind, std::move(text)};
        if (!key.text.empty() && std::find(out.begin(), out.end(), key) == out.end()) {
            out.push_back(std::move(key));
        }
    };
    add(KeyKind::Name, forms.exonym);
    for (std::string& stem : forms.stems) {
        add(KeyKind::Stem, std::move(stem));
    }
    for (const std::string& sounds : forms.sounds) {
        add(KeyKind::Name, name_key(sounds, forms.script));
    }
}

bool may_match_by_name(std::string_view query_folded, bool query_capitalised, std::string_view candidate_folded) {
    return may_match(forms_of_word(query_folded, {}), query_capitalised, forms_of_word(candidate_folded, {}));
}

MatchStrength match_strength(std::string_view query_folded, bool query_capitalised, std::string_view candidate_folded,
                             LanguageSet hint) {
    return WordMatcher(query_folded, query_capitalised, hint).strength(candidate_folded);
}

std::vector<std::string> sound_forms(std::string_view folded) {
    std::vector<std::string> out;
    folded = without_note_number(folded);
    const std::u32string letters = decode_all(folded);
    if (!has_sounds(folded, letters)) {
        return out;
    }
    for (const ReadAs read_as : readings_of(letters)) {
        add_once(out, sounds_of(letters, read_as));
    }
    return out;
}

SoundSieve::SoundSieve(std::string_view sound_form) : sounds_(sound_set(sound_form)) {}

bool SoundSieve::excludes(std::string_view folded, int edits) const {
    return std::popcount(sounds_ & ~possible_sounds(folded)) > edits;
}

bool scripts_differ(std::string_view left, std::string_view right) {
    const auto first = [](std::string_view word) {
        return word.empty() ? Script::Zyyy : script_of_code_point(decode_utf8(word, 0).code_point);
    };
    return first(left) != first(right);
}

std::string romanise(std::string_view folded) { return romanise_letters(decode_all(folded)); }

}  // namespace guvoh::language
