// SPDX-License-Identifier: AGPL-3.0-or-later
#include "schema/schema_check.h"

#include <algorithm>

#include "base/text.h"

namespace guvoh::schema {

using base::ErrorKind;
using base::fail;

namespace {

constexpr std::size_t kMostNameBytes = 63;
constexpr std::size_t kMostLabelBytes = 500;

base::Status wrong(std::string_view owner, std::string_view what) { return fail(field_error(owner, what)); }

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool has_controls(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) { return (c >= 0 && c < ' ') || c == 0x7f; });
}

template <class T>
bool has_named(const std::vector<T>& items, std::string_view name) {
    return std::any_of(items.begin(), items.end(), [&](const T& item) { return item.name == name; });
}

bool can_sort(FieldKind kind) {
    return kind != FieldKind::Terms && kind != FieldKind::Links && kind != FieldKind::Link && kind != FieldKind::Place &&
           kind != FieldKind::Data && kind != FieldKind::Hash;
}

bool can_facet(FieldKind kind) {
    return kind != FieldKind::LongText && kind != FieldKind::Hash && kind != FieldKind::Bytes && kind != FieldKind::Data &&
           kind != FieldKind::Integer && kind != FieldKind::Url;
}

base::Status check_index(const Field& field) {
    if (field.sealed && (field.facet || field.sort)) return wrong(field.name, "a sealed field is neither counted nor sorted by");
    if (field.facet && !can_facet(field.kind)) return wrong(field.name, "this kind cannot be counted");
    if (field.sort && (field.many || !can_sort(field.kind))) return wrong(field.name, "lists cannot be sorted by this kind");
    return {};
}

}  // namespace

bool is_field_name(std::string_view name) {
    if (name.empty() || name.size() > kMostNameBytes || !is_lower(name.front())) return false;
    return std::all_of(name.begin(), name.end(), [](char c) { return is_lower(c) || is_digit(c) || c == '_'; });
}

bool is_term_code(std::string_view code) {
    if (code.empty() || code.size() > kMostNameBytes) return false;
    return std::all_of(code.begin(), code.end(),
                       [](char c) { return is_lower(c) || is_digit(c) || (c >= 'A' && c <= 'Z') || c == '_' || c == '-'; });
}

bool is_pseudo_field(std::string_view name) {
    return name == "compartment" || name == "created_at" || name == "updated_at" || name == "in_conflict";
}

base::Status check_labels(std::string_view owner, const Labels& labels) {
    if (labels.find("en") == labels.end()) return wrong(owner, "a label in English (en) is missing");
    for (const auto& [language, text] : labels) {
        const bool is_code = language.size() >= 2 && language.size() <= 3 && std::all_of(language.begin(), language.end(), is_lower);
        if (!is_code) return wrong(owner, "labels go by language codes such as en, ru, kaa");
        if (text.empty() || text.size() > kMostLabelBytes || !base::is_utf8(text) || has_controls(text)) {
            return wrong(owner, "a label is one line of 1 to 500 bytes");
        }
    }
    return {};
}

base::Status check_field(const Field& field, const std::vector<Type>& types, const std::vector<Vocabulary>& vocabularies) {
    if (!is_field_name(field.name) || is_pseudo_field(field.name)) return fail(ErrorKind::Invalid, "a field's name is small letters, digits and _");
    GUVOH_TRY_VOID(check_labels(field.name, field.labels));
    const bool has_terms = field.kind == FieldKind::Term || field.kind == FieldKind::Terms;
    if (has_terms && !has_named(vocabularies, field.vocabulary)) return wrong(field.name, "there is no such vocabulary");
    if (!has_terms && !field.vocabulary.empty()) return wrong(field.name, "only terms have a vocabulary");
    if (!field.is_link() && !field.targets.empty()) return wrong(field.name, "only links have a target");
    for (const std::string& target : field.targets) {
        if (!has_named(types, target)) return wrong(field.name, "a target is no type");
    }
    if (field.kind == FieldKind::Data && !field.read_only) return wrong(field.name, "data is written by the program only");
    if (field.required && field.read_only) return wrong(field.name, "nobody can fill in a required field that is read only");
    if ((field.least || field.most) && field.kind != FieldKind::Integer) return wrong(field.name, "only integers have bounds");
    return check_index(field);
}

base::Status check_vocabulary(const Vocabulary& vocabulary) {
    if (!is_field_name(vocabulary.name)) return fail(ErrorKind::Invalid, "a vocabulary's name is small letters, digits and _");
    GUVOH_TRY_VOID(check_labels(vocabulary.name, vocabulary.labels));
    for (const Term& term : vocabulary.terms) {
        if (!is_term_code(term.code)) return wrong(vocabulary.name, "a term's code is letters, digits, _ and -");
        GUVOH_TRY_VOID(check_labels(term.code, term.labels));
        const Term* at = &term;
        for (std::size_t steps = 0; !at->parent.empty(); ++steps) {
            at = vocabulary.find_term(at->parent);
            if (at == nullptr || steps > vocabulary.terms.size()) return wrong(term.code, "its parent is no term above it");
        }
    }
    return {};
}

base::Status check_type(const Type& type, const std::vector<Type>& types, const std::vector<Vocabulary>& vocabularies) {
    if (type.name.empty() || type.name.front() < 'A' || type.name.front() > 'Z' || !is_term_code(type.name)) {
        return fail(ErrorKind::Invalid, "a type's name begins with a capital letter");
    }
    GUVOH_TRY_VOID(check_labels(type.name, type.labels));
    GUVOH_TRY_VOID(check_labels(type.name, type.plural));
    if (type.desk != "library" && type.desk != "records" && type.desk != "recommendations") return wrong(type.name, "its desk is library, records or recommendations");
    for (const Field& field : type.fields) {
        if (type.find_field(field.name) != &field) return wrong(field.name, "stands there twice");
        GUVOH_TRY_VOID(check_field(field, types, vocabularies));
    }
    if (type.title_fields.empty()) return wrong(type.name, "title_fields is empty");
    for (const std::string& name : type.title_fields) {
        const Field* field = type.find_field(name);
        if (field == nullptr || field->sealed) return wrong(name, "a title is a field that is not sealed");
    }
    for (const std::string& name : type.list_columns) {
        if (!type.find_field(name) && !is_pseudo_field(name)) return wrong(name, "a list column is no field");
    }
    for (const std::string& name : type.facets) {
        const Field* field = type.find_field(name);
        if (field == nullptr ? !is_pseudo_field(name) : !field->facet) return wrong(name, "a facet is no field with the index facet");
    }
    const std::string_view sort = std::string_view(type.default_sort).substr(type.default_sort.starts_with('-') ? 1 : 0);
    const Field* field = type.find_field(sort);
    if (field == nullptr ? sort != "created_at" && sort != "updated_at" : !field->sort) return wrong(type.name, "default_sort is no field that sorts");
    const Field* ties = type.find_field(type.then_by);
    const bool counts = ties != nullptr && ties->kind == FieldKind::Integer && !ties->many && !ties->sealed;
    if (!type.then_by.empty() && !counts) return wrong(type.name, "then_by is no field with one number that is not sealed");
    return {};
}

}  // namespace guvoh::schema
