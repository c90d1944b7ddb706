// SPDX-License-Identifier: AGPL-3.0-or-later
#include "registry/records.h"

#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <thread>

#include "platform/memory_file_system.h"
#include "registry/projections.h"
#include "registry/rebuild.h"
#include "registry/tables.h"

namespace guvoh::registry {
namespace {

class RecordsTest : public testing::Test {
protected:
    void SetUp() override {
        auto created = vault::Vault::create("/vault", crypto::Passphrase("a test"), options());
        ASSERT_TRUE(created.has_value()) << created.error().text();
        vault_ = std::move(created->vault);
        auto records = Records::create(*vault_, files_, {"A. Member", "a device"}, [this] { return ++now_ms_; });
        ASSERT_TRUE(records.has_value()) << records.error().text();
        records_ = std::move(*records);
    }

    vault::OpenOptions options() {
        vault::OpenOptions options;
        options.files = &files_;
        options.stretch_cost = {8192, 1};
        return options;
    }

    /// Closes the record, does something to its folder, and opens it again.
    void reopen(const std::function<void()>& meanwhile = [] {}) {
        records_.reset();
        vault_.reset();
        meanwhile();
        vault_ = vault::Vault::open("/vault", crypto::Passphrase("a test"), options()).value();
        records_ = Records::open(*vault_, files_, [this] { return ++now_ms_; }).value();
    }

    std::string document_json(const std::string& name, char hash_digit) {
        ledger::PayloadWriter payload;
        payload.put("sha256", std::string(64, hash_digit)).put("file_name", name).put("path", "/x/" + name).put("kind", "text");
        return payload.put("size_bytes", std::int64_t{3}).put("page_count", std::int64_t{1}).finish().value();
    }

    base::Id put_document(const std::string& name, char hash_digit) {
        auto writing = records_->begin("a test").value();
        const base::Id id = writing->new_id();
        EXPECT_TRUE(writing->put(id, "Document", document_json(name, hash_digit)).has_value());
        const auto status = writing->commit();
        EXPECT_TRUE(status.has_value()) << status.error().text();
        return id;
    }

    std::unique_ptr<vault::ReadTransaction> read() { return vault_->database().begin_read().value(); }

    /// All tables made from the ledger, as text.
    std::string dump() {
        std::string text;
        auto session = read();
        for (const char* sql : {"select hex(id) || hex(state) from record order by id",
                                "select hex(record) || entry || change from record_change order by 1",
                                "select number || hex(record) || file_name || hex(sha256) from document order by number",
                                "select container || ' ' || child from contained order by 1"}) {
            auto select = session->prepare(sql).value();
            while (select.step().value()) text += std::string(select.text(0)) + "\n";
        }
        return text;
    }

    platform::MemoryFileSystem files_;
    std::int64_t now_ms_ = 1'700'000'000'000;
    std::unique_ptr<vault::Vault> vault_;
    std::unique_ptr<Records> records_;
};

TEST_F(RecordsTest, KeepsWhatWasCommittedAndFindsItByHashAndId) {
    const base::Id id = put_document("a.txt", 'a');

    auto session = read();
    const auto row = load_document(*session, id);
    ASSERT_TRUE(row.has_value());
    EXPECT_EQ(row->file_name, "a.txt");
    EXPECT_EQ(row->number, 1);
    EXPECT_TRUE(find_document_by_hash(*session, row->sha256, "general").has_value());
    EXPECT_EQ(Records::resolve(*session, id.text().substr(0, 20), "Document").value(), id);
    EXPECT_EQ(Records::resolve(*session, id.text(), "Passage").error().kind, base::ErrorKind::NotFound);
}

TEST_F(RecordsTest, LeavesNothingBehindWhenAWritingIsDropped) {
    const std::string before = dump();
    {
        auto writing = records_->begin("never committed").value();
        ASSERT_TRUE(writing->put(writing->new_id(), "Document", document_json("b.txt", 'b')).has_value());
        ASSERT_TRUE(writing->sign().has_value());
    }
    EXPECT_EQ(dump(), before);

    put_document("c.txt", 'c');  // and the log goes on where it stood
    auto session = read();
    EXPECT_EQ(count_rows(*session, "document"), 1U);
}

TEST_F(RecordsTest, FoldsAChangeFieldByField) {
    const base::Id id = put_document("a.txt", 'a');
    auto writing = records_->begin("a better name").value();
    ledger::PayloadWriter payload;
    ASSERT_TRUE(writing->put(id, "Document", payload.put("file_name", "b.txt").finish().value()).has_value());
    ASSERT_TRUE(writing->commit().has_value());
    writing.reset();

    auto session = read();
    EXPECT_EQ(load_document(*session, id)->file_name, "b.txt");
    EXPECT_EQ(load_document(*session, id)->kind, "text");
    const auto revisions = history(*session, id);
    ASSERT_EQ(revisions->size(), 2U);
    EXPECT_EQ((*revisions)[1].entry.reason, "a better name");
}

TEST_F(RecordsTest, SplitsMoreChangesThanAnEntryHolds) {
    auto writing = records_->begin("many").value();
    for (int i = 0; i < 1500; ++i) {
        base::Hash hash{};
        hash[0] = static_cast<base::Byte>(i);
        hash[1] = static_cast<base::Byte>(i >> 8);
        ledger::PayloadWriter payload;
        payload.put("sha256", base::to_hex(hash)).put("file_name", "f").put("path", "p").put("kind", "text");
        ASSERT_TRUE(writing->put(writing->new_id(), "Document", payload.finish().value()).has_value());
    }
    ASSERT_TRUE(writing->commit().has_value());
    writing.reset();

    auto session = read();
    EXPECT_EQ(count_rows(*session, "document"), 1500U);
    EXPECT_EQ(count_rows(*session, "ledger_entry"), 4U);  // certificate, beginning, 1,000 and 500
}

TEST_F(RecordsTest, RebuildGivesTheSameTables) {
    const base::Id child = put_document("inner.txt", 'a');
    {
        auto writing = records_->begin("a container").value();
        ledger::PayloadWriter payload;
        payload.put("sha256", std::string(64, 'd')).put("file_name", "outer.zip").put("path", "p").put("kind", "archive");
        payload.put_json("contains", base::Json::Array{child.text()});
        ASSERT_TRUE(writing->put(writing->new_id(), "Document", payload.finish().value()).has_value());
        ASSERT_TRUE(writing->commit().has_value());
    }
    const std::string before = dump();

    const auto counts = rebuild(*records_, {});

    ASSERT_TRUE(counts.has_value()) << counts.error().text();
    EXPECT_EQ(counts->records, 4U);  // member, device, two documents
    EXPECT_EQ(dump(), before);
    auto session = read();
    EXPECT_FALSE(find_stale_record(*session, {}).value().has_value());
}

TEST_F(RecordsTest, FindsARowThatWasChangedApartFromTheLedger) {
    const base::Id id = put_document("a.txt", 'a');
    const base::Id other = put_document("b.txt", 'b');
    {
        auto session = vault_->database().begin_write().value();
        auto update = session->prepare("update record set state = (select state from record where id = ?) where id = ?").value();
        ASSERT_TRUE(update.bind(1, other).bind(2, id).run().has_value());
        ASSERT_TRUE(session->commit().has_value());
    }

    auto session = read();
    EXPECT_EQ(find_stale_record(*session, {}).value(), id);
}

TEST_F(RecordsTest, ComparesRecordsChangedInSeveralEntriesHoweverFewMayWait) {
    const std::array ids = {put_document("a.txt", 'a'), put_document("b.txt", 'b')};
    for (const char* title : {"first", "second"}) {
        auto writing = records_->begin("titles").value();
        for (const base::Id& id : ids) ASSERT_TRUE(writing->put(id, "Document", ledger::PayloadWriter{}.put("title", title).finish().value()).has_value());
        ASSERT_TRUE(writing->commit().has_value());
    }
    for (const std::size_t most_waiting : {0U, 1U, 2U}) {
        auto session = read();
        EXPECT_FALSE(find_stale_record(*session, {}, most_waiting).value().has_value()) << most_waiting;
    }
    {
        auto session = vault_->database().begin_write().value();
        auto update = session->prepare("update record set state = (select state from record where id = ?) where id = ?").value();
        ASSERT_TRUE(update.bind(1, ids[0]).bind(2, ids[1]).run().has_value());
        ASSERT_TRUE(session->commit().has_value());
    }
    for (const std::size_t most_waiting : {0U, 1U, 2U}) {
        auto session = read();
        EXPECT_EQ(find_stale_record(*session, {}, most_waiting).value(), ids[1]) << most_waiting;
    }
}

TEST_F(RecordsTest, FindsARecordThatWasTakenOutOfTheTables) {
    const base::Id id = put_document("a.txt", 'a');
    put_document("b.txt", 'b');
    {
        auto session = vault_->database().begin_write().value();
        for (const char* sql : {"delete from record_change where record = ?", "delete from record where id = ?"}) {
            auto remove = session->prepare(sql).value();
            ASSERT_TRUE(remove.bind(1, id).run().has_value());
        }
        ASSERT_TRUE(session->commit().has_value());
    }

    auto session = read();
    EXPECT_EQ(find_stale_record(*session, {}).value(), id);
}

TEST_F(RecordsTest, FindsARecordThatNoEntryMade) {
    const base::Id id = put_document("a.txt", 'a');
    const base::Id stranger = base::Id::from_bytes(base::Bytes(16, 7)).value();
    {
        auto session = vault_->database().begin_write().value();
        auto copy = session->prepare("insert into record(id, type, state) select ?, type, state from record where id = ?").value();
        ASSERT_TRUE(copy.bind(1, stranger).bind(2, id).run().has_value());
        ASSERT_TRUE(session->commit().has_value());
    }

    auto session = read();
    EXPECT_EQ(find_stale_record(*session, {}).value(), stranger);
}

TEST_F(RecordsTest, ExpungingDestroysTheContentAndKeepsTheProof) {
    const base::Id id = put_document("secret-name.txt", 'a');
    put_document("other.txt", 'b');
    {
        auto writing = records_->begin("for safety").value();
        ASSERT_TRUE(writing->expunge(id).has_value());
        ASSERT_TRUE(writing->commit().has_value());
    }

    auto session = read();
    EXPECT_EQ(load_document(*session, id).error().kind, base::ErrorKind::NotFound);
    EXPECT_EQ(count_rows(*session, "document"), 1U);
    EXPECT_FALSE(find_stale_record(*session, {}).value().has_value());
    ledger::VerifyOptions options;
    options.whole = true;
    ledger::Verifier verifier(options);
    ASSERT_TRUE(for_each_entry(*session, [&](std::int64_t, ledger::StoredEntry entry) -> base::Expected<bool> {
                    for (const auto& payload : entry.payloads) {
                        EXPECT_FALSE(payload && payload->json.find("secret-name") != std::string::npos);
                    }
                    return verifier.add(std::move(entry));
                }).has_value());
    const auto report = verifier.finish();
    EXPECT_TRUE(report.ok()) << report.problem->explanation;
    EXPECT_EQ(report.expunged, 1U);
}

TEST_F(RecordsTest, ANumberIsNeverGivenTwice) {
    const base::Id first = put_document("a.txt", 'a');
    {
        auto writing = records_->begin("for safety").value();
        ASSERT_TRUE(writing->expunge(first).has_value());
        ASSERT_TRUE(writing->commit().has_value());
    }
    const base::Id second = put_document("b.txt", 'b');

    auto session = read();
    EXPECT_EQ(load_document(*session, second)->number, 2);
}

TEST_F(RecordsTest, GoesOnAfterReopening) {
    put_document("a.txt", 'a');
    const std::string head = records_->checkpoint()->write();
    ASSERT_TRUE(records_->save_head().has_value());
    records_.reset();

    auto reopened = Records::open(*vault_, files_, [this] { return ++now_ms_; });

    ASSERT_TRUE(reopened.has_value()) << reopened.error().text();
    records_ = std::move(*reopened);
    EXPECT_EQ(records_->checkpoint()->text, ledger::Note::parse(head)->text);
    EXPECT_EQ(records_->load_head().value(), head);
    put_document("b.txt", 'b');
}

TEST_F(RecordsTest, TellsWhenTheHeadFileWasChanged) {
    ASSERT_TRUE(records_->save_head().has_value());
    auto file = files_.open("/vault/head", platform::OpenMode::ReadWrite).value();
    const base::Byte byte[] = {0x5a};
    ASSERT_TRUE(file->write_at(30, byte).has_value());

    EXPECT_EQ(records_->load_head().error().kind, base::ErrorKind::Corrupt);
}

TEST_F(RecordsTest, KeepsTheHeadThatAnOlderDatabaseDoesNotReach) {
    const std::string database = "/vault/guvoh.db";
    base::Bytes older;
    reopen([&] { older = platform::read_file(files_, database, 1U << 24).value(); });
    put_document("a.txt", 'a');
    reopen();
    const std::string head = records_->load_head().value();
    reopen([&] { ASSERT_TRUE(platform::write_file_durably(files_, database, older).has_value()); });

    for (const char letter : {'b', 'c', 'd'}) {  // first as many entries as the head names, then more
        put_document(std::string(1, letter) + ".txt", letter);
        ASSERT_TRUE(records_->save_head().has_value());
        reopen();
        EXPECT_EQ(records_->load_head().value(), head);
    }
}

TEST_F(RecordsTest, GoesOnFromAHeadThatWasNotSavedAtTheEnd) {
    base::Bytes former;
    reopen([&] { former = platform::read_file(files_, "/vault/head", 1U << 16).value(); });
    put_document("a.txt", 'a');
    put_document("b.txt", 'b');
    reopen([&] { ASSERT_TRUE(platform::write_file_durably(files_, "/vault/head", former).has_value()); });

    put_document("c.txt", 'c');
    ASSERT_TRUE(records_->save_head().has_value());

    EXPECT_EQ(records_->load_head().value(), records_->checkpoint()->write());
}

TEST_F(RecordsTest, SavesTheHeadWhenClosingAndFromSeveralThreadsAtOnce) {
    put_document("a.txt", 'a');
    records_.reset();
    records_ = Records::open(*vault_, files_, [this] { return ++now_ms_; }).value();
    EXPECT_EQ(records_->load_head().value(), records_->checkpoint()->write());

    std::atomic<int> failures = 0;
    std::vector<std::thread> savers;
    for (int saver = 0; saver < 4; ++saver) {
        savers.emplace_back([&] {
            for (int time = 0; time < 50; ++time) failures += records_->save_head() ? 0 : 1;
        });
    }
    for (auto& saver : savers) saver.join();
    EXPECT_EQ(failures, 0);
}

TEST_F(RecordsTest, GoesOnFromItsFormerStatesOnly) {
    put_document("a.txt", 'a');
    const auto former = vault_->database().begin_read().value();
    put_document("b.txt", 'b');
    const auto now = vault_->database().begin_read().value();

    EXPECT_TRUE(goes_on_from(*now, *former).value());
    EXPECT_TRUE(goes_on_from(*former, *former).value());
    EXPECT_FALSE(goes_on_from(*former, *now).value());
}

}  // namespace
}  // namespace guvoh::registry
