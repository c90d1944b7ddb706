// SPDX-License-Identifier: AGPL-3.0-or-later
#include "lists/term_index.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <map>
#include <set>

namespace guvoh::lists {
namespace {

using Model = std::map<std::uint64_t, std::set<std::uint32_t>>;

void expect_same(const TermIndex& index, const Model& model, std::size_t slots) {
    for (std::uint64_t term = 0; term < 12; ++term) {
        Bits bits(slots);
        index.set_rows(term, bits);
        std::set<std::uint32_t> found;
        bits.for_each([&](std::uint32_t slot) { found.insert(slot); });
        const auto expected = model.find(term);
        RC_ASSERT(found == (expected == model.end() ? std::set<std::uint32_t>() : expected->second));
    }
}

TEST(TermIndex, FindsRowsBeforeAndAfterMergingAndRenaming) {
    EXPECT_TRUE(rc::check([] {
        TermIndex index;
        Model model;
        const std::uint32_t slots = *rc::gen::inRange(1U, 80U);
        const std::uint32_t in_bulk = *rc::gen::inRange(0U, slots + 1);
        for (std::uint32_t slot = 0; slot < slots; ++slot) {
            std::vector<std::uint64_t> terms;
            for (int i = *rc::gen::inRange(0, 4); i > 0; --i) terms.push_back(*rc::gen::inRange<std::uint64_t>(0, 10));
            index.add(slot, terms, slot < in_bulk);
            for (const std::uint64_t term : terms) model[term].insert(slot);
            if (slot + 1 == in_bulk || *rc::gen::inRange(0, 20) == 0) index.take(index.merged());
        }
        index.take(index.merged());
        expect_same(index, model, slots);

        std::vector<std::uint32_t> new_slots(slots, TermIndex::kDropped);
        Model renamed;
        std::uint32_t next = 0;
        for (std::uint32_t slot = 0; slot < slots; ++slot) {
            if (*rc::gen::arbitrary<bool>()) new_slots[slot] = next++;
        }
        for (const auto& [term, rows] : model) {
            for (const std::uint32_t slot : rows) {
                if (new_slots[slot] != TermIndex::kDropped) renamed[term].insert(new_slots[slot]);
            }
        }
        expect_same(index.renamed(new_slots), renamed, slots);
    }));
}

}  // namespace
}  // namespace guvoh::lists
