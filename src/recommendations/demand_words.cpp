// SPDX-License-Identifier: AGPL-3.0-or-later
#include "recommendations/demand_words.h"

#include <algorithm>
#include <set>

#include "language/keys.h"
#include "language/words.h"
#include "themes/suggest.h"

namespace guvoh::recommendations {

namespace {

// Sorted, for the search. Words that say nothing of what is asked.
constexpr std::string_view kFunctionWords[] = {
    "a",     "about", "above", "after",  "against", "all",   "also",  "among",  "an",    "and",   "any",   "are",     "as",     "at",     "be",
    "been",  "being", "both",  "but",    "by",      "can",   "could", "do",     "during", "e.g", "each",  "etc",     "every",  "for",    "from",
    "g",     "had",   "has",   "have",   "he",      "her",   "his",   "i",      "if",    "ii",    "in",    "inter",   "into",   "is",     "it",
    "its",   "may",   "more",  "most",   "must",    "of",    "on",    "or",     "other", "others", "our",  "out",     "over",   "own",    "per",
    "s",     "shall", "she",   "should", "since",   "so",    "some",  "such",   "than",  "that",  "the",   "their",   "them",   "then",   "there",
    "these", "they",  "this",  "those",  "through", "to",    "towards", "under", "until", "up",   "upon",  "very",    "via",    "was",    "we",
    "well",  "were",  "when",  "where",  "which",   "while", "who",   "whose",  "will",  "with",  "within", "would",
    "а",     "бы",    "был",   "была",   "были",    "было",  "быть",  "в",      "во",    "все",   "всех",  "для",     "до",     "его",    "ее",
    "если",  "же",    "за",    "и",      "из",      "или",   "им",    "их",     "к",     "как",   "ко",    "которая", "которое", "которые", "которых",
    "ли",    "между", "на",    "над",    "о",       "об",    "они",   "от",     "по",    "под",   "при",   "с",       "свои",   "своих",  "следовало", "следует", "со",
    "также", "так",   "такие", "таких",  "там",     "то",    "том",   "того",   "тот",   "у",     "что",   "чтобы",   "эта",    "эти",    "этих",
    "это",   "этого", "этой",  "этом"};

// How words begin that nearly every recommendation uses: they tell how a thing is asked, not what.
constexpr std::string_view kFaintBeginnings[] = {
    "accord",   "achiev",  "action",  "activ",    "addition", "address", "adequat",  "adopt",   "aim",      "appropriat", "area",    "aspect",  "attention",
    "better",   "bring",   "carry",   "commit",   "comprehens", "concret", "consid",  "consolidat", "continu", "countr",  "deepen",  "develop",
    "duly",     "effect",  "effort",  "enhanc",   "ensur",    "establish", "existing", "field",  "follow",   "forward",   "framework", "full",  "further",
    "given",    "good",    "government", "guarant", "human",  "implement", "improv",  "includ",  "increas",  "initiat",   "intensif", "international", "issue",
    "law",      "legal",   "legislat", "line",    "maintain", "make",    "measur",   "national", "necessar", "need",     "order",   "particular", "persist",
    "plan",     "polic",   "possib",  "practic",  "programme", "progress", "promot", "protect", "provi",    "pursu",     "recommend", "redoubl", "regard",
    "relat",    "relevant", "republic", "respect", "right",   "special", "standard", "state",   "step",      "strateg", "strength", "strengthen",
    "strive",   "act",     "call",    "case",     "combat",   "concern", "eliminat", "especial", "fight",   "form",       "level",   "necess",  "people",
    "person",   "public",  "council", "extend",  "nations", "united",  "so",      "situation", "support", "tackl",   "take",     "taking",   "undertak", "urgent",  "view",    "way",      "work",
    "активиз",  "всесторон", "государств", "дальнейш", "действ", "деятельност", "должн", "закон", "мер",    "международн", "надлежащ", "национальн",
    "необходим", "обеспеч", "област", "осуществ", "отношени", "план",   "поддерж",  "полн",    "поощр",    "прав",      "предприня", "предусм", "прилаг",
    "прилож",   "приним",  "принят",  "прода",    "продолж",  "программ", "разработ", "расшир", "рекоменд", "соответств", "стратег", "улучш",  "усили",
    "учет",     "эффективн"};

/// A verb that turns a demand round, by how its forms begin.
struct Act {
    std::string_view beginning;
    std::string_view act;
};
constexpr Act kActs[] = {
    {"abolish", "abolish"},      {"abolition", "abolish"},       {"annul", "repeal"},        {"ban", "ban"},              {"cease", "stop"},
    {"criminali", "criminalise"}, {"decriminali", "decriminalise"}, {"derog", "repeal"},     {"desist", "stop"},
    {"halt", "stop"},            {"lift", "withdraw"},           {"moratori", "moratorium"}, {"never", "not"},            {"no", "not"},
    {"not", "not"},              {"outlaw", "ban"},              {"prohibit", "ban"},        {"refrain", "stop"},         {"releas", "release"},
    {"repeal", "repeal"},        {"rescind", "repeal"},          {"revok", "repeal"},        {"stop", "stop"},            {"withdr", "withdraw"},
    {"воздерж", "stop"},         {"декриминализ", "decriminalise"}, {"запре", "ban"},        {"запрещ", "ban"},           {"криминализ", "criminalise"},
    {"моратор", "moratorium"},   {"не", "not"},                  {"освобо", "release"},      {"отзыв", "withdraw"},       {"отмен", "abolish"},
    {"отозва", "withdraw"},      {"прекра", "stop"},             {"снят", "withdraw"},       {"упраздн", "abolish"}};

constexpr std::size_t kWholeWord = 4;  // bytes up to which a beginning is the whole word: "ban", "no", "не"

// What asks to join a treaty, and what speaks of one that is joined already.
constexpr std::string_view kJoining[] = {"acced",    "accession", "adher",   "join",    "party",   "ratification", "ratify",
                                         "ratifying", "sign",     "signing", "signature", "присоедин", "ратифи", "подпис", "участни"};
constexpr std::string_view kFulfilling[] = {"accordance", "accordingly", "article", "complian", "comply", "compatib", "conform", "enshrined", "fulfil",
                                            "harmoni",    "implement",   "incorporat", "obligation", "pursuant", "report", "reservation", "under",
                                            "withdraw",   "выполн",      "доклад",     "обязательств", "оговор",  "осуществ", "соответств"};

bool is_function_word(std::string_view word) {
    return std::find(std::begin(kFunctionWords), std::end(kFunctionWords), word) != std::end(kFunctionWords);
}

/// One word, folded, and its stem.
struct StemmedWord {
    std::string folded, stem;
};

/// True when a word begins so; where the beginning is too short to tell, when it or its stem is just that.
bool begins(const StemmedWord& word, std::string_view beginning) {
    if (beginning.size() <= kWholeWord) return word.folded == beginning || word.stem == beginning;
    return word.folded.starts_with(beginning);
}

template <class List>
bool begins_any(const StemmedWord& word, const List& beginnings) {
    return std::any_of(std::begin(beginnings), std::end(beginnings), [&word](std::string_view one) { return begins(word, one); });
}

std::string_view act_of(const StemmedWord& word) {
    for (const Act& act : kActs) {
        if (begins(word, act.beginning)) return act.act;
    }
    return {};
}

/// The first stem by the language that the letters show: English for Latin, Russian for Cyrillic.
std::string stem_of(const std::string& folded) {
    const bool latin = static_cast<unsigned char>(folded.front()) < 0x80U;
    std::vector<language::MatchKey> keys;
    language::match_keys(folded, {latin ? language::Language::En : language::Language::Ru}, keys);
    for (const auto& key : keys) {
        if (key.kind == language::KeyKind::Stem) return key.text;
    }
    return folded;
}

/// True for the second word of "государство-участник": who is addressed, not what is asked. To become one asks to join, and counts.
bool is_addressee(std::string_view before, std::string_view word) { return before.starts_with("государств") && word.starts_with("участник") && word != "участником"; }

/// A treaty where the text names it.
struct NamedTreaty {
    std::string code;
    themes::Span span;
};

/// The treaties a text names; of two names, one within the other, the longer one counts ("Optional Protocol to the Convention").
std::vector<NamedTreaty> named_treaties(const std::vector<themes::Suggestion>& suggestions) {
    std::vector<NamedTreaty> all;
    for (const auto& one : suggestions) {
        if (one.kind != themes::Kind::Treaty) continue;
        for (const auto& span : one.spans) all.push_back({one.code, span});
    }
    std::vector<NamedTreaty> kept;
    for (const NamedTreaty& a : all) {
        const bool within = std::any_of(all.begin(), all.end(), [&a](const NamedTreaty& b) {
            return b.span.begin <= a.span.begin && a.span.end <= b.span.end && b.span.end - b.span.begin > a.span.end - a.span.begin;
        });
        if (!within) kept.push_back(a);
    }
    return kept;
}

/// Reads the words of one text from left to right.
class Reader {
public:
    Reader(std::string_view text, const std::vector<themes::Suggestion>& suggestions, const std::vector<std::string>& treaties)
        : named_(named_treaties(suggestions)), given_(treaties.begin(), treaties.end()) {
        for (const auto& one : suggestions) {
            if (one.kind == themes::Kind::Group) groups_.insert(one.code);
        }
        for (const auto& word : language::words_of(text)) read(word);
    }

    DemandWords words() const {
        const auto list = [](const std::set<std::string>& set) { return std::vector<std::string>(set.begin(), set.end()); };
        return {list(stems_), list(faint_), list(acts_), list(groups_), list(given_), list(to_join_)};
    }

private:
    void read(const language::OwnedWord& word) {
        const bool addressee = is_addressee(before_, word.folded);
        before_ = word.folded;
        if (read_treaty(word.span)) return;
        const StemmedWord one{word.folded, stem_of(word.folded)};
        if (begins_any(one, kFulfilling)) joining_ = false;
        if (begins_any(one, kJoining) && !addressee) joining_ = true;
        if (const auto act = act_of(one); !act.empty()) {
            acts_.insert(std::string(act));
            return;
        }
        const bool number = word.folded.find_first_not_of("0123456789.") == std::string::npos;
        if (number || is_function_word(word.folded)) return;
        (addressee || begins_any(one, kFaintBeginnings) ? faint_ : stems_).insert(one.stem);
    }

    /// Takes a word that is part of a treaty's name; false for others.
    bool read_treaty(const language::WordSpan& span) {
        bool inside = false;
        for (const NamedTreaty& one : named_) {
            if (span.begin < one.span.begin || span.end > one.span.end) continue;
            inside = true;
            if (joining_ && given_.contains(one.code)) to_join_.insert(one.code);
        }
        return inside;
    }

    const std::vector<NamedTreaty> named_;
    const std::set<std::string> given_;
    std::set<std::string> stems_, faint_, acts_, groups_, to_join_;
    std::string before_;  // the word read last
    bool joining_ = false;
};

bool has(const std::vector<std::string>& list, std::string_view one) { return std::find(list.begin(), list.end(), one) != list.end(); }

}  // namespace

DemandWords demand_words(std::string_view text, const std::vector<std::string>& treaties) { return Reader(text, themes::suggest(text), treaties).words(); }

bool are_opposite(const DemandWords& a, const DemandWords& b) {
    return (has(a.acts, "criminalise") && has(b.acts, "decriminalise")) || (has(a.acts, "decriminalise") && has(b.acts, "criminalise"));
}

}  // namespace guvoh::recommendations
