// SPDX-License-Identifier: AGPL-3.0-or-later
#include "lists/table.h"

#include <algorithm>
#include <array>
#include <thread>

#include "base/edtf.h"

namespace guvoh::lists {

using base::Json;
using schema::FieldKind;

namespace {

constexpr std::array<std::string_view, 4> kPseudoFields = {"compartment", "in_conflict", "created_at", "updated_at"};

bool is_code_kind(const schema::Field& field) {
    return field.kind == FieldKind::Term || field.kind == FieldKind::Terms || field.kind == FieldKind::Boolean || field.is_link() || field.facet;
}

bool is_number_kind(FieldKind kind) { return kind == FieldKind::Integer || kind == FieldKind::Bytes; }

/// Calls `take` for the value, or for each item where it is a list.
template <class Take>
void each_value(const Json& value, Take take) {
    if (!value.is_array()) return take(value);
    for (const Json& item : value.array()) take(item);
}

void add_codes(const Json& value, std::vector<std::string_view>& out) {
    out.clear();
    each_value(value, [&](const Json& item) {
        if (item.is_string() && !item.string_or("").empty()) out.push_back(item.string_or(""));
        if (item.is_bool()) out.push_back(item.boolean_or(false) ? "true" : "false");
    });
}

DayColumn::Days days_of_value(const Json& value) {
    DayColumn::Days all;
    each_value(value, [&](const Json& item) {
        if (!item.is_string()) return;
        const auto date = base::Edtf::parse(item.string_or(""));
        if (!date) return;
        const DayColumn::Days days = DayColumn::days_of(date->days());
        all = {std::min(all.first, days.first), std::max(all.last, days.last)};
    });
    return all;
}

std::string_view text_of_value(const Json& value) {
    if (value.is_bool()) return value.boolean_or(false) ? "true" : "false";
    return value.is_array() && !value.array().empty() ? value.array().front().string_or("") : value.string_or("");
}

bool has_value(const Json& value) {
    return !value.is_null() && !(value.is_array() && value.array().empty()) && !(value.is_string() && value.string_or("").empty());
}

const SortColumn* sort_column(const FieldColumns& columns) {
    if (columns.texts) return columns.texts.get();
    if (columns.days) return columns.days.get();
    return columns.numbers.get();
}

void push_value(FieldColumns& columns, const Json& value, std::uint32_t compartment, std::vector<std::string_view>& scratch) {
    if (columns.codes) {
        add_codes(value, scratch);
        columns.codes->push_back(scratch, compartment);
    }
    if (columns.days) columns.days->push_back(days_of_value(value));
    if (columns.numbers) columns.numbers->push_back(value.integer_or(NumberColumn::kMissing));
    if (columns.texts) columns.texts->push_back(text_of_value(value));
    if (columns.has) columns.has->push_back(has_value(value));
}

void push_value_from(FieldColumns& columns, const FieldColumns& other, std::uint32_t slot, std::uint32_t compartment) {
    if (columns.codes) columns.codes->push_back_from(*other.codes, slot, compartment);
    if (columns.days) columns.days->push_back_from(*other.days, slot);
    if (columns.numbers) columns.numbers->push_back((*other.numbers)[slot]);
    if (columns.texts) columns.texts->push_back_from(*other.texts, slot);
    if (columns.has) columns.has->push_back(other.has->test(slot));
}

}  // namespace

Table::Table(const schema::Type& type) : slots_(ids_) {
    add_pseudo_fields();
    add_fields(type);
}

void Table::add_pseudo_fields() {
    for (const std::string_view name : kPseudoFields) {
        FieldColumns columns;
        columns.name = name;
        columns.instant = name == "created_at" || name == "updated_at";
        columns.kind = columns.instant ? FieldKind::Date : FieldKind::Term;
        if (columns.instant) {
            columns.numbers = std::make_unique<NumberColumn>();
            columns.order = std::make_unique<Order>(*columns.numbers, ids_);
        } else {
            columns.codes = std::make_unique<CodeColumn>(false, true);
        }
        fields_.push_back(std::move(columns));
    }
}

FieldColumns Table::make_columns(const schema::Field& field, const schema::Type& type) const {
    FieldColumns columns;
    columns.name = field.name;
    columns.kind = field.kind;
    columns.many = field.many;
    columns.vocabulary = field.vocabulary;
    if (is_code_kind(field) && field.kind != FieldKind::Date) columns.codes = std::make_unique<CodeColumn>(field.many, field.facet);
    if (field.kind == FieldKind::Date) columns.days = std::make_unique<DayColumn>();
    if (is_number_kind(field.kind)) columns.numbers = std::make_unique<NumberColumn>();
    if (field.sort && !columns.days && !columns.numbers) columns.texts = std::make_unique<TextColumn>();
    if (!columns.codes && !sort_column(columns)) columns.has = std::make_unique<Bits>();
    if (!field.sort) return columns;
    if (const FieldColumns* ties = find(type.then_by); ties != nullptr) {
        columns.order = std::make_unique<Order>(*sort_column(columns), ids_, *ties->numbers, type.default_sort == "-" + field.name);
    } else {
        columns.order = std::make_unique<Order>(*sort_column(columns), ids_);
    }
    return columns;
}

void Table::add_fields(const schema::Type& type) {
    if (const schema::Field* ties = type.find_field(type.then_by)) add_field(*ties, type);  // the others' orders use it
    for (const schema::Field& field : type.fields) add_field(field, type);
}

void Table::add_field(const schema::Field& field, const schema::Type& type) {
    if (field.sealed || find(field.name) != nullptr) return;
    std::vector<std::string_view> scratch;
    FieldColumns columns = make_columns(field, type);
    for (std::uint32_t slot = 0; slot < size(); ++slot) push_value(columns, Json(), compartment_of(slot), scratch);
    std::vector<std::uint32_t> live;
    live_.for_each([&](std::uint32_t slot) { live.push_back(slot); });
    if (columns.order) columns.order->build(live);
    fields_.push_back(std::move(columns));
}

const FieldColumns* Table::find(std::string_view field) const {
    const auto found = std::find_if(fields_.begin(), fields_.end(), [&](const FieldColumns& one) { return one.name == field; });
    return found == fields_.end() ? nullptr : &*found;
}

void Table::put_values(const Row& row, std::uint32_t compartment) {
    std::vector<std::string_view> scratch = {row.in_conflict ? "true" : "false"};
    fields_[1].codes->push_back(scratch, compartment);
    fields_[2].numbers->push_back(row.created_at);
    fields_[3].numbers->push_back(row.updated_at);
    for (std::size_t i = kPseudoFields.size(); i < fields_.size(); ++i) push_value(fields_[i], row.fields[fields_[i].name], compartment, scratch);
}

void Table::put(const Row& row, bool in_bulk) {
    erase(row.record);
    const auto slot = static_cast<std::uint32_t>(ids_.size());
    push_frugally(ids_, row.record);
    live_.push_back(true);
    slots_.put(slot);
    // The number of the compartment is its code; its own column counts under the next number, which is the same when new.
    const std::uint32_t known = static_cast<std::uint32_t>(compartments().values().size());
    const std::uint32_t compartment = compartments().values().find(row.compartment).value_or(known);
    const std::string_view name = row.compartment;
    fields_[0].codes->push_back(std::span(&name, 1), compartment);
    put_values(row, compartment);
    terms_.add(slot, row.terms, in_bulk);
    if (in_bulk) return;
    for (FieldColumns& columns : fields_) {
        if (columns.order) columns.order->add(slot);
    }
}

void Table::kill(std::uint32_t slot) {
    live_.reset(slot);
    ++dead_count_;
    const std::uint32_t compartment = compartment_of(slot);
    for (FieldColumns& columns : fields_) {
        if (columns.codes) columns.codes->forget(slot, compartment);
    }
}

bool Table::erase(const base::Id& record) {
    const auto slot = slots_.find(record);
    if (!slot) return false;
    kill(*slot);
    slots_.erase(record);
    return true;
}

void Table::finish_bulk() {
    std::vector<std::uint32_t> live;
    live.reserve(size() - dead_count_);
    live_.for_each([&](std::uint32_t slot) { live.push_back(slot); });
    std::vector<Order*> orders;
    for (FieldColumns& columns : fields_) {
        if (columns.order) orders.push_back(columns.order.get());
    }
    const auto build_every_other = [&](std::size_t first) {
        for (std::size_t i = first; i < orders.size(); i += 2) orders[i]->build(live);
    };
    {
        const std::jthread other([&] { build_every_other(1); });
        build_every_other(0);
        terms_.take(terms_.merged());
    }
    ids_.shrink_to_fit();
    for (FieldColumns& columns : fields_) {
        if (columns.codes) columns.codes->shrink();
        if (columns.days) columns.days->shrink();
        if (columns.numbers) columns.numbers->shrink();
        if (columns.texts) columns.texts->shrink();
    }
}

std::optional<Table::Upkeep> Table::upkeep() const {
    Upkeep upkeep;
    for (const FieldColumns& columns : fields_) {
        if (columns.order && columns.order->wants_merge()) upkeep.orders.emplace_back(columns.order.get(), columns.order->merged());
    }
    if (terms_.wants_merge()) upkeep.terms = terms_.merged();
    if (upkeep.orders.empty() && !upkeep.terms) return std::nullopt;
    return upkeep;
}

void Table::take(Upkeep upkeep) {
    for (auto& [order, sorted] : upkeep.orders) order->take(std::move(sorted));
    if (upkeep.terms) terms_.take(std::move(*upkeep.terms));
}

bool Table::wants_compacting() const { return dead_count_ > 4'096 && dead_count_ > size() / 5; }

std::unique_ptr<Table> Table::compacted(const schema::Type& type) const {
    auto copy = std::make_unique<Table>(type);
    std::vector<std::uint32_t> new_slots(size(), TermIndex::kDropped);
    std::vector<const FieldColumns*> sources;
    for (const FieldColumns& columns : copy->fields_) sources.push_back(find(columns.name));
    for (std::uint32_t slot = 0; slot < size(); ++slot) {
        if (!live_.test(slot)) continue;
        new_slots[slot] = static_cast<std::uint32_t>(copy->ids_.size());
        push_frugally(copy->ids_, ids_[slot]);
        copy->live_.push_back(true);
        copy->slots_.put(new_slots[slot]);
        const std::string_view name = compartments().values()[compartment_of(slot)];
        const auto known = static_cast<std::uint32_t>(copy->compartments().values().size());
        const std::uint32_t compartment = copy->compartments().values().find(name).value_or(known);
        copy->fields_[0].codes->push_back(std::span(&name, 1), compartment);
        for (std::size_t i = 1; i < copy->fields_.size(); ++i) push_value_from(copy->fields_[i], *sources[i], slot, compartment);
    }
    copy->terms_ = terms_.renamed(new_slots);
    copy->finish_bulk();
    return copy;
}

std::vector<std::uint8_t> Table::mask_of(const std::set<std::string>& seen, bool all) const {
    std::vector<std::uint8_t> mask(compartments().values().size(), all ? 1 : 0);
    if (all) return mask;
    for (const std::string& name : seen) {
        if (const auto number = compartments().values().find(name)) mask[*number] = 1;
    }
    return mask;
}

std::uint64_t Table::count(const std::vector<std::uint8_t>& mask) const {
    std::uint64_t total = 0;
    for (const std::uint64_t count : compartments().counts(mask)) total += count;
    return total;
}

std::size_t Table::memory_bytes() const {
    std::size_t total = ids_.capacity() * sizeof(base::Id) + slots_.memory_bytes() + terms_.memory_bytes() + live_.memory_bytes();
    for (const FieldColumns& columns : fields_) {
        if (columns.codes) total += columns.codes->memory_bytes();
        if (columns.days) total += columns.days->memory_bytes();
        if (columns.numbers) total += columns.numbers->memory_bytes();
        if (columns.texts) total += columns.texts->memory_bytes();
        if (columns.has) total += columns.has->memory_bytes();
        if (columns.order) total += columns.order->memory_bytes();
    }
    return total;
}

}  // namespace guvoh::lists
