// SPDX-License-Identifier: AGPL-3.0-or-later
#include "lists/term_index.h"

namespace guvoh::lists {

std::size_t TermIndex::place_of(std::uint64_t term) const {
    const std::size_t mask = table_.size() - 1;
    std::size_t at = static_cast<std::size_t>((term * 0x9e3779b97f4a7c15U) >> 32) & mask;
    while (table_[at] != 0 && terms_[table_[at] - 1] != term) at = (at + 1) & mask;
    return at;
}

std::uint32_t TermIndex::find(std::uint64_t term) const {
    if (table_.empty()) return kNone;
    const std::uint32_t found = table_[place_of(term)];
    return found == 0 ? kNone : found - 1;
}

std::uint32_t TermIndex::number_of(std::uint64_t term) {
    if ((terms_.size() + 1) * 3 >= table_.size() * 2) grow();
    const std::size_t at = place_of(term);
    if (table_[at] == 0) {
        push_frugally(terms_, term);
        table_[at] = static_cast<std::uint32_t>(terms_.size());
    }
    return table_[at] - 1;
}

void TermIndex::grow() {
    table_.assign(table_.empty() ? 16 : table_.size() * 2, 0);
    for (std::size_t number = 0; number < terms_.size(); ++number) table_[place_of(terms_[number])] = static_cast<std::uint32_t>(number + 1);
}

void TermIndex::add(std::uint32_t slot, std::span<const std::uint64_t> terms, bool in_bulk) {
    if (in_bulk && !terms.empty()) {
        for (const std::uint64_t term : terms) push_frugally(bulk_numbers_, number_of(term));
        push_frugally(bulk_slots_, slot);
        push_frugally(bulk_ends_, static_cast<std::uint32_t>(bulk_numbers_.size()));
    } else {
        for (const std::uint64_t term : terms) beside_[number_of(term)].push_back(slot);
        beside_count_ += terms.size();
    }
}

std::span<const std::uint32_t> TermIndex::sorted_rows(std::uint32_t number) const {
    if (static_cast<std::size_t>(number) + 1 >= begins_.size()) return {};
    return std::span(rows_).subspan(begins_[number], begins_[number + 1] - begins_[number]);
}

void TermIndex::set_rows(std::uint64_t term, Bits& out) const {
    const std::uint32_t number = find(term);
    if (number == kNone) return;
    for (const std::uint32_t slot : sorted_rows(number)) out.set(slot);
    if (const auto found = beside_.find(number); found != beside_.end()) {
        for (const std::uint32_t slot : found->second) out.set(slot);
    }
}

TermIndex::Sorted TermIndex::merged() const {
    Sorted sorted;
    sorted.begins.assign(terms_.size() + 1, 0);
    const auto count_of = [&](std::uint32_t number) -> std::uint32_t& { return sorted.begins[number + 1]; };
    for (std::uint32_t number = 0; number < terms_.size(); ++number) count_of(number) = static_cast<std::uint32_t>(sorted_rows(number).size());
    for (const auto& [number, slots] : beside_) count_of(number) += static_cast<std::uint32_t>(slots.size());
    for (const std::uint32_t number : bulk_numbers_) ++count_of(number);
    for (std::size_t i = 1; i < sorted.begins.size(); ++i) sorted.begins[i] += sorted.begins[i - 1];
    sorted.rows.resize(sorted.begins.back());

    std::vector<std::uint32_t> next(sorted.begins.begin(), sorted.begins.end() - 1);
    for (std::uint32_t number = 0; number < terms_.size(); ++number) {
        for (const std::uint32_t slot : sorted_rows(number)) sorted.rows[next[number]++] = slot;
    }
    for (const auto& [number, slots] : beside_) {
        for (const std::uint32_t slot : slots) sorted.rows[next[number]++] = slot;
    }
    std::size_t at = 0;
    for (std::size_t i = 0; i < bulk_slots_.size(); ++i) {
        for (; at < bulk_ends_[i]; ++at) sorted.rows[next[bulk_numbers_[at]]++] = bulk_slots_[i];
    }
    return sorted;
}

void TermIndex::take(Sorted sorted) {
    begins_ = std::move(sorted.begins);
    rows_ = std::move(sorted.rows);
    beside_ = {};
    beside_count_ = 0;
    bulk_numbers_ = {};
    bulk_slots_ = {};
    bulk_ends_ = {};
}

TermIndex TermIndex::renamed(const std::vector<std::uint32_t>& new_slots) const {
    const Sorted sorted = merged();
    TermIndex index;
    index.begins_.push_back(0);
    for (std::uint32_t number = 0; number < terms_.size(); ++number) {
        const std::size_t before = index.rows_.size();
        for (std::uint32_t i = sorted.begins[number]; i < sorted.begins[number + 1]; ++i) {
            const std::uint32_t slot = new_slots[sorted.rows[i]];
            if (slot != kDropped) push_frugally(index.rows_, slot);
        }
        if (index.rows_.size() == before) continue;
        index.number_of(terms_[number]);
        push_frugally(index.begins_, static_cast<std::uint32_t>(index.rows_.size()));
    }
    return index;
}

std::size_t TermIndex::memory_bytes() const {
    const std::size_t beside = beside_.size() * 64 + beside_count_ * 8;
    const std::size_t numbers = table_.capacity() + begins_.capacity() + rows_.capacity() + bulk_numbers_.capacity() + bulk_slots_.capacity() +
                                bulk_ends_.capacity();
    return terms_.capacity() * sizeof(std::uint64_t) + numbers * sizeof(std::uint32_t) + beside;
}

}  // namespace guvoh::lists
