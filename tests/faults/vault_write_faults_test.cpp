// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Breaks every single write, sync, rename and removal of a vault's life in turn, cuts the power, opens again: what was
// acknowledged is there, what failed is not half there, nothing is corrupt, and work goes on.
#include <gtest/gtest.h>

#include <set>

#include "platform/memory_file_system.h"
#include "vault/testing/small_vault.h"
#include "vault/vault.h"

namespace guvoh::vault {
namespace {

using base::ErrorKind;
using platform::Fault;
using platform::MemoryFileSystem;
using testing::passphrase;
using testing::quick_options;

constexpr std::int64_t kBatchRows = 3;
const char* const kFirstWords = "first words";
const char* const kNextWords = "next words";

std::string blob_text(int number) {
    return number % 2 == 0 ? "statement " + std::to_string(number) : std::string(140000, static_cast<char>('a' + number));
}

base::Hash blob_hash(int number) { return crypto::sha256(base::as_bytes(blob_text(number))); }

/// What the session was told, and what it tried.
struct Told {
    bool created = false;
    std::set<std::int64_t> tried_batches, kept_batches;
    std::set<int> kept_blobs;
    bool passphrase_change_tried = false, passphrase_changed = false;
    bool pages_kept = false;
    bool backup_done = false;
    std::set<std::int64_t> backup_batches;
    std::set<int> backup_blobs;
};

/// A scripted life of a vault. Each step stands alone: when one fails the next is tried, as a person would.
class Life {
public:
    explicit Life(MemoryFileSystem& files) : files_(files) {}
    Told told;

    /// What had been told before the step in which the fault struck.
    Told told_before_fault;
    bool struck = false;
    void strike() {
        struck = true;
        told_before_fault = before_step_;
    }

    void live() {
        step([this] { create(); });
        step([this] { commit(0); });
        step([this] { put(1); });
        step([this] { change_passphrase(); });
        step([this] { put(2); });
        step([this] { commit(1); });
        step([this] { fold(); });
        step([this] { commit(2); });
        step([this] { write_pages(); });
        step([this] { back_up(); });
        step([this] { commit(3); });
        step([this] { put(3); });
        step([this] { reopen(); });
        step([this] { commit(4); });
        step([this] { back_up(); });
        step([this] { commit(5); });
        vault_.reset();
    }

private:
    template <class Step>
    void step(Step run) {
        before_step_ = told;
        run();
    }

    void create() {
        auto made = Vault::create("/v", passphrase(kFirstWords), quick_options(files_));
        if (!made) return;
        told.created = true;
        vault_ = std::move(made->vault);
    }
    void commit(std::int64_t batch) {
        if (!vault_) return;
        told.tried_batches.insert(batch);
        if (testing::try_commit_rows(vault_->database(), batch * kBatchRows, kBatchRows, std::string(3000, 'w'))) {
            told.kept_batches.insert(batch);
        }
    }
    void put(int number) {
        if (!vault_) return;
        const auto text = blob_text(number);
        const bool put = vault_->blobs().put_bytes(blob_hash(number), base::as_bytes(text)).has_value();
        if (put && vault_->blobs().sync()) told.kept_blobs.insert(number);
    }
    void change_passphrase() {
        if (!vault_) return;
        told.passphrase_change_tried = true;
        told.passphrase_changed = vault_->change_passphrase(passphrase(kFirstWords), passphrase(kNextWords)).has_value();
    }
    void fold() {
        if (vault_) static_cast<void>(vault_->database().checkpoint());
    }
    void write_pages() {
        if (!vault_) return;
        auto writer = vault_->pages().create("segment");
        if (!writer) return;
        for (int page = 0; page < 20; ++page) {
            if (!(*writer)->append(base::Bytes(500, static_cast<base::Byte>(page)))) return;
        }
        told.pages_kept = (*writer)->finish().has_value();
    }
    void back_up() {
        if (!vault_) return;
        auto report = vault_->backup("/backup");
        if (!report) return;
        EXPECT_TRUE(report->damaged.empty());
        told.backup_done = true;
        told.backup_batches = told.kept_batches;
        told.backup_blobs = told.kept_blobs;
    }
    void reopen() {
        vault_.reset();
        for (const char* words : {kNextWords, kFirstWords}) {
            auto opened = Vault::open("/v", passphrase(words), quick_options(files_));
            if (opened) vault_ = std::move(*opened);
            if (vault_) return;
        }
    }

    MemoryFileSystem& files_;
    std::unique_ptr<Vault> vault_;
    Told before_step_;
};

/// Opens with the passphrases that may hold. `told.passphrase_changed` says which must.
std::unique_ptr<Vault> open_any(MemoryFileSystem& files, const std::string& folder, const Told& told) {
    std::string errors;
    for (const char* words : {kNextWords, kFirstWords}) {
        if (!told.passphrase_change_tried && words == kNextWords) continue;
        if (told.passphrase_changed && words == kFirstWords && folder == "/v") continue;
        auto opened = Vault::open(folder, passphrase(words), quick_options(files));
        if (opened) return std::move(*opened);
        errors += opened.error().text() + "; ";
    }
    ADD_FAILURE() << folder << " does not open: " << errors;
    return nullptr;
}

/// The batches that are there; each must be there whole.
std::set<std::int64_t> batches_in(Vault& vault) {
    std::set<std::int64_t> batches;
    auto read = vault.database().begin_read();
    EXPECT_TRUE(read);
    if (!read) return batches;
    auto rows = (*read)->prepare("select number/3, count(*) from line group by 1");
    if (!rows) return batches;  // the table was never made
    while (rows->step().value()) {
        EXPECT_EQ(rows->integer(1), kBatchRows) << "half a transaction";
        batches.insert(rows->integer(0));
    }
    return batches;
}

void expect_all(const std::set<std::int64_t>& wanted, const std::set<std::int64_t>& found) {
    for (const auto batch : wanted) EXPECT_TRUE(found.count(batch) == 1) << "acknowledged batch " << batch << " is gone";
}

void check_vault(MemoryFileSystem& files, const Told& kept, const Told& tried) {
    Told passphrases;
    passphrases.passphrase_change_tried = tried.passphrase_change_tried;
    passphrases.passphrase_changed = kept.passphrase_changed;
    auto vault = open_any(files, "/v", passphrases);
    if (!vault) return;
    const auto checked = vault->database().check();
    EXPECT_TRUE(checked) << checked.error().text();
    const auto found = batches_in(*vault);
    expect_all(kept.kept_batches, found);
    for (const auto batch : found) EXPECT_TRUE(tried.tried_batches.count(batch) == 1);
    for (const int blob : kept.kept_blobs) EXPECT_TRUE(vault->blobs().check(blob_hash(blob))) << "blob " << blob;
    if (kept.pages_kept) {
        auto file = vault->pages().open("segment");
        EXPECT_TRUE(file);
        base::Bytes page(kPagePayloadBytes);
        for (std::uint64_t index = 0; file && index < 20; ++index) EXPECT_TRUE((*file)->read_page(index, page));
    }
    // Work goes on: the same blobs again, a commit, a backup that holds all of it.
    for (int blob = 1; blob <= 3; ++blob) EXPECT_TRUE(vault->blobs().put_bytes(blob_hash(blob), base::as_bytes(blob_text(blob))));
    EXPECT_TRUE(testing::try_commit_rows(vault->database(), 600, kBatchRows));
    const auto report = vault->backup("/backup");
    EXPECT_TRUE(report) << report.error().text();
    if (report) {
        EXPECT_TRUE(report->damaged.empty());
    }
}

void check_backup(MemoryFileSystem& files, const Told& kept, const Told& tried) {
    if (!files.exists("/backup/vault.json")) {
        EXPECT_FALSE(kept.backup_done);
        return;
    }
    auto copy = open_any(files, "/backup", tried);
    if (!copy) return;
    EXPECT_TRUE(copy->database().check());
    const auto found = batches_in(*copy);
    expect_all(kept.backup_batches, found);
    for (const int blob : kept.backup_blobs) EXPECT_TRUE(copy->blobs().check(blob_hash(blob)));
}

/// One life with one fault, then a power cut and a look around. False when the life has no such operation.
bool survives(Fault fault, std::uint64_t at, std::uint64_t seed) {
    MemoryFileSystem files;
    Life life(files);
    files.set_fault_plan([&life, fault, at](std::uint64_t operation, std::string_view) {
        if (operation != at) return Fault::None;
        life.strike();
        return fault;
    });
    life.live();
    files.set_fault_plan({});
    if (!life.struck) return false;
    files.power_cut(seed);
    // A dropped write or sync was reported as done: what that very step was told cannot be kept by anybody.
    const Told& kept = fault == Fault::Drop ? life.told_before_fault : life.told;
    if (kept.created) {
        check_backup(files, kept, life.told);
        check_vault(files, kept, life.told);
    } else if (!life.told.created) {
        auto made = Vault::create("/v", passphrase(kFirstWords), quick_options(files));
        const bool whole_already = !made && made.error().kind == ErrorKind::Conflict && files.exists("/v/vault.json");
        EXPECT_TRUE(made || whole_already) << made.error().text();
    }
    return true;
}

void break_each_operation(Fault fault) {
    std::uint64_t at = 0;
    while (survives(fault, at, at % 3 == 0 ? 0 : at * 7919 + 1)) {
        if (::testing::Test::HasFailure()) {
            ADD_FAILURE() << "at operation " << at;
            return;
        }
        ++at;
    }
    EXPECT_GT(at, 100U);
}

TEST(VaultWriteFaults, KeepsWhatItAcknowledgedWhenAnyWriteFails) { break_each_operation(Fault::FailIo); }
TEST(VaultWriteFaults, KeepsWhatItAcknowledgedWhenTheDiskIsFullAtAnyWrite) { break_each_operation(Fault::FailFull); }
TEST(VaultWriteFaults, KeepsWhatItAcknowledgedWhenAnyWriteIsTorn) { break_each_operation(Fault::Tear); }
TEST(VaultWriteFaults, KeepsWhatItAcknowledgedBeforeAnyDroppedWrite) { break_each_operation(Fault::Drop); }

}  // namespace
}  // namespace guvoh::vault
