// SPDX-License-Identifier: AGPL-3.0-or-later
#include "recommendations/table_mapping.h"

#include "recommendations/table_import.h"
#include "recommendations/testing/small_desk.h"

namespace guvoh::recommendations {
namespace {

constexpr const char* kMatrix = "Номер,Рекомендация,Кто рекомендовал,Заметки штаба\n1.1,Искоренить пытки,Чили,x\n1.2,Учить полицию,Перу,y\n";

class TableMappings : public testing::SmallDesk {
protected:
    TableLook look(const std::string& csv, std::optional<TableMapping> mapping = {}, const Caller& caller = Caller::owner()) {
        const auto bytes = base::as_bytes(csv);
        const auto found = look_at_table(*desk_, caller, {"Recommendation", "general", {bytes.begin(), bytes.end()}, std::move(mapping)});
        EXPECT_TRUE(found.has_value()) << found.error().text();
        return found.value_or(TableLook{});
    }
};

TEST_F(TableMappings, AreProposedWithSamplesAndWhatIsMissing) {
    const auto found = look(kMatrix);

    EXPECT_EQ(found.rows, 2U);
    EXPECT_EQ(found.mapping.fields, (std::vector<std::string>{"number", "text", "recommending_states", ""}));
    EXPECT_EQ(found.columns[1].samples, (std::vector<std::string>{"Искоренить пытки", "Учить полицию"}));
    EXPECT_EQ(found.missing, (std::vector<std::string>{"state", "issuer"}));
    EXPECT_FALSE(found.remembered);
    EXPECT_FALSE(found.preview[0].problem.empty());
}

TEST_F(TableMappings, ShowTheFirstRowsAsTheyWillBe) {
    TableMapping mapping;
    mapping.fields = {"number", "text", "recommending_states", "note"};
    mapping.constants = {{"state", "Кыргызстан"}, {"issuer", "UPR"}};
    const auto found = look(kMatrix, mapping);

    EXPECT_TRUE(found.missing.empty());
    EXPECT_EQ(found.preview[0].problem, "");
    EXPECT_EQ(found.preview[0].fields["state"].string_or(""), "KGZ");
    EXPECT_EQ(found.preview[0].fields["recommending_states"].text(), R"(["CHL"])");
    EXPECT_EQ(found.columns[3].by, "chosen");
}

TEST_F(TableMappings, AreRememberedByHeadingWhateverTheOrder) {
    TableMapping mapping;
    mapping.fields = {"number", "text", "recommending_states", "note"};
    mapping.constants = {{"state", "KGZ"}};
    const std::vector<std::string> headings{"Номер", "Рекомендация", "Кто рекомендовал", "Заметки штаба"};
    ASSERT_TRUE(remember_mapping(*desk_, Caller::owner(), "Recommendation", "general", headings, mapping));

    const auto found = look("ЗАМЕТКИ  штаба,Рекомендация,Номер,Кто рекомендовал\nx,Искоренить пытки,1.1,Чили\n");

    EXPECT_TRUE(found.remembered);
    EXPECT_EQ(found.mapping.fields, (std::vector<std::string>{"note", "text", "number", "recommending_states"}));
    EXPECT_EQ(found.mapping.constants.at("state"), "KGZ");
    EXPECT_EQ(found.columns[0].by, "remembered");
}

TEST_F(TableMappings, StayInTheirCompartment) {
    const std::vector<std::string> headings{"Номер", "Рекомендация", "Кто рекомендовал", "Заметки штаба"};
    ASSERT_TRUE(remember_mapping(*desk_, Caller::owner(), "Recommendation", "01J0000000000000000000000A", headings, {{"number", "text", "", "note"}, {}, "", "dmy", -1}));
    Caller other;
    other.permissions = access::PermissionSet::all();
    other.compartments = {"general"};

    EXPECT_FALSE(look(kMatrix, {}, other).remembered);
}

TEST_F(TableMappings, AreReadAndWrittenAsJson) {
    const auto mapping = read_mapping(R"({"fields":["text",""],"constants":{"state":"KGZ"},"separator":";","date_order":"mdy","key_column":1})");

    ASSERT_TRUE(mapping);
    EXPECT_EQ(mapping_json(*mapping).text(), R"({"constants":{"state":"KGZ"},"date_order":"mdy","fields":["text",""],"key_column":1,"separator":";"})");
    EXPECT_FALSE(read_mapping("[]"));
}

TEST_F(TableMappings, AreRefusedWhereTheyDoNotFit) {
    const auto refused = [this](TableMapping mapping) {
        const auto bytes = base::as_bytes(std::string_view(kMatrix));
        return !look_at_table(*desk_, Caller::owner(), {"Recommendation", "general", {bytes.begin(), bytes.end()}, std::move(mapping)}).has_value();
    };

    EXPECT_TRUE(refused({{"text", "text"}, {}, "", "dmy", -1}));
    EXPECT_TRUE(refused({{"no_such"}, {}, "", "dmy", -1}));
    EXPECT_TRUE(refused({{"source"}, {}, "", "dmy", -1}));
    EXPECT_TRUE(refused({{"", "", "", "", "text"}, {}, "", "dmy", -1}));
    EXPECT_TRUE(refused({{"text"}, {{"no_such", "x"}}, "", "dmy", -1}));
    EXPECT_TRUE(refused({{"text"}, {}, "abc", "dmy", -1}));
    EXPECT_TRUE(refused({{"text"}, {}, "", "ydm", -1}));
    EXPECT_TRUE(refused({{"text"}, {}, "", "dmy", 9}));
}

}  // namespace
}  // namespace guvoh::recommendations
