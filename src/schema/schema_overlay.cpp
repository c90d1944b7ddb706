// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>

#include "schema/schema.h"
#include "schema/schema_check.h"
#include "schema/schema_parts.h"

namespace guvoh::schema {

using base::ErrorKind;
using base::fail;
using base::Json;

namespace {

constexpr std::size_t kMostOwnFields = 200;
constexpr std::size_t kMostTerms = 20'000;

bool is_own(std::string_view name) { return name.size() > kOwnPrefix.size() && name.starts_with(kOwnPrefix); }

std::string own_name(std::string_view name) { return name.starts_with(kOwnPrefix) ? std::string(name) : std::string(kOwnPrefix).append(name); }

base::Status check_own_field(const Field& field) {
    if (!is_own(field.name)) return fail(field_error("name", "an own field's name begins with own_"));
    const bool for_program = field.kind == FieldKind::Data || field.kind == FieldKind::Hash || field.kind == FieldKind::Bytes;
    if (for_program || field.read_only) return fail(field_error(field.name, "only the program writes such fields"));
    if (field.required) return fail(field_error(field.name, "an own field is not required: older records do not have it"));
    return {};
}

/// Lists take every index that the kind allows: a workspace should not have to know.
void index_own_field(Field& field) {
    const bool is_text = field.kind == FieldKind::Text || field.kind == FieldKind::Name;
    const bool is_choice = field.kind == FieldKind::Term || field.kind == FieldKind::Terms || field.kind == FieldKind::Boolean;
    field.facet = !field.sealed && (is_choice || field.is_link());
    field.sort = !field.sealed && !field.many &&
                 (is_text || field.kind == FieldKind::Integer || field.kind == FieldKind::Date || field.kind == FieldKind::Term);
    field.terms = is_text || field.kind == FieldKind::LongText;
}

}  // namespace

base::Expected<Schema> Schema::with_field(std::string_view type_name, Field field) const {
    GUVOH_TRY_VOID(check_own_field(field));
    const Type* type = find_type(type_name);
    if (type == nullptr) return fail(ErrorKind::NotFound, "no such type of record");
    field.own = true;
    field.many = field.many || field.kind == FieldKind::Terms || field.kind == FieldKind::Links;
    if (field.kind == FieldKind::Place) field.targets = {"Place"};
    index_own_field(field);
    GUVOH_TRY_VOID(check_field(field, types_, vocabularies_));
    const auto at = type->find_field(field.name);
    if (at != nullptr && (at->kind != field.kind || at->many != field.many || at->sealed != field.sealed || at->vocabulary != field.vocabulary)) {
        return fail(ErrorKind::Conflict, "there is such a field of another kind");
    }
    const auto count = std::count_if(type->fields.begin(), type->fields.end(), [](const Field& one) { return one.own; });
    if (at == nullptr && static_cast<std::size_t>(count) >= kMostOwnFields) return fail(field_error(field.name, "a type takes 200 own fields"));
    Schema next = *this;
    ++next.version_;
    Type& changed = next.types_[static_cast<std::size_t>(type - types_.data())];
    if (at != nullptr) {
        changed.fields[static_cast<std::size_t>(at - type->fields.data())] = std::move(field);
    } else {
        changed.fields.push_back(std::move(field));
    }
    return next;
}

base::Expected<Schema> Schema::with_term(std::string_view vocabulary_name, Term term) const {
    const Vocabulary* vocabulary = find_vocabulary(vocabulary_name);
    if (vocabulary == nullptr) return fail(ErrorKind::NotFound, "no such vocabulary");
    if (!is_own(term.code) || !is_term_code(term.code)) return fail(field_error("code", "an own term's code begins with own_"));
    GUVOH_TRY_VOID(check_labels("labels", term.labels));
    if (vocabulary->terms.size() >= kMostTerms) return fail(field_error("code", "a vocabulary takes 20,000 terms"));
    term.own = true;
    Schema next = *this;
    ++next.version_;
    Vocabulary& changed = next.vocabularies_[static_cast<std::size_t>(vocabulary - vocabularies_.data())];
    changed.put(std::move(term));
    GUVOH_TRY_VOID(check_vocabulary(changed));
    return next;
}

base::Expected<Schema> Schema::with_vocabulary(Vocabulary vocabulary) const {
    if (!is_own(vocabulary.name)) return fail(field_error("name", "an own vocabulary's name begins with own_"));
    vocabulary.own = true;
    GUVOH_TRY_VOID(check_vocabulary(vocabulary));
    Schema next = *this;
    ++next.version_;
    if (const Vocabulary* at = find_vocabulary(vocabulary.name)) {
        next.vocabularies_[static_cast<std::size_t>(at - vocabularies_.data())].labels = std::move(vocabulary.labels);
    } else {
        next.vocabularies_.push_back(std::move(vocabulary));
    }
    return next;
}

base::Expected<Field> own_field_from_json(const Json& json) {
    GUVOH_TRY_VOID(check_keys(json, {"type", "name", "kind", "labels", "help", "vocabulary", "target", "required", "many", "sealed"}));
    GUVOH_TRY(Field field, field_from_json(json));
    field.name = own_name(field.name);
    if (!is_field_name(field.name)) return fail(field_error("name", "is small letters, digits and _, at most 63"));
    field.own = true;
    return field;
}

base::Expected<Term> own_term_from_json(const Json& json) {
    GUVOH_TRY_VOID(check_keys(json, {"code", "labels", "parent"}));
    GUVOH_TRY(Term term, term_from_json(json));
    term.code = own_name(term.code);
    if (!is_term_code(term.code)) return fail(field_error("code", "is letters, digits, _ and -, at most 63"));
    term.own = true;
    return term;
}

base::Expected<Vocabulary> own_vocabulary_from_json(const Json& json) {
    GUVOH_TRY_VOID(check_keys(json, {"name", "labels"}));
    Vocabulary vocabulary;
    vocabulary.name = own_name(json["name"].string_or(""));
    GUVOH_TRY(vocabulary.labels, labels_from_json(json["labels"]));
    vocabulary.own = true;
    return vocabulary;
}

}  // namespace guvoh::schema
