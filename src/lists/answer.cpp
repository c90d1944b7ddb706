// SPDX-License-Identifier: AGPL-3.0-or-later
#include "lists/answer.h"

#include <algorithm>
#include <optional>

#include "lists/cursor.h"

namespace guvoh::lists {

using base::Expected;
using base::fail;
using schema::field_error;

namespace {

constexpr std::size_t kMostConditions = 50;
constexpr std::size_t kMostFacets = 30;
constexpr std::int64_t kDayMs = 86'400'000;

bool chooses(const Where& where) { return where.op == Where::Is || where.op == Where::Any; }

/// Works out one answer; lives for one call.
class Answer {
public:
    Answer(const Table& table, const schema::Type& type, const Surroundings& around)
        : table_(table), type_(type), around_(around), query_(around.query),
          mask_(table.mask_of(query_.compartments, query_.all_compartments)) {}

    Expected<Reply> reply() {
        if (query_.limit > kMaxLimit) return fail(field_error("limit", "is at most 1,000"));
        if (query_.where.size() > kMostConditions) return fail(field_error("where", "takes at most 50 conditions"));
        if (query_.facets.size() > kMostFacets) return fail(field_error("facets", "takes at most 30 fields"));
        GUVOH_TRY_VOID(narrow());
        Reply reply;
        const std::optional<Bits> chosen = all_but(nullptr);
        reply.total = chosen ? chosen->count() : table_.count(mask_);
        for (const std::string& facet : query_.facets) {
            GUVOH_TRY(Reply::Counts counts, count_facet(facet, chosen));
            reply.facets.emplace(facet, std::move(counts));
        }
        GUVOH_TRY_VOID(add_page(chosen, reply));
        return reply;
    }

    Expected<std::vector<base::Id>> all() {
        if (query_.where.size() > kMostConditions) return fail(field_error("where", "takes at most 50 conditions"));
        GUVOH_TRY_VOID(narrow());
        const std::optional<Bits> chosen = all_but(nullptr);
        std::vector<base::Id> ids;
        (chosen ? *chosen : visible()).for_each([&](std::uint32_t slot) { ids.push_back(table_.ids()[slot]); });
        return ids;
    }

private:
    bool is_visible(std::uint32_t slot) const { return mask_[table_.compartment_of(slot)] != 0; }

    /// Works out each condition once: those that choose values of a facet stay apart, all others go into `base_`.
    base::Status narrow() {
        const auto keep = [this](Bits bits) {
            if (base_) {
                base_->and_with(bits);
            } else {
                base_ = std::move(bits);
            }
        };
        for (const Where& where : query_.where) {
            GUVOH_TRY(Bits bits, slots_where(table_, where, around_));
            const bool apart = chooses(where) && std::find(query_.facets.begin(), query_.facets.end(), where.field) != query_.facets.end();
            if (apart) {
                apart_.push_back({&where.field, std::move(bits)});
            } else {
                keep(std::move(bits));
            }
        }
        for (const auto& alternatives : query_.terms_all_of_any) {
            Bits bits(table_.size());
            for (const std::uint64_t term : alternatives) table_.terms().set_rows(term, bits);
            keep(std::move(bits));
        }
        if (query_.only != nullptr) {
            Bits bits(table_.size());
            table_.slots().set_all(*query_.only, bits);
            keep(std::move(bits));
        }
        if (base_ || !apart_.empty()) keep(visible());
        return {};
    }

    Bits visible() const {
        if (std::find(mask_.begin(), mask_.end(), 0) == mask_.end()) return table_.live();
        Bits bits = table_.compartments().any_of(mask_);
        bits.and_with(table_.live());
        return bits;
    }

    /// The slots chosen when the conditions on one field that choose its values are left out; none: all visible ones.
    std::optional<Bits> all_but(const std::string* field) const {
        if (!base_) return std::nullopt;
        Bits bits = *base_;
        for (const Apart& apart : apart_) {
            if (field == nullptr || *apart.field != *field) bits.and_with(apart.bits);
        }
        return bits;
    }

    // ---- facets

    Expected<Reply::Counts> count_facet(const std::string& name, const std::optional<Bits>& chosen) const {
        const FieldColumns* columns = table_.find(name);
        const bool by_year = columns != nullptr && (columns->days || columns->instant);
        if (columns == nullptr || (!by_year && (!columns->codes || !columns->codes->counted()))) {
            return fail(field_error("facets", "names a field that is not counted"));
        }
        const bool has_own = std::any_of(apart_.begin(), apart_.end(), [&](const Apart& apart) { return *apart.field == name; });
        const std::optional<Bits> own = has_own ? all_but(&name) : std::nullopt;
        const std::optional<Bits>& slots = has_own ? own : chosen;
        if (by_year) return most_first(years(*columns, slots ? *slots : visible()));
        const auto counts = slots ? columns->codes->counts(*slots) : columns->codes->counts(mask_);
        return most_first(*columns->codes, counts);
    }

    static std::map<std::int64_t, std::uint64_t> years(const FieldColumns& columns, const Bits& slots) {
        // Neighbours are mostly of one year, so the counter of the last one is kept at hand.
        std::map<std::int64_t, std::uint64_t> counts;
        std::int64_t first_day = 1, last_day = 0;
        std::uint64_t* counter = nullptr;
        slots.for_each([&](std::uint32_t slot) {
            const std::optional<std::int64_t> day = day_of(columns, slot);
            if (!day) return;
            if (counter == nullptr || *day < first_day || *day > last_day) {
                const std::int64_t year = year_of_day(*day);
                first_day = base::day_of_civil(year, 1, 1);
                last_day = base::day_of_civil(year, 12, 31);
                counter = &counts[year];
            }
            ++*counter;
        });
        return counts;
    }

    /// The day that decides the year: the first, or the last where the beginning is open.
    static std::optional<std::int64_t> day_of(const FieldColumns& columns, std::uint32_t slot) {
        if (columns.instant) {
            const std::int64_t at = (*columns.numbers)[slot];
            return at >= 0 ? at / kDayMs : (at + 1) / kDayMs - 1;
        }
        const DayColumn::Days days = (*columns.days)[slot];
        if (!columns.days->has(slot)) return std::nullopt;
        if (days.first != DayColumn::kEarliest) return days.first;
        return days.last == DayColumn::kLatest ? std::nullopt : std::optional<std::int64_t>(days.last);
    }

    static Reply::Counts most_first(const std::map<std::int64_t, std::uint64_t>& years) {
        Reply::Counts counts;
        for (const auto& [year, count] : years) counts.emplace_back(year_text(year), count);
        sort_and_cut(counts);
        return counts;
    }

    /// As EDTF writes it, so that it can be asked for.
    static std::string year_text(std::int64_t year) {
        std::string digits = std::to_string(year < 0 ? -year : year);
        if (digits.size() > 4) return std::string(year < 0 ? "Y-" : "Y") + digits;
        digits.insert(0, 4 - digits.size(), '0');
        return (year < 0 ? "-" : "") + digits;
    }

    static Reply::Counts most_first(const CodeColumn& column, const std::vector<std::uint64_t>& by_code) {
        // With many values, first the least count that still gets in, so that few texts are copied.
        std::vector<std::uint64_t> sizes;
        for (const std::uint64_t count : by_code) {
            if (count > 0) sizes.push_back(count);
        }
        std::uint64_t least = 1;
        if (sizes.size() > kMaxFacetValues) {
            const auto last = sizes.begin() + static_cast<std::ptrdiff_t>(kMaxFacetValues - 1);
            std::nth_element(sizes.begin(), last, sizes.end(), std::greater<>());
            least = *last;
        }
        Reply::Counts counts;
        for (std::size_t code = 0; code < by_code.size(); ++code) {
            if (by_code[code] >= least) counts.emplace_back(column.values()[code], by_code[code]);
        }
        sort_and_cut(counts);
        return counts;
    }

    static void sort_and_cut(Reply::Counts& counts) {
        std::sort(counts.begin(), counts.end(), [](const auto& a, const auto& b) { return a.second != b.second ? a.second > b.second : a.first < b.first; });
        if (counts.size() > kMaxFacetValues) counts.resize(kMaxFacetValues);
    }

    // ---- the page

    base::Status add_page(const std::optional<Bits>& chosen, Reply& reply) const {
        const bool own_sort = query_.sort.empty();
        const bool descending = own_sort ? type_.default_sort.starts_with('-') : query_.descending;
        const std::string sort = own_sort ? type_.default_sort.substr(descending ? 1 : 0) : query_.sort;
        const FieldColumns* columns = table_.find(sort);
        if (columns == nullptr || !columns->order) return fail(field_error("sort", "names a field that lists are not sorted by"));
        std::optional<Place> after;
        if (!query_.cursor.empty()) {
            GUVOH_TRY(after, place_of_cursor(query_.cursor, sort, descending));
        }
        if (query_.limit == 0) return {};
        const Place* place = after ? &*after : nullptr;
        std::vector<std::uint32_t> slots = page(*columns->order, chosen, reply.total, descending, place);
        const bool more = slots.size() > query_.limit;
        if (more) slots.resize(query_.limit);
        for (const std::uint32_t slot : slots) reply.rows.push_back(table_.ids()[slot]);
        if (more) reply.next_cursor = cursor_text(columns->order->place_of(slots.back()), sort, descending);
        return {};
    }

    /// One slot more than the page takes, where there are more.
    std::vector<std::uint32_t> page(const Order& order, const std::optional<Bits>& chosen, std::uint64_t total, bool descending,
                                    const Place* after) const {
        const std::size_t most = std::size_t{query_.limit} + 1;
        std::vector<std::uint32_t> slots;
        // Few rows are sorted quicker than found along the whole order.
        if (chosen && total * total < std::uint64_t{table_.size()} * most / 16) {
            chosen->for_each([&](std::uint32_t slot) {
                if (after == nullptr || order.behind(slot, *after, descending)) slots.push_back(slot);
            });
            const auto last = slots.begin() + static_cast<std::ptrdiff_t>(std::min(most, slots.size()));
            std::partial_sort(slots.begin(), last, slots.end(), [&](std::uint32_t a, std::uint32_t b) { return order.before(a, b, descending); });
            slots.erase(last, slots.end());
            return slots;
        }
        const auto take = [&](std::uint32_t slot) {
            slots.push_back(slot);
            return slots.size() < most;
        };
        if (chosen) {
            order.walk(descending, after, [bits = &*chosen](std::uint32_t slot) { return bits->test(slot); }, take);
        } else if (total > 0) {
            order.walk(descending, after, [this](std::uint32_t slot) { return table_.live().test(slot) && is_visible(slot); }, take);
        }
        return slots;
    }

    struct Apart {
        const std::string* field;  // the query's
        Bits bits;
    };

    const Table& table_;
    const schema::Type& type_;
    const Surroundings& around_;
    const Query& query_;
    std::vector<std::uint8_t> mask_;  // by compartment
    std::optional<Bits> base_;        // visible and meeting the conditions that are not apart; none: no condition at all
    std::vector<Apart> apart_;
};

}  // namespace

Expected<std::vector<base::Id>> all_rows(const Table& table, const schema::Type& type, const Surroundings& around) {
    return Answer(table, type, around).all();
}

Expected<Reply> answer(const Table& table, const schema::Type& type, const Surroundings& around) { return Answer(table, type, around).reply(); }

}  // namespace guvoh::lists
