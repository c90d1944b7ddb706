// SPDX-License-Identifier: AGPL-3.0-or-later
#include "documents/mail.h"

#include <gtest/gtest.h>

#include "documents/mail_headers.h"
#include "documents/testing/files.h"

namespace guvoh::documents {
namespace {

using testing::all_text;
using testing::parse_here;

const std::string kMultipart =
    "From: =?windows-1251?B?yOLg7SDP5fLw7uI=?= <ivan@example.test>\r\nTo: office@example.test\r\n"
    "Subject: =?koi8-r?B?8NLP18XSy8E=?=\r\nDate: Wed, 01 May 2019 10:00:00 +0500\r\nMessage-ID: <1@example.test>\r\nMIME-Version: 1.0\r\n"
    "Content-Type: multipart/mixed; boundary=B\r\n\r\n--B\r\nContent-Type: multipart/alternative; boundary=A\r\n\r\n"
    "--A\r\nContent-Type: text/plain; charset=windows-1251\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=CF=FB=F2=EA=E8\r\n"
    "--A\r\nContent-Type: text/html\r\n\r\n<p>other</p>\r\n--A--\r\n"
    "--B\r\nContent-Type: application/pdf; name=\"../../r.pdf\"\r\nContent-Disposition: attachment; filename=\"../../r.pdf\"\r\n"
    "Content-Transfer-Encoding: base64\r\n\r\nJVBERi0xLjQ=\r\n--B--\r\n";

TEST(Mail, ReadsHeadersBodyAndAttachments) {
    const auto found = parse_here(kMultipart, "a.eml");

    ASSERT_TRUE(found) << found.error().text();
    EXPECT_EQ(found->kind, Kind::Email);
    EXPECT_EQ(found->metadata.at("subject"), "Проверка");
    EXPECT_NE(found->metadata.at("from").find("Иван Петров"), std::string::npos);
    EXPECT_EQ(found->metadata.at("sent_at"), "2019-05-01T10:00:00+05:00");
    EXPECT_EQ(found->metadata.at("message_id"), "1@example.test");
    EXPECT_NE(all_text(*found).find("Пытки"), std::string::npos);
    EXPECT_EQ(all_text(*found).find("other"), std::string::npos);
    ASSERT_EQ(found->children.size(), 1U);
    EXPECT_EQ(found->children[0].name, "r.pdf");
    EXPECT_EQ(base::as_text(found->children[0].content), "%PDF-1.4");
}

TEST(Mail, WorksInsideTheSandboxToo) {
    auto extractor = Extractor::start({{}, false});
    ASSERT_TRUE(extractor);

    const auto found = (*extractor)->extract(base::as_bytes(kMultipart), "a.eml");

    ASSERT_TRUE(found) << found.error().text();
    EXPECT_EQ(found->metadata.at("subject"), "Проверка");
    EXPECT_EQ(found->children.size(), 1U);
}

TEST(Mail, ReadsTheHtmlBodyWhenThereIsNoOther) {
    const auto found = parse_here("From: a@b.test\nTo: c@d.test\nSubject: s\nDate: Wed, 01 May 2019 10:00:00 +0000\n"
                                  "Content-Type: text/html; charset=utf-8\n\n<p>body</p>", "a.eml");

    ASSERT_TRUE(found);
    EXPECT_EQ(all_text(*found), "s\nFrom: a@b.test\nTo: c@d.test\n\nbody");
}

TEST(Mail, TakesTheFilesOfAllVersionsOfTheBody) {
    const std::string message =
        "From: a@b.test\nTo: c@d.test\nSubject: s\nDate: Wed, 01 May 2019 10:00:00 +0000\nContent-Type: multipart/alternative; boundary=A\n\n"
        "--A\nContent-Type: text/plain\n\nthe body\n"
        "--A\nContent-Type: multipart/mixed; boundary=M\n\n--M\nContent-Type: text/html\n\n<p>the body</p>\n"
        "--M\nContent-Type: application/pdf; name=a.pdf\nContent-Disposition: inline; filename=a.pdf\n\n%PDF-1.4\n--M--\n--A--\n";

    const auto found = parse_here(message, "a.eml");

    ASSERT_TRUE(found) << found.error().text();
    EXPECT_EQ(all_text(*found), "s\nFrom: a@b.test\nTo: c@d.test\n\nthe body");
    ASSERT_EQ(found->children.size(), 1U);
    EXPECT_EQ(found->children[0].name, "a.pdf");
}

TEST(Mail, ReadsTheHtmlVersionWhenThePlainOneIsARemark) {
    std::string body;
    for (int i = 0; i < 100; ++i) body += "word" + std::to_string(i) + " ";

    const auto found = parse_here("From: a@b.test\nTo: c@d.test\nSubject: s\nDate: x\nContent-Type: multipart/alternative; boundary=A\n\n"
                                  "--A\nContent-Type: text/plain\n\nThis mail is HTML.\n--A\nContent-Type: text/html\n\n<p>" + body + "</p>\n--A--\n", "a.eml");

    ASSERT_TRUE(found);
    EXPECT_NE(all_text(*found).find("word99"), std::string::npos);
}

TEST(Mail, ReadsHeadersInLettersOfNoStatedSet) {
    const auto found = parse_here("From: a@b.test\nTo: c@d.test\nSubject: \xC6\xE0\xEB\xEE\xE1\xE0\nDate: x\n"
                                  "Content-Type: text/plain; charset=iso-8859-1\n\n\xCF\xFB\xF2\xEA\xE8", "a.eml");  // windows-1251

    ASSERT_TRUE(found);
    EXPECT_EQ(found->metadata.at("subject"), "Жалоба");
    EXPECT_NE(all_text(*found).find("Пытки"), std::string::npos);
}

TEST(Mail, SplitsAMailboxAndUnquotesFrom) {
    const std::string message = "From: a@b.test\nTo: c@d.test\nSubject: s\n\nbody\n>From here\n\n";

    const auto found = parse_here("From a@b.test Wed May  1 10:00:00 2019\n" + message + "From a@b.test Wed May  1 10:00:00 2019\n" + message, "a.mbox");

    ASSERT_TRUE(found) << found.error().text();
    EXPECT_EQ(found->kind, Kind::Mailbox);
    ASSERT_EQ(found->children.size(), 2U);
    EXPECT_NE(base::as_text(found->children[1].content).find("\nFrom here"), std::string_view::npos);
}

TEST(Mail, EndsOnPartsNestedWithoutEnd) {
    std::string deep = "From: a@b.test\nTo: b@c.test\nSubject: x\nDate: x\n";
    for (int i = 0; i < 200; ++i) deep += "Content-Type: multipart/mixed; boundary=b" + std::to_string(i) + "\n\n--b" + std::to_string(i) + "\n";

    const auto found = parse_here(deep + "Content-Type: text/plain\n\nbottom", "a.eml");

    ASSERT_TRUE(found);
    EXPECT_FALSE(found->notes.empty());
}

TEST(MailHeaders, TellMailFromOtherText) {
    EXPECT_TRUE(looks_email("From: a\nTo: b\nSubject: c\nDate: d\n\nx", false));
    EXPECT_FALSE(looks_email("From: a\nthis is a letter\n", false));
    EXPECT_TRUE(looks_email("Subject: c\n\nx", true));
    EXPECT_FALSE(looks_mailbox("From here on\nit is text\n"));
}

}  // namespace
}  // namespace guvoh::documents
