// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What became of recommendations, and the same numbers in every output.
#include "recommendations/follow_up.h"

#include "recommendations/suggestions.h"
#include "recommendations/testing/small_desk.h"

namespace guvoh::recommendations {
namespace {

constexpr const char* kToday = "2026-06-15";

class FollowUp : public testing::SmallDesk {
protected:
    void SetUp() override {
        SmallDesk::SetUp();
        request_.list.sort = "number";
        request_.today = kToday;
        first_ = make("Recommendation", R"({"text":"Ratify the Optional Protocol to the Convention against Torture","number":"88.1","state":"KGZ","issuer":"UPR","cycle":"1","position":"noted","themes":["international_instruments"],"recommending_states":["CHL"]})");
        second_ = make("Recommendation", R"({"text":"Train the police","number":"88.2","state":"KGZ","issuer":"UPR","cycle":"1","position":"supported","due_on":"2025"})");
    }
    std::string make(const std::string& type, const std::string& fields, const std::string& compartment = "general") {
        return SmallDesk::make(type, base::Json::parse(fields).value(), compartment);
    }
    void assess(const std::string& id, const std::string& assessor, const std::string& grade, const std::string& on) {
        make("Assessment", R"({"recommendation":")" + id + R"(","assessor":")" + assessor + R"(","scale":"fully_partly_not","grade":")" + grade +
                               R"(","assessed_on":")" + on + R"(","reasons":"seen","state":"KGZ"})");
    }
    FollowUpReply reply(const Caller& caller = Caller::owner()) {
        const auto made = follow_up(*desk_, caller, request_);
        EXPECT_TRUE(made.has_value()) << made.error().text();
        return made.value_or(FollowUpReply{});
    }
    std::string output(const std::string& format) {
        const auto made = write_matrix(*desk_, Caller::owner(), request_, format, "en");
        EXPECT_TRUE(made.has_value()) << made.error().text();
        return made.value_or("");
    }
    /// Reads a document that was written here, as any other.
    void take_in(const std::string& name, const std::string& content) {
        write(name, content);
        EXPECT_EQ(ingest().added, 1U);
    }
    std::string first_, second_;
    FollowUpRequest request_;
};

TEST_F(FollowUp, SetsWhatTheStateSaysBesideWhatOthersFound) {
    make("Measure", R"({"title":"A bill","recommendations":[")" + first_ + R"("],"due_on":"2026-01","status":"planned"})");
    assess(first_, "state", "fully", "2026-02");
    assess(first_, "coalition", "not", "2026-03");
    assess(first_, "coalition", "partly", "2025-03");

    const auto made = reply();

    ASSERT_EQ(made.rows.size(), 2U);
    const FollowUpRow& row = made.rows[0];
    EXPECT_EQ(row.number, "88.1");
    ASSERT_EQ(row.measures.size(), 1U);
    EXPECT_TRUE(row.measures[0].overdue);
    ASSERT_EQ(row.by_others.size(), 2U);
    EXPECT_EQ(row.by_others[0].level, "not_implemented");
    EXPECT_EQ(row.by_state[0].level, "implemented");
    EXPECT_TRUE(row.disagree);
    EXPECT_EQ(made.disagreeing, 1U);
    EXPECT_EQ(made.overdue, 1U);
    EXPECT_EQ(made.without_measure, 1U);
    EXPECT_EQ(made.positions.at("noted"), 1U);
    EXPECT_EQ(made.levels.at("not_implemented"), 1U);
}

TEST_F(FollowUp, AgreesWhereBothSidesSayTheSameOrOneSaysNothing) {
    assess(first_, "state", "partly", "2026-02");
    assess(second_, "state", "fully", "2026-02");
    assess(second_, "ngo", "fully", "2026-02");

    EXPECT_EQ(reply().disagreeing, 0U);
}

TEST_F(FollowUp, PrintsTheSameNumbersEverywhere) {
    assess(first_, "state", "fully", "2026-02");
    assess(first_, "ngo", "not", "2026-03");

    const std::string csv = output("csv");
    const auto json = base::Json::parse(output("jsonld")).value();
    take_in("matrix.docx", output("docx"));

    EXPECT_NE(csv.find("Recommendations,2"), std::string::npos);
    EXPECT_NE(csv.find("State and independent assessments disagree,1"), std::string::npos);
    EXPECT_EQ(json["counts"]["recommendations"].integer_or(0), 2);
    EXPECT_EQ(json["counts"]["disagreeing"].integer_or(0), 1);
    EXPECT_EQ(count("\"independent assessments disagree 1\""), 1U);
    EXPECT_EQ(count("\"Train the police\""), 1U);
    EXPECT_FALSE(output("xlsx").empty());
}

TEST_F(FollowUp, WritesAReportToGoOnWritingIn) {
    const auto report = write_mid_term_report(*desk_, Caller::owner(), request_, "ru");

    ASSERT_TRUE(report.has_value()) << report.error().text();
    take_in("report.docx", *report);
    EXPECT_EQ(count("\"Среднесрочный доклад\"", true), 1U);
    EXPECT_EQ(count("\"Train the police\""), 1U);
}

TEST_F(FollowUp, RefusesWhatItCannotWriteAndWhoMayNot) {
    Caller reader;
    reader.permissions = {service::Permission::Read};
    reader.compartments = {"general"};
    EXPECT_EQ(write_matrix(*desk_, Caller::owner(), request_, "odt", "en").error().kind, base::ErrorKind::Invalid);
    EXPECT_EQ(write_matrix(*desk_, Caller::owner(), request_, "csv", "xx").error().kind, base::ErrorKind::Invalid);
    EXPECT_EQ(write_matrix(*desk_, reader, request_, "csv", "en").error().kind, base::ErrorKind::Denied);
    EXPECT_EQ(state_page(*desk_, reader, "XXX", kToday).error().kind, base::ErrorKind::NotFound);
}

TEST_F(FollowUp, ShowsNothingOfAnotherCompartment) {
    Caller other;
    other.permissions = access::PermissionSet::all();
    other.compartments = {"elsewhere"};

    EXPECT_EQ(reply(other).total, 0U);
    EXPECT_TRUE(due_items(*desk_, other, "", kToday)->empty());
    const auto page = state_page(*desk_, other, "KGZ", kToday);
    ASSERT_TRUE(page.has_value());
    EXPECT_TRUE(page->themes.empty());
    EXPECT_EQ(suggestions(*desk_, other, first_).error().kind, base::ErrorKind::NotFound);
}

TEST_F(FollowUp, KnowsWhatIsDueAndOverdueAndPutsItIntoACalendar) {
    make("Review", R"({"title":"Third report","state":"KGZ","report_due_on":"2027-01-15","kind":"treaty_body","body":"CAT"})");
    make("Measure", R"({"title":"A register","state":"KGZ","due_on":"2026-06-14","status":"under_way"})");
    make("Measure", R"({"title":"Done already","state":"KGZ","due_on":"2026-06-13","status":"done"})");

    const auto items = due_items(*desk_, Caller::owner(), "KGZ", kToday).value();
    const auto calendar = write_due_calendar(*desk_, Caller::owner(), {"KGZ", kToday}).value();

    ASSERT_EQ(items.size(), 4U);
    EXPECT_EQ(items[0].date, "2025");
    EXPECT_TRUE(items[0].overdue);
    EXPECT_FALSE(items[1].overdue);
    EXPECT_TRUE(items[2].overdue);
    EXPECT_FALSE(items[3].overdue);
    EXPECT_NE(calendar.find("DTSTART;VALUE=DATE:20270115"), std::string::npos);
    EXPECT_NE(calendar.find("SUMMARY:KGZ: A register"), std::string::npos);
}

TEST_F(FollowUp, SaysInACalendarOfDatesOnlyNothingButTheirKindAndState) {
    const std::string review = make("Review", R"({"title":"Third report","state":"KGZ","report_due_on":"2027-01-15","kind":"treaty_body","body":"CAT"})");
    const std::string measure = make("Measure", R"({"title":"A register","due_on":"2026-06-14","status":"under_way"})");

    const auto english = write_due_calendar(*desk_, Caller::owner(), {"", kToday, 0, true}).value();
    const auto russian = write_due_calendar(*desk_, Caller::owner(), {"", kToday, 0, true, "ru"}).value();

    EXPECT_NE(english.find("SUMMARY:Report due: Kyrgyzstan\r\n"), std::string::npos) << english;
    EXPECT_NE(english.find("SUMMARY:Measure due\r\n"), std::string::npos) << english;
    EXPECT_NE(russian.find("SUMMARY:Срок доклада: "), std::string::npos) << russian;
    EXPECT_NE(english.find("DTSTART;VALUE=DATE:20270115"), std::string::npos);
    for (const std::string& hidden : {std::string("Third"), std::string("register"), std::string("police"), std::string("CAT\r\n"), review, measure, second_}) {
        EXPECT_EQ(english.find(hidden), std::string::npos) << hidden;
    }
    EXPECT_EQ(english, write_due_calendar(*desk_, Caller::owner(), {"", kToday, 0, true}).value()) << "a date keeps its uid";
}

TEST_F(FollowUp, CountsAStatesThemesAndReviews) {
    const std::string review = make("Review", R"({"title":"UPR","state":"KGZ","held_on":"2010-05","cycle":"1"})");
    make("Recommendation", R"({"text":"Close the cells","state":"KGZ","issuer":"UPR","position":"supported","review":")" + review + R"(","themes":["detention"]})");
    make("InstrumentStatus", R"({"treaty":"OPCAT","state":"KGZ","status":"party","bound_on":"2008-12-29"})");

    const auto page = state_page(*desk_, Caller::owner(), "KGZ", kToday).value();

    ASSERT_EQ(page.reviews.size(), 1U);
    EXPECT_EQ(page.reviews[0].positions.at("supported"), 1U);
    EXPECT_EQ(page.themes.at("detention").at("supported"), 1U);
    ASSERT_EQ(page.treaties.size(), 1U);
    EXPECT_EQ(page.treaties[0].bound_on, "2008-12-29");
}

TEST_F(FollowUp, SuggestsWithItsReasonsAndConfirmsOnlyWhenAsked) {
    const auto found = suggestions(*desk_, Caller::owner(), first_).value();
    const auto opcat = std::find_if(found.begin(), found.end(), [](const auto& one) { return one.kind == "treaty" && one.code == "OPCAT"; });
    ASSERT_NE(opcat, found.end());
    EXPECT_FALSE(opcat->words.empty());

    const auto report = confirm_suggestions(*desk_, Caller::owner(), {first_, "nosuchid"}, "read by a person").value();

    EXPECT_EQ(report.seen, report.changed + report.already_there + report.refused.size());
    EXPECT_EQ(report.changed, 1U);
    EXPECT_EQ(report.refused.size(), 1U);
    EXPECT_EQ(records_->load(Caller::owner(), first_)->fields["action_category"].string_or(""), "5");
    EXPECT_EQ(confirm_suggestions(*desk_, Caller::owner(), {first_}, "again")->already_there, 1U);
}

}  // namespace
}  // namespace guvoh::recommendations
