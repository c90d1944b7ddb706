// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/testing/small_workspace.h"
#include "service/testing/store.h"

namespace guvoh::service {
namespace {

using testing::kFolder;
class VerifyTest : public testing::SmallWorkspace {};

TEST_F(VerifyTest, VerifyLocatesAChangedEntry) {
    write("a.txt", "a note");
    ingest();
    tamper("update ledger_entry set body = replace(body, 'ingested', 'invented') where body like '%ingested%'");
    expect_problem("entry 2");
}

TEST_F(VerifyTest, VerifyLocatesASwappedSignature) {
    write("a.txt", "a note");
    ingest();
    tamper("update ledger_entry set signature = (select signature from ledger_entry order by row limit 1)"
           " where row = (select max(row) from ledger_entry)");
    expect_problem("entry 2");
}

TEST_F(VerifyTest, VerifyFindsThatTheEndWasCutOff) {
    write("a.txt", "a note");
    ingest();
    tamper("delete from ledger_entry where row = (select max(row) from ledger_entry)");
    expect_problem("");
}

TEST_F(VerifyTest, VerifyFindsAnEntryTakenOutOfTheMiddle) {
    write("a.txt", "a note");
    ingest();
    tamper("delete from ledger_entry where row = (select max(row) - 1 from ledger_entry)");
    expect_problem("entry");
}

TEST_F(VerifyTest, VerifyLocatesARowThatSaysSomethingElse) {
    write("a.txt", "a note");
    ingest();
    const std::string id = only_document();
    tamper("update record set state = (select state from record where type = 'Member') where type = 'Document'");
    expect_problem(id);
}

TEST_F(VerifyTest, VerifyLocatesWordsThatWereChanged) {
    write("a.txt", "a note of some words");
    ingest();
    const std::string id = only_document();
    tamper("delete from text_chunk");
    expect_problem(id);
}

TEST_F(VerifyTest, VerifyLocatesAPreservedFileThatWasDamagedOrIsGone) {
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

TEST_F(VerifyTest, VerifyFindsADamagedSearchIndex) {
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

TEST_F(VerifyTest, VerifyFindsAnOldDatabasePutBackUnderALaterRecord) {
    close();
    const std::string path = std::string(kFolder) + "/guvoh.db";
    const auto old = platform::read_file(files_, path, 1U << 26).value();
    reopen();
    testing::put_record(*workspace_, base::Id::parse("06cz4x8m3gk2v7w1r5t9y0q8ne").value(), "Place", R"({"name":"Colony 7"})");
    close();

    ASSERT_TRUE(platform::write_file_durably(files_, path, old));

    expect_problem("entry 2");
    reopen();
    testing::put_record(*workspace_, base::Id::parse("06cz4x8m3gk2v7w1r5t9y0q8ne").value(), "Place", R"({"name":"Colony 8"})");
    close();
    expect_problem("entry 2");  // written to since, it still does not hold
}

TEST_F(VerifyTest, VerifySaysThatTheHeadIsMissing) {
    close();
    ASSERT_TRUE(files_.remove(std::string(kFolder) + "/head"));
    expect_problem("head");
}

}  // namespace
}  // namespace guvoh::service
