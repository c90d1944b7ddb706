// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Russian documents the whole way: concluding observations and the section of a report of the Working Group, both invented, into a
// workspace, where they are found by other forms of their words, tied to them, and put together as the same demand.
#include <algorithm>

#include "recommendations/demands.h"
#include "recommendations/review_import.h"
#include "recommendations/testing/small_desk.h"

namespace guvoh::recommendations {
namespace {

constexpr const char* kObservations =
    "CAT/C/KGZ/CO/9\n\nКомитет против пыток\n\nЗаключительные замечания по девятому периодическому докладу\n\n"
    "C.\tОсновные вопросы, вызывающие обеспокоенность, и рекомендации\n\nУсловия содержания под стражей\n\n"
    "1.\tКомитет обеспокоен тем, что в следственных изоляторах по-прежнему применяются пытки и что камеры переполнены.\n\n"
    "2.\tГосударству-участнику следует положить конец пыткам в следственных изоляторах и сократить переполненность камер.\n\nОбучение\n\n"
    "3.\tКомитет обеспокоен тем, что врачи не обучены. Государству-участнику следует обучить врачей Стамбульскому "
    "протоколу и обеспечить национальному превентивному механизму доступ во все места лишения свободы.\n\n";

constexpr const char* kReport =
    "A/HRC/99/7\n\nДоклад Рабочей группы по универсальному периодическому обзору\n\n"
    "I.\tРезюме\n\n80.\tДелегация рассказала о реформах.\n\nII.\tВыводы и/или рекомендации\n\n"
    "88.\tСледующие рекомендации пользуются поддержкой государства:\n\n"
    "88.1.\tПоложить конец пыткам в следственных изоляторах и сократить переполненность камер (Чили);\n\n"
    "88.2.\tПосадить по дереву у каждой школы (Перу).\n\n"
    "89.\tСледующие рекомендации не пользуются поддержкой государства:\n\n"
    "89.1.\tОтменить смертную казнь за все преступления (Испания).\n\n"
    "90.\tВсе выводы и/или рекомендации, содержащиеся в настоящем докладе, отражают позицию представивших их государств.\n\n"
    "III.\tДобровольные обязательства\n\n91.\tГосударство опубликует каждый доклад о посещении тюрем.\n";

class RussianReviews : public testing::SmallDesk {
protected:
    ListReply find(const std::string& words, const std::string& type = "Recommendation") {
        ListRequest request;
        request.type = type;
        request.q = words;
        return records_->list(Caller::owner(), request).value();
    }
    /// Each record's words stand in the passage that it is tied to.
    void expect_tied(const ListReply& reply) {
        for (const auto& row : reply.rows) {
            const auto passage = workspace_->passage(Caller::owner(), row.fields["passage"].string_or(""));
            ASSERT_TRUE(passage.has_value()) << passage.error().text();
            const std::string text(row.fields["text"].string_or(""));
            EXPECT_NE(passage->text.find(text.substr(0, text.find(" ("))), std::string::npos) << text;
        }
    }
};

TEST_F(RussianReviews, TakesConcludingObservationsWithTheirConcerns) {
    const auto report = import_file("co.txt", kObservations, "concluding-observations");

    EXPECT_EQ(report.seen, 2U);
    const auto found = find("пыток");
    ASSERT_EQ(found.rows.size(), 1U) << "found by another form of the word";
    EXPECT_EQ(found.rows[0].fields["number"].string_or(""), "2");
    EXPECT_NE(found.rows[0].fields["concern"].string_or("").find("переполнены"), std::string::npos);
    EXPECT_EQ(found.rows[0].fields["subject"].string_or(""), "Условия содержания под стражей");
    const std::string themes = found.rows[0].fields["suggested_themes"].text();
    EXPECT_NE(themes.find("torture_and_other_cidt"), std::string::npos) << themes;
    EXPECT_NE(themes.find("detention"), std::string::npos) << themes;
    const auto mechanism = find("превентивный механизм");
    ASSERT_EQ(mechanism.rows.size(), 1U);
    EXPECT_NE(mechanism.rows[0].fields["concerns"].text().find("npm"), std::string::npos);
    expect_tied(find(""));
    EXPECT_GE(count("пыток"), 1U) << "and in the document itself";
}

TEST_F(RussianReviews, TakesAReportOfTheWorkingGroupWithDecisionsAndPledges) {
    const auto report = import_file("report.txt", kReport, "upr-report");

    EXPECT_EQ(report.seen, 4U);
    EXPECT_EQ(report.positions.at("KGZ").at("supported"), 2U);
    EXPECT_EQ(report.positions.at("KGZ").at("noted"), 1U);
    EXPECT_EQ(report.positions.at("KGZ").at("pledge"), 1U);
    EXPECT_EQ(find("пытка").total, 1U);
    EXPECT_EQ(find("смертной казни").total, 1U);
    EXPECT_EQ(find("докладов", "VoluntaryPledge").total, 1U);
    expect_tied(find(""));
    expect_tied(find("", "VoluntaryPledge"));
}

TEST_F(RussianReviews, ProposesTheSameDemandOfBothBodies) {
    import_file("co.txt", kObservations, "concluding-observations");
    import_file("report.txt", kReport, "upr-report");

    const auto groups = propose_demands(*desk_, Caller::owner(), "KGZ");

    ASSERT_TRUE(groups.has_value()) << groups.error().text();
    ASSERT_EQ(groups->size(), 1U);
    EXPECT_EQ(groups->front().recommendations.size(), 2U);
    for (const std::string& id : groups->front().recommendations) {
        EXPECT_NE(records_->load(Caller::owner(), id)->fields["text"].string_or("").find("пыткам"), std::string::npos);
    }
}

}  // namespace
}  // namespace guvoh::recommendations
