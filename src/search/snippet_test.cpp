// SPDX-License-Identifier: AGPL-3.0-or-later
#include "search/snippet.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

namespace guvoh::search {
namespace {

TEST(Snippet, ShowsTheDensestPlaceAtWordsAndMarksMatches) {
    std::string text;
    for (int i = 0; i < 60; ++i) { text += "filler words here "; }
    text += "The end.\nThe prisoner spoke of torture in prison. ";
    for (int i = 0; i < 60; ++i) { text += "more words there "; }
    const Highlighter highlighter({"prison", "prisoner", "torture"});
    const UnitKey unit{1, 0, 1000, 1000 + static_cast<std::uint32_t>(text.size()), 0};

    const Snippet snippet = highlighter.make(unit, text);

    EXPECT_EQ(snippet.text.substr(0, 12), "The prisoner");
    EXPECT_LE(snippet.text.size(), 270U);
    ASSERT_EQ(snippet.marks.size(), 3U);
    EXPECT_EQ(snippet.text.substr(snippet.marks[0].begin, snippet.marks[0].end - snippet.marks[0].begin), "prisoner");
    EXPECT_EQ(text.substr(snippet.matches[2].begin - 1000, 6), "prison");
    EXPECT_EQ(text.substr(snippet.at.begin - 1000, 12), "The prisoner");
    EXPECT_FALSE(snippet.starts_unit);
    EXPECT_EQ(snippet.text.find('\n'), std::string::npos);
}

TEST(Snippet, KeepsWithinTheTextForAnyBytes) {
    std::mt19937 random(4);
    const Highlighter highlighter({"a", "пытки"});
    for (int round = 0; round < 2000; ++round) {
        std::string text;
        const std::size_t size = random() % 900;
        while (text.size() < size) {
            switch (random() % 5) {
                case 0: text += "a "; break;
                case 1: text += "пытки"; break;
                case 2: text += ". "; break;
                case 3: text += std::string(random() % 300, 'x'); break;
                default: text += "漢字"; break;
            }
        }
        const UnitKey unit{1, 0, 0, static_cast<std::uint32_t>(text.size()), 0};

        const Snippet snippet = highlighter.make(unit, text);

        ASSERT_LE(snippet.at.end, text.size());
        for (const ByteRange& mark : snippet.marks) { ASSERT_LE(mark.end, snippet.text.size()); }
        ASSERT_TRUE(snippet.text.empty() || (static_cast<unsigned char>(snippet.text[0]) & 0xC0U) != 0x80U);
    }
}

}  // namespace
}  // namespace guvoh::search
