// SPDX-License-Identifier: AGPL-3.0-or-later
#include "lists/columns.h"

#include <algorithm>

#include "base/text.h"
#include "language/words.h"

namespace guvoh::lists {

namespace {

constexpr std::uint64_t kSign = std::uint64_t{1} << 63;

int sign_of(std::int64_t a, std::int64_t b) { return a < b ? -1 : a > b ? 1 : 0; }

}  // namespace

// ---- codes --------------------------------------------------------------------------------------------------------------

void SlotSet::add(std::uint32_t slot) {
    if (dense_.size() > 0) return dense_.set_growing(slot);
    few_.push_back(slot);
    if (few_.size() < 64 || few_.size() * 32 < slot) return;
    for (const std::uint32_t one : few_) dense_.set_growing(one);
    few_ = {};
}

void SlotSet::add_to(Bits& out) const {
    out.or_with(dense_);
    for (const std::uint32_t slot : few_) out.set(slot);
}

std::size_t SlotSet::count_in(const Bits& chosen) const {
    if (dense_.size() > 0) return dense_.count_with(chosen);
    std::size_t total = 0;
    for (const std::uint32_t slot : few_) total += chosen.test(slot) ? 1U : 0U;
    return total;
}

void CodeColumn::add_code(std::uint32_t code, std::uint32_t compartment) {
    push_frugally(codes_, code);
    if (has_sets()) {
        if (sets_.size() <= code) sets_.resize(code + 1);
        sets_[code].add(static_cast<std::uint32_t>(many_ ? begins_.size() - 1 : codes_.size() - 1));
    } else {
        sets_ = {};
    }
    if (!counted_) return;
    if (counts_.size() <= compartment) counts_.resize(compartment + 1);
    auto& counts = counts_[compartment];
    if (counts.size() <= code) counts.resize(values_.size());
    ++counts[code];
}

void CodeColumn::push_back(std::span<const std::string_view> values, std::uint32_t compartment) {
    if (!many_) {
        if (values.empty()) {
            push_frugally(codes_, kNone);
        } else {
            add_code(values_.number_of(values.front()), compartment);
        }
        return;
    }
    const std::size_t begin = codes_.size();
    for (const std::string_view value : values) {
        const std::uint32_t code = values_.number_of(value);
        const bool twice = std::find(codes_.begin() + static_cast<std::ptrdiff_t>(begin), codes_.end(), code) != codes_.end();
        if (!twice) add_code(code, compartment);
    }
    push_frugally(begins_, static_cast<std::uint32_t>(codes_.size()));
}

void CodeColumn::push_back_from(const CodeColumn& other, std::uint32_t slot, std::uint32_t compartment) {
    std::vector<std::string_view> values;
    for (const std::uint32_t code : other.codes(slot)) values.push_back(other.values_[code]);
    push_back(values, compartment);
}

void CodeColumn::forget(std::uint32_t slot, std::uint32_t compartment) {
    if (!counted_) return;
    for (const std::uint32_t code : codes(slot)) --counts_[compartment][code];
}

Bits CodeColumn::equal_to(std::uint32_t code) const {
    if (has_sets()) {
        Bits bits(size());
        sets_[code].add_to(bits);
        return bits;
    }
    std::vector<std::uint8_t> wanted(values_.size());
    wanted[code] = 1;
    return any_of(wanted);
}

Bits CodeColumn::any_of(const std::vector<std::uint8_t>& wanted) const {
    Bits bits(size());
    if (has_sets()) {
        for (std::size_t code = 0; code < wanted.size(); ++code) {
            if (wanted[code] != 0) sets_[code].add_to(bits);
        }
        return bits;
    }
    for (std::uint32_t slot = 0; slot < size(); ++slot) {
        for (const std::uint32_t code : codes(slot)) {
            if (wanted[code] != 0) bits.set(slot);
        }
    }
    return bits;
}

Bits CodeColumn::present() const {
    if (!many_) return Bits::select(codes_.size(), [codes = codes_.data()](std::size_t slot) { return codes[slot] != kNone; });
    return Bits::select(size(), [begins = begins_.data()](std::size_t slot) { return begins[slot] != begins[slot + 1]; });
}

std::vector<std::uint64_t> CodeColumn::counts(const std::vector<std::uint8_t>& visible) const {
    std::vector<std::uint64_t> total(values_.size());
    for (std::size_t compartment = 0; compartment < counts_.size(); ++compartment) {
        if (visible[compartment] == 0) continue;
        for (std::size_t code = 0; code < counts_[compartment].size(); ++code) total[code] += counts_[compartment][code];
    }
    return total;
}

std::vector<std::uint64_t> CodeColumn::counts_by_set(const Bits& chosen) const {
    std::vector<std::uint64_t> total(values_.size());
    for (std::size_t code = 0; code < sets_.size(); ++code) total[code] = sets_[code].count_in(chosen);
    return total;
}

std::vector<std::uint64_t> CodeColumn::counts(const Bits& chosen) const {
    std::size_t cost = values_.size();
    for (const SlotSet& set : sets_) cost += set.cost();
    if (has_sets() && cost < 4 * chosen.count()) return counts_by_set(chosen);
    std::vector<std::uint64_t> total(values_.size());
    if (many_) {
        chosen.for_each([&](std::uint32_t slot) {
            for (std::uint32_t i = begins_[slot]; i < begins_[slot + 1]; ++i) ++total[codes_[i]];
        });
        return total;
    }
    // Two sets of counters, so that neighbours with the same code do not wait for each other.
    std::vector<std::uint32_t> even(values_.size() + 1), odd(values_.size() + 1);
    const auto none = static_cast<std::uint32_t>(values_.size());
    chosen.for_each([&](std::uint32_t slot) { ++(slot % 2 == 0 ? even : odd)[std::min(codes_[slot], none)]; });
    for (std::size_t code = 0; code < total.size(); ++code) total[code] = std::uint64_t{even[code]} + odd[code];
    return total;
}

void CodeColumn::shrink() {
    values_.shrink();
    codes_.shrink_to_fit();
    begins_.shrink_to_fit();
}

std::size_t CodeColumn::memory_bytes() const {
    std::size_t counts = 0;
    for (const auto& of_compartment : counts_) counts += of_compartment.capacity();
    std::size_t sets = 0;
    for (const SlotSet& set : sets_) sets += set.memory_bytes();
    return sets + values_.memory_bytes() + (codes_.capacity() + begins_.capacity() + counts) * sizeof(std::uint32_t);
}

// ---- texts --------------------------------------------------------------------------------------------------------------

std::string TextColumn::key_of(std::string_view text) {
    // Folding can make a text shorter, never this much shorter; the rest of a long text cannot matter.
    const std::string folded = language::fold(base::clip_utf8(text, 4 * kMaxKeyBytes));
    std::string key(base::clip_utf8(folded, kMaxKeyBytes));
    // A text without a letter or digit is still a text: it sorts before all others instead of counting as missing.
    return key.empty() ? std::string(" ") : key;
}

Bits TextColumn::equal_to(std::string_view key) const {
    return Bits::select(keys_.size(), [&](std::size_t slot) { return keys_[slot] == key; });
}

Bits TextColumn::present() const {
    return Bits::select(keys_.size(), [&](std::size_t slot) { return !keys_[slot].empty(); });
}

std::uint64_t TextColumn::prefix(std::uint32_t slot) const {
    const std::string_view key = keys_[slot];
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < 8; ++i) value = (value << 8) | (i < key.size() ? static_cast<unsigned char>(key[i]) : 0U);
    return value;
}

SortValue TextColumn::value(std::uint32_t slot) const { return {!has(slot), 0, std::string(keys_[slot])}; }

// ---- numbers ------------------------------------------------------------------------------------------------------------

Bits NumberColumn::between(std::int64_t least, std::int64_t most) const {
    return Bits::select(numbers_.size(), [numbers = numbers_.data(), least, most](std::size_t slot) {
        return (numbers[slot] >= least) & (numbers[slot] <= most) & (numbers[slot] != kMissing);
    });
}

std::uint64_t NumberColumn::prefix(std::uint32_t slot) const { return static_cast<std::uint64_t>(numbers_[slot]) ^ kSign; }

int NumberColumn::compare(std::uint32_t a, std::uint32_t b) const { return sign_of(numbers_[a], numbers_[b]); }

int NumberColumn::compare_value(std::uint32_t slot, const SortValue& value) const { return sign_of(numbers_[slot], value.number); }

// ---- days ---------------------------------------------------------------------------------------------------------------

DayColumn::Days DayColumn::days_of(const base::DayInterval& interval) {
    const auto narrow = [](std::int64_t day) {
        return static_cast<std::int32_t>(std::clamp<std::int64_t>(day, std::int64_t{kEarliest} + 1, std::int64_t{kLatest} - 1));
    };
    return {interval.first_day == base::kNoFirstDay ? kEarliest : narrow(interval.first_day),
            interval.last_day == base::kNoLastDay ? kLatest : narrow(interval.last_day)};
}

void DayColumn::push_back(Days days) {
    push_frugally(firsts_, days.first);
    push_frugally(lasts_, days.last);
}

Bits DayColumn::overlapping(Days days) const {
    // One short of the marks of a missing value, so that it overlaps nothing.
    const std::int32_t first = std::max(days.first, kEarliest + 1), last = std::min(days.last, kLatest - 1);
    return Bits::select(firsts_.size(), [firsts = firsts_.data(), lasts = lasts_.data(), first, last](std::size_t slot) {
        return (firsts[slot] <= last) & (lasts[slot] >= first);
    });
}

Bits DayColumn::present() const {
    return Bits::select(firsts_.size(), [&](std::size_t slot) { return has(static_cast<std::uint32_t>(slot)); });
}

std::int64_t DayColumn::number(std::uint32_t slot) const {
    return std::int64_t{firsts_[slot]} * (std::int64_t{1} << 32) + (std::int64_t{lasts_[slot]} - kEarliest);
}

std::uint64_t DayColumn::prefix(std::uint32_t slot) const { return static_cast<std::uint64_t>(number(slot)) ^ kSign; }

int DayColumn::compare(std::uint32_t a, std::uint32_t b) const { return sign_of(number(a), number(b)); }

int DayColumn::compare_value(std::uint32_t slot, const SortValue& value) const { return sign_of(number(slot), value.number); }

void DayColumn::shrink() {
    firsts_.shrink_to_fit();
    lasts_.shrink_to_fit();
}

std::int64_t year_of_day(std::int64_t day) {
    // Days from 0000-03-01 in eras of 400 years; after Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
    const std::int64_t shifted = day + 719468;
    const std::int64_t era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
    const std::int64_t of_era = shifted - era * 146097;
    const std::int64_t year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    const std::int64_t of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    return year_of_era + era * 400 + (of_year >= 306 ? 1 : 0);
}

}  // namespace guvoh::lists
