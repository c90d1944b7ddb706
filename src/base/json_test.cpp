// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/json.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "base/text.h"

namespace guvoh::base {
namespace {

std::string canonical(std::string_view text) {
    const auto json = Json::parse(text);
    if (!json) return "refused: " + json.error().text();
    const auto out = json->canonical();
    return out ? *out : "no canonical form: " + out.error().text();
}

std::string reason(std::string_view text) {
    const auto json = Json::parse(text);
    return json ? "accepted" : json.error().detail;
}

bool refused(std::string_view text) {
    const auto json = Json::parse(text);
    return !json && json.error().kind == ErrorKind::Invalid;
}

TEST(Json, ReadsEveryKindOfValue) {
    const Json json = Json::parse(R"( {"a":[1,-2.5,true,false,null,"x"],"b":{}} )").value();

    EXPECT_EQ(json["a"].array().size(), 6U);
    EXPECT_EQ(json["a"].array()[0].integer_or(0), 1);
    EXPECT_EQ(json["a"].array()[1].number_or(0), -2.5);
    EXPECT_TRUE(json["a"].array()[2].boolean_or(false));
    EXPECT_FALSE(json["a"].array()[3].boolean_or(true));
    EXPECT_TRUE(json["a"].array()[4].is_null());
    EXPECT_EQ(json["a"].array()[5].string_or(""), "x");
    EXPECT_TRUE(json["b"].is_object());
    EXPECT_TRUE(json["missing"].is_null());
}

TEST(Json, GivesTheFallbackForAnotherType) {
    const Json text("words");

    EXPECT_EQ(text.integer_or(7), 7);
    EXPECT_EQ(text.number_or(0.5), 0.5);
    EXPECT_TRUE(text.boolean_or(true));
    EXPECT_TRUE(text.array().empty());
    EXPECT_TRUE(text.object().empty());
    EXPECT_EQ(Json(3).string_or("none"), "none");
}

TEST(Json, BuildsMembersAsTheyAreNamed) {
    Json json;
    json["b"] = 1;
    json["a"]["deep"] = "x";
    json["list"].make_array().push_back(true);

    EXPECT_EQ(json.text(), R"({"a":{"deep":"x"},"b":1,"list":[true]})");
    EXPECT_EQ(json.text(true), "{\n  \"a\": {\n    \"deep\": \"x\"\n  },\n  \"b\": 1,\n  \"list\": [\n    true\n  ]\n}");
}

TEST(Json, RefusesTheSameKeyTwice) {
    EXPECT_EQ(reason("{\"a\":1,\n \"a\":2}").substr(0, 12), "JSON line 2,");
    EXPECT_TRUE(refused(R"({"a":1,"\u0061":2})"));
}

TEST(Json, RefusesBadUtf8) {
    EXPECT_TRUE(refused("\"\xff\""));
    EXPECT_TRUE(refused("\"\xc0\xaf\""));          // overlong
    EXPECT_TRUE(refused("\"\xed\xa0\x80\""));      // a surrogate in UTF-8
    EXPECT_TRUE(refused("\"\xf4\x90\x80\x80\""));  // above U+10FFFF
    EXPECT_TRUE(refused("\"\xe2\x82\""));
}

TEST(Json, RefusesLoneSurrogates) {
    EXPECT_TRUE(refused(R"("\ud800")"));
    EXPECT_TRUE(refused(R"("\udc00")"));
    EXPECT_TRUE(refused(R"("\ud800x")"));
    EXPECT_TRUE(refused(R"("\ud800\u0041")"));
    EXPECT_EQ(Json::parse(R"("\ud83d\ude00")")->string_or(""), "\xF0\x9F\x98\x80");
}

TEST(Json, RefusesWhatIsNotJson) {
    for (const char* text : {"", " ", "{", "[1,]", "{\"a\":1,}", "01", "+1", ".5", "1.", "nul", "'a'", "1 2", "[1]x",
                             "\"a\nb\"", "// c\n1", "NaN", "Infinity", "{a:1}", "\"\\x41\""}) {
        EXPECT_TRUE(refused(text)) << text;
    }
    EXPECT_TRUE(refused(std::string_view("1\0", 2)));
}

TEST(Json, SaysLineAndColumn) { EXPECT_EQ(reason("{\n  \"имя\": ?\n}").substr(0, 23), "JSON line 2, column 10:"); }

TEST(Json, ReadsSixtyFourLevelsAndNoMore) {
    const auto nest = [](std::size_t levels) { return std::string(levels, '[') + std::string(levels, ']'); };

    EXPECT_FALSE(refused(nest(kMaxJsonDepth)));
    EXPECT_TRUE(refused(nest(kMaxJsonDepth + 1)));
    EXPECT_TRUE(refused(std::string(1000000, '[')));
}

TEST(Json, KeepsIntegersExactAndTurnsLargerOnesIntoDoubles) {
    EXPECT_EQ(Json::parse("9223372036854775807")->integer_or(0), INT64_MAX);
    EXPECT_EQ(Json::parse("-9223372036854775808")->integer_or(0), INT64_MIN);
    EXPECT_TRUE(Json::parse("9223372036854775808")->is_double());
    EXPECT_TRUE(Json::parse("123456789012345678901234567890")->is_double());
    EXPECT_EQ(Json::parse("0.1")->number_or(0), 0.1);
    EXPECT_EQ(Json::parse("9007199254740993.0")->number_or(0), 9007199254740992.0);
    EXPECT_EQ(Json::parse("1.7976931348623157e308")->number_or(0), 1.7976931348623157e308);
    EXPECT_TRUE(refused("1e400"));
}

TEST(Json, WritesDoublesThatReadBackTheSame) {
    for (const double value : {0.1, -0.0, 1.0, 1e22, 5e-324, 1.7976931348623157e308, 333333333.33333329}) {
        const Json back = Json::parse(Json(value).text()).value();
        EXPECT_TRUE(back.is_double());
        EXPECT_EQ(back.number_or(7), value);
    }
}

TEST(Json, WritesTextThatIsAlwaysUtf8) { EXPECT_EQ(Json("a\xff").text(), "\"a\xEF\xBF\xBD\""); }

TEST(Json, CanonicalFormEscapesOnlyWhatItMust) {
    EXPECT_EQ(canonical(R"("\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/")"),
              "\"\xE2\x82\xAC$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"");
    EXPECT_EQ(canonical(R"("\u0000\u0008\u0009\u000c\u000d\u001f\u007f")"), "\"\\u0000\\b\\t\\f\\r\\u001f\x7f\"");
}

TEST(Json, CanonicalFormSortsKeysByUtf16) {
    EXPECT_EQ(canonical("{\"\xEF\xAC\xB3\":1,\"\xF0\x9F\x98\x80\":2,\"\xC3\xB6\":3}"),
              "{\"\xC3\xB6\":3,\"\xF0\x9F\x98\x80\":2,\"\xEF\xAC\xB3\":1}");
    EXPECT_EQ(canonical(R"({"b":1,"a":2,"":3,"aa":4})"), R"({"":3,"a":2,"aa":4,"b":1})");
}

TEST(Json, CanonicalFormHoldsIntegersOnly) {
    EXPECT_EQ(canonical("[9007199254740991,-9007199254740991,-0,1.0,1e3]"), "[9007199254740991,-9007199254740991,0,1,1000]");
    EXPECT_FALSE(Json(1.5).canonical());
    EXPECT_FALSE(Json(kMaxJsonInteger + 1).canonical());
    EXPECT_FALSE(Json(INT64_MIN).canonical());
    EXPECT_FALSE(Json(9007199254740992.0).canonical());
    EXPECT_FALSE(Json("\xff").canonical());
}

/// Any Json of a few levels, for properties.
Json some_json(int levels) {
    const int kind = *rc::gen::inRange(0, levels > 0 ? 7 : 5);
    if (kind == 0) return Json();
    if (kind == 1) return Json(*rc::gen::arbitrary<bool>());
    if (kind == 2) return Json(*rc::gen::arbitrary<std::int64_t>() / 2048);
    if (kind <= 4) return Json(repair_utf8(*rc::gen::arbitrary<std::string>()));
    Json json;
    const int count = *rc::gen::inRange(0, 5);
    if (kind == 5) json.make_array();
    if (kind == 6) json.make_object();
    for (int i = 0; i < count; ++i) {
        if (kind == 5) json.make_array().push_back(some_json(levels - 1));
        if (kind == 6) json[repair_utf8(*rc::gen::arbitrary<std::string>())] = some_json(levels - 1);
    }
    return json;
}

RC_GTEST_PROP(Json, AnyValueReadsBackFromEachOfItsTexts, ()) {
    const Json json = some_json(3);

    RC_ASSERT(Json::parse(json.text()).value() == json);
    RC_ASSERT(Json::parse(json.text(true)).value() == json);
    const std::string bytes = json.canonical().value();
    RC_ASSERT(Json::parse(bytes).value() == json);
    RC_ASSERT(Json::parse(bytes)->canonical().value() == bytes);
}

}  // namespace
}  // namespace guvoh::base
