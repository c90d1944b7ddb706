// SPDX-License-Identifier: AGPL-3.0-or-later
#include "vault/database.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "platform/memory_file_system.h"
#include "vault/testing/small_vault.h"

namespace guvoh::vault {
namespace {

using base::ErrorKind;
using testing::commit_rows;
using testing::row_count;

class DatabaseTest : public ::testing::Test {
protected:
    void SetUp() override {
        vault_ = std::move(Vault::create("/v", testing::passphrase(), testing::quick_options(files_)).value().vault);
    }
    Database& database() { return vault_->database(); }
    void reopen() {
        vault_.reset();
        auto opened = Vault::open("/v", testing::passphrase(), testing::quick_options(files_));
        ASSERT_TRUE(opened) << opened.error().text();
        vault_ = std::move(*opened);
    }
    platform::MemoryFileSystem files_;
    std::unique_ptr<Vault> vault_;
};

TEST_F(DatabaseTest, ForgetsATransactionThatWasNotCommitted) {
    commit_rows(database(), 0, 2);
    {
        auto change = database().begin_write().value();
        ASSERT_TRUE(change->execute("delete from line"));
    }

    EXPECT_EQ(row_count(database()), 2);
}

TEST_F(DatabaseTest, ReadsOneStateForAsLongAsTheReadLives) {
    commit_rows(database(), 0, 2);
    auto read = database().begin_read().value();

    commit_rows(database(), 2, 5);

    auto count = read->prepare("select count(*) from line").value();
    ASSERT_TRUE(count.step().value());
    EXPECT_EQ(count.integer(0), 2);
    EXPECT_EQ(row_count(database()), 7);
}

TEST_F(DatabaseTest, GivesBackEveryKindOfValue) {
    const base::Bytes blob{0, 1, 2, 255};
    auto change = database().begin_write().value();
    ASSERT_TRUE(change->execute("create table v(a,b,c,d,e)"));
    {
        auto insert = change->prepare("insert into v values(?,?,?,?,?)").value();
        insert.bind(1, std::int64_t{1} << 40).bind(2, 0.5).bind(3, "Аскаров").bind(4, base::ByteSpan(blob)).bind_null(5);
        ASSERT_TRUE(insert.run());
    }
    ASSERT_TRUE(change->commit());

    auto read = database().begin_read().value();
    auto row = read->prepare("select * from v").value();

    ASSERT_TRUE(row.step().value());
    EXPECT_EQ(row.integer(0), std::int64_t{1} << 40);
    EXPECT_EQ(row.real(1), 0.5);
    EXPECT_EQ(row.text(2), "Аскаров");
    EXPECT_EQ(base::Bytes(row.blob(3).begin(), row.blob(3).end()), blob);
    EXPECT_TRUE(row.is_null(4));
    EXPECT_FALSE(row.step().value());
}

TEST_F(DatabaseTest, AllowsTheSameStatementTwiceAtOnce) {
    commit_rows(database(), 0, 3);
    auto read = database().begin_read().value();

    auto first = read->prepare("select number from line order by number").value();
    auto second = read->prepare("select number from line order by number").value();
    ASSERT_TRUE(first.step().value());
    ASSERT_TRUE(first.step().value());
    ASSERT_TRUE(second.step().value());

    EXPECT_EQ(first.integer(0), 1);
    EXPECT_EQ(second.integer(0), 0);
}

TEST_F(DatabaseTest, ReportsABrokenRuleWithoutTheValue) {
    commit_rows(database(), 0, 1);
    auto change = database().begin_write().value();
    auto insert = change->prepare("insert into line values(?,?)").value();
    insert.bind(1, 0).bind(2, "secret name");

    auto done = insert.run();

    EXPECT_EQ(done.error().kind, ErrorKind::Conflict);
    EXPECT_EQ(done.error().text().find("secret"), std::string::npos);
}

TEST_F(DatabaseTest, RefusesToWriteInARead) {
    commit_rows(database(), 0, 1);
    auto read = database().begin_read().value();

    EXPECT_EQ(read->execute("delete from line").error().kind, ErrorKind::Denied);
}

TEST_F(DatabaseTest, SaysFullWhenTheDiskIsFullAndKeepsTheFormerState) {
    commit_rows(database(), 0, 5);
    files_.set_fault_plan([](std::uint64_t, std::string_view what) {
        return what == "write" ? platform::Fault::FailFull : platform::Fault::None;
    });

    auto done = testing::try_commit_rows(database(), 5, 5);
    files_.set_fault_plan({});

    EXPECT_EQ(done.error().kind, ErrorKind::Full);
    EXPECT_EQ(row_count(database()), 5);
    commit_rows(database(), 5, 1);
    EXPECT_EQ(row_count(database()), 6);
    EXPECT_TRUE(database().check());
}

TEST_F(DatabaseTest, ACommitReportedAsFailedDoesNotComeBackAfterAPowerCut) {
    commit_rows(database(), 0, 5);
    files_.set_fault_plan([](std::uint64_t, std::string_view what) {
        return what == "sync" ? platform::Fault::FailIo : platform::Fault::None;
    });
    EXPECT_EQ(testing::try_commit_rows(database(), 5, 5).error().kind, ErrorKind::Io);
    files_.set_fault_plan({});

    files_.power_cut(3);
    reopen();

    EXPECT_EQ(row_count(database()), 5);
}

TEST_F(DatabaseTest, FoldsTheLogAwayWithoutBeingAsked) {
    for (std::int64_t batch = 0; batch < 30; ++batch) commit_rows(database(), batch * 2000, 2000, std::string(400, 'w'));

    const auto log = files_.open("/v/guvoh.db-wal", platform::OpenMode::ReadOnly).value()->size().value();

    EXPECT_LT(log, 60U << 20);
    EXPECT_GT(files_.open("/v/guvoh.db", platform::OpenMode::ReadOnly).value()->size().value(), 10U << 20);
    EXPECT_EQ(row_count(database()), 60000);
}

TEST_F(DatabaseTest, KeepsATransactionLargerThanTheCache) {
    // Keys in no order dirty the same pages again after they have gone to the log: SQLite then writes their frames a second time.
    constexpr std::int64_t kRows = 60'000, kStep = 40'507;  // coprime: each key once
    const auto write_all = [this](std::string_view first) {
        auto change = database().begin_write().value();
        ASSERT_TRUE(change->execute(first));
        {
            auto put = change->prepare("insert into wide values(?, zeroblob(900)) on conflict do update set value=randomblob(900)").value();
            for (std::int64_t i = 0; i < kRows; ++i) {
                put.bind(1, (i * kStep) % kRows);
                ASSERT_TRUE(put.run());
            }
        }
        ASSERT_TRUE(change->commit());
    };
    for (const std::string_view first : {"create table wide(key integer primary key, value blob)", "select 1"}) {
        write_all(first);
        reopen();
        auto read = database().begin_read().value();
        {
            auto check = read->prepare("pragma integrity_check").value();
            ASSERT_TRUE(check.step().value());
            EXPECT_EQ(check.text(0), "ok");
        }
        auto count = read->prepare("select count(*) from wide").value();
        ASSERT_TRUE(count.step().value());
        EXPECT_EQ(count.integer(0), kRows);
    }
}

TEST_F(DatabaseTest, RunsEachMigrationStepOnce) {
    const std::vector<std::string> first{"create table a(x)"};
    const std::vector<std::string> both{"create table a(x)", "insert into a values(1); create table b(x)"};

    ASSERT_TRUE(database().migrate("thing", first));
    ASSERT_TRUE(database().migrate("thing", both));
    ASSERT_TRUE(database().migrate("thing", both));

    auto read = database().begin_read().value();
    auto count = read->prepare("select count(*) from a").value();
    ASSERT_TRUE(count.step().value());
    EXPECT_EQ(count.integer(0), 1);
    EXPECT_EQ(database().migrate("thing", first).error().kind, ErrorKind::Unsupported);
}

TEST_F(DatabaseTest, LeavesNothingOfAFailedMigrationStep) {
    EXPECT_FALSE(database().migrate("thing", {"create table a(x); insert into nowhere values(1)"}));

    EXPECT_TRUE(database().migrate("thing", {"create table a(x)"}));
}

TEST_F(DatabaseTest, SaysUnsupportedForANewerDatabase) {
    {
        auto change = database().begin_write().value();
        ASSERT_TRUE(change->execute("pragma user_version=99"));
        ASSERT_TRUE(change->commit());
    }
    vault_.reset();

    auto opened = Vault::open("/v", testing::passphrase(), testing::quick_options(files_));

    EXPECT_EQ(opened.error().kind, ErrorKind::Unsupported);
    EXPECT_NE(opened.error().text().find("99"), std::string::npos);
}

TEST_F(DatabaseTest, WritesAndReadsFromSeveralThreads) {
    commit_rows(database(), 0, 1);
    std::atomic<bool> wrong{false};
    std::atomic<bool> stop{false};
    std::vector<std::thread> threads;
    for (int reader = 0; reader < 3; ++reader) {
        threads.emplace_back([&] {
            std::int64_t seen = 1;
            while (!stop) {
                const auto count = row_count(database());
                if (count < seen) wrong = true;  // a later read never sees less
                seen = count;
            }
        });
    }
    std::vector<std::thread> writers;
    for (std::int64_t writer = 0; writer < 2; ++writer) {
        writers.emplace_back([&, writer] {
            for (std::int64_t row = 0; row < 50; ++row) {
                if (!testing::try_commit_rows(database(), 1 + writer * 50 + row, 1)) wrong = true;
            }
        });
    }
    for (auto& thread : writers) thread.join();
    stop = true;
    for (auto& thread : threads) thread.join();

    EXPECT_FALSE(wrong);
    EXPECT_EQ(row_count(database()), 101);
}

TEST_F(DatabaseTest, NothingPlainReachesTheDisk) {
    commit_rows(database(), 0, 2000, "Zhanaozen");
    ASSERT_TRUE(database().checkpoint());
    commit_rows(database(), 2000, 10, "Zhanaozen");

    for (const std::string name : {"/v/guvoh.db", "/v/guvoh.db-wal"}) {
        const auto bytes = platform::read_file(files_, name, 1U << 26).value();
        EXPECT_EQ(base::as_text(bytes).find("Zhanaozen"), std::string::npos) << name;
        EXPECT_EQ(base::as_text(bytes).find("create table"), std::string::npos) << name;
    }
}

}  // namespace
}  // namespace guvoh::vault
