// SPDX-License-Identifier: AGPL-3.0-or-later
#include "vault/vault.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "platform/memory_file_system.h"
#include "platform/testing/temporary_folder.h"
#include "vault/testing/small_vault.h"

namespace guvoh::vault {
namespace {

using base::ErrorKind;
using testing::passphrase;
using testing::quick_options;

TEST(Vault, GivesBackAfterReopeningWhatWasCommitted) {
    platform::MemoryFileSystem files;
    {
        auto made = Vault::create("/v", passphrase(), quick_options(files));
        ASSERT_TRUE(made) << made.error().text();
        testing::commit_rows(made->vault->database(), 0, 10);
    }

    auto vault = Vault::open("/v", passphrase(), quick_options(files));

    ASSERT_TRUE(vault) << vault.error().text();
    EXPECT_EQ(testing::row_count((*vault)->database()), 10);
}

TEST(Vault, KeepsItsIdAndKeysAcrossOpenings) {
    platform::MemoryFileSystem files;
    auto made = Vault::create("/v", passphrase(), quick_options(files)).value();
    const auto id = made.vault->id();
    const auto key = made.vault->key_for("search");
    made.vault.reset();

    auto vault = Vault::open("/v", passphrase(), quick_options(files));

    ASSERT_TRUE(vault) << vault.error().text();
    EXPECT_EQ((*vault)->id(), id);
    EXPECT_TRUE((*vault)->key_for("search") == key);
    EXPECT_FALSE((*vault)->key_for("other") == key);
}

TEST(Vault, SaysNotFoundWhereThereIsNone) {
    platform::MemoryFileSystem files;
    ASSERT_TRUE(files.make_folders("/v"));

    auto vault = Vault::open("/v", passphrase(), quick_options(files));

    EXPECT_EQ(vault.error().kind, ErrorKind::NotFound);
    EXPECT_TRUE(files.list("/v").value().empty());
}

TEST(Vault, SaysBadKeyForAWrongPassphrase) {
    platform::MemoryFileSystem files;
    ASSERT_TRUE(Vault::create("/v", passphrase(), quick_options(files)));

    auto vault = Vault::open("/v", passphrase("wrong"), quick_options(files));

    EXPECT_EQ(vault.error().kind, ErrorKind::BadKey);
}

TEST(Vault, SaysLockedWhileAnotherHoldsIt) {
    platform::MemoryFileSystem files;
    auto held = Vault::create("/v", passphrase(), quick_options(files));
    ASSERT_TRUE(held);

    auto vault = Vault::open("/v", passphrase(), quick_options(files));

    EXPECT_EQ(vault.error().kind, ErrorKind::Locked);
}

TEST(Vault, SaysWhatToDoWithAFolderThatCannotBeWrittenTo) {
    class ReadOnlyMedium final : public platform::MemoryFileSystem {
    public:
        base::Expected<std::unique_ptr<platform::FileLock>> lock(const std::string& path) override {
            if (read_only) return base::fail(ErrorKind::Denied, "opening a lock file: Read-only file system");
            return MemoryFileSystem::lock(path);
        }
        bool read_only = false;
    } files;
    ASSERT_TRUE(Vault::create("/v", passphrase(), quick_options(files)));
    files.read_only = true;

    auto vault = Vault::open("/v", passphrase(), quick_options(files));

    EXPECT_EQ(vault.error().kind, ErrorKind::Denied);
    EXPECT_NE(vault.error().text().find("copy it"), std::string::npos) << vault.error().text();
}

TEST(Vault, SaysCorruptForADamagedHeader) {
    platform::MemoryFileSystem files;
    ASSERT_TRUE(Vault::create("/v", passphrase(), quick_options(files)));
    testing::flip_byte(files, "/v/vault.json", 40);

    auto vault = Vault::open("/v", passphrase(), quick_options(files));

    EXPECT_EQ(vault.error().kind, ErrorKind::Corrupt);
}

TEST(Vault, SaysCorruptForAMissingHeader) {
    platform::MemoryFileSystem files;
    ASSERT_TRUE(Vault::create("/v", passphrase(), quick_options(files)));
    ASSERT_TRUE(files.remove("/v/vault.json"));

    auto vault = Vault::open("/v", passphrase(), quick_options(files));

    EXPECT_EQ(vault.error().kind, ErrorKind::Corrupt);
}

TEST(Vault, RefusesToBeMadeWhereSomethingIs) {
    platform::MemoryFileSystem files;
    ASSERT_TRUE(files.make_folders("/v"));
    ASSERT_TRUE(platform::write_file_durably(files, "/v/notes.txt", base::as_bytes("mine")));

    EXPECT_EQ(Vault::create("/v", passphrase(), quick_options(files)).error().kind, ErrorKind::Conflict);
    ASSERT_TRUE(Vault::create("/w", passphrase(), quick_options(files)));
    EXPECT_EQ(Vault::create("/w", passphrase(), quick_options(files)).error().kind, ErrorKind::Conflict);
}

TEST(Vault, OpensWithTheRecoveryKeyFromPaper) {
    platform::MemoryFileSystem files;
    auto key = Vault::create("/v", passphrase(), quick_options(files)).value().recovery_key;

    auto vault = Vault::open_with_recovery_key("/v", key.text, quick_options(files));
    EXPECT_TRUE(vault) << vault.error().text();
    vault->reset();
    key.text[0] = key.text[0] == 'A' ? 'B' : 'A';
    auto mistyped = Vault::open_with_recovery_key("/v", key.text, quick_options(files));

    EXPECT_EQ(mistyped.error().kind, ErrorKind::Invalid);
}

TEST(Vault, TakesANewPassphraseAndForgetsTheOld) {
    platform::MemoryFileSystem files;
    {
        auto made = Vault::create("/v", passphrase(), quick_options(files)).value();
        EXPECT_EQ(made.vault->change_passphrase(passphrase("wrong"), passphrase("next")).error().kind, ErrorKind::BadKey);
        ASSERT_TRUE(made.vault->change_passphrase(passphrase(), passphrase("next")));
    }

    EXPECT_EQ(Vault::open("/v", passphrase(), quick_options(files)).error().kind, ErrorKind::BadKey);
    EXPECT_TRUE(Vault::open("/v", passphrase("next"), quick_options(files)));
}

TEST(Vault, KeepsItsLastKeyslot) {
    platform::MemoryFileSystem files;
    auto made = Vault::create("/v", passphrase(), quick_options(files)).value();
    const auto slots = made.vault->keyslots();
    ASSERT_EQ(slots.size(), 2U);

    EXPECT_TRUE(made.vault->remove_keyslot(slots[0].id));
    EXPECT_EQ(made.vault->remove_keyslot(slots[0].id).error().kind, ErrorKind::NotFound);
    EXPECT_EQ(made.vault->remove_keyslot(slots[1].id).error().kind, ErrorKind::Conflict);
}

TEST(Vault, OpensWithEachOfSeveralPassphrases) {
    platform::MemoryFileSystem files;
    {
        auto made = Vault::create("/v", passphrase(), quick_options(files)).value();
        auto info = made.vault->add_passphrase(passphrase("second"), "Aizhan's laptop");
        ASSERT_TRUE(info);
        EXPECT_EQ(info->label, "Aizhan's laptop");
        EXPECT_EQ(made.vault->keyslots().size(), 3U);
    }

    EXPECT_TRUE(Vault::open("/v", passphrase("second"), quick_options(files)));
    EXPECT_TRUE(Vault::open("/v", passphrase(), quick_options(files)));
}

TEST(Vault, CannotBeOpenedAfterItsKeyslotsAreDestroyedEvenWhileOpen) {
    platform::MemoryFileSystem files;
    auto made = Vault::create("/v", passphrase(), quick_options(files)).value();

    ASSERT_TRUE(destroy_keyslots("/v", files));
    made.vault.reset();

    EXPECT_EQ(Vault::open("/v", passphrase(), quick_options(files)).error().kind, ErrorKind::Corrupt);
    EXPECT_EQ(destroy_keyslots("/v", files).error().kind, ErrorKind::NotFound);
}

TEST(Vault, FinishesAnInterruptedCreation) {
    platform::MemoryFileSystem files;
    auto options = quick_options(files);
    files.set_fault_plan([](std::uint64_t operation, std::string_view) {
        return operation < 12 ? platform::Fault::None : platform::Fault::FailIo;
    });
    ASSERT_FALSE(Vault::create("/v", passphrase(), options));
    files.set_fault_plan({});
    files.power_cut();

    auto made = Vault::create("/v", passphrase(), options);

    EXPECT_TRUE(made) << made.error().text();
}

TEST(Vault, LeavesAloneWhatAnotherProcessIsJustMaking) {
    platform::MemoryFileSystem files;
    ASSERT_TRUE(files.make_folders("/v"));
    const auto other = files.lock("/v/lock").value();
    ASSERT_TRUE(platform::write_file_durably(files, "/v/creating", {}));
    ASSERT_TRUE(platform::write_file_durably(files, "/v/guvoh.db", base::as_bytes("being made")));

    auto made = Vault::create("/v", passphrase(), quick_options(files));

    EXPECT_EQ(made.error().kind, ErrorKind::Locked);
    EXPECT_TRUE(files.exists("/v/guvoh.db"));
}

TEST(Vault, IsNoneUntilItHoldsWhatItBeginsWith) {
    platform::MemoryFileSystem files;
    const auto fails = [](Vault&) -> base::Status { return base::fail(ErrorKind::Io, "stopped"); };
    const auto fills = [](Vault& vault) { return testing::try_commit_rows(vault.database(), 0, 3); };

    ASSERT_FALSE(Vault::create("/v", passphrase(), quick_options(files), fails));
    EXPECT_EQ(Vault::open("/v", passphrase(), quick_options(files)).error().kind, ErrorKind::NotFound);
    auto made = Vault::create("/v", passphrase(), quick_options(files), fills);

    ASSERT_TRUE(made) << made.error().text();
    EXPECT_EQ(testing::row_count(made->vault->database()), 3);
}

TEST(Vault, WritesNoKeyslotsAgainAfterTheyWereDestroyed) {
    platform::MemoryFileSystem files;
    auto made = Vault::create("/v", passphrase(), quick_options(files)).value();
    ASSERT_TRUE(destroy_keyslots("/v", files));

    EXPECT_EQ(made.vault->add_passphrase(passphrase("second"), "").error().kind, ErrorKind::Conflict);

    EXPECT_FALSE(files.exists("/v/vault.json"));
}

TEST(Vault, RemovesKeyslotsThatCannotBeOverwrittenAndSaysSo) {
    platform::MemoryFileSystem files;
    ASSERT_TRUE(Vault::create("/v", passphrase(), quick_options(files)));
    files.set_fault_plan([](std::uint64_t, std::string_view what) { return what == "write" ? platform::Fault::FailIo : platform::Fault::None; });

    EXPECT_EQ(destroy_keyslots("/v", files).error().kind, ErrorKind::Io);

    EXPECT_FALSE(files.exists("/v/vault.json"));
}

TEST(Vault, SaysDeniedForAFolderThatCannotBeReached) {
    const platform::testing::TemporaryFolder folder;
    const std::string nowhere = folder.path() + "/v";
    std::filesystem::create_directory_symlink("v", nowhere);  // leads to itself
    auto& files = platform::real_file_system();

    EXPECT_EQ(Vault::open(nowhere, passphrase(), quick_options(files)).error().kind, ErrorKind::Denied);
    EXPECT_EQ(destroy_keyslots(nowhere, files).error().kind, ErrorKind::Denied);
}

TEST(Vault, WorksUnencryptedForBenchmarks) {
    platform::MemoryFileSystem files;
    auto options = quick_options(files);
    options.encrypted = false;
    {
        auto made = Vault::create("/v", passphrase(), options).value();
        testing::commit_rows(made.vault->database(), 0, 3);
        ASSERT_TRUE(made.vault->blobs().put_bytes(crypto::sha256(base::as_bytes("words")), base::as_bytes("words")));
    }

    auto vault = Vault::open("/v", passphrase(), options);

    ASSERT_TRUE(vault) << vault.error().text();
    EXPECT_EQ(testing::row_count((*vault)->database()), 3);
    EXPECT_EQ((*vault)->blobs().get_bytes(crypto::sha256(base::as_bytes("words")), 100).value().size(), 5U);
    EXPECT_TRUE((*vault)->database().check());
}

}  // namespace
}  // namespace guvoh::vault
