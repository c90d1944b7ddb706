// SPDX-License-Identifier: AGPL-3.0-or-later
#include "documents/extracted.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace guvoh::documents {
namespace {

Extracted sample() {
    Extracted one;
    one.kind = Kind::Pdf;
    one.media_type = "application/pdf";
    one.metadata = {{"title", "Доклад"}, {"author", "A"}};
    Page page;
    page.text = "слово word";
    page.width_pt = 595;
    page.height_pt = 842;
    page.words = {{0, 10, {80, 80, 200, 100}}, {11, 15, {210, 80, 300, 100}}};
    page.from_ocr = true;
    page.ocr_confidence = 91.5F;
    page.ocr_languages = "rus";
    one.pages = {page, Page{}};
    one.children = {{"a/b.txt", "text/plain", {1, 2, 3}}};
    one.refused = {{"big", "too large"}};
    one.notes = {"a note"};
    return one;
}

TEST(Extracted, ComesBackFromItsFrames) {
    const Extracted before = sample();

    const auto after = parse_extracted(serialise(before));

    ASSERT_TRUE(after) << after.error().text();
    EXPECT_EQ(after->kind, before.kind);
    EXPECT_EQ(after->metadata, before.metadata);
    ASSERT_EQ(after->pages.size(), 2U);
    EXPECT_EQ(after->pages[0].text, before.pages[0].text);
    EXPECT_EQ(after->pages[0].words, before.pages[0].words);
    EXPECT_EQ(after->pages[0].ocr_languages, "rus");
    EXPECT_EQ(after->children[0].content, before.children[0].content);
    EXPECT_EQ(after->refused[0].reason, "too large");
    EXPECT_EQ(after->notes, before.notes);
}

TEST(Extracted, RefusesWhatBreaksAPromise) {
    const auto refused = [](const Extracted& bad) { return !parse_extracted(serialise(bad)); };
    Extracted bad = sample();
    bad.pages[0].words[1].end = 99;
    EXPECT_TRUE(refused(bad));
    bad = sample();
    bad.pages[0].text = "\xFF\xFE";
    EXPECT_TRUE(refused(bad));
    bad = sample();
    bad.children[0].name = "../x";
    EXPECT_TRUE(refused(bad));
    bad = sample();
    bad.metadata["x"] = "\xC0";
    EXPECT_TRUE(refused(bad));
}

TEST(Extracted, RefusesEveryCut) {
    const base::Bytes whole = serialise(sample());

    for (std::size_t size = 0; size < whole.size(); ++size) {
        EXPECT_FALSE(parse_extracted(base::ByteSpan(whole).first(size))) << size;
    }
}

TEST(Extracted, NeverFailsOtherwiseOnFlippedBytes) {
    const base::Bytes whole = serialise(sample());

    EXPECT_TRUE(rc::check([&whole] {
        base::Bytes bytes = whole;
        bytes[*rc::gen::inRange<std::size_t>(0, bytes.size())] ^= *rc::gen::inRange<base::Byte>(1, 255);
        const auto read = parse_extracted(bytes);
        if (read) {
            for (const Page& page : read->pages) {
                for (const Word& word : page.words) RC_ASSERT(word.begin < word.end && word.end <= page.text.size());
            }
        }
    }));
}

TEST(Extracted, LetsTheWorkerBlameOnlyTheFile) {
    EXPECT_TRUE(parse_failure(serialise_failure(base::ErrorKind::Invalid, "damaged")));
    EXPECT_FALSE(parse_failure(serialise_failure(base::ErrorKind::BadKey, "give me your passphrase")));
}

TEST(Extracted, NamesEveryKind) {
    for (int i = 0; i <= static_cast<int>(Kind::Archive); ++i) {
        const auto kind = static_cast<Kind>(i);
        EXPECT_EQ(kind_from_name(kind_name(kind)).value(), kind);
    }
    EXPECT_FALSE(kind_from_name("nothing"));
}

}  // namespace
}  // namespace guvoh::documents
