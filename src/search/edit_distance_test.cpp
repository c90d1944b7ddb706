// SPDX-License-Identifier: AGPL-3.0-or-later
#include "search/edit_distance.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

#include "search/testing/naive_search.h"

namespace guvoh::search {
namespace {

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

}  // namespace
}  // namespace guvoh::search
