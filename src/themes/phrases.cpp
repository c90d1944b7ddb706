// SPDX-License-Identifier: AGPL-3.0-or-later
#include "themes/phrases.h"

#include <algorithm>
#include <array>

namespace guvoh::themes {

using language::OwnedWord;

namespace {

constexpr std::size_t kMostGap = 4;

/// One word of a pattern that may stand for several.
struct Alternative {
    std::string text;  ///< folded, but for `exact`
    bool prefix = false;
    bool exact = false;
};

struct Token {
    std::vector<Alternative> any;
    bool after_gap = false;  ///< up to kMostGap words may stand before it
};

struct Compiled {
    const Phrase* phrase;
    std::vector<Token> tokens;
};

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find(separator, at), text.size());
        parts.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return parts;
}

/// The byte that tells first letters apart: the first in ASCII, the second of a Cyrillic letter.
unsigned char bucket_byte(std::string_view word) {
    if (word.empty()) return 0;
    return static_cast<unsigned char>(static_cast<unsigned char>(word[0]) >= 0x80 && word.size() > 1 ? word[1] : word[0]);
}

/// The same of the first letter in lower case: A to Z, and А to Я in the order of UTF-8.
unsigned char lower_byte(std::string_view word) {
    const unsigned char byte = bucket_byte(word);
    if (byte >= 'A' && byte <= 'Z') return static_cast<unsigned char>(byte + 0x20);
    if (word.empty() || static_cast<unsigned char>(word[0]) != 0xD0) return byte;
    if (byte >= 0x90 && byte <= 0x9F) return static_cast<unsigned char>(byte + 0x20);
    return byte >= 0xA0 && byte <= 0xAF ? static_cast<unsigned char>(byte - 0x20) : byte;
}

Alternative alternative_of(std::string_view word) {
    Alternative one;
    one.prefix = word.ends_with('*');
    if (one.prefix) word.remove_suffix(1);
    one.exact = lower_byte(word) != bucket_byte(word);
    one.text = word;
    return one;
}

Compiled compile(const Phrase& phrase) {
    Compiled out{&phrase, {}};
    bool gap = false;
    for (const std::string_view part : split(phrase.pattern, ' ')) {
        if (part == "~") {
            gap = true;
            continue;
        }
        Token token;
        token.after_gap = gap;
        for (const std::string_view word : split(part, '/')) token.any.push_back(alternative_of(word));
        out.tokens.push_back(std::move(token));
        gap = false;
    }
    return out;
}

/// All tables, by the first byte of what a phrase may begin with, in lower case.
class Tables {
public:
    Tables() {
        for (const auto& table : {civil_phrases(), social_phrases(), group_phrases(), treaty_phrases(), body_phrases(), russian_phrases()}) {
            for (const Phrase& phrase : table) compiled_.push_back(compile(phrase));
        }
        for (std::size_t at = 0; at < compiled_.size(); ++at) {
            for (const Alternative& first : compiled_[at].tokens.front().any) add(lower_byte(first.text), at);
        }
    }
    const Compiled& at(std::size_t index) const { return compiled_[index]; }
    const std::vector<std::size_t>& starting_with(std::string_view folded) const { return buckets_[lower_byte(folded)]; }

private:
    void add(std::size_t bucket, std::size_t index) {
        if (buckets_[bucket].empty() || buckets_[bucket].back() != index) buckets_[bucket].push_back(index);
    }

    std::vector<Compiled> compiled_;
    std::array<std::vector<std::size_t>, 256> buckets_;
};

const Tables& tables() {
    static const Tables kTables;
    return kTables;
}

bool fits(const Token& token, std::string_view text, const OwnedWord& word) {
    return std::any_of(token.any.begin(), token.any.end(), [&](const Alternative& one) {
        const std::string_view found = one.exact ? text.substr(word.span.begin, word.span.end - word.span.begin) : std::string_view(word.folded);
        return one.prefix ? found.starts_with(one.text) : found == one.text;
    });
}

/// A sentence ends between two neighbouring words.
bool is_break(std::string_view text, const OwnedWord& left, const OwnedWord& right) {
    return text.substr(left.span.end, right.span.begin - left.span.end).find_first_of(".;:\n") != std::string_view::npos;
}

/// The words a phrase matches when its first stands at `first`; empty when it does not.
std::vector<std::size_t> match_at(const Compiled& phrase, std::string_view text, std::span<const OwnedWord> words, std::size_t first) {
    std::vector<std::size_t> matched;
    std::size_t at = first;
    for (const Token& token : phrase.tokens) {
        std::size_t left = token.after_gap ? kMostGap : 0;
        while (at < words.size() && !fits(token, text, words[at]) && left > 0) {
            ++at;
            --left;
        }
        if (at >= words.size() || !fits(token, text, words[at])) return {};
        for (std::size_t from = matched.empty() ? at : matched.back(); from < at; ++from) {
            if (is_break(text, words[from], words[from + 1])) return {};
        }
        matched.push_back(at++);
    }
    return matched;
}

struct Found {
    const Phrase* phrase;
    std::vector<std::size_t> words;
};

std::vector<Found> find_all(std::string_view text, std::span<const OwnedWord> words) {
    std::vector<Found> found;
    for (std::size_t at = 0; at < words.size(); ++at) {
        for (const std::size_t index : tables().starting_with(words[at].folded)) {
            const Compiled& phrase = tables().at(index);
            if (auto matched = match_at(phrase, text, words, at); !matched.empty()) found.push_back({phrase.phrase, std::move(matched)});
        }
    }
    return found;
}

/// Whether a longer find holds all words of `small`. Looks only at finds that begin near it: a phrase is short.
bool displaced(const std::vector<Found>& found, std::size_t small) {
    constexpr std::size_t kReach = 40;  // words that the longest phrase may stretch over
    const auto& words = found[small].words;
    const auto holds = [&](const Found& big) {
        return big.words.size() > words.size() && std::includes(big.words.begin(), big.words.end(), words.begin(), words.end());
    };
    for (std::size_t at = small; at-- > 0 && found[at].words.front() + kReach > words.front();) {
        if (holds(found[at])) return true;
    }
    for (std::size_t at = small + 1; at < found.size() && found[at].words.front() <= words.front(); ++at) {
        if (holds(found[at])) return true;
    }
    return false;
}

std::vector<Span> runs_of(std::span<const OwnedWord> words, const std::vector<std::size_t>& matched) {
    std::vector<Span> spans;
    for (std::size_t at = 0; at < matched.size(); ++at) {
        const language::WordSpan span = words[matched[at]].span;
        if (at > 0 && matched[at] == matched[at - 1] + 1) {
            spans.back().end = span.end;
        } else {
            spans.push_back({span.begin, span.end});
        }
    }
    return spans;
}

}  // namespace

std::vector<PhraseMatch> find_phrases(std::string_view text, std::span<const OwnedWord> words) {
    const std::vector<Found> found = find_all(text, words);
    std::vector<PhraseMatch> matches;
    for (std::size_t at = 0; at < found.size(); ++at) {
        if (!displaced(found, at)) matches.push_back({found[at].phrase, runs_of(words, found[at].words)});
    }
    return matches;
}

std::vector<PhraseCode> codes_in(std::string_view codes) {
    static constexpr std::string_view kLetters = "tgscbaf";  // in order of Kind
    std::vector<PhraseCode> out;
    for (const std::string_view group : split(codes, ' ')) {
        if (group.size() < 3 || group[1] != ':') continue;
        const std::size_t kind = kLetters.find(group[0]);
        if (kind == std::string_view::npos) continue;
        for (const std::string_view code : split(group.substr(2), ',')) {
            const bool half = code.starts_with('?');
            out.push_back({static_cast<Kind>(kind), half ? code.substr(1) : code, half});
        }
    }
    return out;
}

}  // namespace guvoh::themes
