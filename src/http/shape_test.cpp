// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/shape.h"

#include <gtest/gtest.h>

namespace guvoh::http {
namespace {

using base::Json;
using shape::may;
using shape::must;

Shape example() {
    return shape::object({must("name", shape::text(1, 5)), may("days", shape::integer(1, 30)), may("roles", shape::list(shape::pattern("id"), 2)),
                          may("inner", shape::object({must("flag", shape::boolean())})), may("fields", shape::map(shape::any(), 3)),
                          may("note", shape::or_null(shape::text(0, 3)))});
}

std::string fault_of(const char* json) {
    const auto value = Json::parse(json);
    if (!value) return "unreadable";
    const auto fault = find_fault(example(), *value);
    return fault ? fault->field + ": " + fault->detail : "";
}

TEST(Shape, TakesWhatFits) {
    EXPECT_EQ(fault_of(R"({"name":"жук"})"), "");
    EXPECT_EQ(fault_of(R"({"name":"ж ж ж","days":30,"roles":["a","b"],"inner":{"flag":true},"fields":{"x":[1]},"note":null})"), "");
}

TEST(Shape, NamesTheMemberThatIsWrong) {
    EXPECT_EQ(fault_of("[]"), ": must be an object");
    EXPECT_EQ(fault_of("{}"), "name: is missing");
    EXPECT_EQ(fault_of(R"({"name":""})"), "name: must not be empty");
    EXPECT_EQ(fault_of(R"({"name":"toolong"})"), "name: must have at most 5 characters");
    EXPECT_EQ(fault_of(R"({"name":5})"), "name: must be a text");
    EXPECT_EQ(fault_of(R"({"name":"a\u0000"})"), "name: must not hold a NUL character");
    EXPECT_EQ(fault_of(R"({"name":"a","days":31})"), "days: must be from 1 to 30");
    EXPECT_EQ(fault_of(R"({"name":"a","days":1.5})"), "days: must be a whole number");
    EXPECT_EQ(fault_of(R"({"name":"a","days":1e400})"), "unreadable");
    EXPECT_EQ(fault_of(R"({"name":"a","roles":["a","../b"]})"), "roles[1]: is not spelled like a id");
    EXPECT_EQ(fault_of(R"({"name":"a","roles":["a","b","c"]})"), "roles: must have at most 2 elements");
    EXPECT_EQ(fault_of(R"({"name":"a","inner":{"flag":1}})"), "inner.flag: must be true or false");
    EXPECT_EQ(fault_of(R"({"name":"a","fields":{"<script>":1}})"), "fields: has a member whose name is none");
    EXPECT_EQ(fault_of(R"({"name":"a","other":1})"), "other: is not known here");
}

TEST(Shape, DoesNotRepeatANameThatIsNone) { EXPECT_EQ(fault_of(R"({"name":"a","<b>":1})"), ": is not known here"); }

TEST(Shape, ReadsParametersByType) {
    EXPECT_EQ(read_parameter(shape::integer(1, 9), "5")->integer_or(0), 5);
    EXPECT_TRUE(read_parameter(shape::boolean(), "1")->boolean_or(false));
    EXPECT_FALSE(read_parameter(shape::boolean(), "false")->boolean_or(true));
    for (const char* bad : {"", " 5", "5x", "0", "10", "-1", "99999999999999999999"}) EXPECT_FALSE(read_parameter(shape::integer(1, 9), bad).has_value()) << bad;
    EXPECT_FALSE(read_parameter(shape::boolean(), "yes").has_value());
    EXPECT_FALSE(read_parameter(shape::choice({"csv"}), "pdf").has_value());
}

TEST(Shape, WritesJsonSchema) {
    const Json schema = json_schema(example());

    EXPECT_EQ(schema["additionalProperties"].boolean_or(true), false);
    EXPECT_EQ(schema["required"].array().size(), 1U);
    EXPECT_EQ(schema["properties"]["days"]["maximum"].integer_or(0), 30);
    EXPECT_EQ(schema["properties"]["roles"]["items"]["pattern"].string_or({}), pattern_expression("id"));
    EXPECT_EQ(schema["properties"]["note"]["anyOf"].array().size(), 2U);
}

}  // namespace
}  // namespace guvoh::http
