// SPDX-License-Identifier: AGPL-3.0-or-later
#include "themes/phrases.h"

#include <algorithm>
#include <set>

#include <gtest/gtest.h>

#include "themes/codes.h"

namespace guvoh::themes {
namespace {

std::vector<Phrase> all_phrases() {
    std::vector<Phrase> all;
    for (const auto& table : {civil_phrases(), social_phrases(), group_phrases(), treaty_phrases(), body_phrases(), russian_phrases()}) {
        all.insert(all.end(), table.begin(), table.end());
    }
    return all;
}

std::vector<PhraseMatch> find(std::string_view text) { return find_phrases(text, language::words_of(text)); }

bool finds(std::string_view text, std::string_view pattern) {
    const auto found = find(text);
    return std::any_of(found.begin(), found.end(), [&](const PhraseMatch& one) { return one.phrase->pattern == pattern; });
}

/// A text that the pattern should match: first alternatives, endings left off, gaps empty.
std::string example_of(std::string_view pattern) {
    std::string text;
    for (std::size_t at = 0; at <= pattern.size();) {
        const std::size_t end = std::min(pattern.find(' ', at), pattern.size());
        std::string_view word = pattern.substr(at, end - at);
        at = end + 1;
        if (word == "~") continue;
        word = word.substr(0, word.find('/'));
        if (word.ends_with('*')) word.remove_suffix(1);
        text += (text.empty() ? "" : " ") + std::string(word);
    }
    return text;
}

TEST(Phrases, NameOnlyKnownCodes) {
    for (const Phrase& phrase : all_phrases()) {
        const auto codes = codes_in(phrase.codes);
        const std::size_t named = static_cast<std::size_t>(std::count(phrase.codes.begin(), phrase.codes.end(), ',') + std::count(phrase.codes.begin(), phrase.codes.end(), ':'));
        EXPECT_EQ(codes.size(), named) << phrase.pattern;
        for (const PhraseCode& one : codes) EXPECT_TRUE(is_code(one.kind, one.code)) << phrase.pattern << ": " << one.code;
        EXPECT_TRUE(phrase.score > 0 && phrase.score <= 1) << phrase.pattern;
    }
}

TEST(Phrases, StandInTheTablesOnce) {
    std::set<std::string_view> seen;
    for (const Phrase& phrase : all_phrases()) EXPECT_TRUE(seen.insert(phrase.pattern).second) << phrase.pattern;
}

TEST(Phrases, MatchTheirOwnWords) {
    for (const Phrase& phrase : all_phrases()) {
        const std::string text = example_of(phrase.pattern);
        const auto found = find(text);
        const bool whole = std::any_of(found.begin(), found.end(), [&](const PhraseMatch& one) { return one.spans.size() == 1 && one.spans[0].end - one.spans[0].begin == text.size(); });
        EXPECT_TRUE(whole) << phrase.pattern;
    }
}

TEST(Phrases, LetAGapHoldFourWordsOfOneSentence) {
    EXPECT_TRUE(finds("access to a free and good education", "access to ~ education"));
    EXPECT_FALSE(finds("access to one two three four five education", "access to ~ education"));
    EXPECT_FALSE(finds("access to water; education", "access to ~ education"));
}

TEST(Phrases, DoNotMindCaseHyphensAndAccents) {
    EXPECT_TRUE(finds("TORTURE", "tortur*"));
    EXPECT_TRUE(finds("ill-treatment", "ill treatment/treated/treat/treating"));
}

TEST(Phrases, AreDisplacedByLongerOnes) {
    EXPECT_FALSE(finds("drug trafficking", "traffick*"));
    EXPECT_TRUE(finds("drug use and trafficking", "traffick*"));
}

}  // namespace
}  // namespace guvoh::themes
