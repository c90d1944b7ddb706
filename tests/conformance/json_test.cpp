// SPDX-License-Identifier: AGPL-3.0-or-later
// RFC 8785, JSON Canonicalization Scheme: the examples of sections 3.2.2 to 3.2.4, without the fractions, which we refuse.
#include "base/json.h"

#include <gtest/gtest.h>

#include "base/bytes.h"

namespace guvoh::base {
namespace {

TEST(Rfc8785, Section_3_2_2_StringsAndLiterals) {
    const Json json = Json::parse(
                          "{\n  \"string\": \"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\",\n"
                          "  \"literals\": [null, true, false]\n}")
                          .value();

    EXPECT_EQ(json.canonical().value(),
              "{\"literals\":[null,true,false],\"string\":\"\xE2\x82\xAC$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
}

TEST(Rfc8785, Section_3_2_3_SortsKeysByUtf16CodeUnits) {
    const Json json = Json::parse(R"({
        "\u20ac": "Euro Sign",
        "\r": "Carriage Return",
        "\ufb33": "Hebrew Letter Dalet With Dagesh",
        "1": "One",
        "\ud83d\ude00": "Emoji: Grinning Face",
        "\u0080": "Control",
        "\u00f6": "Latin Small Letter O With Diaeresis"
    })")
                          .value();

    EXPECT_EQ(json.canonical().value(),
              "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\xC2\x80\":\"Control\",\"\xC3\xB6\":\"Latin Small Letter O With "
              "Diaeresis\",\"\xE2\x82\xAC\":\"Euro Sign\",\"\xF0\x9F\x98\x80\":\"Emoji: Grinning "
              "Face\",\"\xEF\xAC\xB3\":\"Hebrew Letter Dalet With Dagesh\"}");
}

TEST(Rfc8785, Section_3_2_4_GivesTheseBytes) {
    const Json json = Json::parse(R"({"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/"})").value();

    EXPECT_EQ(to_hex(as_bytes(json.canonical().value())),
              "7b22737472696e67223a22e282ac245c75303030665c6e4127425c225c5c5c5c5c222f227d");
}

TEST(Rfc8785, AppendixB_NumbersThatAreIntegers) {
    const std::pair<const char*, const char*> rows[] = {
        {"0", "0"}, {"-0.0", "0"}, {"9007199254740991", "9007199254740991"}, {"-9007199254740991", "-9007199254740991"}};
    for (const auto& [in, out] : rows) EXPECT_EQ(Json::parse(in)->canonical().value(), out);
}

TEST(Rfc8785, AppendixB_RefusesWhatWeDoNotSign) {
    for (const char* text :
         {"5e-324", "1.7976931348623157e+308", "9007199254740992", "295147905179352830000", "4.5", "333333333.33333329"}) {
        EXPECT_FALSE(Json::parse(text)->canonical()) << text;
    }
}

}  // namespace
}  // namespace guvoh::base
