// SPDX-License-Identifier: AGPL-3.0-or-later
#include "schema/schema.h"

namespace guvoh::schema {

using base::Json;

namespace {

Json labels_to_json(const Labels& labels) {
    Json::Object object;
    for (const auto& [language, text] : labels) object.emplace(language, text);
    return object;
}

Json strings_to_json(const std::vector<std::string>& items) {
    Json::Array array;
    for (const std::string& item : items) array.emplace_back(item);
    return array;
}

Json type_to_json(const Type& type) {
    Json json;
    json["name"] = type.name;
    json["labels"] = labels_to_json(type.labels);
    json["plural"] = labels_to_json(type.plural);
    json["desk"] = type.desk;
    json["made_by_members"] = type.made_by_members;
    json["title_field"] = type.title_fields.front();
    json["title_fields"] = strings_to_json(type.title_fields);
    json["list_columns"] = strings_to_json(type.list_columns);
    json["facets"] = strings_to_json(type.facets);
    json["default_sort"] = type.default_sort;
    Json::Array fields, sorts;
    for (const Field& field : type.fields) {
        fields.push_back(field_to_json(field));
        if (field.sort) sorts.emplace_back(field.name);
    }
    sorts.emplace_back("created_at");
    sorts.emplace_back("updated_at");
    json["fields"] = std::move(fields);
    json["sorts"] = std::move(sorts);
    return json;
}

Json vocabulary_to_json(const Vocabulary& vocabulary) {
    Json json;
    json["name"] = vocabulary.name;
    json["labels"] = labels_to_json(vocabulary.labels);
    json["own"] = vocabulary.own;
    Json::Array terms;
    for (const Term& term : vocabulary.terms) terms.push_back(term_to_json(term));
    json["terms"] = std::move(terms);
    return json;
}

}  // namespace

Json field_to_json(const Field& field) {
    Json json;
    json["name"] = field.name;
    json["kind"] = field_kind_name(field.kind);
    json["labels"] = labels_to_json(field.labels);
    json["help"] = labels_to_json(field.help);
    json["required"] = field.required;
    json["many"] = field.many;
    json["sealed"] = field.sealed;
    json["read_only"] = field.read_only;
    json["own"] = field.own;
    json["facet"] = field.facet;
    json["sort"] = field.sort;
    if (!field.source.empty()) json["source"] = field.source;
    if (!field.vocabulary.empty()) json["vocabulary"] = field.vocabulary;
    if (field.is_link()) json["target"] = strings_to_json(field.targets);
    if (field.least) json["least"] = *field.least;
    if (field.most) json["most"] = *field.most;
    return json;
}

Json term_to_json(const Term& term) {
    Json json;
    json["code"] = term.code;
    json["labels"] = labels_to_json(term.labels);
    if (!term.parent.empty()) json["parent"] = term.parent;
    if (term.own) json["own"] = true;
    return json;
}

Json Schema::to_json() const {
    Json json;
    json["version"] = version_;
    Json::Array types, vocabularies;
    for (const Type& type : types_) types.push_back(type_to_json(type));
    for (const Vocabulary& vocabulary : vocabularies_) vocabularies.push_back(vocabulary_to_json(vocabulary));
    json["types"] = std::move(types);
    json["vocabularies"] = std::move(vocabularies);
    return json;
}

}  // namespace guvoh::schema
