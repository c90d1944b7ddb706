// SPDX-License-Identifier: AGPL-3.0-or-later
#include "lists/id_table.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <map>

namespace guvoh::lists {
namespace {

base::Id id_of(int number) {
    base::Id id;
    id.bytes[3] = static_cast<base::Byte>(number);
    return id;
}

TEST(IdTable, FindsWhatAMapWouldFind) {
    EXPECT_TRUE(rc::check([] {
        std::vector<base::Id> ids;
        IdTable table(ids);
        std::map<base::Id, std::uint32_t> model;
        for (int step = *rc::gen::inRange(0, 400); step > 0; --step) {
            const base::Id id = id_of(*rc::gen::inRange(0, 60));
            if (*rc::gen::inRange(0, 3) == 0) {
                table.erase(id);
                model.erase(id);
            } else {
                ids.push_back(id);
                table.put(static_cast<std::uint32_t>(ids.size() - 1));
                model[id] = static_cast<std::uint32_t>(ids.size() - 1);
            }
        }
        std::vector<base::Id> asked;
        Bits found(ids.size()), expected(ids.size());
        for (int number = 0; number < 100; ++number) {
            asked.push_back(id_of(number));
            const auto slot = table.find(id_of(number));
            RC_ASSERT(slot.has_value() == model.contains(id_of(number)));
            if (!slot) continue;
            RC_ASSERT(*slot == model[id_of(number)]);
            expected.set(*slot);
        }
        table.set_all(asked, found);
        RC_ASSERT(found.count() == expected.count());
        found.and_with(expected);
        RC_ASSERT(found.count() == expected.count());
    }));
}

}  // namespace
}  // namespace guvoh::lists
