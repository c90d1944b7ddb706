// SPDX-License-Identifier: AGPL-3.0-or-later
#include "language/keys.h"

#include <algorithm>
#include <unordered_map>

#include "language/sounds.h"
#include "language/stems.h"
#include "language/utf8.h"
#include "language/words.h"

namespace guvoh::language {
namespace {

constexpr std::size_t kLeastNameLetters = 4;      // shorter words resemble too much
constexpr std::size_t kLeastKeyConsonants = 4;    // fewer, and the key keeps its vowels
constexpr double kNameTolerance = 0.11;           // of the sounds' length; tuned on pair recall against false matches
constexpr double kWordTolerance = 0.055;          // for words that need not be names

bool has_digit(std::string_view folded) { return folded.find_first_of("0123456789") != std::string_view::npos; }

Script script_of_word(std::u32string_view letters) { return letters.empty() ? Script::Zyyy : script_of_code_point(letters[0]); }

/// Turkic patronymics as Russian writes them: Сағадыбекқызы, Сагадыбековна.
void add_russian_patronymic(std::u32string_view letters, std::vector<std::u32string>& out) {
    struct Ending {
        std::u32string_view turkic;
        std::u32string_view russian;
    };
    static constexpr Ending kEndings[] = {{U"ұлы", U"ович"},  {U"улы", U"ович"},   {U"уулу", U"ович"},  {U"қызы", U"овна"},  {U"кызы", U"овна"},
                                          {U"uly", U"ovich"}, {U"uulu", U"ovich"}, {U"qyzy", U"ovna"}, {U"kyzy", U"ovna"}};
    for (const Ending& ending : kEndings) {
        if (!letters.ends_with(ending.turkic) || letters.size() < ending.turkic.size() + 3) { continue; }
        out.push_back(std::u32string(letters.substr(0, letters.size() - ending.turkic.size())).append(ending.russian));
        return;
    }
}

/// Places whose names differ by more than spelling from language to language. Written by hand; one row a place.
constexpr std::string_view kExonyms[] = {
    "ашхабад ашгабат aşgabat ashgabat ashkhabad aschgabat achgabat", "коканд қўқон qo'qon kokand qoqon kokon",
    "пенджикент панҷакент панчакент panjakent penjikent", "хорог хоруғ khorog khorugh xorug", "гиссар ҳисор hisor gissar hissar",
    "джизак жиззах jizzax jizzakh dzhizak", "худжанд хуҷанд хўжанд khujand xo'jand khodjent khudzhand", "хива хева xiva khiva",
    "уральск орал oral uralsk", "аральск арал aral aralsk", "карши қарши qarshi karshi", "ургенч урганч urganch urgench",
    "термез термиз termiz termez", "дашогуз дашховуз daşoguz dashoguz", "мары mary merw", "фергана фарғона farg'ona fergana ferghana",
    "киргизия кыргызстан киргизстан қирғизистон қырғызстан qirg'iziston kyrgyzstan kirgizstan kirghizia",
    "туркмения туркменистан туркменістан туркманистон türkmenistan turkmeniston turkmenistan",
    "казахстан қазақстан казакстан қозоғистон қазоқистон qozog'iston qazaqstan kazakhstan gazagystan",
    "узбекистан өзбекстан ўзбекистон узбакистон o'zbekiston özbegistan uzbekistan",
    "таджикистан тәжікстан тоҷикистон тожикистон тажикстан tojikiston täjigistan tajikistan tadzhikistan"};

/// Gives the row of kExonyms a word or a stem of it is in, as a key; empty for other words.
std::string exonym_key(std::string_view word) {
    static const std::unordered_map<std::string, std::string> by_word = [] {
        std::unordered_map<std::string, std::string> out;
        for (const std::string_view row : kExonyms) {
            const auto words = words_of(row);
            for (const OwnedWord& each : words) { out.emplace(each.folded, "=" + words.front().folded); }
        }
        return out;
    }();
    const auto found = by_word.find(std::string(word));
    return found == by_word.end() ? std::string() : found->second;
}

/// The spellings a word is read by for name keys: itself, and cut of case endings where its script inflects names.
std::vector<std::u32string> spellings_of(std::string_view folded, std::u32string_view letters) {
    std::vector<std::u32string> out{std::u32string(letters)};
    const Script script = script_of_word(letters);
    if (script != Script::Cyrl && script != Script::Latn) { return out; }
    add_russian_patronymic(letters, out);
    std::vector<std::string> stems;
    if (script == Script::Cyrl) {
        append_stems(folded, {}, stems);
    } else {
        append_stems(folded, {Language::Uz, Language::Tk}, stems);
    }
    for (const std::string& stem : stems) {
        std::u32string spelling = decode_all(stem);
        if (spelling.size() >= kLeastNameLetters && spelling != letters) { out.push_back(std::move(spelling)); }
    }
    return out;
}

void add(std::vector<MatchKey>& out, KeyKind kind, std::string text) {
    MatchKey key{kind, std::move(text)};
    if (!key.text.empty() && std::find(out.begin(), out.end(), key) == out.end()) { out.push_back(std::move(key)); }
}

void add_name_keys(const std::string& sounds, bool only_consonants, std::vector<MatchKey>& out) {
    const std::string consonants = consonants_of(sounds);
    const std::size_t count = consonants.size() - (!consonants.empty() && consonants[0] == 'a' ? 1U : 0U);
    if (count >= kLeastKeyConsonants) { add(out, KeyKind::Name, consonants); }
    if (!only_consonants && count < kLeastKeyConsonants && sounds.size() >= 3) {
        add(out, KeyKind::Name, "+" + consonants_and_places_of(sounds));
    }
}

/// The sounds of every spelling, in every reading.
std::vector<std::string> all_sounds(std::string_view folded, std::u32string_view letters) {
    std::vector<std::string> out;
    const auto take = [&out](std::string sounds) {
        if (!sounds.empty() && std::find(out.begin(), out.end(), sounds) == out.end()) { out.push_back(std::move(sounds)); }
    };
    for (const std::u32string& spelling : spellings_of(folded, letters)) {
        for (const ReadAs read_as : readings_of(spelling)) { take(sounds_of(spelling, read_as)); }
    }
    return out;
}

/// Two keys lists have a key of the kind in common.
bool share_key(const std::vector<MatchKey>& left, const std::vector<MatchKey>& right, KeyKind kind) {
    return std::any_of(left.begin(), left.end(), [&](const MatchKey& key) {
        return key.kind == kind && std::find(right.begin(), right.end(), key) != right.end();
    });
}

/// Both words, or stems of them, name the same place of kExonyms.
bool share_exonym(std::string_view left, std::string_view right) {
    const auto key_of = [](std::string_view word) {
        std::string key = exonym_key(word);
        if (!key.empty()) { return key; }
        std::vector<std::string> stems;
        append_stems(word, {}, stems);
        for (const std::string& stem : stems) {
            if (key.empty()) { key = exonym_key(stem); }
        }
        return key;
    };
    const std::string key = key_of(left);
    return !key.empty() && key == key_of(right);
}

}  // namespace

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
    std::vector<std::string> stems;
    append_stems(folded, hint, stems);
    add(out, KeyKind::Name, exonym_key(folded));
    for (std::string& stem : stems) {
        add(out, KeyKind::Name, exonym_key(stem));
        add(out, KeyKind::Stem, std::move(stem));
    }
    const std::u32string letters = decode_all(folded);
    if (letters.size() < kLeastNameLetters || has_digit(folded)) { return; }
    const bool only_consonants = script_of_word(letters) == Script::Arab;
    for (const std::string& sounds : all_sounds(folded, letters)) { add_name_keys(sounds, only_consonants, out); }
}

bool may_match_by_name(std::string_view query_folded, bool query_capitalised, std::string_view candidate_folded) {
    const std::u32string query = decode_all(query_folded);
    const std::u32string candidate = decode_all(candidate_folded);
    if (query.size() < kLeastNameLetters || candidate.size() < kLeastNameLetters) { return false; }
    if (has_digit(query_folded) || has_digit(candidate_folded)) { return false; }
    const Script query_script = script_of_word(query);
    const Script candidate_script = script_of_word(candidate);
    if (query_script == candidate_script && !query_capitalised) { return false; }
    if (share_exonym(query_folded, candidate_folded)) { return true; }
    const bool consonants_only = query_script == Script::Arab || candidate_script == Script::Arab;
    const double tolerance = query_capitalised && query_script != candidate_script ? kNameTolerance : kWordTolerance;
    const auto candidate_sounds = all_sounds(candidate_folded, candidate);
    for (const std::string& left : all_sounds(query_folded, query)) {
        for (const std::string& right : candidate_sounds) {
            if (consonants_only ? consonants_of(left) == consonants_of(right)
                                : sound_distance(left, right) <= tolerance * static_cast<double>(std::max(left.size(), right.size()))) {
                return true;
            }
        }
    }
    return false;
}

MatchStrength match_strength(std::string_view query_folded, bool query_capitalised, std::string_view candidate_folded,
                             LanguageSet hint) {
    if (query_folded == candidate_folded) { return MatchStrength::Exact; }
    std::vector<MatchKey> query_keys;
    std::vector<MatchKey> candidate_keys;
    match_keys(query_folded, hint, query_keys);
    match_keys(candidate_folded, {}, candidate_keys);
    if (share_key(query_keys, candidate_keys, KeyKind::Stem)) { return MatchStrength::Stem; }
    if (share_key(query_keys, candidate_keys, KeyKind::Name) &&
        may_match_by_name(query_folded, query_capitalised, candidate_folded)) {
        return MatchStrength::Name;
    }
    return MatchStrength::None;
}

std::string romanise(std::string_view folded) { return romanise_letters(decode_all(folded)); }

}  // namespace guvoh::language
