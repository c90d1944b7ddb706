// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Tables of somebody else's making, into the record.
#include "recommendations/table_import.h"

#include "recommendations/testing/small_desk.h"

namespace guvoh::recommendations {
namespace {

constexpr const char* kMatrix =
    "Матрица рекомендаций\n"
    "Номер,Рекомендация,Кто рекомендовал,Ответ,Срок исполнения\n"
    "1.1,Искоренить пытки во всех местах содержания под стражей,Чили,Принята,31.12.2016\n"
    "1.1,Искоренить пытки во всех местах содержания под стражей,Перу,Принята,31.12.2016\n"
    "1.2,Учить полицию правам детей,Атлантида,Не поддержана,постоянно\n"
    "1.2,Учить полицию правам детей,,Не поддержана,постоянно\n"
    "1.3,,Перу,Принята,\n";

class TableImports : public testing::SmallDesk {
protected:
    static ReviewImportOptions of(const std::string& csv, ReviewImportOptions options) {
        const auto bytes = base::as_bytes(csv);
        options.content.assign(bytes.begin(), bytes.end());
        options.format = "table";
        if (options.file_name.empty()) options.file_name = "matrix.csv";
        return options;
    }
    base::Expected<ReviewImportReport> tried(const std::string& csv, ReviewImportOptions options) { return import_reviews(*desk_, Caller::owner(), of(csv, std::move(options))); }
    ReviewImportReport import(const std::string& csv, ReviewImportOptions options = upr()) { return SmallDesk::import(of(csv, std::move(options))); }
    static ReviewImportOptions upr() {
        ReviewImportOptions options;
        TableMapping mapping;
        mapping.fields = {"number", "text", "recommending_states", "position", "due_on"};
        mapping.constants = {{"state", "Кыргызстан"}, {"issuer", "UPR"}, {"cycle", "2"}};
        options.mapping = mapping;
        return options;
    }
    std::vector<RecordRow> list(const std::string& type, const std::string& sort = "") { return SmallDesk::list(type, sort).rows; }
};

TEST_F(TableImports, MakeRecommendationsAndTellEachRow) {
    const auto report = import(kMatrix);

    EXPECT_EQ(report.seen, 5U);
    EXPECT_EQ(report.taken, 2U);
    EXPECT_EQ(report.folded, 1U);
    EXPECT_EQ(report.doubles, 1U);
    ASSERT_EQ(report.refused.size(), 1U);
    EXPECT_EQ(report.refused[0].where, "row 7");
    EXPECT_EQ(report.repairs.size(), 3U);  // Atlantis, and twice a date that is none
    const auto rows = list("Recommendation", "number");
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0].fields["recommending_states"].text(), R"(["CHL","PER"])");
    EXPECT_EQ(rows[0].fields["due_on"].string_or(""), "2016-12-31");
    EXPECT_EQ(rows[0].fields["cycle"].string_or(""), "2");
    EXPECT_EQ(rows[0].fields["position"].string_or(""), "supported");
    EXPECT_EQ(rows[1].fields["position"].string_or(""), "noted");
    EXPECT_EQ(list("Position").size(), 2U);
    EXPECT_EQ(list("Review").size(), 1U);
}

TEST_F(TableImports, ChangeWhatTheNextTableChangesAndNeverDouble) {
    import(kMatrix);
    std::string next = kMatrix;
    next.replace(next.find("31.12.2016"), 10, "01.06.2017");
    auto options = upr();
    options.mapping.reset();  // remembered
    options.file_name = "matrix-2.csv";

    const auto again = import(next, options);
    const auto third = import(next, options);

    EXPECT_EQ(again.records.at("Recommendation").changed, 1U);
    EXPECT_EQ(third.records.at("Recommendation").already_there, 2U);
    EXPECT_EQ(again.records.at("Position").already_there, 2U);
    EXPECT_EQ(list("Position").size(), 2U);
    EXPECT_EQ(list("Recommendation").size(), 2U);
    EXPECT_EQ(list("Recommendation", "number")[0].fields["due_on"].string_or(""), "2017-06-01");
}

TEST_F(TableImports, KeepWhatAMemberHasCorrected) {
    import(kMatrix);
    const auto row = list("Recommendation", "number")[0];
    ASSERT_TRUE(records_->change(Caller::owner(), row.id, {base::Json::Object{{"due_on", "2018"}}, "the date was moved", ""}));

    import(kMatrix);

    EXPECT_EQ(list("Recommendation", "number")[0].fields["due_on"].string_or(""), "2018");
}

TEST_F(TableImports, TryWithoutKeepingAnything) {
    auto options = upr();
    options.dry_run = true;

    EXPECT_EQ(import(kMatrix, options).taken, 2U);
    EXPECT_TRUE(list("Recommendation").empty());
    options.mapping.reset();
    const auto second = tried(kMatrix, options);
    ASSERT_FALSE(second.has_value());
    EXPECT_EQ(schema::field_of(second.error()), "state");
}

TEST_F(TableImports, RefuseAFileOrAConstantInWords) {
    EXPECT_EQ(tried("just words\nand more\n", upr()).error().detail, "this is no table: no row of it has two columns");
    auto options = upr();
    options.mapping->constants["state"] = "Atlantis";
    EXPECT_EQ(tried(kMatrix, options).error().detail, "field state: no State is called so: “Atlantis”");
}

TEST_F(TableImports, TellMeasuresApartByTheirKeyColumn) {
    ReviewImportOptions options;
    options.type = "Measure";
    options.mapping = TableMapping{{"", "title", "due_on"}, {{"state", "KGZ"}}, "", "dmy", 0};
    const auto first = import("Код,Мера,Срок\nA1,Учить полицию,2015\nA2,Закрыть изолятор,2016\nA2,Иное,2016\n,Без кода,2016\n", options);
    const auto second = import("Код,Мера,Срок\nA1,Учить полицию,2019\nA2,Закрыть изолятор,2016\n", options);

    EXPECT_EQ(first.records.at("Measure").added, 2U);
    EXPECT_EQ(first.refused.size(), 2U);
    EXPECT_EQ(second.records.at("Measure").changed, 1U);
    EXPECT_EQ(second.records.at("Measure").already_there, 1U);
    EXPECT_EQ(list("Measure").size(), 2U);
}

TEST_F(TableImports, ChangeRecordsByTheirId) {
    import(kMatrix);
    const auto row = list("Recommendation", "number")[0];
    ReviewImportOptions options;
    options.mapping = TableMapping{{"id", "note"}, {}, "", "dmy", -1};

    const auto report = import("id,note\n" + row.id + ",Seen by the office\n" + row.id + ",again\nnosuch,x\n", options);

    EXPECT_EQ(report.taken, 1U);
    EXPECT_EQ(report.refused.size(), 2U);
    EXPECT_EQ(list("Recommendation", "number")[0].fields["note"].string_or(""), "Seen by the office");
}

}  // namespace
}  // namespace guvoh::recommendations
