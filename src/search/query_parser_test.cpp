// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gtest/gtest.h>

#include "search/query.h"

namespace guvoh::search {
namespace {

std::string read(std::string_view text) {
    const auto query = parse_query(text);
    return query ? describe(*query) : query.error().detail;
}

TEST(QueryParser, JoinsWordsWithAnd) {
    EXPECT_EQ(read("пытки"), "пытки");
    EXPECT_EQ(read("пытки Жанаозен"), "(пытки AND Жанаозен)");
    EXPECT_EQ(read("a AND b && c И d"), "(a AND b AND c AND d)");
}

TEST(QueryParser, BindsNotThenAndThenOr) {
    EXPECT_EQ(read("a b OR c d"), "((a AND b) OR (c AND d))");
    EXPECT_EQ(read("a (b OR c)"), "(a AND (b OR c))");
    EXPECT_EQ(read("a NOT b"), "(a AND NOT (b))");
    EXPECT_EQ(read("a -b +c"), "(a AND NOT (b) AND c)");
    EXPECT_EQ(read("a ИЛИ НЕ b"), "(a OR (ALL AND NOT (b)))");
    EXPECT_EQ(read("NOT a"), "(ALL AND NOT (a))");
    EXPECT_EQ(read("NOT NOT a"), "a");
    EXPECT_EQ(read("!a || b"), "((ALL AND NOT (a)) OR b)");
}

TEST(QueryParser, TakesOperatorsOnlyInUpperCase) { EXPECT_EQ(read("bread and butter or not"), "(bread AND and AND butter AND or AND not)"); }

TEST(QueryParser, ReadsPhrasesPrefixesAndFuzzyWords) {
    EXPECT_EQ(read("\"right to counsel\" x"), "(\"right to counsel\" AND x)");
    EXPECT_EQ(read("«право на защиту»"), "\"право на защиту\"");
    EXPECT_EQ(read("\"right to couns*\""), "\"right to couns*\"");
    EXPECT_EQ(read("refoul*"), "refoul*");
    EXPECT_EQ(read("Askarov~ Askarov~2"), "(Askarov~1 AND Askarov~2)");
    EXPECT_EQ(read("A/HRC/16/3 Аль-Хусейн"), "(A/HRC/16/3 AND Аль-Хусейн)");
}

TEST(QueryParser, ReadsFields) {
    EXPECT_EQ(read("kind:pdf LANG:ru"), "(kind:pdf AND lang:ru)");
    EXPECT_EQ(read("source:\"BBC Persian\" name:report"), "(source:BBC Persian AND name:report)");
    EXPECT_EQ(read("date:2012-07..2013"), "date:2012-07..2013");
    EXPECT_EQ(read("12:30 http://x"), "(12:30 AND http://x)");
}

TEST(QueryParser, SaysWhatIsWrongAndWhere) {
    EXPECT_EQ(read(""), "at character 1: a word is expected");
    EXPECT_EQ(read("ау \"бв"), "at character 4: a closing quotation mark is missing");
    EXPECT_EQ(read("a OR"), "at character 5: a word is missing after OR");
    EXPECT_EQ(read("AND a"), "at character 1: a word is expected before AND");
    EXPECT_EQ(read("(a b"), "at character 1: this bracket is not closed");
    EXPECT_EQ(read("a)"), "at character 2: a closing bracket has no opening one");
    EXPECT_EQ(read("kind:"), "at character 6: a value is expected after the colon");
    EXPECT_EQ(read("x~3"), "at character 2: after ~ stands 1 or 2, the number of letters that may differ");
    EXPECT_EQ(read("()"), "at character 2: a word is expected between the brackets");
    EXPECT_EQ(read("\"\""), "at character 1: there is no word between the quotation marks");
}

TEST(QueryParser, LimitsDepthAndSize) {
    EXPECT_FALSE(parse_query(std::string(100, '(') + "a" + std::string(100, ')')));
    EXPECT_FALSE(parse_query(std::string(kMaxQueryBytes + 1, 'a')));
    std::string many;
    for (std::size_t i = 0; i <= kMaxQueryNodes; ++i) { many += "a "; }
    EXPECT_FALSE(parse_query(many));
    EXPECT_FALSE(parse_query("\xff"));
}

TEST(QueryParser, TurnsDatesIntoDays) {
    const auto days = [](std::string_view text) { return date_interval(field_terms(*parse_query(text)).at(0)); };

    EXPECT_EQ(days("date:2012-07..2013")->first_day, base::day_of_civil(2012, 7, 1));
    EXPECT_EQ(days("date:2012-07..2013")->last_day, base::day_of_civil(2013, 12, 31));
    EXPECT_EQ(days("date:2012~")->last_day, base::day_of_civil(2012, 12, 31));
    EXPECT_EQ(days("date:..2012")->first_day, base::kNoFirstDay);
    EXPECT_EQ(days("date:2012..")->last_day, base::kNoLastDay);
    EXPECT_FALSE(days("date:soon"));
}

}  // namespace
}  // namespace guvoh::search
