// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/testing/small_workspace.h"

namespace guvoh::service {
namespace {

class IngestTest : public testing::SmallWorkspace {};

TEST_F(IngestTest, IngestsFindsQuotesAndVerifies) {
    write("note.txt", "Осуждённый Бахтиёр Рахматов показал следы побоев.\n\nHe was held for three days\nwithout a lawyer.");
    const IngestReport report = ingest();
    EXPECT_EQ(report.added, 1U);

    EXPECT_EQ(count("Rakhmatov"), 1U);
    EXPECT_EQ(count("осуждённым"), 1U);
    EXPECT_EQ(count("осуждённым", true), 0U);
    QuoteRequest request;
    request.document = only_document();
    request.text = "three days without a lawyer";
    const auto passage = workspace_->quote(Caller::owner(), request);
    ASSERT_TRUE(passage.has_value()) << passage.error().text();
    EXPECT_EQ(passage->anchor, "exact");
    EXPECT_EQ(passage->page, 1U);
    EXPECT_EQ(passage->text, "three days\nwithout a lawyer");
    const auto verified = workspace_->verify();
    ASSERT_TRUE(verified.has_value()) << verified.error().text();
    EXPECT_TRUE(verified->ok);
    EXPECT_EQ(verified->documents, 1U);
    EXPECT_EQ(verified->entries, 4U);  // certificate, beginning, document, passage
}

TEST_F(IngestTest, AddsOnlyWhatIsNew) {
    write("a.txt", "the first note");
    EXPECT_EQ(ingest().added, 1U);
    write("b.txt", "the second note");
    write("c.txt", "the first note");

    const IngestReport report = ingest();

    EXPECT_EQ(report.added, 1U);
    EXPECT_EQ(report.already_there, 2U);
}

TEST_F(IngestTest, NamesWhatItRefuses) {
    write("a.txt", "a note");
    write("broken.pdf", "%PDF-1.4\nnothing of a PDF follows");

    const IngestReport report = ingest();

    EXPECT_EQ(report.added, 1U);
    ASSERT_EQ(report.refused.size(), 1U);
    EXPECT_NE(report.refused[0].path.find("broken.pdf"), std::string::npos);
    EXPECT_FALSE(report.refused[0].reason.empty());
}

TEST_F(IngestTest, TakesFilesWhoseNamesAreInAnOldCharacterSet) {
    write("\xF1\xEF\xF0\xE0\xE2\xEA\xE0.txt", "a note");
    write("\xE0\xEA\xF2.pdf", "%PDF-1.4\nnothing of a PDF follows");

    const IngestReport report = ingest();

    EXPECT_EQ(report.added, 1U);
    ASSERT_EQ(report.refused.size(), 1U);
    EXPECT_NE(report.refused[0].path.find("акт.pdf"), std::string::npos);
    const auto document = workspace_->document(Caller::owner(), only_document());
    ASSERT_TRUE(document.has_value()) << document.error().text();
    EXPECT_EQ(document->file_name, "справка.txt");
}

TEST_F(IngestTest, StopsWhenAskedAndGoesOnLater) {
    for (int i = 0; i < 200; ++i) write("note-" + std::to_string(i) + ".txt", "note number " + std::to_string(i));
    IngestOptions options;
    options.paths = {source_.string()};
    const auto stopped = workspace_->ingest(Caller::owner(), options, [](const IngestProgress&) { return false; });
    ASSERT_TRUE(stopped.has_value());
    EXPECT_EQ(stopped->seen, stopped->added + stopped->already_there + stopped->refused.size());

    const IngestReport report = ingest();

    EXPECT_EQ(report.added + stopped->added, 200U);
    EXPECT_EQ(report.already_there, stopped->added);
}

TEST_F(IngestTest, GoesIntoArchivesAndCountsWhatIsInsideAgain) {
    write("letter.eml", "From: a@example.org\r\nTo: b@example.org\r\nSubject: =?utf-8?B?0J/QuNGB0YzQvNC+?=\r\nMIME-Version: 1.0\r\n"
                        "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
                        "the covering letter\r\n--x\r\nContent-Type: text/plain; charset=utf-8; name=list.txt\r\n"
                        "Content-Disposition: attachment; filename=list.txt\r\n\r\nthe attached list\r\n--x--\r\n");

    const IngestReport first = ingest();
    const IngestReport second = ingest();

    EXPECT_EQ(first.added, 2U);
    EXPECT_EQ(second.already_there, 2U);
    EXPECT_EQ(count("attached"), 1U);
    const auto hits = workspace_->search(Caller::owner(), {"attached", 1, 0, false, false});
    const auto inner = workspace_->document(Caller::owner(), hits->hits[0].document);
    ASSERT_EQ(inner->found_in.size(), 1U);
    const auto outer = workspace_->document(Caller::owner(), inner->found_in[0]);
    EXPECT_EQ(outer->kind, "email");
    EXPECT_EQ(outer->contains, std::vector<std::string>{inner->id});
    EXPECT_EQ(outer->metadata.at("subject"), "Письмо");
}

TEST_F(IngestTest, KeepsUnreadableFilesWhenAsked) {
    write("broken.pdf", "%PDF-1.4\nnothing of a PDF follows");
    IngestOptions options;
    options.paths = {source_.string()};
    options.keep_unreadable = true;

    const auto report = workspace_->ingest(Caller::owner(), options);

    ASSERT_TRUE(report.has_value()) << report.error().text();
    EXPECT_EQ(report->added, 1U);
    EXPECT_FALSE(report->notes.empty());
}

}  // namespace
}  // namespace guvoh::service
