// SPDX-License-Identifier: AGPL-3.0-or-later
#include "search/snippet.h"

#include <algorithm>
#include <bitset>
#include <unordered_map>

#include "language/words.h"

namespace guvoh::search {

namespace {

/// A matching word: where it stands in the unit's text, and which of the words it is.
struct Match {
    std::uint32_t begin = 0, end = 0;
    std::uint32_t word = 0;
};

struct Span {
    std::size_t begin = 0, end = 0;
};

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' || c == '\v'; }
bool is_inside_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

/// Says whether a sentence or paragraph begins at a place.
bool begins_sentence(std::string_view text, std::size_t at) {
    if (at < 2) { return at == 0; }
    if (!is_space(text[at - 1])) { return false; }
    const char before = text[at - 2];
    return before == '.' || before == '!' || before == '?' || before == ';' || (before == '\n' && text[at - 1] == '\n');
}

/// The run of matches that shows most within `length` bytes: different words first, then many.
Span densest(const std::vector<Match>& matches, std::size_t length) {
    Span best;
    std::size_t best_worth = 0;
    std::vector<std::uint32_t> seen;
    for (std::size_t i = 0; i < matches.size(); ++i) {
        seen.clear();
        std::size_t j = i;
        for (; j < matches.size() && j < i + 64 && matches[j].end - matches[i].begin <= length; ++j) {
            if (std::find(seen.begin(), seen.end(), matches[j].word) == seen.end()) { seen.push_back(matches[j].word); }
        }
        const std::size_t worth = seen.size() * 16 + std::min<std::size_t>(j - i, 15);
        if (worth > best_worth) {
            best_worth = worth;
            best = {i, j};
        }
    }
    return best;
}

/// Where the window begins: at a sentence shortly before the first match, else at a word.
std::size_t window_begin(std::string_view text, std::size_t first_match, std::size_t room) {
    const std::size_t earliest = first_match > room ? first_match - room : 0;
    for (std::size_t at = first_match + 1; at-- > earliest;) {
        if (begins_sentence(text, at)) { return at; }
        if (at == 0) { break; }
    }
    std::size_t at = first_match > room / 2 ? first_match - room / 2 : 0;
    if (at == 0) { return 0; }
    while (at < first_match && !is_space(text[at - 1])) { ++at; }
    return at;
}

/// Where the window ends: behind the last word that fits, or behind the match that reaches farther.
std::size_t window_end(std::string_view text, std::size_t begin, std::size_t last_match_end, std::size_t length) {
    std::size_t at = std::max(begin + length, last_match_end);
    if (at >= text.size()) { return text.size(); }
    const std::size_t most = std::min(text.size(), at + 24);
    std::size_t after = at;
    while (after < most && !is_space(text[after])) { ++after; }
    if (after < most || after == text.size()) { return after; }
    while (at > last_match_end && !is_space(text[at])) { --at; }
    while (at > last_match_end && is_space(text[at - 1])) { --at; }
    if (at <= begin) { at = std::min(text.size(), begin + length); }
    while (at < text.size() && is_inside_character(text[at])) { ++at; }
    return at;
}

}  // namespace

struct Highlighter::Parts {
    std::unordered_map<std::string_view, std::uint32_t> numbers;  // views into words
    std::vector<std::string> words;
    std::bitset<1 << 15> starts;  // length and first bytes of a word: most words of a text are none of ours

    static std::size_t start_of(std::string_view word) {
        const auto byte = [&](std::size_t i) { return i < word.size() ? static_cast<unsigned char>(word[i]) : 0U; };
        return (word.size() * 2897U + byte(0) * 131U + byte(1) * 31U + byte(2) * 7U + byte(3)) % (1U << 15);
    }

    std::vector<Match> matches(std::string_view text) const {
        std::vector<Match> found;
        language::WordBreaker breaker(text);
        language::Word word;
        while (breaker.next(word)) {
            if (!starts[start_of(word.folded)]) { continue; }
            const auto known = numbers.find(word.folded);
            if (known != numbers.end()) { found.push_back({word.span.begin, word.span.end, known->second}); }
        }
        return found;
    }
};

Highlighter::Highlighter(const std::vector<std::string>& matched_words) {
    auto parts = std::make_unique<Parts>();
    parts->words = matched_words;
    for (std::uint32_t i = 0; i < parts->words.size(); ++i) {
        parts->numbers.emplace(parts->words[i], i);
        parts->starts[Parts::start_of(parts->words[i])] = true;
    }
    parts_ = std::move(parts);
}
Highlighter::~Highlighter() = default;
Highlighter::Highlighter(Highlighter&&) noexcept = default;
Highlighter& Highlighter::operator=(Highlighter&&) noexcept = default;

Snippet Highlighter::make(const UnitKey& unit, std::string_view unit_text, const SnippetOptions& options) const {
    const std::vector<Match> matches = parts_->matches(unit_text);
    std::size_t begin = 0;
    std::size_t last_end = 0;
    if (!matches.empty()) {
        const Span run = densest(matches, options.length_bytes);
        const std::size_t first = matches[run.begin].begin;
        last_end = matches[std::max(run.end, run.begin + 1) - 1].end;
        const std::size_t taken = last_end - first;
        begin = window_begin(unit_text, first, options.length_bytes > taken ? options.length_bytes - taken : 0);
    }
    while (begin < unit_text.size() && is_space(unit_text[begin])) { ++begin; }
    std::size_t end = window_end(unit_text, begin, std::max(last_end, begin), options.length_bytes);
    while (end > begin && is_space(unit_text[end - 1])) { --end; }

    Snippet made;
    made.text = unit_text.substr(begin, end - begin);
    for (char& c : made.text) {
        if (is_space(c)) { c = ' '; }
    }
    made.at = {unit.begin + static_cast<std::uint32_t>(begin), unit.begin + static_cast<std::uint32_t>(end)};
    made.starts_unit = begin == 0;
    made.ends_unit = end == unit_text.size();
    for (const Match& match : matches) {
        if (options.all_matches) { made.matches.push_back({unit.begin + match.begin, unit.begin + match.end}); }
        if (match.begin >= begin && match.end <= end) {
            made.marks.push_back({match.begin - static_cast<std::uint32_t>(begin), match.end - static_cast<std::uint32_t>(begin)});
        }
    }
    return made;
}

}  // namespace guvoh::search
