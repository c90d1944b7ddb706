// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The slots of a table in the order of one column, ties by a second one if there is one, then by id; rows without a value apart. Most of it is one sorted array;
// what was added since stands in a short sorted one beside it, so a write costs a binary search and a page needs no sorting.
// Slots of rows that are gone stay until the table is compacted.
//
// Threads: const functions from any thread, changes from one.
#pragma once

#include <cstdint>
#include <vector>

#include "base/id.h"
#include "lists/columns.h"

namespace guvoh::lists {

/// A place in an order: where the next page begins.
struct Place {
    SortValue value;
    std::int64_t tie = 0;  ///< of the second column
    base::Id id;
};

class Order {
public:
    /// Both outlive the order.
    Order(const SortColumn& column, const std::vector<base::Id>& ids) : column_(column), ids_(ids) {}
    /// Rows of one value stand by `ties` too: ascending in an ascending list, or, when `for_descending`, in a descending one. It
    /// outlives the order.
    Order(const SortColumn& column, const std::vector<base::Id>& ids, const NumberColumn& ties, bool for_descending)
        : column_(column), ids_(ids), ties_(&ties), ties_backwards_(for_descending) {}

    void add(std::uint32_t slot);
    /// Sorts these slots anew and forgets all others.
    void build(const std::vector<std::uint32_t>& slots);
    /// Slots in order, those with a value and those without.
    struct Sorted {
        std::vector<std::uint32_t> present, missing;
    };
    bool wants_merge() const { return beside_.present.size() + beside_.missing.size() > 2'048; }
    /// All slots in two arrays; readers may go on meanwhile.
    Sorted merged() const;
    void take(Sorted sorted) {
        sorted_ = std::move(sorted);
        beside_ = {};
    }

    /// Goes through the slots from behind `after` (from the first, when null) until `take(slot)` is false. Rows without a
    /// value come last in either direction. `wanted(slot)` is asked first, and often: it must be quick.
    template <class Wanted, class Take>
    void walk(bool descending, const Place* after, Wanted wanted, Take take) const;

    /// Says whether `a` comes before `b`.
    bool before(std::uint32_t a, std::uint32_t b, bool descending) const;
    bool behind(std::uint32_t slot, const Place& place, bool descending) const;
    Place place_of(std::uint32_t slot) const { return {column_.value(slot), tie(slot), ids_[slot]}; }
    std::size_t memory_bytes() const;

private:
    /// One array read forwards or backwards.
    struct Run {
        const std::vector<std::uint32_t>& slots;
        bool backwards;
        std::size_t size() const { return slots.size(); }
        std::uint32_t operator[](std::size_t i) const { return backwards ? slots[slots.size() - 1 - i] : slots[i]; }
    };
    std::int64_t tie(std::uint32_t slot) const { return ties_ == nullptr ? 0 : (*ties_)[slot]; }
    int compare_ties(std::int64_t a, std::int64_t b) const;
    int compare(std::uint32_t a, std::uint32_t b, bool with_value) const;
    int compare(std::uint32_t slot, const Place& place) const;
    std::size_t first_behind(const Run& run, const Place& place) const;
    std::size_t first_after(const Run& run, std::size_t from, std::uint32_t slot, bool with_value) const;
    std::vector<std::uint32_t> merge(const std::vector<std::uint32_t>& long_one, const std::vector<std::uint32_t>& short_one, bool with_value) const;
    template <class Wanted, class Take>
    bool walk_section(const Run& sorted, const Run& beside, bool with_value, const Place* after, Wanted wanted, Take take) const;

    const SortColumn& column_;
    const std::vector<base::Id>& ids_;
    const NumberColumn* ties_ = nullptr;
    bool ties_backwards_ = false;
    Sorted sorted_, beside_;
};

template <class Wanted, class Take>
bool Order::walk_section(const Run& sorted, const Run& beside, bool with_value, const Place* after, Wanted wanted, Take take) const {
    std::size_t at = after == nullptr ? 0 : first_behind(sorted, *after);
    for (std::size_t i = after == nullptr ? 0 : first_behind(beside, *after); i <= beside.size(); ++i) {
        std::size_t until = sorted.size();
        if (i < beside.size()) {
            if (!wanted(beside[i])) continue;
            until = first_after(sorted, at, beside[i], with_value);
        }
        for (; at < until; ++at) {
            if (wanted(sorted[at]) && !take(sorted[at])) return false;
        }
        if (i < beside.size() && !take(beside[i])) return false;
    }
    return true;
}

template <class Wanted, class Take>
void Order::walk(bool descending, const Place* after, Wanted wanted, Take take) const {
    if (after == nullptr || !after->value.missing) {
        const bool more = walk_section({sorted_.present, descending}, {beside_.present, descending}, true, after, wanted, take);
        if (!more) return;
        after = nullptr;
    }
    walk_section({sorted_.missing, descending}, {beside_.missing, descending}, false, after, wanted, take);
}

}  // namespace guvoh::lists
