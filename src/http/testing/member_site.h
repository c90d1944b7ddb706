// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A real site over a real folder with a first member and others, for tests of routes through the socket.
//
// Threads: one at a time.
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>

#include "http/site.h"
#include "http/testing/client.h"

namespace guvoh::http::testing {

/// A signed-in browser: cookie and token.
struct Browser {
    std::string cookie, csrf, member;

    std::string headers() const { return cookie.empty() ? "" : "Cookie: guvoh=" + cookie + "\r\nX-Guvoh-Token: " + csrf + "\r\n"; }
};

class MemberSite {
public:
    MemberSite() {
        std::string pattern = (std::filesystem::temp_directory_path() / "guvoh-site-XXXXXX").string();
        folder_ = mkdtemp(pattern.data());
        SiteOptions options;
        options.version = "test";
        options.server.port = 0;
        service::HostOptions host = host_options(options);
        host.stretch_memory_kib = 8192;
        host.stretch_passes = 1;
        host.members.stretch_cost = {8192, 1};
        host_ = service::Host::start(folder_ + "/vault", std::nullopt, host).value();
        site_ = Site::start(*host_, options).value();
        lead = signed_in(post("/setup", {},
                              R"({"setup_token":")" + site_->setup_token() +
                                  R"(","workspace_name":"Test","member_name":"First Member","login":"first","passphrase":"tundra oboe kelp raisin 41","language":"en"})"));
    }
    ~MemberSite() {
        site_.reset();
        host_.reset();
        std::filesystem::remove_all(folder_);
    }
    MemberSite(const MemberSite&) = delete;
    MemberSite& operator=(const MemberSite&) = delete;

    Answer ask(std::string_view method, std::string_view path, const Browser& who = {}, std::string_view body = {}, std::string_view type = "application/json") {
        Client client(site_->port());
        std::string headers = who.headers();
        if (!body.empty()) headers += "Content-Type: " + std::string(type) + "\r\n";
        return client.ask(request_text(method, path, headers, body), 60000);
    }
    Answer get(std::string_view path, const Browser& who = {}) { return ask("GET", std::string(kApi) + std::string(path), who); }
    Answer post(std::string_view path, const Browser& who, std::string_view body) { return ask("POST", std::string(kApi) + std::string(path), who, body); }

    static base::Json json(const Answer& answer) { return base::Json::parse(answer.body).value_or(base::Json{}); }
    /// The id in an answer; a test failure when it was refused.
    static std::string id(const Answer& answer) {
        EXPECT_LT(answer.status, 300) << answer.body;
        return std::string(json(answer)["id"].string_or({}));
    }
    static Browser signed_in(const Answer& answer) {
        EXPECT_EQ(answer.status, 200) << answer.body;
        const std::string cookie = answer.header("Set-Cookie");
        const base::Json body = json(answer);
        const std::size_t begin = cookie.find('=') + 1;
        return {cookie.substr(begin, cookie.find(';') - begin), std::string(body["session"]["csrf_token"].string_or({})),
                std::string(body["session"]["member"]["id"].string_or({}))};
    }
    std::string role(std::string_view name) {
        const base::Json roles = json(get("/roles", lead));
        for (const base::Json& role : roles["roles"].array()) {
            if (role["name"].string_or({}) == name) return std::string(role["id"].string_or({}));
        }
        return {};
    }
    /// Invites somebody and joins as them.
    Browser join(const std::string& login, std::string_view role_name, const std::string& compartment = "general") {
        const Answer invited = post("/invitations", lead, R"({"name":"Member )" + login + R"(","login":")" + login + R"(","roles":[")" + role(role_name) +
                                                              R"("],"compartments":[")" + compartment + R"("]})");
        EXPECT_EQ(invited.status, 201) << invited.body;
        const std::string link(json(invited)["link"].string_or({}));
        return signed_in(post("/join", {}, R"({"token":")" + link.substr(link.rfind('/') + 1) + R"(","passphrase":"granite pillow 88 ferry moss","language":"en"})"));
    }
    /// Uploads a text and waits until it is in the record. Gives the document's id.
    std::string upload(const Browser& who, const std::string& job, const std::string& name, const std::string& compartment, const std::string& text) {
        Client events(site_->port());
        EXPECT_TRUE(events.send(request_text("GET", "/api/v1/events", who.headers())));
        EXPECT_TRUE(events.read_until(": welcome"));
        const Answer begun = ask("POST", "/api/v1/uploads?name=" + name + "&compartment=" + compartment + "&job=" + job, who, text, "text/plain");
        EXPECT_EQ(begun.status, 202) << begun.body;
        EXPECT_TRUE(events.read_until("\"phase\":\"done\"", 60000));
        const base::Json done = json(get("/jobs/" + job, who));
        return std::string(done["files"].array().empty() || done["files"].array()[0]["documents"].array().empty()
                               ? std::string_view{}
                               : done["files"].array()[0]["documents"].array()[0].string_or({}));
    }

    std::uint16_t port() const { return site_->port(); }
    Browser lead;

private:
    std::string folder_;
    std::unique_ptr<service::Host> host_;
    std::unique_ptr<Site> site_;
};

}  // namespace guvoh::http::testing
