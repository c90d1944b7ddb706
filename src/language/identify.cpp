// SPDX-License-Identifier: AGPL-3.0-or-later
#include "language/identify.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdio>
#include <numeric>

// CLD2's public header uses FILE without including it, so it comes after <cstdio>.
#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

#include "language/fold_table.h"
#include "language/function_words.h"
#include "language/utf8.h"
#include "language/words.h"

namespace guvoh::language {
namespace {

constexpr std::size_t kFirstLook = 360;  // bytes; most sentences are decided by these
constexpr std::size_t kLongestLook = 2000;
constexpr std::size_t kOracleBytes = 400;  // CLD2 costs about 30 us for these
constexpr double kDecided = 6.0;           // lead in points that needs no second opinion
constexpr int kDecidedWords = 3;
constexpr double kWordPoints = 2.0;
constexpr double kSharedWordPoints = 1.0;
constexpr double kForeignLetterPoints = 1.2;  // for a letter the alphabet lacks
constexpr double kMostLetterPoints = 14.0;

constexpr double kEndingPoints = 0.8;
constexpr double kSharedEndingPoints = 0.4;
constexpr double kForeignAsciiPoints = 0.5;  // names of strangers bring w, x and c into every language

/// Letters without which a text of some length is hardly in a language, and their usual share.
struct Peculiar {
    Language language;
    Script script;
    std::u32string_view letters;
    double share;
};
constexpr Peculiar kPeculiar[] = {
    {Language::Kk, Script::Cyrl, U"әғқңөүұһі", 0.08}, {Language::Kk, Script::Cyrl, U"іұһ", 0.06},
    {Language::Kaa, Script::Cyrl, U"әғқңөүўҳ", 0.08}, {Language::Kaa, Script::Cyrl, U"ўҳ", 0.03},
    {Language::Uz, Script::Cyrl, U"ўқғҳ", 0.05},      {Language::Tg, Script::Cyrl, U"ҳҷғқӣӯ", 0.06},
    {Language::Ky, Script::Cyrl, U"өүң", 0.06},       {Language::Tt, Script::Cyrl, U"әөүҗңһ", 0.08},
    {Language::Tk, Script::Cyrl, U"әөүҗң", 0.06},     {Language::Uk, Script::Cyrl, U"іїєґ", 0.06},
    {Language::Tr, Script::Latn, U"ışğçöü", 0.08},    {Language::Az, Script::Latn, U"əışğçöü", 0.10},
    {Language::Az, Script::Latn, U"ə", 0.08},         {Language::Tk, Script::Latn, U"ýňäşçöüž", 0.08},
    {Language::Kaa, Script::Latn, U"áǵıńóú", 0.10},   {Language::Ug, Script::Latn, U"éöüë", 0.03},
    {Language::Ky, Script::Latn, U"üöşçı", 0.05},     {Language::Kk, Script::Latn, U"äáöóüúşıńǵğý", 0.06},
};
/// Plain letters some of our Latin alphabets lack.
constexpr std::string_view kTellingAscii = "wxqcv";

/// What one look at a text gathers.
struct Evidence {
    std::array<double, kLanguageCount> points{};
    std::u32string telling;  ///< the letters beyond the common ones, in order
    std::array<double, kLanguageCount> against{};
    std::array<int, kLanguageCount> words{};  ///< function words of each language
    int letters = 0;
    int strange_letters = 0;  ///< accented letters none of our alphabets has
    int word_count = 0;
    int uzbek_apostrophes = 0;
    Script script = Script::Zyyy;
};

std::size_t index_of(Language language) { return static_cast<std::size_t>(language); }

template <class Visit>
void for_each_language(LanguageMask mask, Visit visit) {
    while (mask != 0) {
        visit(static_cast<std::size_t>(std::countr_zero(mask)));
        mask &= mask - 1;
    }
}

/// Cuts a text at `limit` bytes, never inside a character or, where it can be helped, a word.
std::string_view cut(std::string_view text, std::size_t limit) {
    if (text.size() <= limit) {
        return text;
    }
    std::size_t end = text.rfind(' ', limit);
    if (end == std::string_view::npos || end < limit / 2) {
        end = limit;
        while (end > 0 && is_trail(text, end)) {
            --end;
        }
    }
    return text.substr(0, end);
}

char32_t lower(char32_t letter) {
    if (letter >= 0x410 && letter <= 0x42F) {
        return letter + 0x20;
    }
    if (letter >= 0x400 && letter <= 0x40F) {
        return letter + 0x50;
    }
    if (letter >= 0xC0 && letter <= 0xDE) {
        return letter + 0x20;
    }
    if (letter == 0x130) {
        return U'i';
    }
    const bool paired =
        (letter >= 0x100 && letter <= 0x177 && letter != 0x131 && letter != 0x138) || (letter >= 0x48A && letter <= 0x52F);
    if (letter >= 0x139 && letter <= 0x148) {
        return letter + (letter & 1U);
    }
    if (letter >= 0x179 && letter <= 0x17E) {
        return letter + (letter & 1U);
    }
    if (letter >= 0x4C1 && letter <= 0x4CE) {
        return letter + (letter & 1U);
    }
    if (letter == 0x18F) {
        return 0x259;
    }
    return paired ? (letter | 1U) : letter;
}

bool is_peculiar_to_none(char32_t letter) {
    const bool latin = letter >= 0xC0 && letter < 0x250 && letter != 0xD7 && letter != 0xF7;
    const bool cyrillic =
        letter == 0x458 || letter == 0x459 || letter == 0x45A || letter == 0x45B || letter == 0x45F || letter == 0x452;
    return latin || cyrillic;
}

void weigh_letter(char32_t letter, LanguageMask candidates, Evidence& evidence) {
    const LanguageMask having = alphabet_mask(letter);
    if (having == 0) {
        evidence.strange_letters += is_peculiar_to_none(letter) ? 1 : 0;
        return;
    }
    for_each_language(candidates & ~having, [&](std::size_t at) {
        evidence.against[at] = std::min(kMostLetterPoints, evidence.against[at] + kForeignLetterPoints);
    });
}

/// Counts letters by script and weighs those that tell.
void look_at_letters(std::string_view text, Evidence& evidence) {
    std::array<int, 16> scripts{};
    std::array<int, 256> ascii{};
    std::u32string& telling = evidence.telling;
    for (std::size_t at = 0; at < text.size();) {
        const std::uint8_t byte = byte_at(text, at);
        if (byte < 0x80) {
            ++ascii[byte | 0x20U];
            ++at;
            continue;
        }
        const Decoded step = decode_utf8(text, at);
        at += step.length;
        if (step.code_point == kNotUtf8) {
            continue;
        }
        const char32_t letter = step.code_point < 0x530 ? lower(step.code_point) : step.code_point;
        const bool plain_russian = letter >= 0x430 && letter < 0x450 && letter != U'щ' && letter != U'ы';
        ++scripts[static_cast<std::size_t>(plain_russian ? Script::Cyrl : script_of_code_point(letter))];
        if (!plain_russian && letter < 0x800) {
            telling.push_back(letter);
        }
    }
    scripts[static_cast<std::size_t>(Script::Latn)] += std::accumulate(ascii.begin() + 'a', ascii.begin() + 'z' + 1, 0);
    const auto best = std::max_element(scripts.begin() + 1, scripts.end());
    if (*best == 0) {
        return;
    }
    evidence.script = static_cast<Script>(best - scripts.begin());
    evidence.letters = *best;
    const LanguageMask candidates = script_mask(evidence.script);
    for (const char32_t letter : telling) {
        weigh_letter(letter, candidates, evidence);
    }
    if (evidence.script != Script::Latn) {
        return;
    }
    for (const char letter : kTellingAscii) {
        const double points = kForeignAsciiPoints * std::min(ascii[static_cast<unsigned char>(letter)], 8);
        const LanguageMask having = alphabet_mask(static_cast<unsigned char>(letter));
        for_each_language(candidates & ~having, [&](std::size_t language) { evidence.against[language] += points; });
    }
}

void look_at_words(std::string_view text, Evidence& evidence) {
    const LanguageMask candidates = script_mask(evidence.script);
    WordBreaker breaker(text);
    Word word;
    while (breaker.next(word)) {
        ++evidence.word_count;
        const std::size_t apostrophe = word.folded.find('\'');
        if (apostrophe != std::string_view::npos && apostrophe > 0) {
            const char before = word.folded[apostrophe - 1];
            evidence.uzbek_apostrophes += before == 'o' || before == 'g' ? 1 : 0;
        }
        LanguageMask mask = function_word_mask(word.folded) & candidates;
        if (mask == 0) {
            mask = ending_mask(word.folded) & candidates;
            const double points = std::has_single_bit(mask) ? kEndingPoints : kSharedEndingPoints;
            for_each_language(mask, [&](std::size_t at) { evidence.points[at] += points; });
            continue;
        }
        const double points = std::has_single_bit(mask) ? kWordPoints : kSharedWordPoints;
        for_each_language(mask, [&](std::size_t at) {
            evidence.points[at] += points;
            ++evidence.words[at];
        });
    }
}

void weigh_absence(Evidence& evidence) {
    for (const Peculiar& peculiar : kPeculiar) {
        const std::size_t at = index_of(peculiar.language);
        if (peculiar.script != evidence.script) {
            continue;
        }
        if (evidence.telling.find_first_of(peculiar.letters) != std::u32string::npos) {
            continue;
        }
        evidence.points[at] -= std::min(6.0, peculiar.share * evidence.letters);
    }
    if (evidence.script == Script::Latn && evidence.uzbek_apostrophes > 0) {
        evidence.points[index_of(Language::Uz)] += 2.0 * std::min(4, evidence.uzbek_apostrophes);
    }
    for (std::size_t at = 0; at < kLanguageCount; ++at) {
        evidence.points[at] -= evidence.against[at];
    }
}

Evidence look_at(std::string_view text) {
    Evidence evidence;
    look_at_letters(text, evidence);
    if (script_mask(evidence.script) == 0) {
        return evidence;
    }
    look_at_words(text, evidence);
    weigh_absence(evidence);
    return evidence;
}

struct Verdict {
    Language language = Language::Und;
    double best = 0;
    double lead = 0;
};

Verdict judge(const Evidence& evidence) {
    Verdict verdict;
    double second = -1e9;
    verdict.best = -1e9;
    for_each_language(script_mask(evidence.script), [&](std::size_t at) {
        const double points = evidence.points[at];
        if (points > verdict.best) {
            second = verdict.best;
            verdict.best = points;
            verdict.language = static_cast<Language>(at);
        } else {
            second = std::max(second, points);
        }
    });
    verdict.lead = verdict.best - second;
    return verdict;
}

bool is_decided(const Evidence& evidence, const Verdict& verdict) {
    return verdict.lead >= kDecided && evidence.words[index_of(verdict.language)] >= kDecidedWords &&
           evidence.words[index_of(verdict.language)] * 12 >= evidence.word_count &&
           evidence.strange_letters * 40 <= evidence.letters;
}

Language from_cld2(CLD2::Language language) {
    switch (language) {
        case CLD2::ENGLISH: return Language::En;
        case CLD2::RUSSIAN: return Language::Ru;
        case CLD2::KAZAKH: return Language::Kk;
        case CLD2::KYRGYZ: return Language::Ky;
        case CLD2::TAJIK: return Language::Tg;
        case CLD2::UZBEK: return Language::Uz;
        case CLD2::TURKMEN: return Language::Tk;
        case CLD2::TURKISH: return Language::Tr;
        case CLD2::ARABIC: return Language::Ar;
        case CLD2::PERSIAN: return Language::Fa;
        case CLD2::TATAR: return Language::Tt;
        case CLD2::UIGHUR: return Language::Ug;
        case CLD2::AZERBAIJANI: return Language::Az;
        case CLD2::UKRAINIAN: return Language::Uk;
        default: return Language::Und;
    }
}

bool is_slavic_neighbour(CLD2::Language language) {
    return language == CLD2::BULGARIAN || language == CLD2::MACEDONIAN || language == CLD2::SERBIAN ||
           language == CLD2::BELARUSIAN;
}

/// What CLD2 says, as points for our languages; `foreign` for a language that is none of ours.
struct Opinion {
    double foreign = 0;
    bool is_reliable = false;
};

Opinion ask_cld2(std::string_view text, Evidence& evidence) {
    const CLD2::CLDHints hints{nullptr, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
    CLD2::Language languages[3] = {CLD2::UNKNOWN_LANGUAGE, CLD2::UNKNOWN_LANGUAGE, CLD2::UNKNOWN_LANGUAGE};
    int percents[3] = {0, 0, 0};
    double scores[3] = {0, 0, 0};
    int text_bytes = 0;
    int valid_bytes = 0;
    Opinion opinion;
    CLD2::ExtDetectLanguageSummaryCheckUTF8(text.data(), static_cast<int>(text.size()), true, &hints,
                                            CLD2::kCLDFlagBestEffort, languages, percents, scores, nullptr, &text_bytes,
                                            &opinion.is_reliable, &valid_bytes);
    const double weight = opinion.is_reliable ? 6.0 : 4.0;
    for (int at = 0; at < 3; ++at) {
        if (languages[at] == CLD2::UNKNOWN_LANGUAGE || percents[at] <= 0) {
            continue;
        }
        const Language ours = from_cld2(languages[at]);
        const double points = weight * percents[at] / 100.0;
        if (ours == Language::Und && is_slavic_neighbour(languages[at]) && evidence.strange_letters == 0) {
            evidence.points[index_of(Language::Ru)] += 0.7 * points;  // CLD2 mistakes short Russian for its neighbours
        } else if (ours == Language::Und) {
            opinion.foreign += points;
        } else {
            const bool lacks_letters =
                evidence.against[index_of(ours)] >= 1.0;  // Karakalpak taken for Kazakh, Uyghur for Uzbek
            evidence.points[index_of(ours)] += lacks_letters ? 0.5 * points : points;
        }
    }
    return opinion;
}

double confidence_of(double lead) { return 1.0 - std::exp(-std::max(lead, 0.0) / 2.5); }

Identification decide_with_cld2(std::string_view text, Evidence evidence) {
    const Opinion opinion = ask_cld2(cut(text, kOracleBytes), evidence);
    const Verdict verdict = judge(evidence);
    Identification out{verdict.language, evidence.script, confidence_of(verdict.lead)};
    const double strange = 1.5 * evidence.strange_letters;
    const bool is_foreign = opinion.foreign + std::min(strange, 4.0) > verdict.best + (opinion.is_reliable ? 0.0 : 1.0);
    if (is_foreign || verdict.best <= 0.3 || verdict.lead <= 0) {
        out.language = Language::Und;
        out.confidence = is_foreign ? confidence_of(opinion.foreign - verdict.best) : 0.0;
    }
    return out;
}

}  // namespace

Identification identify(std::string_view text) {
    Evidence evidence = look_at(cut(text, kFirstLook));
    Verdict verdict = judge(evidence);
    if (!is_decided(evidence, verdict) && text.size() > kFirstLook) {
        text = cut(text, kLongestLook);
        evidence = look_at(text);
        verdict = judge(evidence);
    }
    if (script_mask(evidence.script) == 0) {
        return {Language::Und, evidence.script, evidence.letters > 0 ? 0.9 : 0.0};
    }
    if (is_decided(evidence, verdict)) {
        return {verdict.language, evidence.script, confidence_of(verdict.lead)};
    }
    return decide_with_cld2(text, evidence);
}

}  // namespace guvoh::language
