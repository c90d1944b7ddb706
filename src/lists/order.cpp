// SPDX-License-Identifier: AGPL-3.0-or-later
#include "lists/order.h"

#include <algorithm>
#include <utility>

namespace guvoh::lists {

int Order::compare_ties(std::int64_t a, std::int64_t b) const {
    if (a == b) return 0;
    return (a < b) == ties_backwards_ ? 1 : -1;
}

int Order::compare(std::uint32_t a, std::uint32_t b, bool with_value) const {
    const int by_value = with_value ? column_.compare(a, b) : 0;
    if (by_value != 0) return by_value;
    const int by_tie = compare_ties(tie(a), tie(b));
    if (by_tie != 0) return by_tie;
    const auto by_id = ids_[a] <=> ids_[b];
    return by_id < 0 ? -1 : by_id > 0 ? 1 : a < b ? -1 : a > b ? 1 : 0;
}

int Order::compare(std::uint32_t slot, const Place& place) const {
    const int by_value = place.value.missing ? 0 : column_.compare_value(slot, place.value);
    if (by_value != 0) return by_value;
    const int by_tie = compare_ties(tie(slot), place.tie);
    if (by_tie != 0) return by_tie;
    const auto by_id = ids_[slot] <=> place.id;
    return by_id < 0 ? -1 : by_id > 0 ? 1 : 0;
}

bool Order::before(std::uint32_t a, std::uint32_t b, bool descending) const {
    const bool with_value = column_.has(a);
    if (with_value != column_.has(b)) return with_value;
    const int order = compare(a, b, with_value);
    return descending ? order > 0 : order < 0;
}

bool Order::behind(std::uint32_t slot, const Place& place, bool descending) const {
    const bool missing = !column_.has(slot);
    if (missing != place.value.missing) return missing;
    const int order = compare(slot, place);
    return descending ? order < 0 : order > 0;
}

std::size_t Order::first_behind(const Run& run, const Place& place) const {
    std::size_t low = 0, high = run.size();
    while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        const int order = compare(run[middle], place);
        if (run.backwards ? order < 0 : order > 0) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return low;
}

std::size_t Order::first_after(const Run& run, std::size_t from, std::uint32_t slot, bool with_value) const {
    std::size_t low = from, high = run.size();
    while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        const int order = compare(run[middle], slot, with_value);
        if (run.backwards ? order < 0 : order > 0) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return low;
}

void Order::add(std::uint32_t slot) {
    const bool with_value = column_.has(slot);
    auto& slots = with_value ? beside_.present : beside_.missing;
    const auto at = static_cast<std::ptrdiff_t>(first_after({slots, false}, 0, slot, with_value));
    slots.insert(slots.begin() + at, slot);
}

void Order::build(const std::vector<std::uint32_t>& slots) {
    std::vector<std::pair<std::uint64_t, std::uint32_t>> keyed;
    keyed.reserve(slots.size());
    Sorted sorted;
    for (const std::uint32_t slot : slots) {
        if (column_.has(slot)) {
            keyed.emplace_back(column_.prefix(slot), slot);
        } else {
            sorted.missing.push_back(slot);
        }
    }
    std::sort(keyed.begin(), keyed.end(), [this](const auto& a, const auto& b) {
        return a.first != b.first ? a.first < b.first : compare(a.second, b.second, true) < 0;
    });
    sorted.present.reserve(keyed.size());
    for (const auto& [prefix, slot] : keyed) sorted.present.push_back(slot);
    std::sort(sorted.missing.begin(), sorted.missing.end(), [this](std::uint32_t a, std::uint32_t b) { return compare(a, b, false) < 0; });
    sorted.missing.shrink_to_fit();
    take(std::move(sorted));
}

std::vector<std::uint32_t> Order::merge(const std::vector<std::uint32_t>& long_one, const std::vector<std::uint32_t>& short_one,
                                        bool with_value) const {
    std::vector<std::uint32_t> all;
    all.reserve(long_one.size() + short_one.size());
    auto at = long_one.begin();
    for (const std::uint32_t slot : short_one) {
        const auto until = long_one.begin() + static_cast<std::ptrdiff_t>(
            first_after({long_one, false}, static_cast<std::size_t>(at - long_one.begin()), slot, with_value));
        all.insert(all.end(), at, until);
        all.push_back(slot);
        at = until;
    }
    all.insert(all.end(), at, long_one.end());
    return all;
}

Order::Sorted Order::merged() const {
    return {merge(sorted_.present, beside_.present, true), merge(sorted_.missing, beside_.missing, false)};
}

std::size_t Order::memory_bytes() const {
    return (sorted_.present.capacity() + sorted_.missing.capacity() + beside_.present.capacity() + beside_.missing.capacity()) * sizeof(std::uint32_t);
}

}  // namespace guvoh::lists
