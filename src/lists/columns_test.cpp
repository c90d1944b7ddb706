// SPDX-License-Identifier: AGPL-3.0-or-later
#include "lists/columns.h"

#include <gtest/gtest.h>

namespace guvoh::lists {
namespace {

std::vector<std::uint32_t> slots_of(const Bits& bits) {
    std::vector<std::uint32_t> slots;
    bits.for_each([&](std::uint32_t slot) { slots.push_back(slot); });
    return slots;
}

TEST(Bits, SelectsWhateverTheLength) {
    for (const std::size_t size : {0U, 1U, 63U, 64U, 65U, 200U}) {
        const Bits bits = Bits::select(size, [](std::size_t slot) { return slot % 3 == 1; });
        EXPECT_EQ(bits.count(), (size + 1) / 3) << size;
        for (std::size_t slot = 0; slot < size; ++slot) EXPECT_EQ(bits.test(slot), slot % 3 == 1);
    }
}

TEST(Bits, FlipsOnlyTheSlotsThereAre) {
    Bits bits(70);
    bits.set(3);
    bits.flip();
    EXPECT_EQ(bits.count(), 69U);
}

TEST(CodeColumn, KeepsFewAndManySlotsOfACode) {
    CodeColumn column(false, true);
    for (std::uint32_t slot = 0; slot < 10'000; ++slot) {
        const std::string value = slot % 1'000 == 7 ? "rare" : "v" + std::to_string(slot % 3);
        const std::string_view view = value;
        column.push_back(std::span(&view, 1), slot % 2);
    }
    const auto rare = column.values().find("rare"), common = column.values().find("v0");
    ASSERT_TRUE(rare && common);

    EXPECT_EQ(slots_of(column.equal_to(*rare)).front(), 7U);
    EXPECT_EQ(column.equal_to(*rare).count(), 10U);
    EXPECT_GT(column.equal_to(*common).count(), 3'000U);
    column.forget(7, 1);
    EXPECT_EQ(column.counts(std::vector<std::uint8_t>{0, 1})[*rare], 9U);
    EXPECT_EQ(column.counts(std::vector<std::uint8_t>{1, 0})[*rare], 0U);
}

TEST(CodeColumn, CountsAlikeByCodeAndBySlot) {
    CodeColumn column(true, false);
    for (std::uint32_t slot = 0; slot < 5'000; ++slot) {
        const std::string first = std::to_string(slot % 7), second = std::to_string(slot % 5);
        const std::vector<std::string_view> values = {first, second};
        column.push_back(values, 0);
    }
    for (const std::size_t step : {1U, 2'000U}) {
        const Bits chosen = Bits::select(5'000, [&](std::size_t slot) { return slot % step == 0; });
        std::vector<std::uint64_t> expected(column.values().size());
        chosen.for_each([&](std::uint32_t slot) {
            for (const std::uint32_t code : column.codes(slot)) ++expected[code];
        });
        EXPECT_EQ(column.counts(chosen), expected) << step;
    }
}

TEST(CodeColumn, LooksThroughTheSlotsWhenThereAreTooManyCodes) {
    CodeColumn column(false, false);
    for (std::uint32_t slot = 0; slot < 70'000; ++slot) {
        const std::string value = std::to_string(slot);
        const std::string_view view = value;
        column.push_back(std::span(&view, 1), 0);
    }
    EXPECT_EQ(slots_of(column.equal_to(*column.values().find("69999"))), std::vector<std::uint32_t>{69'999});
    EXPECT_EQ(slots_of(column.equal_to(*column.values().find("3"))), std::vector<std::uint32_t>{3});
}

TEST(TextColumn, FoldsAndCutsItsKeys) {
    TextColumn column;
    column.push_back("Ёлка");
    column.push_back("елка");
    column.push_back("");
    column.push_back("—");
    column.push_back(std::string(500, 'a'));

    EXPECT_EQ(column.compare(0, 1), 0);
    EXPECT_FALSE(column.has(2));
    EXPECT_TRUE(column.has(3));
    EXPECT_LT(column.compare(3, 0), 0);
    EXPECT_EQ(column.value(4).text.size(), TextColumn::kMaxKeyBytes);
    EXPECT_EQ(slots_of(column.equal_to(TextColumn::key_of("ЕЛКА"))), (std::vector<std::uint32_t>{0, 1}));
}

TEST(DayColumn, OverlapsByTheDayAndNeverWhenMissing) {
    DayColumn column;
    column.push_back(DayColumn::days_of(base::Edtf::parse("2012-07").value().days()));
    column.push_back(DayColumn::days_of(base::Edtf::parse("2013/..").value().days()));
    column.push_back({});
    column.push_back(DayColumn::days_of(base::Edtf::parse("Y-99999999").value().days()));
    const auto asked = [&](const char* text) { return slots_of(column.overlapping(DayColumn::days_of(base::Edtf::parse(text).value().days()))); };

    EXPECT_EQ(asked("2012-07-31"), std::vector<std::uint32_t>{0});
    EXPECT_EQ(asked("2012-08-01"), std::vector<std::uint32_t>{});
    EXPECT_EQ(asked("2012/.."), (std::vector<std::uint32_t>{0, 1}));
    EXPECT_EQ(asked("../2012"), (std::vector<std::uint32_t>{0, 3}));
    EXPECT_EQ(slots_of(column.overlapping({DayColumn::kEarliest, DayColumn::kLatest})), (std::vector<std::uint32_t>{0, 1, 3}));
}

TEST(YearOfDay, AgreesWithTheCalendar) {
    for (std::int64_t year : {-5'000, -401, -1, 0, 1, 1600, 1899, 1970, 2000, 2024, 12'345}) {
        EXPECT_EQ(year_of_day(base::day_of_civil(year, 1, 1)), year);
        EXPECT_EQ(year_of_day(base::day_of_civil(year, 12, 31)), year);
    }
}

}  // namespace
}  // namespace guvoh::lists
