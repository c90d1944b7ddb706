// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gtest/gtest.h>

#include "documents/testing/files.h"

namespace guvoh::documents {
namespace {

using testing::all_text;
using testing::parse_here;

std::string record(const std::string& type, const std::string& url, const std::string& block) {
    return "WARC/1.0\r\nWARC-Type: " + type + "\r\nWARC-Target-URI: " + url + "\r\nContent-Length: " + std::to_string(block.size()) + "\r\n\r\n" +
           block + "\r\n\r\n";
}
std::string response(const std::string& type, const std::string& body, const std::string& more = {}) {
    return "HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\n" + more + "\r\n" + body;
}
const std::string kPage = "<html><head><title>News</title></head><body><p>Prisoners were heard.</p></body></html>";

TEST(Warc, MakesEachPageAPageAndOtherDocumentsChildren) {
    const std::string file = record("warcinfo", "", "x") + record("response", "http://a.test/n", response("text/html", kPage)) +
                             record("response", "http://a.test/r.pdf?x", response("application/pdf", "%PDF-1.4")) +
                             record("response", "http://a.test/2", response("text/html; charset=utf-8", "<p>second</p>"));

    const auto found = parse_here(file, "a.warc");

    ASSERT_TRUE(found) << found.error().text();
    EXPECT_EQ(found->kind, Kind::Warc);
    EXPECT_EQ(all_text(*found), "Prisoners were heard.\fhttp://a.test/2\n\nsecond");
    EXPECT_EQ(found->metadata.at("title"), "News");
    EXPECT_EQ(found->metadata.at("url"), "http://a.test/n");
    ASSERT_EQ(found->children.size(), 1U);
    EXPECT_EQ(found->children[0].name, "r.pdf");
}

TEST(Warc, UnpacksGzipMembersChunksAndEncodings) {
    const std::string chunked = "5\r\n<p>ab\r\n6\r\ncd</p>\r\n0\r\n\r\n";
    const std::string file =
        testing::gzip(record("response", "http://a.test/1", response("text/html", chunked, "Transfer-Encoding: chunked\r\n"))) +
        testing::gzip(record("response", "http://a.test/2", response("text/html", testing::gzip("<p>packed</p>"), "Content-Encoding: gzip\r\n")));

    const auto found = parse_here(file, "a.warc.gz");

    ASSERT_TRUE(found) << found.error().text();
    EXPECT_EQ(all_text(*found), "abcd\fhttp://a.test/2\n\npacked");
}

TEST(Warc, KeepsWhatComesBeforeACut) {
    const std::string whole = record("response", "http://a.test/n", response("text/html", kPage));

    const auto found = parse_here(whole + whole.substr(0, whole.size() - 25), "a.warc");

    ASSERT_TRUE(found);
    EXPECT_EQ(found->pages.size(), 2U);
    EXPECT_EQ(found->notes.size(), 1U);
}

TEST(Warc, GoesByContentWhereTheServerSaysNothing) {
    const std::string file = record("response", "http://a.test/get?id=5", response("application/octet-stream", "%PDF-1.4")) +
                             record("response", "http://a.test/n", "HTTP/1.1 200 OK\r\n\r\n" + kPage) +
                             record("response", "http://a.test/font", response("application/octet-stream", "wOFF\x01\x02"));

    const auto found = parse_here(file, "a.warc");

    ASSERT_TRUE(found);
    EXPECT_EQ(all_text(*found), "Prisoners were heard.");
    ASSERT_EQ(found->children.size(), 1U);
    EXPECT_EQ(found->children[0].name, "get");
}

TEST(Warc, KeepsABodyWhoseChunksAreJoinedAlready) {
    const auto found = parse_here(record("response", "http://a.test/1", response("text/html", "<p>joined</p>", "Transfer-Encoding: chunked\r\n")), "a.warc");

    ASSERT_TRUE(found);
    EXPECT_EQ(all_text(*found), "joined");
}

}  // namespace
}  // namespace guvoh::documents
