// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "base/edtf.h"
#include "base/text.h"
#include "schema/schema.h"

namespace guvoh::schema {
namespace {

using base::Json;

constexpr std::string_view kId = "01jd3x0000000000000000000a";

const Schema& schema() {
    static const Schema built = Schema::built_in().value();
    return built;
}

base::Expected<Json> change(std::string_view type, std::string_view json) {
    return schema().validate(type, Json::parse(json).value(), ValidateMode::change);
}

std::string changed(std::string_view json) {
    const auto result = change("Person", json);
    return result ? result->text() : "error: " + result.error().detail;
}

TEST(Validate, TakesACompletePerson) {
    const auto result = schema().validate("Person", Json::parse(R"({
        "alias":" A.  B. ","names":["Асанов\tАсан","Asan Asanov","Асанов Асан"],"sex":"female","born_on":"1984~","citizenship":["KGZ","KGZ"],
        "organisations":["01JD3X0000000000000000000A"],"note":"one \r\ntwo\n"})").value(), ValidateMode::create);

    ASSERT_TRUE(result) << result.error().text();
    EXPECT_EQ(result->text(), R"({"alias":"A. B.","born_on":"1984~","citizenship":["KGZ"],"names":["Асанов Асан","Asan Asanov"],"note":"one\ntwo",)"
                              R"("organisations":["01jd3x0000000000000000000a"],"sex":"female"})");
}

TEST(Validate, WantsRequiredFieldsOfANewRecordOnly) {
    const auto created = schema().validate("Person", Json(Json::Object{}), ValidateMode::create);

    ASSERT_FALSE(created);
    EXPECT_EQ(field_of(created.error()), "alias");
    EXPECT_EQ(changed("{}"), "{}");
    EXPECT_EQ(changed(R"({"alias":"  "})"), "error: field alias: is required");
    EXPECT_EQ(changed(R"({"alias":null})"), "error: field alias: is required");
}

TEST(Validate, EmptiesFieldsByNullOrNothing) {
    EXPECT_EQ(changed(R"({"note":"","names":[],"citizenship":null,"sex":"\u00a0"})"),
              R"({"citizenship":null,"names":null,"note":null,"sex":null})");
}

TEST(Validate, NamesTheFieldAndNeverTheValue) {
    for (const auto& [json, field] : std::vector<std::pair<std::string, std::string>>{
             {R"({"sex":"secret"})", "sex"},
             {R"({"sex":5})", "sex"},
             {R"({"sex":["female"]})", "sex"},
             {R"({"born_on":"secret"})", "born_on"},
             {R"({"names":"secret"})", "names"},
             {R"({"names":[{"sealed":true}]})", "names"},
             {R"({"names":["sec\u0000ret"]})", "names"},
             {R"({"organisations":["secret"]})", "organisations"},
             {R"({"secret":1})", "fields"},
             {R"({"citizenship":["KG"]})", "citizenship"},
         }) {
        const auto result = change("Person", json);
        ASSERT_FALSE(result) << json;
        EXPECT_EQ(result.error().kind, base::ErrorKind::Invalid);
        EXPECT_EQ(field_of(result.error()), field) << json;
        EXPECT_EQ(result.error().detail.find("secret"), std::string::npos) << result.error().detail;
    }
}

TEST(Validate, RefusesWhatTheProgramWrites) {
    EXPECT_EQ(field_of(change("Document", R"({"sha256":"00"})").error()), "sha256");
    EXPECT_TRUE(change("Document", R"({"title":"Better"})"));
    EXPECT_EQ(change("Nothing", "{}").error().kind, base::ErrorKind::NotFound);
}

TEST(Validate, TakesWebAddressesOnly) {
    EXPECT_TRUE(change("Organisation", R"({"website":"https://example.org/a?b=c#d"})"));
    for (const char* address : {"javascript:alert(1)", "example.org", "https://", "https:///x", "http://a b", "HTTP://<x>", "data:text/html,x", "ftp://a"}) {
        EXPECT_FALSE(change("Organisation", Json(Json::Object{{"website", address}}).text())) << address;
    }
}

TEST(Validate, KeepsSizesInBounds) {
    EXPECT_EQ(field_of(change("Person", Json(Json::Object{{"alias", std::string(2'001, 'a')}}).text()).error()), "alias");
    EXPECT_TRUE(change("Person", Json(Json::Object{{"note", std::string(100'000, 'a')}}).text()));
    EXPECT_FALSE(change("Person", Json(Json::Object{{"note", std::string(100'001, 'a')}}).text()));
    Json::Array names;
    for (int i = 0; i < 501; ++i) names.emplace_back("n" + std::to_string(i));
    EXPECT_FALSE(change("Person", Json(Json::Object{{"names", names}}).text()));
}

Json random_value(int depth) {
    switch (*rc::gen::inRange(0, depth > 0 ? 10 : 8)) {
        case 0: return Json();
        case 1: return *rc::gen::arbitrary<bool>();
        case 2: return *rc::gen::arbitrary<std::int64_t>();
        case 3: return 1.5;
        case 4: return *rc::gen::arbitrary<std::string>();
        case 5: return *rc::gen::element<std::string>("female", "KGZ", "1984-07~", "201X/..", "https://a.b", "ru", std::string(kId));
        case 6: return *rc::gen::element<std::string>(" Асан \t Асанов ", "a\r\n\r\nb ", "\u00a0", "\u200bx\ufeff", "\r", "a \n");
        case 7: return *rc::gen::container<std::string>(rc::gen::inRange('a', 'f'));
        case 8: {
            Json::Array items;
            for (int i = *rc::gen::inRange(0, 4); i > 0; --i) items.push_back(random_value(depth - 1));
            return items;
        }
        default: return Json(Json::Object{{"sealed", random_value(depth - 1)}});
    }
}

TEST(Validate, GivesValuesThatItWouldGiveAgainUnchanged) {
    EXPECT_TRUE(rc::check([] {
        const Type& type = *rc::gen::elementOf(schema().types());
        Json::Object fields;
        for (const Field& field : type.fields) {
            if (!field.read_only && *rc::gen::inRange(0, 3) == 0) fields.emplace(field.name, random_value(2));
        }
        for (const ValidateMode mode : {ValidateMode::create, ValidateMode::change}) {
            const auto once = schema().validate(type.name, Json(fields), mode);
            if (!once) {
                RC_ASSERT(once.error().kind == base::ErrorKind::Invalid);
                RC_ASSERT(!field_of(once.error()).empty());
                continue;
            }
            const auto twice = schema().validate(type.name, *once, mode);
            RC_ASSERT(twice.has_value());
            RC_ASSERT(*twice == *once);
            RC_ASSERT(once->canonical().has_value());
        }
    }));
}

TEST(Validate, TakesFieldsOneByOneAsItTakesThemTogether) {
    EXPECT_TRUE(rc::check([] {
        const Type& type = *schema().find_type("Person");
        Json::Object fields, singly;
        bool all_right = true;
        for (const Field& field : type.fields) {
            const Json value = random_value(1);
            fields.emplace(field.name, value);
            const auto one = schema().validate("Person", Json(Json::Object{{field.name, value}}), ValidateMode::change);
            all_right = all_right && one.has_value();
            if (one) singly.emplace(field.name, (*one)[field.name]);
        }
        const auto together = schema().validate("Person", Json(fields), ValidateMode::change);
        RC_ASSERT(together.has_value() == all_right);
        if (together) RC_ASSERT(*together == Json(singly));
    }));
}

}  // namespace
}  // namespace guvoh::schema
