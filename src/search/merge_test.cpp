// SPDX-License-Identifier: AGPL-3.0-or-later
#include "search/merge.h"

#include <gtest/gtest.h>

#include <random>

#include "search/testing/test_vault.h"
#include "search/word_buffer.h"

namespace guvoh::search {
namespace {

using SegmentPtr = std::shared_ptr<const Segment>;

std::string random_words(std::mt19937& random, unsigned rare) {
    std::string text;
    for (unsigned i = 0; i < 20; ++i) { text += "the " + std::string(random() % 3, 'a') + "b "; }
    for (unsigned i = 0; i < rare; ++i) {
        for (unsigned letter = 0; letter < 6; ++letter) { text.push_back(static_cast<char>('a' + random() % 26)); }
        text.push_back(' ');
    }
    return text;
}

SegmentPtr in_memory(base::Bytes bytes) { return Segment::open(SegmentBytes::from_memory(std::move(bytes)), {}).value(); }

SegmentPtr in_file(testing::MemoryPages& pages, const std::string& name) {
    return Segment::open(SegmentBytes::from_file(pages.open(name).value(), nullptr).value(), name).value();
}

/// A segment of documents first .. first + count - 1.
SegmentPtr some_documents(std::uint32_t first, std::uint32_t count, unsigned rare) {
    std::mt19937 random(first);
    WordBuffer buffer;
    for (std::uint32_t number = first; number < first + count; ++number) {
        buffer.begin_document(number);
        for (std::uint32_t page = 0; page < number % 4; ++page) {
            const std::string text = random_words(random, rare);
            buffer.add_unit({page, page * 3, page * 3 + static_cast<std::uint32_t>(text.size()), static_cast<LanguageCode>(number % 5), text});
        }
    }
    return in_memory(buffer.write().value());
}

/// All of a segment but its footer and what it is padded with.
base::Bytes content(const Segment& segment, std::size_t bytes) {
    EXPECT_TRUE(segment.bytes().ensure(0, bytes));
    return {segment.bytes().at(0), segment.bytes().at(0) + bytes};
}

constexpr std::size_t kFooterBytes = 108;  // docs/formats/search-index.md, "Segment"

TEST(Merge, WritesThroughSetAsidePagesWhatItWritesInMemory) {
    const std::vector<SegmentPtr> parts = {some_documents(1, 1500, 5), some_documents(1501, 1, 5), some_documents(1502, 1500, 12)};
    std::vector<std::uint32_t> dropped;
    for (std::uint32_t number = 3; number < 3000; number += 7) { dropped.push_back(number); }
    for (std::uint32_t number = 1400; number < 1600; ++number) { dropped.push_back(number); }
    std::sort(dropped.begin(), dropped.end());
    for (const auto& leave_out : {std::vector<std::uint32_t>{}, dropped}) {
        testing::MemoryPages pages;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            const SegmentPtr one[] = {parts[i]};
            const std::string name = std::to_string(i);
            ASSERT_TRUE(merge_segments(one, {}, {&pages, pages.create(name).value()}));
        }
        const std::vector<SegmentPtr> files = {in_file(pages, "0"), in_file(pages, "1"), in_file(pages, "2")};

        const base::Bytes want = merge_segments(parts, leave_out, {}).value();
        ASSERT_TRUE(merge_segments(files, leave_out, {&pages, pages.create("all").value()}));

        EXPECT_GT(pages.scratch_count, 3U);
        const SegmentPtr got = in_file(pages, "all");
        ASSERT_TRUE(check_segment(*got));
        base::Bytes sections = want;
        sections.resize(want.size() - kFooterBytes);
        const SegmentPtr again = in_file(pages, "all");
        EXPECT_EQ(content(*again, sections.size()), sections);
        const std::uint64_t footer = again->bytes().size() - vault::kPagePayloadBytes;
        ASSERT_TRUE(again->bytes().ensure(footer, kFooterBytes));
        EXPECT_TRUE(std::equal(want.end() - kFooterBytes, want.end(), again->bytes().at(footer)));
    }
}

TEST(Merge, OfPartsIsTheSameAsOneSegment) {
    // The same documents, whole and in two: random_words depends on the first document's number, so cut by dropping.
    const SegmentPtr all[] = {some_documents(10, 300, 3)};
    std::vector<std::uint32_t> early, late;
    for (std::uint32_t number = 10; number < 310; ++number) { (number < 117 ? early : late).push_back(number); }
    const SegmentPtr halves[] = {in_memory(merge_segments(all, late, {}).value()), in_memory(merge_segments(all, early, {}).value())};

    const SegmentPtr joined = in_memory(merge_segments(halves, {}, {}).value());

    ASSERT_EQ(joined->bytes().size(), all[0]->bytes().size());
    EXPECT_EQ(content(*joined, joined->bytes().size()), content(*all[0], all[0]->bytes().size()));
}

TEST(Merge, OfNothingButDroppedDocumentsIsEmpty) {
    const SegmentPtr all[] = {some_documents(1, 3, 3)};
    const std::uint32_t dropped[] = {1, 2, 3};

    const SegmentPtr left = in_memory(merge_segments(all, dropped, {}).value());

    EXPECT_EQ(left->units().run_count(), 0U);
    EXPECT_EQ(left->units().unit_count(), 0U);
    EXPECT_EQ(left->dictionary().word_count(), 0U);
}

}  // namespace
}  // namespace guvoh::search
