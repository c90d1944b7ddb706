// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What a calendar link shows to a program that never signs in, and when it shows nothing any more.
#include <gtest/gtest.h>

#include "http/testing/member_site.h"

namespace guvoh::http {
namespace {

using testing::Answer;
using testing::Browser;
using testing::MemberSite;

/// A site with one date that all see and one that only the lead sees; made once, since stretching passphrases takes its time.
struct Dates {
    MemberSite site;
    std::string hidden;
    Browser reader;

    Dates() {
        hidden = MemberSite::id(site.post("/compartments", site.lead, R"({"name":"Hidden work"})"));
        make("Review", R"({"title":"Third report","state":"KGZ","report_due_on":"2027-01-15","kind":"treaty_body","body":"CAT"})", "general");
        make("Measure", R"({"title":"A register","state":"TJK","due_on":"2026-06-14"})", "general");
        make("Measure", R"({"title":"Hidden hearing","state":"KGZ","due_on":"2030-05-06"})", hidden);
        reader = site.join("reader", "reader");
    }
    void make(const std::string& type, const std::string& fields, const std::string& compartment) {
        MemberSite::id(site.post("/records/" + type, site.lead, R"({"fields":)" + fields + R"(,"compartment":")" + compartment + R"(","reason":"test"})"));
    }
    /// A link's path and id.
    std::pair<std::string, std::string> link(const Browser& who, const std::string& asks) {
        const Answer answer = site.post("/me/calendar-links", who, asks);
        EXPECT_EQ(answer.status, 201) << answer.body;
        const base::Json json = MemberSite::json(answer);
        return {std::string(json["link"].string_or({})), std::string(json["id"].string_or({}))};
    }
    /// As a calendar program asks: without cookie or header of ours.
    Answer feed(const std::string& path) { return site.ask("GET", path); }
};

class CalendarLinks : public ::testing::Test {
protected:
    static void SetUpTestSuite() { dates_ = std::make_unique<Dates>(); }
    static void TearDownTestSuite() { dates_.reset(); }
    Dates& dates() { return *dates_; }
    MemberSite& site() { return dates_->site; }

private:
    static inline std::unique_ptr<Dates> dates_;
};

TEST_F(CalendarLinks, ShowKindsOfDatesAndStatesAndNothingElse) {
    const auto [path, id] = dates().link(dates().reader, "{}");

    const Answer answer = dates().feed(path);

    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.header("Content-Type"), "text/calendar; charset=utf-8");
    EXPECT_EQ(answer.header("Cache-Control"), "no-store");
    EXPECT_NE(answer.body.find("SUMMARY:Report due: Kyrgyzstan\r\n"), std::string::npos) << answer.body;
    EXPECT_NE(answer.body.find("SUMMARY:Measure due: Tajikistan\r\n"), std::string::npos) << answer.body;
    EXPECT_EQ(answer.body.find("Third"), std::string::npos);
    EXPECT_EQ(answer.body.find("register"), std::string::npos);
}

TEST_F(CalendarLinks, ShowTitlesOrOneStateWhenTheirMemberSaidSo) {
    const auto [path, id] = dates().link(dates().reader, R"({"titles":true,"state":"TJK"})");

    const Answer answer = dates().feed(path);

    EXPECT_NE(answer.body.find("SUMMARY:TJK: A register\r\n"), std::string::npos) << answer.body;
    EXPECT_EQ(answer.body.find("Third"), std::string::npos);
}

TEST_F(CalendarLinks, ShowWhatTheirMemberSeesAndNoMore) {
    const auto [of_lead, first] = dates().link(site().lead, R"({"titles":true})");
    const auto [of_reader, second] = dates().link(dates().reader, R"({"titles":true})");

    EXPECT_NE(dates().feed(of_lead).body.find("Hidden hearing"), std::string::npos);
    const Answer answer = dates().feed(of_reader);
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body.find("Hidden"), std::string::npos);
    EXPECT_EQ(answer.body.find("20300506"), std::string::npos);
}

TEST_F(CalendarLinks, OpenNothingElse) {
    const auto [path, id] = dates().link(dates().reader, "{}");
    const std::size_t begin = std::string_view("/api/v1/calendar/").size();
    const std::string token = path.substr(begin, path.rfind('/') - begin);

    EXPECT_EQ(site().get("/session", {token, token, {}}).status, 401);
    EXPECT_EQ(site().get("/due", {token, token, {}}).status, 401);
    EXPECT_EQ(site().ask("POST", path, {}, "{}").status, 405);
}

TEST_F(CalendarLinks, AreListedWithTheirUseAndWithoutTheirToken) {
    const auto [path, id] = dates().link(dates().reader, R"({"state":"KGZ"})");
    dates().feed(path);

    const Answer answer = site().get("/me/calendar-links", dates().reader);

    const std::size_t begin = std::string_view("/api/v1/calendar/").size();
    EXPECT_EQ(answer.body.find(path.substr(begin, path.rfind('/') - begin)), std::string::npos);
    bool found = false;
    const base::Json json = MemberSite::json(answer);
    for (const base::Json& link : json["calendar_links"].array()) {
        if (link["id"].string_or({}) != id) continue;
        found = true;
        EXPECT_EQ(link["state"].string_or({}), "KGZ");
        EXPECT_FALSE(link["titles"].boolean_or(true));
        EXPECT_TRUE(link["created_at"].is_string());
        EXPECT_TRUE(link["last_used_at"].is_string());
    }
    EXPECT_TRUE(found) << answer.body;
    EXPECT_EQ(site().get("/me/calendar-links", site().lead).body.find(id), std::string::npos) << "another's";
}

TEST_F(CalendarLinks, ThatAreRevokedOrOfARemovedMemberOrUnknownAnswerTheSameAndAreSlowedDown) {
    const auto [revoked, id] = dates().link(dates().reader, "{}");
    const auto [kept, other] = dates().link(dates().reader, "{}");
    const Browser gone = site().join("gone", "reader");
    const auto [of_gone, third] = dates().link(gone, "{}");
    EXPECT_EQ(dates().feed(of_gone).status, 200);

    EXPECT_EQ(site().ask("DELETE", "/api/v1/me/calendar-links/" + id, site().lead).status, 404) << "only its own member revokes it";
    EXPECT_EQ(dates().feed(revoked).status, 200);
    EXPECT_EQ(site().ask("DELETE", "/api/v1/me/calendar-links/" + id, dates().reader).status, 204);
    EXPECT_EQ(site().post("/members/" + gone.member + "/remove", site().lead, R"({"reason":"left"})").status, 204);

    const Answer first = dates().feed(revoked), second = dates().feed(of_gone), unknown = dates().feed("/api/v1/calendar/guess/dates.ics");
    for (const Answer* answer : {&first, &second, &unknown}) {
        EXPECT_EQ(answer->status, 404) << answer->body;
        EXPECT_EQ(answer->body, unknown.body);
    }
    Answer slowed;
    for (int i = 0; i < 20 && slowed.status != 429; ++i) slowed = dates().feed(revoked);
    EXPECT_EQ(slowed.status, 429) << slowed.body;
    EXPECT_FALSE(slowed.header("Retry-After").empty());
    EXPECT_EQ(dates().feed(kept).status, 200) << "a colleague's dead link blinds nobody";
    EXPECT_EQ(site().post("/session", {}, R"({"login":"reader","passphrase":"granite pillow 88 ferry moss"})").status, 200) << "nor does it keep anybody out";
}

}  // namespace
}  // namespace guvoh::http
