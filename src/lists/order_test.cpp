// SPDX-License-Identifier: AGPL-3.0-or-later
#include "lists/order.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <optional>

namespace guvoh::lists {
namespace {

TEST(Order, WalksAsSortingWould) {
    EXPECT_TRUE(rc::check([] {
        NumberColumn column, ties;
        std::vector<base::Id> ids;
        const bool with_ties = *rc::gen::arbitrary<bool>(), backwards = *rc::gen::arbitrary<bool>();
        Order order = with_ties ? Order(column, ids, ties, backwards) : Order(column, ids);
        std::vector<std::uint32_t> slots;
        const bool descending = *rc::gen::arbitrary<bool>();
        for (std::uint32_t slot = 0, end = *rc::gen::inRange(0U, 60U); slot < end; ++slot) {
            column.push_back(*rc::gen::inRange(0, 4) == 0 ? NumberColumn::kMissing : *rc::gen::inRange<std::int64_t>(-3, 3));
            ties.push_back(*rc::gen::inRange<std::int64_t>(0, 3));
            base::Id id;
            id.bytes[0] = static_cast<base::Byte>(*rc::gen::inRange(0, 255));
            id.bytes[15] = static_cast<base::Byte>(slot);
            ids.push_back(id);
            slots.push_back(slot);
            order.add(slot);
            const int what = *rc::gen::inRange(0, 30);
            if (what == 0) order.build(slots);
            if (what == 1) order.take(order.merged());
        }
        std::sort(slots.begin(), slots.end(), [&](std::uint32_t a, std::uint32_t b) { return order.before(a, b, descending); });
        const auto wanted = [](std::uint32_t slot) { return slot % 3 != 0; };
        std::vector<std::uint32_t> expected, walked;
        std::copy_if(slots.begin(), slots.end(), std::back_inserter(expected), wanted);
        std::optional<Place> after;
        for (bool more = true; more;) {  // in pages of four
            std::size_t taken = 0;
            order.walk(descending, after ? &*after : nullptr, wanted, [&](std::uint32_t slot) {
                walked.push_back(slot);
                return ++taken < 4;
            });
            more = taken == 4;
            if (more) after = order.place_of(walked.back());
        }
        RC_ASSERT(walked == expected);
        for (std::size_t i = 1; i < slots.size(); ++i) RC_ASSERT(order.behind(slots[i], order.place_of(slots[i - 1]), descending));
    }));
}

TEST(Order, RowsOfOneValueStandByTheSecondColumn) {
    NumberColumn column, ties;
    std::vector<base::Id> ids(4);
    for (const std::int64_t tie : {2, 0, 3, 1}) {
        column.push_back(tie == 3 ? 8 : 9);
        ties.push_back(tie);
    }
    for (const bool descending : {false, true}) {
        Order order(column, ids, ties, descending);
        order.build({0, 1, 2, 3});
        std::vector<std::int64_t> walked;
        order.walk(descending, nullptr, [](std::uint32_t) { return true; }, [&](std::uint32_t slot) {
            walked.push_back(ties[slot]);
            return true;
        });
        EXPECT_EQ(walked, descending ? (std::vector<std::int64_t>{0, 1, 2, 3}) : (std::vector<std::int64_t>{3, 0, 1, 2}));
    }
}

}  // namespace
}  // namespace guvoh::lists
