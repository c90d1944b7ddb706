// SPDX-License-Identifier: AGPL-3.0-or-later
#include "themes/action.h"

#include <algorithm>
#include <string>

namespace guvoh::themes {

using language::OwnedWord;

namespace {

constexpr std::size_t kOpening = 30;   // words among which the first verb is looked for
constexpr std::size_t kObjectIn = 5;   // words after a verb that its object's noun stands in
constexpr double kSureScore = 0.8;
constexpr double kOpenScore = 0.55;    // verbs that coders put in two categories

struct Verb {
    std::string_view base;
    int category;
};

// In order, for the search.
constexpr Verb kVerbs[] = {
    {"abolish", 5}, {"accede", 5}, {"accelerate", 4}, {"accept", 5}, {"achieve", 4}, {"acknowledge", 5}, {"act", 4}, {"address", 4},
    {"adhere", 5}, {"adopt", 5}, {"advance", 4}, {"align", 5}, {"allocate", 4}, {"allow", 4}, {"amend", 5}, {"analyse", 3},
    {"analyze", 3}, {"apply", 5}, {"appoint", 5}, {"approve", 5}, {"ask", 1}, {"assess", 3}, {"avoid", 4}, {"ban", 5},
    {"become", 5}, {"bolster", 4}, {"boost", 4}, {"bring", 5}, {"broaden", 4}, {"build", 4}, {"cease", 5}, {"clarify", 5},
    {"close", 5}, {"collaborate", 4}, {"combat", 4}, {"commit", 4}, {"commute", 5}, {"complete", 5}, {"comply", 4}, {"conclude", 5},
    {"conduct", 5}, {"consider", 3}, {"consolidate", 4}, {"contemplate", 3}, {"continue", 2}, {"cooperate", 4}, {"create", 5}, {"criminalise", 5},
    {"criminalize", 5}, {"decriminalise", 5}, {"decriminalize", 5}, {"deepen", 4}, {"define", 5}, {"deploy", 4}, {"design", 5}, {"develop", 5},
    {"devise", 5}, {"devote", 4}, {"discontinue", 5}, {"disseminate", 4}, {"draft", 5}, {"draw", 5}, {"elaborate", 5}, {"eliminate", 5},
    {"enable", 4}, {"enact", 5}, {"encourage", 4}, {"end", 4}, {"endeavour", 4}, {"enforce", 5}, {"engage", 4}, {"enhance", 4},
    {"ensure", 4}, {"envisage", 3}, {"envision", 3}, {"eradicate", 4}, {"establish", 5}, {"evaluate", 3}, {"examine", 3}, {"exert", 4},
    {"expand", 4}, {"expedite", 4}, {"explore", 3}, {"extend", 5}, {"facilitate", 4}, {"fight", 4}, {"finalise", 5}, {"finalize", 5},
    {"focus", 4}, {"follow", 4}, {"formalise", 5}, {"formalize", 5}, {"formulate", 5}, {"foster", 4}, {"fulfil", 4}, {"fulfill", 4},
    {"give", 4}, {"grant", 5}, {"guarantee", 4}, {"halt", 5}, {"harmonise", 5}, {"harmonize", 5}, {"hold", 5}, {"identify", 4},
    {"implement", 5}, {"impose", 5}, {"improve", 4}, {"include", 5}, {"incorporate", 5}, {"increase", 4}, {"initiate", 5}, {"institute", 5},
    {"integrate", 5}, {"intensify", 4}, {"introduce", 5}, {"investigate", 5}, {"invite", 5}, {"issue", 5}, {"join", 5}, {"keep", 2},
    {"launch", 5}, {"lift", 5}, {"limit", 5}, {"look", 3}, {"lower", 5}, {"maintain", 2}, {"make", 4}, {"modify", 5}, {"monitor", 4},
    {"move", 4}, {"observe", 4}, {"open", 5}, {"organise", 5}, {"organize", 5}, {"participate", 4}, {"pass", 5}, {"pay", 4},
    {"persevere", 2}, {"persist", 2}, {"place", 4}, {"prepare", 5}, {"preserve", 2}, {"prevent", 4}, {"prioritise", 4}, {"prioritize", 4},
    {"proceed", 5}, {"prohibit", 5}, {"promote", 4}, {"promulgate", 5}, {"prosecute", 5}, {"protect", 4}, {"provide", 4}, {"publish", 5},
    {"punish", 5}, {"pursue", 2}, {"put", 4}, {"raise", 5}, {"ratify", 5}, {"reactivate", 5}, {"reassess", 3}, {"recognise", 5},
    {"recognize", 5}, {"reconsider", 3}, {"redouble", 4}, {"reduce", 5}, {"reexamine", 3}, {"reflect", 3}, {"reform", 5}, {"refrain", 5},
    {"reinforce", 4}, {"reinstate", 5}, {"release", 5}, {"remain", 2}, {"remove", 5}, {"repeal", 5}, {"replace", 5}, {"request", 1},
    {"rescind", 5}, {"resolve", 4}, {"respect", 4}, {"respond", 5}, {"restore", 5}, {"retain", 2}, {"review", 3}, {"revise", 3},
    {"revoke", 5}, {"safeguard", 4}, {"seek", 1}, {"set", 5}, {"share", 1}, {"sign", 5}, {"speed", 4}, {"start", 5},
    {"step", 4}, {"stop", 5}, {"strengthen", 4}, {"strive", 4}, {"study", 3}, {"submit", 5}, {"support", 4}, {"suspend", 5},
    {"sustain", 2}, {"tackle", 4}, {"take", 4}, {"train", 5}, {"transform", 5}, {"translate", 5}, {"undertake", 5}, {"update", 5},
    {"uphold", 4}, {"withdraw", 5}, {"work", 4},
};

/// A verb with a word soon after it that changes what it asks.
struct Turn {
    std::string_view verb;
    std::string_view word;  ///< how the later word begins
    std::size_t within;     ///< words after the verb it may stand in
    int category;
};

constexpr Turn kTurns[] = {
    {"adopt", "measure", kObjectIn, 4}, {"adopt", "step", kObjectIn, 4}, {"adopt", "polic", kObjectIn, 4}, {"bring", "perpetrators", kObjectIn, 5},
    {"call", "on", 1, 1}, {"call", "upon", 1, 1}, {"carry", "on", 1, 2}, {"carry", "out", 1, 5}, {"give", "consideration", kObjectIn, 3},
    {"give", "thought", kObjectIn, 3}, {"go", "on", 1, 2}, {"implement", "measure", kObjectIn, 4}, {"make", "declaration", kObjectIn, 5},
    {"make", "standing", kObjectIn, 5}, {"extend", "effort", kObjectIn, 4}, {"pursue", "further", 1, 2}, {"put", "in", 1, 5},
    {"put", "into", 1, 5}, {"put", "moratorium", kObjectIn, 5}, {"request", "visit", kObjectIn, 5}, {"seek", "to", 1, 4}, {"set", "aside", 1, 4},
    {"share", "responsib", kObjectIn, 4}, {"study", "recommend", kObjectIn, 3}, {"take", "consideration", 2, 4}, {"undertake", "measure", kObjectIn, 4},
    {"undertake", "effort", kObjectIn, 4}, {"undertake", "step", kObjectIn, 4}, {"undertake", "review", kObjectIn, 3}, {"conduct", "review", kObjectIn, 3},
    {"make", "every", 1, 4}, {"take", "necessary", 1, 4}, {"provide", "training", kObjectIn, 5}, {"remain", "committed", 1, 2},
    {"work", "with", 1, 4}, {"be", "party", 3, 5}, {"take", "part", 1, 4},
};

// Verbs that coders put now in one category, now in another.
constexpr std::string_view kOpen[] = {"accept", "achieve", "adopt", "allow", "apply", "bring", "develop", "end", "extend", "implement", "improve", "increase",
                                      "make", "maintain", "provide", "pursue", "put", "reduce", "revise", "seek", "set", "undertake"};

const Verb* find_verb(std::string_view word) {
    const auto at = std::lower_bound(std::begin(kVerbs), std::end(kVerbs), word, [](const Verb& verb, std::string_view wanted) { return verb.base < wanted; });
    return at != std::end(kVerbs) && at->base == word ? at : nullptr;
}

/// The verb of "amending": without the ending, with an e, or with one consonant of two.
const Verb* verb_of_gerund(std::string_view word) {
    if (word.size() < 6 || !word.ends_with("ing")) return nullptr;
    std::string base(word.substr(0, word.size() - 3));
    if (const Verb* verb = find_verb(base)) return verb;
    if (const Verb* verb = find_verb(base + "e")) return verb;
    return base.size() > 3 && base.back() == base[base.size() - 2] ? find_verb(base.substr(0, base.size() - 1)) : nullptr;
}

/// The category of the verb at a word, its turn counted; 0 when it is no verb.
int category_at(std::span<const OwnedWord> words, std::size_t at) {
    const std::string& word = words[at].folded;
    for (const Turn& turn : kTurns) {
        if (turn.verb != word) continue;
        const std::size_t end = std::min(at + 1 + turn.within, words.size());
        for (std::size_t later = at + 1; later < end; ++later) {
            if (std::string_view(words[later].folded).starts_with(turn.word)) return turn.category;
        }
    }
    const Verb* verb = find_verb(word);
    return verb == nullptr ? 0 : verb->category;
}

bool is_adverb(std::string_view word) { return (word.size() > 4 && word.ends_with("ly")) || word == "further" || word == "also" || word == "better"; }

/// The word after `at` that is no adverb; words.size() when there is none.
std::size_t after_adverbs(std::span<const OwnedWord> words, std::size_t at) {
    while (at < words.size() && is_adverb(words[at].folded)) ++at;
    return at;
}

/// The second of two joined verbs ("continue and strengthen"); `first` when there is none.
std::size_t joined_verb(std::span<const OwnedWord> words, std::size_t first) {
    std::size_t at = after_adverbs(words, first + 1);
    if (at >= words.size() || (words[at].folded != "and" && words[at].folded != "or")) return first;
    at = after_adverbs(words, at + 1);
    return at < words.size() && category_at(words, at) != 0 ? at : first;
}

/// The verb of a specific example ("by amending the family code"); words.size() when there is none.
std::size_t specific_example(std::span<const OwnedWord> words, std::size_t from) {
    for (std::size_t at = from; at + 1 < words.size(); ++at) {
        if (words[at].folded != "by" && words[at].folded != "through") continue;
        const std::size_t next = after_adverbs(words, at + 1);
        if (next >= words.size()) break;
        const Verb* verb = verb_of_gerund(words[next].folded);
        if (verb != nullptr && verb->category == 5) return next;
    }
    return words.size();
}

std::size_t first_verb(std::span<const OwnedWord> words) {
    const std::size_t end = std::min(words.size(), kOpening);
    for (std::size_t at = 0; at < end; ++at) {
        if (category_at(words, at) != 0) return at;
    }
    return words.size();
}

}  // namespace

ActionGuess guess_action(std::span<const OwnedWord> words) {
    const std::size_t first = first_verb(words);
    if (first == words.size()) return {};
    const std::size_t verb = joined_verb(words, first);
    const bool open = std::find(std::begin(kOpen), std::end(kOpen), words[verb].folded) != std::end(kOpen);
    ActionGuess guess{category_at(words, verb), open ? kOpenScore : kSureScore, {{words[verb].span.begin, words[verb].span.end}}};
    if (guess.category != 4) return guess;
    if (const std::size_t example = specific_example(words, verb + 1); example < words.size()) {
        guess.category = 5;
        guess.spans.push_back({words[example].span.begin, words[example].span.end});
    }
    return guess;
}

}  // namespace guvoh::themes
