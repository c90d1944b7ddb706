// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/server.h"

#include <gtest/gtest.h>

#include "http/compress.h"
#include "http/testing/fake_site.h"

namespace guvoh::http {
namespace {

using testing::Answer;
using testing::Client;
using testing::FakeSite;
using testing::request_text;

std::string api(std::string_view path) { return "/api/v1" + std::string(path); }

Answer ask(FakeSite& site, std::string_view method, std::string_view path, std::string_view headers = {}, std::string_view body = {}) {
    Client client(site.port());
    return client.ask(request_text(method, path, headers, body));
}

constexpr std::string_view kJson = "Content-Type: application/json\r\n";
constexpr std::string_view kMember = "Content-Type: application/json\r\nCookie: guvoh=member\r\nX-Guvoh-Token: csrf-member\r\n";

// ---- messages ---------------------------------------------------------------------------------------------------------------

TEST(Server, AnswersManyRequestsOnOneConnection) {
    FakeSite site;
    Client client(site.port());

    for (int i = 0; i < 20; ++i) EXPECT_EQ(client.ask(request_text("GET", api("/hello"))).body, "\"hello\"");
    EXPECT_TRUE(client.send(request_text("GET", api("/things/a")) + request_text("GET", api("/things/b"))));
    EXPECT_EQ(client.read().body, "a");
    EXPECT_EQ(client.read().body, "b");
}

TEST(Server, EndsTheConnectionWhenAsked) {
    FakeSite site;
    Client client(site.port());

    const Answer answer = client.ask(request_text("GET", api("/hello"), "Connection: close\r\n"));

    EXPECT_TRUE(answer.has("Connection: close"));
    EXPECT_TRUE(client.ended());
}

TEST(Server, SendsADateAndNoBodyForHead) {
    FakeSite site;

    const Answer answer = ask(site, "HEAD", api("/big"));

    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.header("Content-Length"), "100000");
    EXPECT_NE(answer.header("Date").find(" GMT"), std::string::npos);
}

TEST(Server, SaysWhichMethodsAnAddressTakes) {
    FakeSite site;

    EXPECT_EQ(ask(site, "DELETE", api("/echo")).status, 405);
    EXPECT_EQ(ask(site, "DELETE", api("/echo")).header("Allow"), "GET, HEAD, POST");
    EXPECT_EQ(ask(site, "TRACE", api("/echo")).status, 405);
    EXPECT_EQ(ask(site, "POST", "/index.html").header("Allow"), "GET, HEAD");
    EXPECT_EQ(ask(site, "GET", api("/nowhere")).status, 404);
    EXPECT_EQ(ask(site, "GET", "/nowhere").status, 404);
}

TEST(Server, ServesTheFirstPage) {
    FakeSite site;

    const Answer page = ask(site, "GET", "/");
    const Answer again = ask(site, "GET", "/", "If-None-Match: " + page.header("ETag") + "\r\n");

    EXPECT_EQ(page.status, 200);
    EXPECT_NE(page.body.find("<html"), std::string::npos);
    EXPECT_NE(page.header("Content-Security-Policy").find("script-src 'self';"), std::string::npos);
    EXPECT_EQ(again.status, 304);
}

TEST(Server, ServesRangesOfASource) {
    FakeSite site;

    const Answer part = ask(site, "GET", api("/file"), "Range: bytes=251000-251004\r\n");
    const Answer whole = ask(site, "GET", api("/file"));

    EXPECT_EQ(part.status, 206);
    EXPECT_EQ(part.body, std::string("\0\1\2\3\4", 5));
    EXPECT_EQ(part.header("Content-Range"), "bytes 251000-251004/1000000");
    EXPECT_EQ(whole.body.size(), 1000000U);
    EXPECT_EQ(whole.body.substr(251000, 5), part.body);
    EXPECT_EQ(ask(site, "GET", api("/file"), "Range: bytes=1000000-\r\n").status, 416);
    EXPECT_EQ(ask(site, "GET", api("/file"), "If-None-Match: \"v1\"\r\n").status, 304);
}

TEST(Server, Compresses) {
    FakeSite site;

    const Answer packed = ask(site, "GET", api("/big"), "Accept-Encoding: gzip\r\n");

    EXPECT_EQ(packed.header("Content-Encoding"), "gzip");
    EXPECT_EQ(gunzip(packed.body, 200000), std::string(100000, 'x'));
}

TEST(Server, TakesAnUploadAndAsksBeforeReadingIt) {
    FakeSite site;
    Client client(site.port());
    const std::string headers = "Cookie: guvoh=member\r\nX-Guvoh-Token: csrf-member\r\nExpect: 100-continue\r\nContent-Length: 2000000\r\n\r\n";

    ASSERT_TRUE(client.send("POST " + api("/upload") + " HTTP/1.1\r\nHost: localhost\r\n" + headers));
    EXPECT_EQ(client.read().status, 100);
    ASSERT_TRUE(client.send(std::string(2000000, 'u')));

    EXPECT_EQ(client.read().body, "2000000");
}

TEST(Server, RefusesAnUploadWithoutReadingIt) {
    FakeSite site;
    const std::string host = " HTTP/1.1\r\nHost: localhost\r\n";
    Client stranger(site.port()), large(site.port()), endless(site.port());

    EXPECT_EQ(stranger.ask("POST " + api("/upload") + host + "Cookie: guvoh=other\r\nContent-Length: 2000000\r\n\r\n").status, 401);
    EXPECT_EQ(large.ask("POST " + api("/upload") + host + "Cookie: guvoh=member\r\nContent-Length: 4000000\r\n\r\n").status, 413);
    EXPECT_EQ(endless.ask("POST " + api("/upload") + host + "Cookie: guvoh=member\r\nTransfer-Encoding: chunked\r\n\r\n").status, 411);
}

TEST(Server, LooksAtTheSessionBeforeItReadsALargeBody) {
    FakeSite site;
    Client stranger(site.port()), member(site.port());
    const std::string host = " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n";

    EXPECT_EQ(stranger.ask("POST " + api("/mine") + host + "Cookie: guvoh=other\r\n\r\n").status, 401);
    ASSERT_TRUE(member.send("POST " + api("/mine") + host + "Cookie: guvoh=member\r\nX-Guvoh-Token: csrf-member\r\n\r\n"));
    ASSERT_TRUE(member.send("{\"name\":\"a\"}" + std::string(100000 - 12, ' ')));
    EXPECT_EQ(member.read().status, 200);
}

TEST(Server, TakesAChunkedBodyThatComesAtOnce) {
    FakeSite site;
    Client member(site.port());
    const std::string head = "POST " + api("/mine") + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nCookie: guvoh=member\r\n" +
                             "X-Guvoh-Token: csrf-member\r\nTransfer-Encoding: chunked\r\n\r\n";

    EXPECT_EQ(member.ask(head + "5\r\n{\"nam\r\n7\r\ne\":\"a\"}\r\n0\r\n\r\n").status, 200);
}

TEST(Server, SaysThatABodyEndedEarly) {
    FakeSite site;
    Client client(site.port());

    ASSERT_TRUE(client.send("POST " + api("/echo") + " HTTP/1.1\r\nHost: localhost\r\n" + std::string(kJson) + "Content-Length: 100\r\n\r\n{\"name\""));
    client.finish_sending();

    EXPECT_EQ(client.read().status, 400);
}

// ---- what is asked ----------------------------------------------------------------------------------------------------------

TEST(Server, NamesTheMemberThatIsWrong) {
    FakeSite site;
    const auto status = [&](std::string_view body, std::string_view headers = kJson) { return ask(site, "POST", api("/echo"), headers, body).status; };

    EXPECT_EQ(status(R"({"name":"a"})"), 200);
    EXPECT_EQ(status(R"({"name":)"), 400);
    EXPECT_EQ(status("{\"name\":\"\xff\"}"), 400);
    EXPECT_EQ(status(R"({"name":"a","name":"b"})"), 400);
    EXPECT_EQ(status(std::string(100, '[') + std::string(100, ']')), 400);
    EXPECT_EQ(status(R"({"name":"a","count":1e999})"), 400);
    EXPECT_EQ(status(R"({"name":"a","count":99999999999999999999999999})"), 422);
    EXPECT_EQ(status(R"({"name":"a","extra":1})"), 422);
    EXPECT_EQ(status(R"({"name":7})"), 422);
    EXPECT_EQ(status(R"({"name":"a"})", "Content-Type: text/plain\r\n"), 415);
    EXPECT_EQ(status(R"({"name":"a"})", "Content-Type: application/json; charset=utf-8\r\n"), 200);
    EXPECT_EQ(status("\x1f\x8b", "Content-Type: application/json\r\nContent-Encoding: gzip\r\n"), 415);
    EXPECT_EQ(status(std::string(70000, ' ')), 413);
    const Answer named = ask(site, "POST", api("/echo"), kJson, R"({"name":"a","tags":["b",5]})");
    EXPECT_NE(named.body.find(R"("field":"tags[1]")"), std::string::npos) << named.body;
}

TEST(Server, ChecksParameters) {
    FakeSite site;
    const auto status = [&](std::string_view query) { return ask(site, "GET", api("/echo") + std::string(query)).status; };

    EXPECT_EQ(status("?n=5&w=a&w=b"), 200);
    EXPECT_EQ(status("?n=10"), 422);
    EXPECT_EQ(status("?n=5&n=6"), 422);
    EXPECT_EQ(status("?unknown=1"), 422);
    EXPECT_EQ(status("?n=%"), 400);
    EXPECT_EQ(status("?w=%ff"), 400);
    EXPECT_EQ(ask(site, "GET", api("/things/a%2fb")).status, 400);
    EXPECT_EQ(ask(site, "GET", api("/things/a%20b")).status, 404);
    EXPECT_EQ(ask(site, "GET", api("/things/" + std::string(200, 'a'))).status, 404);
    EXPECT_EQ(ask(site, "GET", "/" + std::string(20000, 'a')).status, 431);
}

TEST(Server, NeverSplitsAHeader) {
    FakeSite site;

    const Answer answer = ask(site, "GET", api("/split"));

    EXPECT_EQ(answer.status, 200);
    EXPECT_FALSE(answer.has("evil"));
}

TEST(Server, TellsNothingOfWhatBroke) {
    FakeSite site;

    const Answer answer = ask(site, "GET", api("/broken"));

    EXPECT_EQ(answer.status, 500);
    EXPECT_EQ(answer.body.find("secret"), std::string::npos);
}

// ---- who asks ---------------------------------------------------------------------------------------------------------------

TEST(Server, AsksForASessionAndItsToken) {
    FakeSite site;
    const std::string body = R"({"name":"a"})";

    EXPECT_EQ(ask(site, "GET", api("/mine")).status, 401);
    EXPECT_EQ(ask(site, "GET", api("/mine"), "Cookie: guvoh=stranger\r\n").status, 401);
    EXPECT_EQ(ask(site, "GET", api("/mine"), "Cookie: __Host-guvoh=member\r\n").status, 401);
    EXPECT_EQ(ask(site, "GET", api("/mine"), "Cookie: guvoh=member\r\n").status, 200);
    EXPECT_EQ(ask(site, "POST", api("/mine"), "Content-Type: application/json\r\nCookie: guvoh=member\r\n", body).status, 403);
    EXPECT_EQ(ask(site, "POST", api("/mine"), "Content-Type: application/json\r\nCookie: guvoh=member\r\nX-Guvoh-Token: csrf-keeper\r\n", body).status, 403);
    EXPECT_EQ(ask(site, "POST", api("/mine"), kMember, body).status, 200);
    EXPECT_EQ(ask(site, "POST", api("/mine"), std::string(kMember) + "Origin: http://evil.example\r\n", body).status, 403);
    EXPECT_EQ(ask(site, "POST", api("/mine"), std::string(kMember) + "Origin: http://localhost\r\n", body).status, 200);
    EXPECT_EQ(ask(site, "GET", api("/mine"), "Cookie: guvoh=member\r\nSec-Fetch-Site: cross-site\r\n").status, 403);
}

TEST(Server, AnswersToItsOwnNamesOnly) {
    FakeSite site;
    Client client(site.port());

    EXPECT_EQ(client.ask("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n").status, 421);
    EXPECT_EQ(client.ask("GET / HTTP/1.1\r\n\r\n").status, 400);
}

TEST(Server, ShowsCountersToItsOwnMachine) {
    FakeSite direct, proxied({}, true);
    const std::string far = "X-Forwarded-For: 203.0.113.9\r\nX-Forwarded-Proto: https\r\n";

    EXPECT_EQ(ask(direct, "GET", api("/loopback")).status, 200);
    EXPECT_EQ(ask(proxied, "GET", api("/loopback"), far).status, 401);
    EXPECT_EQ(ask(proxied, "GET", api("/loopback"), far + "Cookie: __Host-guvoh=member\r\n").status, 403);
    EXPECT_EQ(ask(proxied, "GET", api("/loopback"), far + "Cookie: __Host-guvoh=keeper\r\n").status, 200);
}

TEST(Server, LogsTheTemplateAndNothingElse) {
    FakeSite site;
    ask(site, "GET", api("/things/secret-id?x=1"));
    ask(site, "GET", api("/things/secret-id"));
    ask(site, "GET", "/secret-path");

    site.server().stop();

    EXPECT_EQ(site.log(), (std::vector<std::string>{"GET /api/v1/things/{id} 422", "GET /api/v1/things/{id} 200", "GET none 404"}));
}

// ---- limits -----------------------------------------------------------------------------------------------------------------

ServerOptions impatient() {
    ServerOptions options;
    options.header_ms = 300;
    options.body_idle_ms = 300;
    options.keep_alive_ms = 300;
    options.ping_ms = 300;
    return options;
}

TEST(Server, DoesNotWaitForAHeadOrBodyForever) {
    FakeSite site(impatient());
    Client head(site.port()), body(site.port()), idle(site.port());
    ASSERT_TRUE(head.send("GET / HT"));
    ASSERT_TRUE(body.send("POST " + api("/echo") + " HTTP/1.1\r\nHost: localhost\r\n" + std::string(kJson) + "Content-Length: 100\r\n\r\n{"));

    EXPECT_EQ(head.read().status, 408);
    EXPECT_TRUE(head.ended());
    EXPECT_EQ(body.read().status, 408);
    EXPECT_TRUE(idle.ended());
}

TEST(Server, LetsTheSlowestGoWhenThereAreTooMany) {
    ServerOptions options;
    options.max_connections = 20;
    FakeSite site(options);
    std::vector<std::unique_ptr<Client>> slow;
    for (int i = 0; i < 40; ++i) {
        slow.push_back(std::make_unique<Client>(site.port()));
        slow.back()->send("GET / H");
    }

    EXPECT_EQ(ask(site, "GET", api("/hello")).status, 200);
    EXPECT_TRUE(slow.front()->ended());
    EXPECT_GE(site.application().metrics().shed.load(), 20U);
}

TEST(Server, FinishesARunningRequestWhenItStops) {
    auto site = std::make_unique<FakeSite>();
    Client client(site->port());
    ASSERT_TRUE(client.send("POST " + api("/echo") + " HTTP/1.1\r\nHost: localhost\r\n" + std::string(kJson) + "Content-Length: 12\r\n\r\n"));
    ASSERT_TRUE(client.send(R"({"name":"a"})"));

    EXPECT_EQ(client.read().status, 200);
    site.reset();
    EXPECT_TRUE(client.ended());
}

// ---- events -----------------------------------------------------------------------------------------------------------------

TEST(Server, SendsEventsAsTheyHappen) {
    FakeSite site(impatient());
    Client client(site.port());
    ASSERT_TRUE(client.send(request_text("GET", api("/events"))));
    ASSERT_TRUE(client.read_until("text/event-stream"));
    ASSERT_TRUE(client.read_until(": welcome"));

    site.hub.publish({"job", "{\"id\":1}"});
    EXPECT_TRUE(client.read_until("event: job\ndata: {\"id\":1}\n\n"));
    EXPECT_TRUE(client.read_until(": ping"));
    site.reader_may_go_on = false;
    site.hub.wake_all();
    EXPECT_TRUE(client.read_until("event: signed_out"));
    EXPECT_TRUE(client.ended());
}

TEST(Server, EndsEventStreamsWhenItStops) {
    FakeSite site;
    Client client(site.port());
    ASSERT_TRUE(client.send(request_text("GET", api("/events"))));
    ASSERT_TRUE(client.read_until(": welcome"));

    site.hub.close();

    EXPECT_TRUE(client.ended());
}

// ---- beginning --------------------------------------------------------------------------------------------------------------

TEST(Server, SaysWhyItCannotListen) {
    FakeSite site;
    ServerOptions taken, nowhere, half;
    taken.port = site.port();
    nowhere.address = "not an address";
    half.tls_certificate = "cert.pem";

    EXPECT_EQ(Server::start(site.application(), taken).error().kind, base::ErrorKind::Busy);
    EXPECT_EQ(Server::start(site.application(), nowhere).error().kind, base::ErrorKind::Invalid);
    EXPECT_EQ(Server::start(site.application(), half).error().kind, base::ErrorKind::Invalid);
}

}  // namespace
}  // namespace guvoh::http
