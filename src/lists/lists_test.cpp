// SPDX-License-Identifier: AGPL-3.0-or-later
#include "lists/lists.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace guvoh::lists {
namespace {

using base::Json;

base::Id id_of(int number) {
    base::Id id;
    id.bytes[14] = static_cast<base::Byte>(number >> 8);
    id.bytes[15] = static_cast<base::Byte>(number);
    return id;
}

schema::Schema built_in() { return schema::Schema::built_in().value(); }

Row person(int number, std::string_view json, std::string compartment = "general") {
    Row row;
    row.record = id_of(number);
    row.type = "Person";
    row.compartment = std::move(compartment);
    row.created_at = row.updated_at = number;
    row.fields = Json::parse(json).value();
    return row;
}

Query people() {
    Query query;
    query.type = "Person";
    query.compartments = {"general"};
    return query;
}

std::string names(const std::vector<base::Id>& ids) {
    std::string text;
    for (const base::Id& id : ids) text += std::to_string(id.bytes[15]) + " ";
    return text;
}

TEST(Lists, SortByTheTypesOwnOrderWhenNoneIsAsked) {
    const auto lists = Lists::make(built_in());
    ASSERT_TRUE(lists->put(person(1, R"({"alias":"Б."})")));
    ASSERT_TRUE(lists->put(person(2, R"({"alias":"а."})")));
    ASSERT_TRUE(lists->put(person(3, R"({})")));

    const auto reply = lists->query(people());

    ASSERT_TRUE(reply);
    EXPECT_EQ(names(reply->rows), "2 1 3 ");
}

TEST(Lists, ShowNoTraceOfCompartmentsThatTheAskerDoesNotSee) {
    const auto with = Lists::make(built_in()), without = Lists::make(built_in());
    for (int i = 0; i < 50; ++i) {
        const Row row = person(i, i % 2 == 0 ? R"({"alias":"x","sex":"female"})" : R"({"alias":"y","sex":"male","citizenship":["TJK"]})",
                               i % 2 == 0 ? "general" : "closed");
        ASSERT_TRUE(with->put(row));
        if (i % 2 == 0) {
            ASSERT_TRUE(without->put(row));
        }
    }
    Query query = people();
    query.facets = {"sex", "citizenship", "compartment"};
    query.limit = 7;
    for (int page = 0; page < 4; ++page) {
        const auto seen = with->query(query), alone = without->query(query);
        ASSERT_TRUE(seen && alone);
        EXPECT_EQ(seen->total, alone->total);
        EXPECT_EQ(seen->rows, alone->rows);
        EXPECT_EQ(seen->facets, alone->facets);
        EXPECT_EQ(seen->next_cursor, alone->next_cursor);
        query.cursor = seen->next_cursor;
    }
    EXPECT_EQ(with->count("Person", {"general"}), 25U);
    EXPECT_EQ(with->count("Person", {}), 0U);
    EXPECT_EQ(with->count("Person", {}, true), 50U);
}

TEST(Lists, NeitherFilterNorSortNorCountBySealedFields) {
    const auto lists = Lists::make(built_in());
    ASSERT_TRUE(lists->put(person(1, R"({"alias":"x","names":{"sealed":{}},"born_on":{"sealed":{}}})")));
    Query filtered = people(), sorted = people(), counted = people();
    filtered.where = {{"born_on", Where::Has, {}}};
    sorted.sort = "born_on";
    counted.facets = {"names"};

    EXPECT_EQ(schema::field_of(lists->query(filtered).error()), "where");
    EXPECT_EQ(schema::field_of(lists->query(sorted).error()), "sort");
    EXPECT_EQ(schema::field_of(lists->query(counted).error()), "facets");
}

TEST(Lists, KeepCountingTheOtherValuesOfAFacetThatWasChosenFrom) {
    const auto lists = Lists::make(built_in());
    ASSERT_TRUE(lists->put(person(1, R"({"alias":"a","sex":"female","age_group":"adult"})")));
    ASSERT_TRUE(lists->put(person(2, R"({"alias":"b","sex":"male","age_group":"older"})")));
    Query query = people();
    query.where = {{"sex", Where::Is, {"female"}}};
    query.facets = {"sex", "age_group"};

    const auto reply = lists->query(query);

    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->total, 1U);
    EXPECT_EQ(reply->facets.at("sex"), (Reply::Counts{{"female", 1}, {"male", 1}}));
    EXPECT_EQ(reply->facets.at("age_group"), (Reply::Counts{{"adult", 1}}));
}

TEST(Lists, FindPlacesInsidePlacesButDoNotClimbOverHiddenOnes) {
    const auto lists = Lists::make(built_in());
    const auto place = [&](int number, int inside, std::string compartment) {
        Row row = person(number, "{}", std::move(compartment));
        row.type = "Place";
        row.fields = Json(Json::Object{{"name", "p"}, {"inside", id_of(inside).text()}});
        ASSERT_TRUE(lists->put(row));
    };
    place(101, 100, "general");
    place(102, 101, "closed");
    place(103, 102, "general");
    Row row = person(1, "{}");
    row.fields = Json(Json::Object{{"alias", "x"}, {"places", Json::Array{id_of(103).text()}}});
    ASSERT_TRUE(lists->put(row));
    Query query = people();
    query.where = {{"places", Where::Within, {id_of(100).text()}}};

    EXPECT_EQ(lists->query(query)->total, 0U);
    query.all_compartments = true;
    EXPECT_EQ(lists->query(query)->total, 1U);
}

TEST(Lists, RefuseWhatDoesNotFitAndNameTheField) {
    const auto lists = Lists::make(built_in());
    const auto wrong = [&](Where where) {
        Query query = people();
        query.where = {std::move(where)};
        const auto reply = lists->query(query);
        return reply ? std::string("taken") : std::string(schema::field_of(reply.error()));
    };
    EXPECT_EQ(wrong({"nothing", Where::Is, {"x"}}), "where");
    EXPECT_EQ(wrong({"sex", Where::Is, {}}), "sex");
    EXPECT_EQ(wrong({"sex", Where::Is, {"a", "b"}}), "sex");
    EXPECT_EQ(wrong({"sex", Where::From, {"a"}}), "sex");
    EXPECT_EQ(wrong({"created_at", Where::From, {"soon"}}), "created_at");
    EXPECT_EQ(wrong({"sex", Where::Missing, {"a"}}), "sex");
    EXPECT_EQ(wrong({"note", Where::Is, {"a"}}), "note");
    EXPECT_EQ(wrong({"sex", Where::Is, {"no such term"}}), "taken");
    Query query = people();
    query.limit = kMaxLimit + 1;
    EXPECT_EQ(schema::field_of(lists->query(query).error()), "limit");
    query = people();
    query.type = "Nothing";
    EXPECT_EQ(lists->query(query).error().kind, base::ErrorKind::NotFound);
    Row row = person(1, "{}");
    row.type = "Nothing";
    EXPECT_EQ(lists->put(row).error().kind, base::ErrorKind::NotFound);
    EXPECT_FALSE(op_from_name("like"));
    EXPECT_EQ(op_from_name(op_name(Where::Within)).value(), Where::Within);
}

TEST(Lists, TakeCursorsOfTheSameOrderOnly) {
    const auto lists = Lists::make(built_in());
    for (int i = 0; i < 5; ++i) ASSERT_TRUE(lists->put(person(i, R"({"alias":"x"})")));
    Query query = people();
    query.limit = 2;
    query.sort = "updated_at";
    query.cursor = lists->query(query)->next_cursor;
    ASSERT_TRUE(lists->query(query));

    Query other = query;
    other.descending = true;
    EXPECT_EQ(schema::field_of(lists->query(other).error()), "cursor");
    other = query;
    other.sort = "alias";
    EXPECT_FALSE(lists->query(other));
    other = query;
    other.cursor[10] = other.cursor[10] == '0' ? '1' : '0';
    EXPECT_FALSE(lists->query(other));
}

TEST(Lists, TakeOwnFieldsOfANewerSchema) {
    const schema::Schema schema = built_in();
    const auto lists = Lists::make(schema);
    ASSERT_TRUE(lists->put(person(1, R"({"alias":"x"})")));
    schema::Field field;
    field.name = "own_number";
    field.kind = schema::FieldKind::Integer;
    field.labels = {{"en", "Number"}};

    lists->set_schema(schema.with_field("Person", field).value());
    ASSERT_TRUE(lists->put(person(2, R"({"alias":"y","own_number":5})")));

    Query query = people();
    query.sort = "own_number";
    EXPECT_EQ(names(lists->query(query)->rows), "2 1 ");
    query.where = {{"own_number", Where::From, {"5"}}};
    EXPECT_EQ(names(lists->query(query)->rows), "2 ");
}

TEST(Lists, AnswerOneStateWhileRecordsChange) {
    // Every state a query may see has exactly 100 people, whose sexes change in step with their ages.
    const auto lists = Lists::make(built_in());
    for (int i = 0; i < 100; ++i) ASSERT_TRUE(lists->put(person(i, R"({"alias":"x","sex":"female","age_group":"adult"})")));
    std::atomic<bool> stop = false;
    std::atomic<int> wrong = 0, asked = 0;
    {
        const auto ask = [&] {
            Query query = people();
            query.facets = {"sex", "age_group"};
            while (!stop || asked < 20) {
                const auto reply = lists->query(query);
                ++asked;
                std::uint64_t female = 0, adult = 0;
                for (const auto& [value, count] : reply->facets.at("sex")) female += value == "female" ? count : 0;
                for (const auto& [value, count] : reply->facets.at("age_group")) adult += value == "adult" ? count : 0;
                if (reply->total != 100 || reply->rows.size() != 50 || female != adult) ++wrong;
            }
        };
        const std::jthread one(ask), two(ask);
        for (int i = 0; i < 6'000; ++i) {
            const bool even = i / 100 % 2 == 0;
            EXPECT_TRUE(lists->put(person(i % 100, even ? R"({"alias":"y","sex":"male","age_group":"older"})"
                                                        : R"({"alias":"z","sex":"female","age_group":"adult"})")));
        }
        stop = true;
    }
    EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace guvoh::lists
