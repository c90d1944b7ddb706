// SPDX-License-Identifier: AGPL-3.0-or-later
#include "schema/schema.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "schema/built_in_texts.h"

namespace guvoh::schema {
namespace {

using base::ErrorKind;
using base::Json;

Schema built_in() { return Schema::built_in().value(); }

Labels english(std::string text) { return {{"en", std::move(text)}}; }

Field own_field(std::string name, FieldKind kind) {
    Field field;
    field.name = std::move(name);
    field.kind = kind;
    field.labels = english("Own");
    return field;
}

constexpr std::string_view kThingType = R"({"name":"Thing","labels":{"en":"Thing"},"plural":{"en":"Things"},"desk":"records",
    "title_fields":["name"],"default_sort":"name","fields":[{"name":"name","kind":"name","labels":{"en":"Name"},"index":["sort"]}%s]})";

std::string thing(std::string_view more_fields) {
    std::string text(kThingType);
    return text.replace(text.find("%s"), 2, more_fields);
}

TEST(Schema, ShipsTheFirstTypes) {
    const Schema schema = built_in();

    std::vector<std::string> names;
    for (const Type& type : schema.types()) names.push_back(type.name);

    EXPECT_EQ(names, (std::vector<std::string>{"Document", "Passage", "Person", "Organisation", "Place", "Review", "Recommendation", "Position",
                                               "VoluntaryPledge", "Demand", "Measure", "Indicator", "IndicatorValue", "Assessment", "InstrumentStatus"}));
}

TEST(Schema, ShipsEveryFileOfTheFolder) {
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(GUVOH_SOURCE_DIR "/schema")) {
        if (entry.path().extension() != ".json") continue;
        ++count;
        std::stringstream text;
        text << std::ifstream(entry.path()).rdbuf();
        const std::string content = text.str();
        const auto types = type_texts();
        const auto vocabularies = vocabulary_texts();
        const bool shipped = std::find(types.begin(), types.end(), content) != types.end() ||
                             std::find(vocabularies.begin(), vocabularies.end(), content) != vocabularies.end();
        EXPECT_TRUE(shipped) << entry.path().filename();
    }
    EXPECT_EQ(count, type_texts().size() + vocabulary_texts().size());
}

void expect_both(const std::string& owner, const Labels& labels) {
    EXPECT_TRUE(labels.contains("en")) << owner;
    EXPECT_TRUE(labels.contains("ru")) << owner;
}

TEST(Schema, LabelsAndHelpsEverythingInEnglishAndRussian) {
    const Schema schema = built_in();
    for (const Type& type : schema.types()) {
        expect_both(type.name, type.labels);
        expect_both(type.name, type.plural);
        for (const Field& field : type.fields) {
            expect_both(type.name + "." + field.name, field.labels);
            expect_both(type.name + "." + field.name + " help", field.help);
        }
    }
    for (const Vocabulary& vocabulary : schema.vocabularies()) {
        expect_both(vocabulary.name, vocabulary.labels);
        for (const Term& term : vocabulary.terms) expect_both(vocabulary.name + "." + term.code, term.labels);
    }
}

TEST(Schema, SealsWhatCouldGiveAPersonAway) {
    const Schema schema = built_in();

    for (const char* name : {"names", "born_on", "address", "contacts"}) EXPECT_TRUE(schema.find_field("Person", name)->sealed) << name;
    EXPECT_FALSE(schema.find_field("Person", "alias")->sealed);
}

TEST(Schema, FindsNothingUnderUnknownNames) {
    const Schema schema = built_in();

    EXPECT_EQ(schema.find_type("Nothing"), nullptr);
    EXPECT_EQ(schema.find_field("Person", "nothing"), nullptr);
    EXPECT_EQ(schema.find_field("Nothing", "alias"), nullptr);
    EXPECT_EQ(schema.find_vocabulary("nothing"), nullptr);
    EXPECT_EQ(schema.find_vocabulary("sexes")->find_term("nothing"), nullptr);
}

TEST(Schema, RefusesDataThatDoesNotHoldTogether) {
    const auto load = [](std::string_view more) { return Schema::from_texts({thing(more)}, {}); };

    EXPECT_TRUE(load(""));
    for (const std::string_view more : {
             R"(,{"name":"Bad","kind":"text","labels":{"en":"x"}})",
             R"(,{"name":"name","kind":"text","labels":{"en":"x"}})",
             R"(,{"name":"x","kind":"text","labels":{"ru":"x"}})",
             R"(,{"name":"x","kind":"nothing","labels":{"en":"x"}})",
             R"(,{"name":"x","kind":"term","labels":{"en":"x"},"vocabulary":"nothing"})",
             R"(,{"name":"x","kind":"link","labels":{"en":"x"},"target":["Nothing"]})",
             R"(,{"name":"x","kind":"text","labels":{"en":"x"},"sealed":true,"index":["facet"]})",
             R"(,{"name":"x","kind":"text","labels":{"en":"x"},"many":true,"index":["sort"]})",
             R"(,{"name":"x","kind":"data","labels":{"en":"x"}})",
             R"(,{"name":"x","kind":"text","labels":{"en":"x"},"surprise":1})",
             R"(,{"name":"created_at","kind":"date","labels":{"en":"x"}})",
         }) {
        const auto loaded = load(more);
        ASSERT_FALSE(loaded) << more;
        EXPECT_EQ(loaded.error().kind, ErrorKind::Invalid) << more;
    }
}

TEST(Schema, RefusesTermsInACircle) {
    const auto loaded = Schema::from_texts({}, {R"({"name":"v","labels":{"en":"V"},"terms":[
        {"code":"a","labels":{"en":"A"},"parent":"b"},{"code":"b","labels":{"en":"B"},"parent":"a"}]})"});

    EXPECT_FALSE(loaded);
}

TEST(Schema, GivesTheFieldThatAnErrorIsAbout) {
    EXPECT_EQ(field_of(field_error("names", "is too long: by far")), "names");
    EXPECT_EQ(field_of(base::Error{ErrorKind::Invalid, "reading: failed", {}}), "");
    EXPECT_EQ(field_of(base::Error{}), "");
}

TEST(SchemaOverlay, AddsAnOwnFieldAndLeavesTheOldSchemaAsItWas) {
    const Schema before = built_in();

    const auto after = before.with_field("Person", own_field("own_shoe_size", FieldKind::Integer));

    ASSERT_TRUE(after) << after.error().text();
    EXPECT_EQ(before.find_field("Person", "own_shoe_size"), nullptr);
    const Field* field = after->find_field("Person", "own_shoe_size");
    ASSERT_NE(field, nullptr);
    EXPECT_TRUE(field->own);
    EXPECT_TRUE(field->sort);
    EXPECT_GT(after->version(), before.version());
    EXPECT_TRUE(after->validate("Person", *Json::parse(R"({"own_shoe_size":43})"), ValidateMode::change));
}

TEST(SchemaOverlay, RelabelsAnOwnFieldButDoesNotChangeItsKind) {
    const Schema schema = built_in().with_field("Place", own_field("own_note", FieldKind::Text)).value();
    Field relabelled = own_field("own_note", FieldKind::Text);
    relabelled.labels = english("Other");

    const auto again = schema.with_field("Place", relabelled);
    const auto other = schema.with_field("Place", own_field("own_note", FieldKind::Date));

    ASSERT_TRUE(again);
    EXPECT_EQ(again->find_field("Place", "own_note")->labels.at("en"), "Other");
    ASSERT_FALSE(other);
    EXPECT_EQ(other.error().kind, ErrorKind::Conflict);
}

TEST(SchemaOverlay, RefusesFieldsThatAreNotTheWorkspacesOwn) {
    const Schema schema = built_in();

    EXPECT_EQ(schema.with_field("Person", own_field("alias", FieldKind::Text)).error().kind, ErrorKind::Invalid);
    EXPECT_EQ(schema.with_field("Nothing", own_field("own_x", FieldKind::Text)).error().kind, ErrorKind::NotFound);
    EXPECT_FALSE(schema.with_field("Person", own_field("own_x", FieldKind::Data)));
    EXPECT_FALSE(schema.with_field("Person", own_field("own_x", FieldKind::Term)));
    Field unlabelled = own_field("own_x", FieldKind::Text);
    unlabelled.labels.clear();
    EXPECT_FALSE(schema.with_field("Person", unlabelled));
}

TEST(SchemaOverlay, AddsTermsAndVocabularies) {
    const Term term = own_term_from_json(*Json::parse(R"({"code":"hijra","labels":{"en":"Hijra"}})")).value();
    const Vocabulary vocabulary = own_vocabulary_from_json(*Json::parse(R"({"name":"colours","labels":{"en":"Colours"}})")).value();

    const Schema schema = built_in().with_term("sexes", term).value().with_vocabulary(vocabulary).value();
    Field field = own_field("own_colour", FieldKind::Term);
    field.vocabulary = "own_colours";
    const auto with_field = schema.with_term("own_colours", term).value().with_field("Person", field);

    EXPECT_TRUE(schema.find_vocabulary("sexes")->find_term("own_hijra")->own);
    ASSERT_TRUE(with_field) << with_field.error().text();
    EXPECT_TRUE(with_field->validate("Person", *Json::parse(R"({"own_colour":"own_hijra","sex":"own_hijra"})"), ValidateMode::change));
    EXPECT_EQ(built_in().with_term("nothing", term).error().kind, ErrorKind::NotFound);
}

TEST(SchemaOverlay, ReadsBackWhatItWritesAsJson) {
    const Json sent = *Json::parse(R"({"type":"Person","name":"height","kind":"integer","labels":{"en":"Height","ru":"Рост"}})");

    const Field field = own_field_from_json(sent).value();
    const Schema schema = built_in().with_field("Person", field).value();

    EXPECT_EQ(field.name, "own_height");
    const Json shown = field_to_json(*schema.find_field("Person", "own_height"));
    EXPECT_EQ(shown["kind"].string_or(""), "integer");
    EXPECT_EQ(shown["labels"]["ru"].string_or(""), "Рост");
    EXPECT_TRUE(shown["own"].boolean_or(false));
    EXPECT_FALSE(own_field_from_json(*Json::parse(R"({"name":"x","kind":"text","read_only":true})")));
    EXPECT_FALSE(own_field_from_json(*Json::parse(R"([])")));
}

TEST(SchemaJson, ShowsTypesWithTheirFieldsAndVocabularies) {
    const Json json = built_in().to_json();

    EXPECT_EQ(json["types"].array().size(), 15U);
    EXPECT_EQ(json["types"].array().at(2)["title_field"].string_or(""), "alias");
    EXPECT_TRUE(json["types"].array().at(2)["fields"].array().at(1)["sealed"].boolean_or(false));
    EXPECT_GT(json["vocabularies"].array().size(), 5U);
    EXPECT_TRUE(Json::parse(json.text()));
}

}  // namespace
}  // namespace guvoh::schema
