// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The values of one field over all slots of a table, in the forms that lists need: codes (chosen from and counted), days
// (overlap), numbers (range) and folded texts (sorted by). A slot once written does not change; a changed record takes a new
// slot, so whoever reads an old one still finds what it was sorted by.
//
// Threads: const functions from any thread, changes from one.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/edtf.h"
#include "lists/bits.h"
#include "lists/dictionary.h"

namespace guvoh::lists {

/// What a row is sorted by, as a cursor carries it.
struct SortValue {
    bool missing = true;
    std::int64_t number = 0;
    std::string text;
};

/// A column that lists can be sorted by.
class SortColumn {
public:
    virtual ~SortColumn() = default;
    virtual bool has(std::uint32_t slot) const = 0;
    /// Orders as compare() does, or says 0 difference where it cannot tell.
    virtual std::uint64_t prefix(std::uint32_t slot) const = 0;
    /// Of slots that have a value: below, at or above 0.
    virtual int compare(std::uint32_t a, std::uint32_t b) const = 0;
    virtual int compare_value(std::uint32_t slot, const SortValue& value) const = 0;
    virtual SortValue value(std::uint32_t slot) const = 0;
};

/// The slots of one code, dead ones too: a list while they are few, a set of bits when that is smaller.
class SlotSet {
public:
    /// Slots come in ascending order.
    void add(std::uint32_t slot);
    void add_to(Bits& out) const;
    std::size_t count_in(const Bits& chosen) const;
    /// What count_in costs, in words or slots to look at.
    std::size_t cost() const { return dense_.size() > 0 ? dense_.size() / 64 : few_.size(); }
    std::size_t memory_bytes() const { return few_.capacity() * sizeof(std::uint32_t) + dense_.memory_bytes() + sizeof(*this); }

private:
    std::vector<std::uint32_t> few_;
    Bits dense_;
};

/// Codes of terms, ids and the like: none, one or several a slot.
class CodeColumn {
public:
    /// Takes: many, whether a slot may have several; counted, whether counts by compartment are kept.
    CodeColumn(bool many, bool counted) : many_(many), counted_(counted) {}

    /// Writes the next slot.
    void push_back(std::span<const std::string_view> values, std::uint32_t compartment);
    /// Takes a slot out of the counts.
    void forget(std::uint32_t slot, std::uint32_t compartment);
    /// Copies a slot of another column of the same kind to the end.
    void push_back_from(const CodeColumn& other, std::uint32_t slot, std::uint32_t compartment);

    std::span<const std::uint32_t> codes(std::uint32_t slot) const {
        if (!many_) return std::span(codes_).subspan(slot, codes_[slot] == kNone ? 0 : 1);
        return std::span(codes_).subspan(begins_[slot], begins_[slot + 1] - begins_[slot]);
    }
    const Dictionary& values() const { return values_; }
    std::size_t size() const { return many_ ? begins_.size() - 1 : codes_.size(); }
    bool counted() const { return counted_; }

    /// The slots with any of these codes; `wanted` by code.
    Bits any_of(const std::vector<std::uint8_t>& wanted) const;
    /// The slots with this one code.
    Bits equal_to(std::uint32_t code) const;
    Bits present() const;
    /// How many slots not forgotten have each code, over the compartments that are `visible` (by number).
    std::vector<std::uint64_t> counts(const std::vector<std::uint8_t>& visible) const;
    /// The same over chosen slots.
    std::vector<std::uint64_t> counts(const Bits& chosen) const;
    void shrink();
    std::size_t memory_bytes() const;

private:
    static constexpr std::uint32_t kNone = 0xffffffff;
    static constexpr std::size_t kMostSlotSets = 65'536;  ///< with more codes than that, slots are looked through instead
    bool has_sets() const { return values_.size() <= kMostSlotSets; }
    void add_code(std::uint32_t code, std::uint32_t compartment);
    std::vector<std::uint64_t> counts_by_set(const Bits& chosen) const;

    bool many_, counted_;
    Dictionary values_;
    std::vector<std::uint32_t> codes_;        // one a slot, or all in a row
    std::vector<std::uint32_t> begins_ = {0};  // only of many: one more than slots
    std::vector<std::vector<std::uint32_t>> counts_;  // by compartment, then code
    std::vector<SlotSet> sets_;                       // by code; none when there are too many codes
};

/// Folded texts, cut to kMaxKeyBytes.
class TextColumn : public SortColumn {
public:
    static constexpr std::size_t kMaxKeyBytes = 96;
    /// The key of a text: folded and cut.
    static std::string key_of(std::string_view text);

    void push_back(std::string_view text) { keys_.add(text.empty() ? std::string() : key_of(text)); }
    void push_back_from(const TextColumn& other, std::uint32_t slot) { keys_.add(other.keys_[slot]); }
    std::size_t size() const { return keys_.size(); }
    Bits equal_to(std::string_view key) const;
    Bits present() const;
    bool has(std::uint32_t slot) const override { return !keys_[slot].empty(); }
    std::uint64_t prefix(std::uint32_t slot) const override;
    int compare(std::uint32_t a, std::uint32_t b) const override { return keys_[a].compare(keys_[b]); }
    int compare_value(std::uint32_t slot, const SortValue& value) const override { return keys_[slot].compare(value.text); }
    SortValue value(std::uint32_t slot) const override;
    void shrink() { keys_.shrink(); }
    std::size_t memory_bytes() const { return keys_.memory_bytes(); }

private:
    TextPool keys_;
};

/// Integers and instants.
class NumberColumn : public SortColumn {
public:
    static constexpr std::int64_t kMissing = std::numeric_limits<std::int64_t>::min();

    void push_back(std::int64_t value) { push_frugally(numbers_, value); }
    std::size_t size() const { return numbers_.size(); }
    std::int64_t operator[](std::size_t slot) const { return numbers_[slot]; }
    /// Both ends included; a missing number lies nowhere.
    Bits between(std::int64_t least, std::int64_t most) const;
    bool has(std::uint32_t slot) const override { return numbers_[slot] != kMissing; }
    std::uint64_t prefix(std::uint32_t slot) const override;
    int compare(std::uint32_t a, std::uint32_t b) const override;
    int compare_value(std::uint32_t slot, const SortValue& value) const override;
    SortValue value(std::uint32_t slot) const override { return {!has(slot), numbers_[slot], {}}; }
    void shrink() { numbers_.shrink_to_fit(); }
    std::size_t memory_bytes() const { return numbers_.capacity() * sizeof(std::int64_t); }

private:
    std::vector<std::int64_t> numbers_;
};

/// Day intervals in 32 bits: five million years either way.
class DayColumn : public SortColumn {
public:
    struct Days {
        std::int32_t first = kLatest, last = kEarliest;  // as here: missing
    };
    static constexpr std::int32_t kEarliest = std::numeric_limits<std::int32_t>::min();
    static constexpr std::int32_t kLatest = std::numeric_limits<std::int32_t>::max();

    /// Open ends become kEarliest and kLatest; what lies beyond is moved one short of them.
    static Days days_of(const base::DayInterval& interval);
    void push_back(Days days);
    void push_back_from(const DayColumn& other, std::uint32_t slot) { push_back({other.firsts_[slot], other.lasts_[slot]}); }
    std::size_t size() const { return firsts_.size(); }
    /// The slots that share a day with the interval.
    Bits overlapping(Days days) const;
    Bits present() const;
    Days operator[](std::size_t slot) const { return {firsts_[slot], lasts_[slot]}; }
    bool has(std::uint32_t slot) const override { return firsts_[slot] != kLatest || lasts_[slot] != kEarliest; }
    std::uint64_t prefix(std::uint32_t slot) const override;
    int compare(std::uint32_t a, std::uint32_t b) const override;
    int compare_value(std::uint32_t slot, const SortValue& value) const override;
    SortValue value(std::uint32_t slot) const override { return {!has(slot), number(slot), {}}; }
    void shrink();
    std::size_t memory_bytes() const { return (firsts_.capacity() + lasts_.capacity()) * sizeof(std::int32_t); }

private:
    /// First day, then last day, as one number.
    std::int64_t number(std::uint32_t slot) const;

    std::vector<std::int32_t> firsts_, lasts_;
};

/// The year of a day.
std::int64_t year_of_day(std::int64_t day);

}  // namespace guvoh::lists
