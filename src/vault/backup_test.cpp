// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gtest/gtest.h>

#include <thread>

#include "platform/memory_file_system.h"
#include "vault/testing/small_vault.h"
#include "vault/vault.h"

namespace guvoh::vault {
namespace {

using base::ErrorKind;
using testing::commit_rows;
using testing::passphrase;
using testing::quick_options;
using testing::row_count;

base::Hash put(Vault& vault, const std::string& text) {
    const auto hash = crypto::sha256(base::as_bytes(text));
    EXPECT_TRUE(vault.blobs().put_bytes(hash, base::as_bytes(text)));
    return hash;
}

class BackupTest : public ::testing::Test {
protected:
    void SetUp() override { vault_ = std::move(Vault::create("/v", passphrase(), quick_options(files_)).value().vault); }
    std::unique_ptr<Vault> open(const std::string& folder) {
        auto opened = Vault::open(folder, passphrase(), quick_options(files_));
        EXPECT_TRUE(opened) << opened.error().text();
        return opened ? std::move(*opened) : nullptr;
    }
    std::string blob_path(const std::string& folder, const base::Hash& hash) {
        const auto name = vault_->blobs().keyed_name(hash);
        return folder + "/blobs/" + name.substr(0, 2) + "/" + name;
    }
    platform::MemoryFileSystem files_;
    std::unique_ptr<Vault> vault_;
};

TEST_F(BackupTest, OpensWithTheSamePassphraseAndHoldsTheSame) {
    commit_rows(vault_->database(), 0, 500);
    const auto hash = put(*vault_, "a statement");

    auto report = vault_->backup("/backup");

    ASSERT_TRUE(report) << report.error().text();
    EXPECT_EQ(report->blobs_copied, 1U);
    auto copy = open("/backup");
    ASSERT_TRUE(copy);
    EXPECT_EQ(copy->id(), vault_->id());
    EXPECT_EQ(row_count(copy->database()), 500);
    EXPECT_TRUE(copy->blobs().check(hash));
    EXPECT_TRUE(copy->database().check());
}

TEST_F(BackupTest, CopiesOnlyNewBlobsTheSecondTime) {
    commit_rows(vault_->database(), 0, 5);
    put(*vault_, "one");
    ASSERT_TRUE(vault_->backup("/backup"));
    commit_rows(vault_->database(), 5, 5);
    put(*vault_, "two");

    auto report = vault_->backup("/backup");

    ASSERT_TRUE(report) << report.error().text();
    EXPECT_EQ(report->blobs_seen, 2U);
    EXPECT_EQ(report->blobs_already_there, 1U);
    EXPECT_EQ(report->blobs_copied, 1U);
    EXPECT_EQ(row_count(open("/backup")->database()), 10);
}

TEST_F(BackupTest, GoesOnAfterBeingCancelled) {
    commit_rows(vault_->database(), 0, 5);
    for (int blob = 0; blob < 20; ++blob) put(*vault_, "blob " + std::to_string(blob));
    int calls = 0;

    auto stopped = vault_->backup("/backup", [&calls](std::uint64_t, std::uint64_t) { return ++calls < 10; });
    EXPECT_EQ(stopped.error().kind, ErrorKind::Cancelled);
    EXPECT_EQ(Vault::open("/backup", passphrase(), quick_options(files_)).error().kind, ErrorKind::NotFound);
    auto report = vault_->backup("/backup");

    ASSERT_TRUE(report) << report.error().text();
    EXPECT_GT(report->blobs_already_there, 0U);
    EXPECT_EQ(report->blobs_already_there + report->blobs_copied, 20U);
    EXPECT_TRUE(open("/backup"));
}

TEST_F(BackupTest, TellsProgressUpToTheEnd) {
    commit_rows(vault_->database(), 0, 5);
    put(*vault_, "one");
    std::uint64_t last_done = 0, last_total = 0;

    ASSERT_TRUE(vault_->backup("/backup", [&](std::uint64_t done, std::uint64_t total) {
        EXPECT_GE(done, last_done);
        EXPECT_LE(done, total);
        last_done = done;
        last_total = total;
        return true;
    }));

    EXPECT_EQ(last_done, last_total);
    EXPECT_GT(last_done, 0U);
}

TEST_F(BackupTest, RefusesAnotherVaultsFolderAndAnyOtherFolder) {
    { ASSERT_TRUE(Vault::create("/w", passphrase(), quick_options(files_))); }
    ASSERT_TRUE(files_.make_folders("/home"));
    ASSERT_TRUE(platform::write_file_durably(files_, "/home/notes.txt", base::as_bytes("mine")));

    EXPECT_EQ(vault_->backup("/w").error().kind, ErrorKind::Conflict);
    EXPECT_EQ(vault_->backup("/home").error().kind, ErrorKind::Conflict);
    EXPECT_EQ(vault_->backup("/v").error().kind, ErrorKind::Locked);
}

TEST_F(BackupTest, NamesDamagedBlobsAndKeepsTheGoodFormerCopy) {
    commit_rows(vault_->database(), 0, 5);
    const auto first = put(*vault_, "first");
    ASSERT_TRUE(vault_->backup("/backup"));
    const auto second = put(*vault_, "second");
    testing::flip_byte(files_, blob_path("/v", first), 50);
    testing::flip_byte(files_, blob_path("/v", second), 50);

    auto report = vault_->backup("/backup");

    ASSERT_TRUE(report) << report.error().text();
    EXPECT_EQ(report->damaged, (std::vector<std::string>{vault_->blobs().keyed_name(second)}));
    auto copy = open("/backup");
    EXPECT_TRUE(copy->blobs().check(first));
    EXPECT_FALSE(copy->blobs().exists(second));
}

TEST_F(BackupTest, FollowsErasuresButNotLosses) {
    commit_rows(vault_->database(), 0, 5);
    const auto erased = put(*vault_, "expunged for someone's safety");
    const auto lost = put(*vault_, "lost by a failing disk");
    ASSERT_TRUE(vault_->backup("/backup"));
    ASSERT_TRUE(vault_->blobs().erase(erased));
    ASSERT_TRUE(files_.remove(blob_path("/v", lost)));

    ASSERT_TRUE(vault_->backup("/backup"));

    auto copy = open("/backup");
    EXPECT_FALSE(copy->blobs().exists(erased));
    EXPECT_TRUE(copy->blobs().check(lost));
}

TEST_F(BackupTest, RefusesABackupThatWasChangedSince) {
    commit_rows(vault_->database(), 0, 5);
    ASSERT_TRUE(vault_->backup("/backup"));
    commit_rows(open("/backup")->database(), 5, 1);

    EXPECT_EQ(vault_->backup("/backup").error().kind, ErrorKind::Conflict);
}

TEST_F(BackupTest, ReplacesAChangedBackupOnlyWhenAllItsWorkIsHere) {
    commit_rows(vault_->database(), 0, 5);
    ASSERT_TRUE(vault_->backup("/backup"));
    commit_rows(open("/backup")->database(), 5, 1);
    BackupRules rules;
    rules.holds_all_of = [](Session& former) -> base::Expected<bool> {
        GUVOH_TRY(auto count, former.prepare("select count(*) from line"));
        GUVOH_TRY_VOID(count.step());
        return count.integer(0) <= 5;
    };

    EXPECT_EQ(vault_->backup("/backup", {}, rules).error().kind, ErrorKind::Conflict);
    EXPECT_EQ(row_count(open("/backup")->database()), 6);
    rules.holds_all_of = [](Session&) -> base::Expected<bool> { return true; };
    EXPECT_TRUE(vault_->backup("/backup", {}, rules));
    EXPECT_EQ(row_count(open("/backup")->database()), 5);
}

TEST_F(BackupTest, CopiesAnewWhatIsDamagedInTheBackupWhenAskedToReadAll) {
    commit_rows(vault_->database(), 0, 5);
    const auto hash = put(*vault_, "a statement");
    ASSERT_TRUE(vault_->backup("/backup"));
    testing::flip_byte(files_, blob_path("/backup", hash), 50);
    BackupRules rules;
    rules.read_all = true;

    auto report = vault_->backup("/backup", {}, rules);

    ASSERT_TRUE(report) << report.error().text();
    EXPECT_EQ(report->blobs_copied, 1U);
    EXPECT_TRUE(open("/backup")->blobs().check(hash));
}

TEST_F(BackupTest, RestoresAllButWhatIsDamagedAndSaysWhich) {
    commit_rows(vault_->database(), 0, 5);
    const auto good = put(*vault_, "good"), bad = put(*vault_, "bad");
    ASSERT_TRUE(vault_->backup("/backup"));
    testing::flip_byte(files_, blob_path("/backup", bad), 8);  // the version: damage, not a newer format
    ASSERT_TRUE(platform::write_file_durably(files_, "/file", {}));

    auto report = restore("/backup", "/new", passphrase(), quick_options(files_));

    ASSERT_TRUE(report) << report.error().text();
    EXPECT_EQ(report->damaged, (std::vector<std::string>{vault_->blobs().keyed_name(bad)}));
    EXPECT_TRUE(open("/new")->blobs().check(good));
    EXPECT_EQ(restore("/backup", "/file", passphrase(), quick_options(files_)).error().kind, ErrorKind::Conflict);
}

TEST_F(BackupTest, IsConsistentWhileOthersWrite) {
    commit_rows(vault_->database(), 0, 1000);
    std::thread writer([this] {
        for (std::int64_t batch = 0; batch < 20; ++batch) commit_rows(vault_->database(), 1000 + batch * 100, 100);
    });

    auto report = vault_->backup("/backup");
    writer.join();

    ASSERT_TRUE(report) << report.error().text();
    auto copy = open("/backup");
    EXPECT_EQ(row_count(copy->database()) % 100, 0);
    EXPECT_TRUE(copy->database().check());
}

TEST_F(BackupTest, IsRestoredToANewFolder) {
    commit_rows(vault_->database(), 0, 50);
    const auto hash = put(*vault_, "a statement");
    ASSERT_TRUE(vault_->backup("/backup"));
    const auto options = quick_options(files_);

    EXPECT_EQ(restore("/backup", "/new", passphrase("wrong"), options).error().kind, ErrorKind::BadKey);
    auto restored = restore("/backup", "/new", passphrase(), options);

    ASSERT_TRUE(restored) << restored.error().text();
    auto copy = open("/new");
    EXPECT_EQ(row_count(copy->database()), 50);
    EXPECT_TRUE(copy->blobs().check(hash));
    EXPECT_EQ(restore("/backup", "/new", passphrase(), options).error().kind, ErrorKind::Conflict);
}

TEST_F(BackupTest, StillOpensAfterTheVaultsKeyslotsWereDestroyed) {
    commit_rows(vault_->database(), 0, 5);
    ASSERT_TRUE(vault_->backup("/backup"));

    ASSERT_TRUE(destroy_keyslots("/v", files_));

    EXPECT_EQ(row_count(open("/backup")->database()), 5);
}

}  // namespace
}  // namespace guvoh::vault
