// SPDX-License-Identifier: AGPL-3.0-or-later
#include "language/keys.h"

#include <algorithm>

#include "language/sounds.h"
#include "language/stems.h"
#include "language/utf8.h"

namespace guvoh::language {
namespace {

constexpr std::size_t kLeastNameLetters = 4;      // shorter words resemble too much
constexpr std::size_t kLeastKeyConsonants = 4;    // fewer, and the key keeps its vowels
constexpr double kCrossScriptTolerance = 0.11;    // of the sounds' length; tuned on pair recall against false matches
constexpr double kSameScriptTolerance = 0.055;

bool has_digit(std::string_view folded) { return folded.find_first_of("0123456789") != std::string_view::npos; }

Script script_of_word(std::u32string_view letters) { return letters.empty() ? Script::Zyyy : script_of_code_point(letters[0]); }

/// The spellings a word is read by for name keys: itself, and cut of case endings where its script inflects names.
std::vector<std::u32string> spellings_of(std::string_view folded, std::u32string_view letters) {
    std::vector<std::u32string> out{std::u32string(letters)};
    const Script script = script_of_word(letters);
    if (script != Script::Cyrl && script != Script::Latn) { return out; }
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
        add(out, KeyKind::Name, "=" + vowel_classes_of(sounds));
    }
}

/// The sounds of every spelling, and of both readings of x.
std::vector<std::string> all_sounds(std::string_view folded, std::u32string_view letters) {
    std::vector<std::string> out;
    const auto take = [&out](std::string sounds) {
        if (!sounds.empty() && std::find(out.begin(), out.end(), sounds) == out.end()) { out.push_back(std::move(sounds)); }
    };
    const bool has_x = letters.find(U'x') != std::u32string_view::npos;
    for (const std::u32string& spelling : spellings_of(folded, letters)) {
        take(sounds_of(spelling, ReadX::AsH));
        if (has_x) { take(sounds_of(spelling, ReadX::AsKs)); }
    }
    return out;
}

/// A sorted list of texts shares an element with another.
bool share_key(const std::vector<MatchKey>& left, const std::vector<MatchKey>& right, KeyKind kind) {
    return std::any_of(left.begin(), left.end(), [&](const MatchKey& key) {
        return key.kind == kind && std::find(right.begin(), right.end(), key) != right.end();
    });
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
    for (std::string& stem : stems) { add(out, KeyKind::Stem, std::move(stem)); }
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
    const bool consonants_only = query_script == Script::Arab || candidate_script == Script::Arab;
    const double tolerance = query_script == candidate_script ? kSameScriptTolerance : kCrossScriptTolerance;
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
