// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

#include "search/edit_distance.h"
#include "search/length_code.h"
#include "search/packing.h"
#include "search/postings.h"
#include "search/snippet.h"
#include "search/testing/naive_search.h"

namespace guvoh::search {
namespace {

std::uint32_t below(std::mt19937& random, std::uint32_t end) { return static_cast<std::uint32_t>(random() % end); }

TEST(Packing, ReadsBackWhatItWroteForEveryWidth) {
    std::mt19937 random(1);
    for (unsigned bits = 0; bits <= 32; ++bits) {
        std::uint32_t values[kBlockSize], read[kBlockSize];
        for (std::uint32_t& value : values) { value = bits == 0 ? 0 : static_cast<std::uint32_t>(random()) >> (32 - bits); }
        base::Bytes bytes;
        pack_block(values, bits, bytes);
        ASSERT_EQ(bytes.size(), packed_bytes(bits));
        unpack_block(bytes.data(), bits, read);
        EXPECT_TRUE(std::equal(values, values + kBlockSize, read)) << bits;

        bytes.clear();
        pack_tight(std::span<const std::uint32_t>(values, 77), bits, bytes);
        ASSERT_EQ(bytes.size(), tight_bytes(77, bits));
        std::uint32_t tight[77];
        unpack_tight(bytes.data(), bits, tight);
        EXPECT_TRUE(std::equal(tight, tight + 77, values)) << bits;
    }
}

TEST(Packing, PatchesTheFewWideNumbers) {
    std::mt19937 random(9);
    for (int round = 0; round < 200; ++round) {
        std::uint32_t values[kBlockSize], read[kBlockSize], risen[kBlockSize];
        const unsigned often = 1 + below(random, 40);
        for (std::uint32_t& value : values) { value = below(random, often) == 0 ? below(random, 1U << 24) : below(random, 60); }
        base::Bytes bytes;
        pack_patched(values, bytes);
        EXPECT_EQ(unpack_patched(bytes.data(), read), bytes.data() + bytes.size());
        EXPECT_TRUE(std::equal(values, values + kBlockSize, read));

        EXPECT_EQ(unpack_patched_rising(bytes.data(), 7, risen), bytes.data() + bytes.size());
        std::uint32_t before = 7;
        for (unsigned i = 0; i < kBlockSize; ++i) {
            before += 1 + values[i];
            EXPECT_EQ(risen[i], before);
        }
    }
}

TEST(LengthCode, RisesAndStaysClose) {
    for (std::uint32_t words = 0; words < 200000; words += 1 + words / 50) {
        const std::uint32_t back = coded_length(length_code(words));
        EXPECT_LE(back, words);
        EXPECT_LE(words - back, words / 16);
    }
}

TEST(Postings, ReadBackInAnyStride) {
    std::mt19937 random(2);
    for (const std::size_t count : {1U, 5U, 127U, 128U, 129U, 1000U, 5000U}) {
        const std::uint32_t range = static_cast<std::uint32_t>(count) * (1 + below(random, 30));
        std::set<std::uint32_t> picked;
        while (picked.size() < count) { picked.insert(static_cast<std::uint32_t>(random()) % (range + 1)); }
        const std::vector<std::uint32_t> units(picked.begin(), picked.end());
        std::vector<std::vector<std::uint32_t>> positions;
        const std::vector<std::uint8_t> lengths(range + 1, 50);
        const auto table = length_table(50);
        ListWriter writer(lengths, table);
        for (const std::uint32_t unit : units) {
            std::vector<std::uint32_t> places;
            for (std::uint32_t at = below(random, 9); places.empty() || random() % 3 == 0; at += 1 + below(random, 200)) { places.push_back(at); }
            positions.push_back(places);
            writer.add(unit, places);
        }
        base::Bytes bytes(3, 0xAA);
        const std::uint32_t length = writer.finish(bytes);
        ASSERT_EQ(bytes.size(), length + 3U);

        for (const std::uint32_t stride : {1U, 7U, 100U, 1000U}) {
            ListCursor cursor(bytes.data() + 3, length, static_cast<std::uint32_t>(count));
            for (std::uint32_t target = 0; target <= range + 5; target += stride) {
                cursor.seek(target);
                const auto want = std::lower_bound(units.begin(), units.end(), target);
                ASSERT_EQ(cursor.unit(), want == units.end() ? kNoUnit : *want);
                if (want == units.end()) { break; }
                const auto& places = positions[static_cast<std::size_t>(want - units.begin())];
                ASSERT_EQ(cursor.count(), places.size());
                std::vector<std::uint32_t> read;
                cursor.positions(read);
                ASSERT_EQ(read, places);
            }
        }
    }
}

TEST(EditDistance, AgreesWithTheTableOverASortedList) {
    std::mt19937 random(3);
    for (int round = 0; round < 50; ++round) {
        std::set<std::string> words;
        const auto word = [&] {
            std::string made;
            for (std::size_t i = 0; i < 1 + random() % 7; ++i) { made += random() % 4 == 0 ? "б" : std::string(1, static_cast<char>('a' + random() % 3)); }
            return made;
        };
        for (int i = 0; i < 60; ++i) { words.insert(word()); }
        const std::string asked = word();
        for (const int edits : {1, 2}) {
            EditDistance distance(asked, edits);
            distance.start();
            std::string before;
            for (const std::string& candidate : words) {
                const auto shared = static_cast<std::size_t>(
                    std::mismatch(before.begin(), before.end(), candidate.begin(), candidate.end()).first - before.begin());
                const int found = distance.next(candidate, shared);
                const int want = testing::edits_between(asked, candidate);
                EXPECT_EQ(std::min(found, edits + 1), std::min(want, edits + 1)) << asked << " " << candidate;
                before = candidate;
            }
        }
    }
}

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
