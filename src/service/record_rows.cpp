// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include "service/record_parts.h"

namespace guvoh::service {

base::Json shown_fields(const schema::Type& type, const ledger::RecordState& state) {
    base::Json fields{base::Json::Object{}};
    for (const auto& field : type.fields) {
        base::Json value = field_json(state, field.name);
        if (value.is_null()) continue;
        if (access::is_sealed(value)) value = base::Json::Object{{"sealed", true}};
        fields[field.name] = std::move(value);
    }
    return fields;
}

std::string title_of(const schema::Type& type, const ledger::RecordState& state) {
    for (const std::string& name : type.title_fields) {
        const base::Json value = field_json(state, name);
        if (value.is_string() && !value.string_or("").empty()) return std::string(value.string_or(""));
        if (value.is_array() && !value.array().empty() && value.array()[0].is_string()) return std::string(value.array()[0].string_or(""));
    }
    return {};
}

std::string version_of(const ledger::RecordState& state) {
    const ledger::Stamp& last = state.last();
    return fmt::format("{}.{}.{}.{}.{}", last.clock.ms, last.clock.counter, last.seq, last.index, last.device.text());
}

bool is_empty_record(const ledger::RecordState& state) {
    for (const auto& [name, field] : state.fields()) {
        if (field.winner.value != "null") return false;
    }
    return true;
}

namespace {

/// Words of a plain value, or the keyed terms that a sealed one carries.
void add_terms(const base::Json& value, lists::Row& row, PlainTerms& terms) {
    if (value.is_string()) {
        terms.add(value.string_or(""), row.terms);
    } else if (value.is_array()) {
        for (const auto& item : value.array()) add_terms(item, row, terms);
    } else if (access::is_sealed(value)) {
        const auto keyed = access::terms_of(value);
        row.terms.insert(row.terms.end(), keyed.begin(), keyed.end());
    }
}

}  // namespace

lists::Row list_row(const schema::Type& type, const base::Id& id, const ledger::RecordState& state, PlainTerms& terms) {
    lists::Row row;
    row.record = id;
    row.type = type.name;
    row.compartment = state.compartment();
    row.created_at = state.first().clock.ms;
    row.updated_at = state.last().clock.ms;
    row.in_conflict = state.in_conflict();
    row.fields = base::Json::Object{};
    for (const auto& field : type.fields) {
        if (!field.facet && !field.sort && !field.terms && !field.is_link()) continue;
        base::Json value = field_json(state, field.name);
        if (field.terms) add_terms(value, row, terms);
        if (!value.is_null() && !access::is_sealed(value)) row.fields[field.name] = std::move(value);
    }
    return row;
}

}  // namespace guvoh::service
