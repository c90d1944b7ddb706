// SPDX-License-Identifier: AGPL-3.0-or-later
#include "schema/schema.h"

#include <algorithm>
#include <array>

namespace guvoh::schema {

namespace {

constexpr std::array<std::string_view, 15> kKindNames = {"text", "long_text", "name",    "integer", "date", "term",  "terms", "link",
                                                         "links", "place",    "boolean", "url",     "hash", "bytes", "data"};

template <class T>
const T* find_named(const std::vector<T>& items, std::string_view name) {
    const auto found = std::find_if(items.begin(), items.end(), [&](const T& item) { return item.name == name; });
    return found == items.end() ? nullptr : &*found;
}

}  // namespace

std::string_view field_kind_name(FieldKind kind) { return kKindNames.at(static_cast<std::size_t>(kind)); }

std::optional<FieldKind> field_kind_from_name(std::string_view name) {
    for (std::size_t i = 0; i < kKindNames.size(); ++i) {
        if (kKindNames[i] == name) return static_cast<FieldKind>(i);
    }
    return std::nullopt;
}

const Field* Type::find_field(std::string_view field) const { return find_named(fields, field); }

const Term* Vocabulary::find_term(std::string_view code) const {
    const auto found = index_.find(code);
    return found == index_.end() ? nullptr : &terms[found->second];
}

void Vocabulary::put(Term term) {
    const auto [found, is_new] = index_.try_emplace(term.code, terms.size());
    if (is_new) {
        terms.push_back(std::move(term));
    } else {
        terms[found->second] = std::move(term);
    }
}

const Type* Schema::find_type(std::string_view name) const { return find_named(types_, name); }

const Field* Schema::find_field(std::string_view type, std::string_view field) const {
    const Type* found = find_type(type);
    return found == nullptr ? nullptr : found->find_field(field);
}

const Vocabulary* Schema::find_vocabulary(std::string_view name) const { return find_named(vocabularies_, name); }

base::Error field_error(std::string_view field, std::string_view what) {
    std::string detail = "field ";
    detail.append(field).append(": ").append(what);
    return {base::ErrorKind::Invalid, std::move(detail), {}};
}

std::string_view field_of(const base::Error& error) {
    constexpr std::string_view kFront = "field ";
    const std::string_view detail = error.detail;
    const std::size_t end = detail.find(": ");
    if (!detail.starts_with(kFront) || end == std::string_view::npos) return {};
    return detail.substr(kFront.size(), end - kFront.size());
}

}  // namespace guvoh::schema
