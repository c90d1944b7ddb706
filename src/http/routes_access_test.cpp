// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Every route, asked by a stranger, by a member of another compartment, by a reader, and by a member who was removed. A route
// without a row here fails the first test. What nobody of them may know is looked for in every answer (BAY-01: object-level
// permission leaking through side doors: history, export, media, relations, bulk acts, counts, names).
#include <gtest/gtest.h>

#include <map>

#include "http/routes.h"
#include "http/testing/member_site.h"
#include "service/workspace.h"

namespace guvoh::http {
namespace {

using testing::Answer;
using testing::Browser;
using testing::MemberSite;

constexpr int kNotAsked = 0;  // would end the session that the next row needs
constexpr int kWrong = -1;    // a wrong proof: 401, or 429 after a few of them

/// What each of them is answered. `outsider` is a documenter, but not of the compartment that the things asked for are in.
struct Row {
    const char* route;
    const char* path;
    const char* body;
    int stranger, outsider, reader, removed;
};

// $record, $document, $passage, $compartment: in a compartment that only the lead sees. $lead, $gone: members. $nothing: an id of nothing.
// $link: the token of the outsider's calendar link, with titles; it shows the same to whoever has it. Links that open nothing:
// routes_calendar_test.cpp, since they are throttled.
const Row kRows[] = {
    {"GET /api/v1/state", "/state", "", 200, 200, 200, 200},
    {"POST /api/v1/setup", "/setup",
     R"({"setup_token":"guess","workspace_name":"W","member_name":"M","login":"m","passphrase":"tundra oboe kelp raisin 41","language":"en"})", 403, 403, 403, 403},
    {"POST /api/v1/passphrase-strength", "/passphrase-strength", R"({"passphrase":"abc"})", 200, 200, 200, 200},
    {"POST /api/v1/session", "/session", R"({"login":"nobody","passphrase":"wrong words here"})", kWrong, kWrong, kWrong, kWrong},
    {"POST /api/v1/session/second-factor", "/session/second-factor", R"({"challenge":"guess","method":"totp","code":"000000"})", kWrong, kWrong, kWrong, kWrong},
    {"POST /api/v1/session/passkey/begin", "/session/passkey/begin", "{}", 200, 200, 200, 200},
    {"POST /api/v1/session/passkey/finish", "/session/passkey/finish", R"({"challenge":"guess","credential":{}})", kWrong, kWrong, kWrong, kWrong},
    {"POST /api/v1/join/look", "/join/look", R"({"token":"guess"})", 404, 404, 404, 404},
    {"POST /api/v1/join", "/join", R"({"token":"guess","passphrase":"granite pillow 88 ferry moss"})", 404, 404, 404, 404},
    {"GET /api/v1/session", "/session", "", 401, 200, 200, 401},
    {"DELETE /api/v1/session", "/session", "", 401, kNotAsked, kNotAsked, 401},
    {"GET /api/v1/sessions", "/sessions", "", 401, 200, 200, 401},
    {"DELETE /api/v1/sessions/{id}", "/sessions/$nothing", "", 401, 404, 404, 401},
    {"PATCH /api/v1/me", "/me", R"({"language":"ru"})", 401, 200, 200, 401},
    {"PUT /api/v1/me/passphrase", "/me/passphrase", R"({"current":"wrong words here","next":"lantern brisk 77 copper vale"})", 401, kWrong, kWrong, 401},
    {"POST /api/v1/me/totp", "/me/totp", "{}", 401, 200, 200, 401},
    {"POST /api/v1/me/totp/confirm", "/me/totp/confirm", R"({"code":"x"})", 401, kWrong, kWrong, 401},
    {"DELETE /api/v1/me/totp", "/me/totp", R"({"passphrase":"wrong words here"})", 401, kWrong, kWrong, 401},
    {"GET /api/v1/me/passkeys", "/me/passkeys", "", 401, 200, 200, 401},
    {"POST /api/v1/me/passkeys/begin", "/me/passkeys/begin", "{}", 401, 200, 200, 401},
    {"POST /api/v1/me/passkeys/finish", "/me/passkeys/finish", R"({"challenge":"guess","credential":{}})", 401, kWrong, kWrong, 401},
    {"DELETE /api/v1/me/passkeys/{id}", "/me/passkeys/$nothing", "", 401, 404, 404, 401},
    {"POST /api/v1/me/recovery-codes", "/me/recovery-codes", R"({"passphrase":"wrong words here"})", 401, kWrong, kWrong, 401},
    {"GET /api/v1/me/calendar-links", "/me/calendar-links", "", 401, 200, 200, 401},
    {"POST /api/v1/me/calendar-links", "/me/calendar-links", R"({"titles":true})", 401, 201, 201, 401},
    {"DELETE /api/v1/me/calendar-links/{id}", "/me/calendar-links/$nothing", "", 401, 404, 404, 401},
    {"GET /api/v1/members", "/members", "", 401, 200, 200, 401},
    {"PATCH /api/v1/members/{id}", "/members/$lead", R"({"name":"Other"})", 401, 403, 403, 401},
    {"POST /api/v1/members/{id}/remove", "/members/$lead/remove", R"({"reason":"x"})", 401, 403, 403, 401},
    {"POST /api/v1/members/{id}/reset", "/members/$lead/reset", "{}", 401, 403, 403, 401},
    {"GET /api/v1/invitations", "/invitations", "", 401, 403, 403, 401},
    {"POST /api/v1/invitations", "/invitations", R"({"name":"N","login":"n","roles":["$nothing"]})", 401, 403, 403, 401},
    {"DELETE /api/v1/invitations/{id}", "/invitations/$nothing", "", 401, 403, 403, 401},
    {"GET /api/v1/roles", "/roles", "", 401, 200, 200, 401},
    {"POST /api/v1/roles", "/roles", R"({"name":"R","permissions":["read"]})", 401, 403, 403, 401},
    {"PUT /api/v1/roles/{id}", "/roles/$nothing", R"({"name":"R","permissions":["read"]})", 401, 403, 403, 401},
    {"GET /api/v1/compartments", "/compartments", "", 401, 200, 200, 401},
    {"POST /api/v1/compartments", "/compartments", R"({"name":"C"})", 401, 403, 403, 401},
    {"POST /api/v1/compartments/{id}/members", "/compartments/$compartment/members", R"({"member":"$lead"})", 401, 404, 404, 401},
    {"DELETE /api/v1/compartments/{id}/members/{member}", "/compartments/$compartment/members/$lead", R"({"reason":"x"})", 401, 404, 404, 401},
    {"GET /api/v1/schema", "/schema", "", 401, 200, 200, 401},
    {"POST /api/v1/schema/fields", "/schema/fields", R"({"type":"Person","name":"own_x","kind":"text","labels":{"en":"X"}})", 401, 403, 403, 401},
    {"POST /api/v1/vocabularies/{name}/terms", "/vocabularies/sex/terms", R"({"code":"own","labels":{"en":"X"}})", 401, 403, 403, 401},
    {"GET /api/v1/records/{type}", "/records/Person?q=Zarina&facets=compartment", "", 401, 200, 200, 401},
    {"POST /api/v1/records/{type}", "/records/Person", R"({"fields":{"alias":"X"},"compartment":"$compartment","reason":"x"})", 401, 404, 403, 401},
    {"GET /api/v1/records/{type}/export", "/records/Person/export?format=csv", "", 401, 403, 403, 401},
    {"POST /api/v1/records/{type}/import", "/records/Person/import?compartment=$compartment", "alias\nX\n", 401, 403, 403, 401},
    {"GET /api/v1/record/{id}", "/record/$record", "", 401, 404, 404, 401},
    {"PATCH /api/v1/record/{id}", "/record/$record", R"({"fields":{"alias":"X"},"reason":"x"})", 401, 404, 403, 401},
    {"POST /api/v1/record/{id}/open", "/record/$record/open", R"({"reason":"x"})", 401, 404, 403, 401},
    {"POST /api/v1/record/{id}/resolve", "/record/$record/resolve", R"({"field":"alias","value":"X"})", 401, 403, 403, 401},
    {"POST /api/v1/record/{id}/expunge", "/record/$record/expunge", R"({"reason":"x"})", 401, 403, 403, 401},
    {"GET /api/v1/record/{id}/history", "/record/$record/history", "", 401, 404, 404, 401},
    {"GET /api/v1/record/{id}/links", "/record/$record/links", "", 401, 404, 404, 401},
    {"GET /api/v1/search", "/search?q=rendezvous&boxes=1&facets=kind,languages,compartment", "", 401, 200, 200, 401},
    {"GET /api/v1/documents/{id}", "/documents/$document", "", 401, 404, 404, 401},
    {"GET /api/v1/documents/{id}/pages/{n}", "/documents/$document/pages/1", "", 401, 404, 404, 401},
    {"GET /api/v1/documents/{id}/pages/{n}/image", "/documents/$document/pages/1/image", "", 401, 404, 404, 401},
    {"GET /api/v1/documents/{id}/original", "/documents/$document/original", "", 401, 404, 404, 401},
    {"GET /api/v1/documents/{id}/passages", "/documents/$document/passages", "", 401, 404, 404, 401},
    {"POST /api/v1/passages", "/passages", R"({"document":"$document","page":1,"text":"rendezvous","reason":"x"})", 401, 404, 403, 401},
    {"GET /api/v1/passages/{id}", "/passages/$passage", "", 401, 404, 404, 401},
    {"GET /api/v1/follow-up", "/follow-up?q=Zarina", "", 401, 200, 200, 401},
    {"GET /api/v1/follow-up/matrix", "/follow-up/matrix?format=csv", "", 401, 403, 403, 401},
    {"GET /api/v1/follow-up/report", "/follow-up/report", "", 401, 403, 403, 401},
    {"GET /api/v1/due", "/due", "", 401, 200, 200, 401},
    {"GET /api/v1/calendar.ics", "/calendar.ics", "", 401, 200, 200, 401},
    {"GET /api/v1/calendar/{token}/dates.ics", "/calendar/$link/dates.ics", "", 200, 200, 200, 200},
    {"GET /api/v1/states/{code}", "/states/KGZ", "", 401, 200, 200, 401},
    {"GET /api/v1/demands/proposals", "/demands/proposals?state=KGZ", "", 401, 200, 200, 401},
    {"POST /api/v1/demands", "/demands", R"({"title":"X","state":"KGZ","recommendations":["$record"],"reason":"x"})", 401, 404, 403, 401},
    {"POST /api/v1/demands/refused", "/demands/refused", R"({"recommendations":["$record","$record"],"reason":"x"})", 401, 404, 403, 401},
    {"POST /api/v1/demands/refused/{id}/undo", "/demands/refused/$record/undo", R"({"reason":"x"})", 401, 404, 403, 401},
    {"GET /api/v1/demands/{id}", "/demands/$record", "", 401, 404, 404, 401},
    {"GET /api/v1/recommendations/{id}/suggestions", "/recommendations/$record/suggestions", "", 401, 404, 404, 401},
    {"POST /api/v1/recommendations/confirm", "/recommendations/confirm", R"({"recommendations":[],"reason":"x"})", 401, 200, 403, 401},
    {"POST /api/v1/reviews/import/look", "/reviews/import/look?compartment=$compartment", "x", 401, 403, 403, 401},
    {"POST /api/v1/reviews/import", "/reviews/import?format=upr-report&document=$document&state=KGZ", "x", 401, 403, 403, 401},
    {"POST /api/v1/uploads", "/uploads?name=a.txt&compartment=$compartment&job=j", "words", 401, 404, 403, 401},
    {"GET /api/v1/jobs/{id}", "/jobs/secretjob", "", 401, 404, 404, 401},
    {"DELETE /api/v1/jobs/{id}", "/jobs/secretjob", "", 401, 404, 404, 401},
    {"GET /api/v1/events", "/events", "", 401, kNotAsked, kNotAsked, 401},
    {"GET /api/v1/ledger", "/ledger", "", 401, 200, 200, 401},
    {"POST /api/v1/verify", "/verify", "{}", 401, 403, 403, 401},
    {"GET /api/v1/home", "/home", "", 401, 200, 200, 401},
    {"GET /healthz", "//healthz", "", 200, 200, 200, 200},
    {"GET /metrics", "//metrics", "", 200, 200, 200, 200},
    {"GET /api/v1/openapi.json", "/openapi.json", "", 200, 200, 200, 200},
};

/// The people and things of the table; made once, since stretching passphrases takes its time.
struct World {
    MemberSite site;
    Browser outsider, reader, gone;
    std::map<std::string, std::string> names;
    std::vector<std::string> secrets;

    World() {
        const auto id = [](const Answer& answer) { return MemberSite::id(answer); };
        names["$compartment"] = id(site.post("/compartments", site.lead, R"({"name":"Hidden work","purpose":"kept apart"})"));
        outsider = site.join("outsider", "documenter");
        reader = site.join("reader", "reader");
        gone = site.join("gone", "documenter", names["$compartment"]);
        names["$record"] = id(site.post("/records/Person", site.lead,
                                        R"({"fields":{"alias":"Zarina alias","names":["Zarina Hidden"]},"compartment":")" + names["$compartment"] + R"(","reason":"met"})"));
        const std::string measure =
            id(site.post("/records/Measure", site.lead,
                         R"({"fields":{"title":"Zarina hearing","due_on":"2030-05-06"},"compartment":")" + names["$compartment"] + R"(","reason":"met"})"));
        names["$document"] = site.upload(site.lead, "secretjob", "hidden-note.txt", names["$compartment"], "The rendezvous is behind the mill on Friday.");
        names["$passage"] = id(site.post("/passages", site.lead, R"({"document":")" + names["$document"] + R"(","page":1,"text":"behind the mill","reason":"x"})"));
        const std::string link(MemberSite::json(site.post("/me/calendar-links", outsider, R"({"titles":true})"))["link"].string_or({}));
        const std::size_t token = std::string_view("/api/v1/calendar/").size();
        names["$link"] = link.substr(token, link.rfind('/') - token);
        names["$lead"] = site.lead.member;
        names["$gone"] = gone.member;
        names["$nothing"] = "01jd0000000000000000000000";
        EXPECT_EQ(site.post("/members/" + gone.member + "/remove", site.lead, R"({"reason":"left"})").status, 204);
        secrets = {"Zarina", "hidden-note", "behind the mill", "Hidden work", names["$record"], names["$document"], names["$passage"], names["$compartment"], measure};
    }
    std::string fill(std::string text) const {
        for (const auto& [name, value] : names) {
            for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name)) text.replace(at, name.size(), value);
        }
        return text;
    }
    Answer ask(const Row& row, const Browser& who) {
        const std::string title = row.route;
        const std::string path = row.path[1] == '/' ? row.path + 1 : std::string(kApi) + row.path;
        const bool bytes = title.find("/import") != std::string::npos || title.find("/uploads") != std::string::npos;
        return site.ask(title.substr(0, title.find(' ')), fill(path), who, fill(row.body), bytes ? "application/octet-stream" : "application/json");
    }
};

World& world() {
    static World the_world;
    return the_world;
}

void expect(const Row& row, const char* name, const Browser& who, int status) {
    if (status == kNotAsked) return;
    const Answer answer = world().ask(row, who);
    const bool as_expected = status == kWrong ? answer.status == 401 || answer.status == 429 : answer.status == status;
    EXPECT_TRUE(as_expected) << answer.status << ": " << name << ": " << row.route << ": " << answer.body.substr(0, 300);
    const std::string sent = world().fill(std::string(row.path) + row.body);
    for (const std::string& secret : world().secrets) {
        // What one has sent oneself may come back; nothing else of it.
        if (sent.find(secret) != std::string::npos) continue;
        EXPECT_EQ(answer.body.find(secret), std::string::npos) << name << " learns '" << secret << "' from " << row.route;
        EXPECT_EQ(answer.head.find(secret), std::string::npos) << name << " learns '" << secret << "' from the head of " << row.route;
    }
}

TEST(RoutesAccess, EveryRouteHasARow) {
    std::map<std::string, int> rows;
    for (const Row& row : kRows) ++rows[row.route];

    for (const Route& route : all_routes()) EXPECT_EQ(rows[route.title()], 1) << route.title() << " needs one row in this file";
    EXPECT_EQ(rows.size(), all_routes().size());
}

TEST(RoutesAccess, AStrangerGetsNothing) {
    for (const Row& row : kRows) expect(row, "a stranger", {}, row.stranger);
}

TEST(RoutesAccess, AMemberOfAnotherCompartmentLearnsNothing) {
    for (const Row& row : kRows) expect(row, "an outsider", world().outsider, row.outsider);
}

TEST(RoutesAccess, AReaderReadsOnlyTheirOwn) {
    for (const Row& row : kRows) expect(row, "a reader", world().reader, row.reader);
}

TEST(RoutesAccess, ARemovedMemberIsOutAtOnce) {
    for (const Row& row : kRows) expect(row, "a removed member", world().gone, row.removed);
}

TEST(RoutesAccess, AForgedTokenChangesNothing) {
    Browser forged = world().outsider;
    forged.csrf = world().site.lead.csrf;
    for (const Row& row : kRows) {
        const std::string title = row.route;
        if (title.rfind("GET", 0) == 0 || row.stranger != 401 || title.find("/api/v1/session/") != std::string::npos || title == "POST /api/v1/session") continue;
        EXPECT_EQ(world().ask(row, forged).status, 403) << title;
    }
}

TEST(RoutesAccess, TheLeadSeesWhatOthersDoNot) {
    World& all = world();
    for (const char* path : {"/record/$record", "/record/$record/history", "/record/$record/links", "/documents/$document", "/documents/$document/pages/1",
                             "/documents/$document/original", "/documents/$document/passages", "/passages/$passage",
                             "/jobs/secretjob", "/records/Person/export?format=csv", "/home", "/ledger", "/due", "/calendar.ics"}) {
        const Answer answer = all.site.get(all.fill(path), all.site.lead);
        EXPECT_EQ(answer.status, 200) << path << ": " << answer.body.substr(0, 300);
    }
    EXPECT_EQ(MemberSite::json(all.site.get("/search?q=rendezvous", all.site.lead))["total"].integer_or(0), 1);
    EXPECT_EQ(MemberSite::json(all.site.get("/records/Person?q=Zarina", all.site.lead))["total"].integer_or(0), 1);
}

TEST(RoutesAccess, CountsLeaveOutWhatIsHidden) {
    World& all = world();

    EXPECT_EQ(MemberSite::json(all.site.get("/search?q=rendezvous", all.outsider))["total"].integer_or(-1), 0);
    EXPECT_EQ(MemberSite::json(all.site.get("/records/Person", all.outsider))["total"].integer_or(-1), 0);
    EXPECT_EQ(MemberSite::json(all.site.get("/records/Document", all.reader))["total"].integer_or(-1), 0);
    EXPECT_EQ(MemberSite::json(all.site.get("/ledger", all.reader))["documents"].integer_or(-1), 0);
}

TEST(RoutesAccess, AVerificationTellsItsCountsOnlyToWhoMayVerify) {
    World& all = world();
    const std::string job = MemberSite::id(all.site.post("/verify", all.site.lead, "{}"));
    base::Json full;
    for (int i = 0; i < 20000 && !full["documents"].is_integer(); ++i) {
        full = MemberSite::json(all.site.get("/ledger", all.site.lead))["last_result"];
    }
    EXPECT_GT(full["documents"].integer_or(0), 0) << job;

    for (const char* path : {"/ledger", "/home"}) {
        const std::string answer = all.site.get(path, all.reader).body;
        const base::Json json = base::Json::parse(answer).value_or(base::Json{});
        const base::Json& ledger = path == std::string_view("/ledger") ? json : json["ledger"];
        EXPECT_TRUE(ledger["last_result"]["ok"].boolean_or(false)) << path << answer;
        for (const char* count : {"documents", "changes", "withheld", "timestamps"}) EXPECT_TRUE(ledger["last_result"][count].is_null()) << path << count;
    }
}

TEST(RoutesAccess, WhatIsHiddenAnswersAsWhatIsNotThere) {
    World& all = world();
    for (const Row& row : kRows) {
        if (row.outsider != 404) continue;
        std::string nowhere = row.path, body = row.body;
        for (const char* name : {"$record", "$document", "$passage", "$compartment"}) {
            for (std::string* text : {&nowhere, &body}) {
                if (const std::size_t at = text->find(name); at != std::string::npos) text->replace(at, std::string_view(name).size(), "$nothing");
            }
        }
        const Row other{row.route, nowhere.c_str(), body.c_str(), 0, 0, 0, 0};
        const Answer hidden = all.ask(row, all.outsider), absent = all.ask(other, all.outsider);
        EXPECT_EQ(hidden.status, absent.status) << row.route;
        EXPECT_EQ(hidden.body, absent.body) << row.route;
    }
}

}  // namespace
}  // namespace guvoh::http

/// The sandboxed parsers are this program started anew.
int main(int argc, char** argv) {
    if (argc > 1 && std::string_view(argv[1]) == "--extract-worker") return guvoh::service::extract_worker_main(argc, argv);
    testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
