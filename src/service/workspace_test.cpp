// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The use cases end to end, on a vault in memory and real files through the real sandbox: what a person does in the first hour,
// and what an adversary may do to the record afterwards.
#include "service/workspace.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>

#include "platform/memory_file_system.h"
#include "vault/vault.h"

namespace guvoh::service {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFolder = "/vault";

Passphrase passphrase() { return make_passphrase("a test of nine words").value(); }

class WorkspaceTest : public testing::Test {
protected:
    void SetUp() override {
        std::string pattern = (fs::temp_directory_path() / "guvoh-workspace-XXXXXX").string();
        ASSERT_NE(mkdtemp(pattern.data()), nullptr);
        source_ = pattern;
        CreateOptions options;
        options.stretch_memory_kib = 8192;
        options.stretch_passes = 1;
        options.files = &files_;
        options.member_name = "A. Documenter";
        auto created = Workspace::create(kFolder, passphrase(), options);
        ASSERT_TRUE(created.has_value()) << created.error().text();
        workspace_ = std::move(created->workspace);
    }
    void TearDown() override { fs::remove_all(source_); }

    void write(const std::string& name, const std::string& text) { std::ofstream(source_ / name) << text; }

    IngestReport ingest() {
        IngestOptions options;
        options.paths = {source_.string()};
        options.ocr = false;
        auto report = workspace_->ingest(options);
        EXPECT_TRUE(report.has_value()) << report.error().text();
        EXPECT_EQ(report->seen, report->added + report->already_there + report->refused.size());
        return report.value_or(IngestReport{});
    }

    std::uint64_t count(const std::string& query, bool exact = false) {
        const auto reply = workspace_->search({query, 10, 0, exact, false});
        EXPECT_TRUE(reply.has_value()) << reply.error().text();
        return reply ? reply->total : 0;
    }

    std::string only_document() {
        const auto list = workspace_->documents(10, 0);
        EXPECT_EQ(list->total, 1U);
        return list->documents.empty() ? "" : list->documents.front().id;
    }

    void close() { workspace_.reset(); }
    void reopen() {
        workspace_.reset();
        auto opened = Workspace::open(kFolder, passphrase(), &files_);
        ASSERT_TRUE(opened.has_value()) << opened.error().text();
        workspace_ = std::move(*opened);
    }

    /// What someone with the key and a SQL tool could do behind the program's back.
    void tamper(std::string_view sql) {
        close();
        vault::OpenOptions options;
        options.files = &files_;
        auto vault = vault::Vault::open(kFolder, passphrase(), options);
        ASSERT_TRUE(vault.has_value()) << vault.error().text();
        auto session = (*vault)->database().begin_write();
        const auto status = (*session)->execute(sql);
        ASSERT_TRUE(status.has_value()) << status.error().text();
        ASSERT_TRUE((*session)->commit().has_value());
    }

    /// Verifies as `guvoh verify` would, and expects a problem whose place holds these words.
    void expect_problem(const std::string& where) {
        auto opened = Workspace::open(kFolder, passphrase(), &files_);
        if (!opened) {
            EXPECT_EQ(opened.error().kind, base::ErrorKind::Corrupt) << opened.error().text();
            return;
        }
        const auto report = (*opened)->verify();
        ASSERT_TRUE(report.has_value()) << report.error().text();
        ASSERT_FALSE(report->ok) << "nothing was found";
        EXPECT_NE(report->problem->where.find(where), std::string::npos) << report->problem->where << ": " << report->problem->what;
        EXPECT_FALSE(report->problem->what.empty());
        EXPECT_FALSE(report->problem->meaning.empty());
    }

    platform::MemoryFileSystem files_;
    fs::path source_;
    std::unique_ptr<Workspace> workspace_;
};

TEST_F(WorkspaceTest, IngestsFindsQuotesAndVerifies) {
    write("note.txt", "Осуждённый Бахтиёр Рахматов показал следы побоев.\n\nHe was held for three days\nwithout a lawyer.");
    const IngestReport report = ingest();
    EXPECT_EQ(report.added, 1U);

    EXPECT_EQ(count("Rakhmatov"), 1U);
    EXPECT_EQ(count("осуждённым"), 1U);
    EXPECT_EQ(count("осуждённым", true), 0U);
    QuoteRequest request;
    request.document = only_document();
    request.text = "three days without a lawyer";
    const auto passage = workspace_->quote(request);
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

TEST_F(WorkspaceTest, AddsOnlyWhatIsNew) {
    write("a.txt", "the first note");
    EXPECT_EQ(ingest().added, 1U);
    write("b.txt", "the second note");
    write("c.txt", "the first note");

    const IngestReport report = ingest();

    EXPECT_EQ(report.added, 1U);
    EXPECT_EQ(report.already_there, 2U);
}

TEST_F(WorkspaceTest, NamesWhatItRefuses) {
    write("a.txt", "a note");
    write("broken.pdf", "%PDF-1.4\nnothing of a PDF follows");

    const IngestReport report = ingest();

    EXPECT_EQ(report.added, 1U);
    ASSERT_EQ(report.refused.size(), 1U);
    EXPECT_NE(report.refused[0].path.find("broken.pdf"), std::string::npos);
    EXPECT_FALSE(report.refused[0].reason.empty());
}

TEST_F(WorkspaceTest, StopsWhenAskedAndGoesOnLater) {
    for (int i = 0; i < 200; ++i) write("note-" + std::to_string(i) + ".txt", "note number " + std::to_string(i));
    IngestOptions options;
    options.paths = {source_.string()};
    const auto stopped = workspace_->ingest(options, [](const IngestProgress&) { return false; });
    ASSERT_TRUE(stopped.has_value());
    EXPECT_EQ(stopped->seen, stopped->added + stopped->already_there + stopped->refused.size());

    const IngestReport report = ingest();

    EXPECT_EQ(report.added + stopped->added, 200U);
    EXPECT_EQ(report.already_there, stopped->added);
}

TEST_F(WorkspaceTest, FieldsNarrowASearch) {
    write("a.txt", "Задержанный жаловался на пытки в следственном изоляторе.");
    write("b.html", "<html><body><p>The detainee complained of torture in the remand prison.</p></body></html>");
    ingest();

    EXPECT_EQ(count("lang:ru пытки"), 1U);
    EXPECT_EQ(count("lang:en пытки"), 0U);
    EXPECT_EQ(count("kind:html torture"), 1U);
    EXPECT_EQ(count("kind:pdf torture"), 0U);
    EXPECT_EQ(count("name:b torture"), 1U);
    EXPECT_EQ(workspace_->search({"date:yesterday x", 1, 0, false, false}).error().kind, base::ErrorKind::Invalid);
}

TEST_F(WorkspaceTest, ExpungingRemovesWordsFileAndHitsButNotTheProof) {
    write("a.txt", "the name of a witness stands here");
    write("b.txt", "another note");
    ingest();
    const auto reply = workspace_->search({"witness", 1, 0, false, false});
    ASSERT_EQ(reply->hits.size(), 1U);
    QuoteRequest request;
    request.document = reply->hits[0].document;
    request.text = "name of a witness";
    ASSERT_TRUE(workspace_->quote(request).has_value());

    ASSERT_TRUE(workspace_->expunge(request.document, "for safety").has_value());

    EXPECT_EQ(count("witness"), 0U);
    EXPECT_EQ(workspace_->document(request.document).error().kind, base::ErrorKind::NotFound);
    reopen();
    EXPECT_EQ(count("witness"), 0U);
    const auto verified = workspace_->verify();
    ASSERT_TRUE(verified.has_value()) << verified.error().text();
    EXPECT_TRUE(verified->ok) << verified->problem->what;
    EXPECT_EQ(verified->documents, 1U);
    EXPECT_EQ(verified->withheld, 2U);  // the document's fields and the passage's
    const auto history = workspace_->history(request.document);
    ASSERT_TRUE(history.has_value());
    ASSERT_EQ(history->size(), 2U);
    EXPECT_EQ(history->back().kind, "expunge");
    EXPECT_EQ(history->back().reason, "for safety");
    EXPECT_EQ(history->back().member, "A. Documenter");
}

TEST_F(WorkspaceTest, RebuildGivesTheSameAnswers) {
    write("a.txt", "пытки в колонии\n\nheld for three days");
    ingest();
    QuoteRequest request;
    request.document = only_document();
    request.text = "three days";
    ASSERT_TRUE(workspace_->quote(request).has_value());

    for (const bool extract : {false, true}) {
        const auto report = workspace_->rebuild(extract);
        ASSERT_TRUE(report.has_value()) << report.error().text();
        EXPECT_EQ(report->documents, 1U);
        EXPECT_EQ(count("пыткам"), 1U);
        EXPECT_EQ(workspace_->passages(request.document)->front().anchor, "exact");
        EXPECT_TRUE(workspace_->verify()->ok);
    }
}

TEST_F(WorkspaceTest, VerifyLocatesAChangedEntry) {
    write("a.txt", "a note");
    ingest();
    tamper("update ledger_entry set body = replace(body, 'ingested', 'invented') where body like '%ingested%'");
    expect_problem("entry 2");
}

TEST_F(WorkspaceTest, VerifyLocatesASwappedSignature) {
    write("a.txt", "a note");
    ingest();
    tamper("update ledger_entry set signature = (select signature from ledger_entry order by row limit 1)"
           " where row = (select max(row) from ledger_entry)");
    expect_problem("entry 2");
}

TEST_F(WorkspaceTest, VerifyFindsThatTheEndWasCutOff) {
    write("a.txt", "a note");
    ingest();
    tamper("delete from ledger_entry where row = (select max(row) from ledger_entry)");
    expect_problem("");
}

TEST_F(WorkspaceTest, VerifyFindsAnEntryTakenOutOfTheMiddle) {
    write("a.txt", "a note");
    ingest();
    tamper("delete from ledger_entry where row = (select max(row) - 1 from ledger_entry)");
    expect_problem("entry");
}

TEST_F(WorkspaceTest, VerifyLocatesARowThatSaysSomethingElse) {
    write("a.txt", "a note");
    ingest();
    const std::string id = only_document();
    tamper("update record set state = (select state from record where type = 'Member') where type = 'Document'");
    expect_problem(id);
}

TEST_F(WorkspaceTest, VerifyLocatesWordsThatWereChanged) {
    write("a.txt", "a note of some words");
    ingest();
    const std::string id = only_document();
    tamper("delete from text_chunk");
    expect_problem(id);
}

TEST_F(WorkspaceTest, VerifyLocatesAPreservedFileThatWasDamagedOrIsGone) {
    write("a.txt", std::string(200'000, 'x'));
    ingest();
    const std::string id = only_document();
    close();
    std::vector<std::string> blobs;
    const auto shelves = files_.list(std::string(kFolder) + "/blobs").value();
    for (const auto& shelf : shelves) {
        if (!shelf.is_folder) continue;
        const std::string path = std::string(kFolder) + "/blobs/" + shelf.name;
        const auto on_shelf = files_.list(path).value();
        for (const auto& blob : on_shelf) blobs.push_back(path + "/" + blob.name);
    }
    ASSERT_EQ(blobs.size(), 1U);
    {
        auto file = files_.open(blobs[0], platform::OpenMode::ReadWrite).value();
        base::Byte byte[1];
        ASSERT_TRUE(file->read_at(150'000, byte).has_value());
        byte[0] ^= 1;
        ASSERT_TRUE(file->write_at(150'000, byte).has_value());
    }
    expect_problem("preserved file of document " + id);

    ASSERT_TRUE(files_.remove(blobs[0]).has_value());
    expect_problem("preserved file of document " + id);
}

TEST_F(WorkspaceTest, VerifyFindsADamagedSearchIndex) {
    write("a.txt", "a note of some words");
    ingest();
    close();
    const std::string folder = std::string(kFolder) + "/index";
    bool damaged = false;
    const auto entries = files_.list(folder).value();
    for (const auto& entry : entries) {
        auto file = files_.open(folder + "/" + entry.name, platform::OpenMode::ReadWrite).value();
        base::Byte byte[1];
        ASSERT_TRUE(file->read_at(entry.size_bytes - 100, byte).has_value());
        byte[0] ^= 1;
        ASSERT_TRUE(file->write_at(entry.size_bytes - 100, byte).has_value());
        damaged = true;
    }
    ASSERT_TRUE(damaged);
    expect_problem("index");
}

TEST_F(WorkspaceTest, OpensOnlyWithThePassphraseAndOnlyOnce) {
    const auto second = Workspace::open(kFolder, passphrase(), &files_);
    ASSERT_FALSE(second.has_value());
    EXPECT_EQ(second.error().kind, base::ErrorKind::Locked);
    close();

    const auto wrong = Workspace::open(kFolder, make_passphrase("another").value(), &files_);
    ASSERT_FALSE(wrong.has_value());
    EXPECT_EQ(wrong.error().kind, base::ErrorKind::BadKey);
    const auto none = Workspace::open("/nowhere", passphrase(), &files_);
    ASSERT_FALSE(none.has_value());
    EXPECT_EQ(none.error().kind, base::ErrorKind::NotFound);
}

}  // namespace
}  // namespace guvoh::service

int main(int argc, char** argv) {
    if (argc > 1 && std::string_view(argv[1]) == "--extract-worker") return guvoh::service::extract_worker_main(argc, argv);
    testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
