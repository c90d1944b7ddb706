// SPDX-License-Identifier: AGPL-3.0-or-later
#include "recommendations/table_values.h"

#include <gtest/gtest.h>

namespace guvoh::recommendations {
namespace {

const schema::Schema& built_in() {
    static const schema::Schema schema = schema::Schema::built_in().value();
    return schema;
}
std::string read(const char* field, std::string_view cell, CellRules rules = {}) {
    CellReader reader(built_in(), std::move(rules));
    const auto value = reader.read(*built_in().find_field("Recommendation", field), cell);
    return value ? value->value.text() : value.error().detail;
}

TEST(TableValues, ReadDatesAsPeopleWriteThem) {
    EXPECT_EQ(written_date("14.07.2012", "dmy"), "2012-07-14");
    EXPECT_EQ(written_date("7/14/2012", "mdy"), "2012-07-14");
    EXPECT_EQ(written_date("3/4/15", "dmy"), "2015-04-03");
    EXPECT_EQ(written_date("12/2016", "dmy"), "2016-12");
    EXPECT_EQ(written_date("2012-07-14T00:00:00", "dmy"), "2012-07-14");
    EXPECT_EQ(written_date("14 июля 2012 г.", "dmy"), "2012-07-14");
    EXPECT_EQ(written_date("March 2015", "dmy"), "2015-03");
    EXPECT_EQ(written_date("2015 год", "dmy"), "");
    EXPECT_EQ(written_date("2015 г.", "dmy"), "2015");
    EXPECT_EQ(written_date("14/14/2012", "dmy"), "");
    EXPECT_EQ(written_date("постоянно", "dmy"), "");
}

TEST(TableValues, ReadStatesTermsAndNumbersByAnyName) {
    EXPECT_EQ(read("state", "Кыргызстан"), R"("KGZ")");
    EXPECT_EQ(read("state", "the Kyrgyz Republic"), R"("KGZ")");
    EXPECT_EQ(read("position", "Не поддержана"), R"("noted")");
    EXPECT_EQ(read("position", "Accepted"), R"("supported")");
    EXPECT_EQ(read("cycle", "2nd cycle"), R"("2")");
    EXPECT_EQ(read("cycle", "III"), R"("3")");
    EXPECT_EQ(read("sdgs", "Goal 16; 5"), R"(["16","5"])");
    EXPECT_EQ(read("follow_up", "да"), "true");
    EXPECT_EQ(read("issuer", "КПП"), R"("CAT")");
    EXPECT_EQ(read("state", "Nowhereland"), "no State is called so: “Nowhereland”");
}

TEST(TableValues, SplitListsByWhatSeparatesThem) {
    EXPECT_EQ(read("recommending_states", "Chile, Peru and Spain"), R"(["CHL","PER","ESP"])");
    EXPECT_EQ(read("recommending_states", "Chile | Peru"), R"(["CHL","PER"])");
    EXPECT_EQ(read("recommending_states", "Chile/Peru", {"/", "dmy"}), R"(["CHL","PER"])");
    CellReader reader(built_in(), {});
    EXPECT_EQ(reader.read(*built_in().find_field("Recommendation", "recommending_states"), "Chile; Atlantis")->left_out, std::vector<std::string>{"Atlantis"});
}

}  // namespace
}  // namespace guvoh::recommendations
