// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <initializer_list>

#include "schema/built_in_texts.h"
#include "schema/icu_terms.h"
#include "schema/schema.h"
#include "schema/schema_check.h"
#include "schema/schema_parts.h"

namespace guvoh::schema {

using base::ErrorKind;
using base::fail;
using base::Json;

base::Status check_keys(const Json& json, std::initializer_list<std::string_view> allowed) {
    if (!json.is_object()) return fail(ErrorKind::Invalid, "expected an object");
    for (const auto& [key, value] : json.object()) {
        if (std::find(allowed.begin(), allowed.end(), key) == allowed.end()) return fail(field_error(key.substr(0, 63), "is not known here"));
    }
    return {};
}

base::Expected<Labels> labels_from_json(const Json& json) {
    Labels labels;
    for (const auto& [language, text] : json.object()) {
        if (!text.is_string()) return fail(ErrorKind::Invalid, "labels are texts by language");
        labels.emplace(language, text.string_or(""));
    }
    return labels;
}

base::Expected<std::vector<std::string>> strings_from_json(const Json& json) {
    std::vector<std::string> items;
    for (const Json& item : json.array()) {
        if (!item.is_string()) return fail(ErrorKind::Invalid, "expected a list of texts");
        items.emplace_back(item.string_or(""));
    }
    return items;
}

base::Expected<Field> field_from_json(const Json& json) {
    Field field;
    field.name = json["name"].string_or("");
    const auto kind = field_kind_from_name(json["kind"].string_or(""));
    if (!kind) return fail(field_error("kind", "is no kind of field"));
    field.kind = *kind;
    GUVOH_TRY(field.labels, labels_from_json(json["labels"]));
    GUVOH_TRY(field.help, labels_from_json(json["help"]));
    field.source = json["source"].string_or("");
    field.vocabulary = json["vocabulary"].string_or("");
    GUVOH_TRY(field.targets, strings_from_json(json["target"]));
    field.required = json["required"].boolean_or(false);
    field.many = json["many"].boolean_or(false) || field.kind == FieldKind::Terms || field.kind == FieldKind::Links;
    field.sealed = json["sealed"].boolean_or(false);
    field.read_only = json["read_only"].boolean_or(false);
    if (field.kind == FieldKind::Place) field.targets = {"Place"};
    if (json["least"].is_integer()) field.least = json["least"].integer_or(0);
    if (json["most"].is_integer()) field.most = json["most"].integer_or(0);
    return field;
}

base::Expected<Term> term_from_json(const Json& json) {
    Term term;
    term.code = json["code"].string_or("");
    GUVOH_TRY(term.labels, labels_from_json(json["labels"]));
    term.parent = json["parent"].string_or("");
    term.standard = json["standard"].string_or("");
    return term;
}

namespace {

base::Expected<Field> read_field(const Json& json) {
    GUVOH_TRY_VOID(check_keys(json, {"name", "kind", "labels", "help", "source", "vocabulary", "target", "required", "many", "sealed", "read_only",
                                     "least", "most", "index"}));
    GUVOH_TRY(Field field, field_from_json(json));
    GUVOH_TRY(const auto index, strings_from_json(json["index"]));
    for (const std::string& word : index) {
        if (word == "facet") {
            field.facet = true;
        } else if (word == "sort") {
            field.sort = true;
        } else if (word == "terms") {
            field.terms = true;
        } else {
            return fail(field_error(field.name, "index is facet, sort or terms"));
        }
    }
    return field;
}

base::Expected<Type> read_type(const Json& json) {
    GUVOH_TRY_VOID(check_keys(json, {"name", "labels", "plural", "desk", "made_by_members", "title_fields", "list_columns", "facets", "default_sort", "then_by",
                                     "fields"}));
    Type type;
    type.name = json["name"].string_or("");
    GUVOH_TRY(type.labels, labels_from_json(json["labels"]));
    GUVOH_TRY(type.plural, labels_from_json(json["plural"]));
    type.desk = json["desk"].string_or("");
    type.made_by_members = json["made_by_members"].boolean_or(true);
    GUVOH_TRY(type.title_fields, strings_from_json(json["title_fields"]));
    GUVOH_TRY(type.list_columns, strings_from_json(json["list_columns"]));
    GUVOH_TRY(type.facets, strings_from_json(json["facets"]));
    type.default_sort = json["default_sort"].string_or("");
    type.then_by = json["then_by"].string_or("");
    for (const Json& item : json["fields"].array()) {
        GUVOH_TRY(Field field, read_field(item));
        type.fields.push_back(std::move(field));
    }
    return type;
}

base::Expected<std::vector<Term>> read_terms(const Json& json) {
    std::vector<Term> terms;
    const std::string_view from = json["terms_from"].string_or("");
    if (from == "iso_3166") return country_terms();
    if (from == "iso_639") {
        GUVOH_TRY(const auto codes, strings_from_json(json["codes"]));
        return language_terms(codes);
    }
    if (!from.empty()) return fail(field_error("terms_from", "is iso_3166 or iso_639"));
    for (const Json& item : json["terms"].array()) {
        GUVOH_TRY_VOID(check_keys(item, {"code", "labels", "parent", "standard"}));
        GUVOH_TRY(Term term, term_from_json(item));
        terms.push_back(std::move(term));
    }
    return terms;
}

base::Expected<Vocabulary> read_vocabulary(const Json& json) {
    GUVOH_TRY_VOID(check_keys(json, {"name", "labels", "terms_from", "codes", "terms"}));
    Vocabulary vocabulary;
    vocabulary.name = json["name"].string_or("");
    GUVOH_TRY(vocabulary.labels, labels_from_json(json["labels"]));
    GUVOH_TRY(auto terms, read_terms(json));
    for (Term& term : terms) {
        if (vocabulary.find_term(term.code) != nullptr) return fail(field_error(vocabulary.name, "a term stands there twice"));
        vocabulary.put(std::move(term));
    }
    return vocabulary;
}

}  // namespace

base::Expected<Schema> Schema::from_texts(const std::vector<std::string_view>& types, const std::vector<std::string_view>& vocabularies) {
    Schema schema;
    for (const std::string_view text : vocabularies) {
        GUVOH_TRY(const Json json, Json::parse(text));
        GUVOH_TRY(Vocabulary vocabulary, read_vocabulary(json));
        if (schema.find_vocabulary(vocabulary.name) != nullptr) return fail(field_error(vocabulary.name, "stands there twice"));
        GUVOH_TRY_VOID(check_vocabulary(vocabulary));
        schema.vocabularies_.push_back(std::move(vocabulary));
    }
    for (const std::string_view text : types) {
        GUVOH_TRY(const Json json, Json::parse(text));
        GUVOH_TRY(Type type, read_type(json));
        if (schema.find_type(type.name) != nullptr) return fail(field_error(type.name, "stands there twice"));
        schema.types_.push_back(std::move(type));
    }
    for (const Type& type : schema.types_) GUVOH_TRY_VOID(check_type(type, schema.types_, schema.vocabularies_));
    return schema;
}

base::Expected<Schema> Schema::built_in() {
    auto schema = from_texts(type_texts(), vocabulary_texts());
    if (!schema) {
        schema.error().kind = ErrorKind::Corrupt;
        return fail(std::move(schema).error().within("reading the built-in schema"));
    }
    return schema;
}

}  // namespace guvoh::schema
