// SPDX-License-Identifier: AGPL-3.0-or-later
#include "lists/conditions.h"

#include <algorithm>
#include <charconv>

#include "base/edtf.h"

namespace guvoh::lists {

using base::Expected;
using base::fail;
using schema::field_error;
using schema::FieldKind;

namespace {

constexpr std::size_t kMostValues = 1'000;
constexpr std::size_t kDeepestNesting = 32;
constexpr std::int64_t kDayMs = 86'400'000;

/// One condition on one field.
class Condition {
public:
    Condition(const Table& table, const FieldColumns& columns, const Where& where, const Surroundings& around)
        : table_(table), columns_(columns), where_(where), around_(around) {}

    Expected<Bits> slots() const {
        GUVOH_TRY_VOID(check_count());
        if (where_.op == Where::Missing) {
            Bits bits = present();
            bits.flip();
            return bits;
        }
        if (where_.op == Where::Has && where_.values.empty()) return present();
        if (columns_.codes) return codes();
        if (columns_.days || columns_.instant) return days();
        if (columns_.numbers) return numbers();
        if (columns_.texts) return texts();
        return unfit();
    }

private:
    tl::unexpected<base::Error> wrong(std::string_view what) const { return fail(field_error(where_.field, what)); }
    tl::unexpected<base::Error> unfit() const { return wrong("cannot be filtered in this way"); }

    base::Status check_count() const {
        const std::size_t count = where_.values.size();
        if (count > kMostValues) return wrong("takes at most 1,000 values");
        switch (where_.op) {
            case Where::Is:
            case Where::From:
            case Where::To: return count == 1 ? base::Status{} : wrong("takes one value");
            case Where::Any:
            case Where::Within: return count >= 1 ? base::Status{} : wrong("takes a value");
            case Where::Missing: return count == 0 ? base::Status{} : wrong("takes no value");
            case Where::Has: break;
        }
        return {};
    }

    Bits present() const {
        if (columns_.codes) return columns_.codes->present();
        if (columns_.days) return columns_.days->present();
        if (columns_.texts) return columns_.texts->present();
        if (columns_.has) return *columns_.has;
        return columns_.numbers->between(NumberColumn::kMissing + 1, std::numeric_limits<std::int64_t>::max());
    }

    // ---- codes

    Expected<Bits> codes() const {
        const CodeColumn& column = *columns_.codes;
        switch (where_.op) {
            case Where::Is:
            case Where::Any: return any_code(where_.values);
            case Where::Within: return within();
            case Where::Has: break;
            default: return unfit();
        }
        Bits all = present();
        for (const std::string& value : where_.values) {
            const auto code = column.values().find(value);
            all.and_with(code ? column.equal_to(*code) : Bits(table_.size()));
        }
        return all;
    }

    Bits any_code(const std::vector<std::string>& values) const {
        const CodeColumn& column = *columns_.codes;
        std::vector<std::uint8_t> wanted(column.values().size());
        std::uint32_t last = 0;
        std::size_t count = 0;
        for (const std::string& value : values) {
            if (const auto code = column.values().find(value)) {
                wanted[*code] = 1;
                last = *code;
                ++count;
            }
        }
        if (count == 0) return Bits(table_.size());
        return count == 1 ? column.equal_to(last) : column.any_of(wanted);
    }

    Expected<Bits> within() const {
        if (columns_.kind == FieldKind::Place) return any_code(places_within());
        const schema::Vocabulary* vocabulary = around_.schema.find_vocabulary(columns_.vocabulary);
        if (vocabulary == nullptr) return unfit();
        std::vector<std::string> values = where_.values;
        for (std::size_t code = 0; code < columns_.codes->values().size(); ++code) {
            const std::string_view own = columns_.codes->values()[code];
            const schema::Term* term = vocabulary->find_term(own);
            while (term != nullptr && std::find(where_.values.begin(), where_.values.end(), term->code) == where_.values.end()) {
                term = term->parent.empty() ? nullptr : vocabulary->find_term(term->parent);
            }
            if (term != nullptr) values.emplace_back(own);
        }
        return any_code(values);
    }

    /// The places asked for and, floor by floor, all visible places inside them.
    std::vector<std::string> places_within() const {
        std::vector<std::string> all = where_.values;
        const FieldColumns* inside = around_.places == nullptr ? nullptr : around_.places->find("inside");
        if (inside == nullptr || !inside->codes) return all;
        const Table& places = *around_.places;
        const auto mask = places.mask_of(around_.query.compartments, around_.query.all_compartments);
        std::vector<std::uint8_t> done(inside->codes->values().size());
        std::size_t next = 0;
        for (std::size_t depth = 0; depth < kDeepestNesting && next < all.size(); ++depth) {
            std::vector<std::uint8_t> wanted(done.size());
            bool any = false;
            for (; next < all.size(); ++next) {
                const auto code = inside->codes->values().find(all[next]);
                if (!code || done[*code] != 0) continue;
                done[*code] = wanted[*code] = 1;
                any = true;
            }
            if (!any) break;
            Bits found = inside->codes->any_of(wanted);
            found.and_with(places.live());
            found.for_each([&](std::uint32_t slot) {
                if (mask[places.compartment_of(slot)] != 0) all.push_back(places.ids()[slot].text());
            });
        }
        return all;
    }

    // ---- days, of dates and of instants

    Expected<base::DayInterval> interval(const std::string& value) const {
        const auto date = base::Edtf::parse(value);
        if (!date) return wrong("is compared with dates such as 2012-07");
        return date->days();
    }

    Bits overlapping(const base::DayInterval& days) const {
        if (columns_.days) return columns_.days->overlapping(DayColumn::days_of(days));
        const auto ms_of = [](std::int64_t day) { return std::clamp<std::int64_t>(day, -100'000'000, 100'000'000) * kDayMs; };
        const std::int64_t first = days.first_day == base::kNoFirstDay ? NumberColumn::kMissing + 1 : ms_of(days.first_day);
        const std::int64_t last = days.last_day == base::kNoLastDay ? std::numeric_limits<std::int64_t>::max() : ms_of(days.last_day) + kDayMs - 1;
        return columns_.numbers->between(first, last);
    }

    Expected<Bits> days() const {
        GUVOH_TRY(base::DayInterval days, interval(where_.values.front()));
        switch (where_.op) {
            case Where::From: return overlapping({days.first_day, base::kNoLastDay});
            case Where::To: return overlapping({base::kNoFirstDay, days.last_day});
            case Where::Within: {
                if (where_.values.size() > 2) return wrong("lies within one value, or from one to another");
                GUVOH_TRY(const auto end, interval(where_.values.back()));
                return overlapping({days.first_day, end.last_day});
            }
            case Where::Is:
            case Where::Any: return any_day();
            default: return unfit();
        }
    }

    Expected<Bits> any_day() const {
        Bits none(table_.size());
        none.flip();
        for (const std::string& value : where_.values) {
            GUVOH_TRY(const auto days, interval(value));
            Bits others = overlapping(days);
            others.flip();
            none.and_with(others);
        }
        none.flip();
        return none;
    }

    // ---- numbers

    Expected<std::int64_t> number(const std::string& value) const {
        std::int64_t out = 0;
        const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), out);
        if (error != std::errc() || end != value.data() + value.size()) return wrong("is compared with whole numbers");
        return out;
    }

    Expected<Bits> numbers() const {
        const NumberColumn& column = *columns_.numbers;
        GUVOH_TRY(const std::int64_t first, number(where_.values.front()));
        switch (where_.op) {
            case Where::From: return column.between(first, std::numeric_limits<std::int64_t>::max());
            case Where::To: return column.between(NumberColumn::kMissing + 1, first);
            case Where::Within: {
                if (where_.values.size() != 2) return wrong("lies from one value to another");
                GUVOH_TRY(const std::int64_t last, number(where_.values.back()));
                return column.between(first, last);
            }
            case Where::Is:
            case Where::Any: break;
            default: return unfit();
        }
        std::vector<std::int64_t> wanted;
        for (const std::string& value : where_.values) {
            GUVOH_TRY(const std::int64_t one, number(value));
            wanted.push_back(one);
        }
        std::sort(wanted.begin(), wanted.end());
        return Bits::select(table_.size(), [&](std::size_t slot) {
            return column[slot] != NumberColumn::kMissing && std::binary_search(wanted.begin(), wanted.end(), column[slot]);
        });
    }

    // ---- texts that are only sorted by

    Expected<Bits> texts() const {
        if (where_.op != Where::Is) return unfit();
        return columns_.texts->equal_to(TextColumn::key_of(where_.values.front()));
    }

    const Table& table_;
    const FieldColumns& columns_;
    const Where& where_;
    const Surroundings& around_;
};

}  // namespace

Expected<Bits> slots_where(const Table& table, const Where& where, const Surroundings& around) {
    const FieldColumns* columns = table.find(where.field);
    // The name is what someone sent, so it is not repeated.
    if (columns == nullptr) return fail(field_error("where", "names a field that cannot be filtered"));
    return Condition(table, *columns, where, around).slots();
}

}  // namespace guvoh::lists
