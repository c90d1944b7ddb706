// SPDX-License-Identifier: AGPL-3.0-or-later
#include "documents/fingerprint.h"

#include <gtest/gtest.h>

#include <string>

namespace guvoh::documents {
namespace {

// A text of numbered words, some replaced.
std::string text(int words, int seed, int change_every = 0) {
    std::string out;
    for (int i = 0; i < words; ++i) {
        const bool changed = change_every != 0 && i % change_every == change_every - 1;
        out += (changed ? "other" : "word") + std::to_string((i * 31 + seed * 7919) % 5003) + " ";
    }
    return out;
}

Fingerprint print(const std::string& words) {
    FingerprintBuilder builder;
    builder.add_text(words);
    return builder.finish();
}

TEST(Fingerprint, IsTheSameForTheSameWordsInAnyCaseAndPunctuation) {
    const Fingerprint a = print("Комитет против пыток рассмотрел доклад. " + text(50, 1)), b = print("КОМИТЕТ, против  пыток -- рассмотрел доклад " + text(50, 1));

    EXPECT_EQ(a, b);
}

TEST(Fingerprint, IsCloseForSmallChangesAndFarForOtherTexts) {
    EXPECT_LE(distance(print(text(2000, 1)), print(text(2000, 1, 200))), kNearDuplicateBits);
    EXPECT_GT(distance(print(text(2000, 1)), print(text(2000, 2))), 12);
}

TEST(Fingerprint, IsNotGivenForAFewWords) { EXPECT_EQ(print("only three words").words, 0U); }

TEST(NearDuplicates, FindsTheCloseOnesAmongMany) {
    NearDuplicates all;
    for (int i = 0; i < 3000; ++i) all.add(i, print(text(60, i)));
    const Fingerprint original = print(text(3000, 9999)), edited = print(text(3000, 9999, 300));
    all.add(77'777, original);

    const auto found = all.find(edited);

    ASSERT_FALSE(found.empty());
    EXPECT_EQ(found[0].document, 77'777);
    EXPECT_EQ(all.find(original)[0].bits, 0);
    EXPECT_EQ(all.size(), 3001U);
}

TEST(NearDuplicates, FindsEveryPatternOfSixBits) {
    NearDuplicates all;
    const Fingerprint one{0x0123456789ABCDEFULL, 100};
    all.add(1, one);

    for (unsigned step = 1; step < 11; ++step) {
        Fingerprint flipped = one;
        for (unsigned i = 0; i < 6; ++i) flipped.bits ^= 1ULL << ((i * step + step) % 64);
        EXPECT_EQ(all.find(flipped).size(), 1U) << step;
    }
}

}  // namespace
}  // namespace guvoh::documents
