// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Version 1 of the vault, for ever: testdata/vault/v1 opens, and the worked example in docs/formats/vault.md holds.
// To make testdata anew (only while no release has been made): GUVOH_WRITE_TESTDATA=1 vault_test --gtest_filter=VaultV1.IsWritten
#include <gtest/gtest.h>

#include <cstdlib>

#include "platform/memory_file_system.h"
#include "vault/recovery_key.h"
#include "vault/testing/small_vault.h"
#include "vault/vault_parts.h"

namespace guvoh::vault {
namespace {

using testing::passphrase;
using testing::quick_options;

const std::string kFolder = GUVOH_SOURCE_DIR "/testdata/vault/v1";
constexpr std::string_view kPassphrase = "testdata passphrase";

base::Bytes long_blob() { return base::Bytes(65536 + 1000, 'k'); }

void copy_folder(platform::FileSystem& from, const std::string& from_folder, platform::FileSystem& to, const std::string& to_folder) {
    ASSERT_TRUE(to.make_folders(to_folder));
    const auto entries = from.list(from_folder).value();
    for (const auto& entry : entries) {
        const auto source = from_folder + "/" + entry.name;
        const auto target = to_folder + "/" + entry.name;
        if (entry.is_folder) {
            copy_folder(from, source, to, target);
        } else {
            ASSERT_TRUE(platform::write_file_durably(to, target, platform::read_file(from, source, 1U << 26).value()));
        }
    }
}

/// A key of the bytes 00 01 02 ... 1f.
crypto::Key counting_key() {
    crypto::Key key;
    for (std::size_t index = 0; index < 32; ++index) key.span()[index] = static_cast<base::Byte>(index);
    return key;
}

TEST(VaultV1, IsWritten) {
    if (std::getenv("GUVOH_WRITE_TESTDATA") == nullptr) GTEST_SKIP() << "set GUVOH_WRITE_TESTDATA to write testdata anew";
    platform::MemoryFileSystem files;
    auto made = Vault::create("/v", passphrase(kPassphrase), quick_options(files)).value();
    testing::commit_rows(made.vault->database(), 0, 5);
    for (const auto& bytes : {base::Bytes{}, base::Bytes{'a', 'b', 'c'}, long_blob()}) {
        ASSERT_TRUE(made.vault->blobs().put_bytes(crypto::sha256(bytes), bytes));
    }
    auto writer = made.vault->pages().create("segment-1").value();
    ASSERT_TRUE(writer->append(base::Bytes(10, 'p')));
    ASSERT_TRUE(writer->finish());
    made.vault.reset();
    ASSERT_TRUE(files.remove("/v/lock"));
    auto& real = platform::real_file_system();
    copy_folder(files, "/v", real, kFolder);
    ASSERT_TRUE(platform::write_file_durably(real, kFolder + "/../v1-recovery-key.txt", base::as_bytes(made.recovery_key.text + "\n")));
}

class VaultV1Test : public ::testing::Test {
protected:
    void SetUp() override {
        ASSERT_TRUE(platform::real_file_system().exists(kFolder)) << "testdata/vault/v1 is missing";
        copy_folder(platform::real_file_system(), kFolder, files_, "/v");
    }
    platform::MemoryFileSystem files_;
};

TEST_F(VaultV1Test, OpensWithItsPassphraseAndHoldsWhatWasPut) {
    auto opened = Vault::open("/v", passphrase(kPassphrase), quick_options(files_));
    ASSERT_TRUE(opened) << opened.error().text();
    auto& vault = **opened;

    EXPECT_TRUE(vault.database().check());
    EXPECT_EQ(testing::row_count(vault.database()), 5);
    for (const auto& bytes : {base::Bytes{}, base::Bytes{'a', 'b', 'c'}, long_blob()}) {
        EXPECT_EQ(vault.blobs().get_bytes(crypto::sha256(bytes), 1U << 20).value(), bytes);
    }
    auto pages = vault.pages().open("segment-1").value();
    base::Bytes page(kPagePayloadBytes);
    ASSERT_EQ(pages->page_count(), 1U);
    EXPECT_TRUE(pages->read_page(0, page));
    EXPECT_EQ(page[9], 'p');
    EXPECT_EQ(vault.keyslots().size(), 2U);
}

TEST_F(VaultV1Test, OpensWithItsRecoveryKey) {
    const auto text = platform::read_file(platform::real_file_system(), kFolder + "/../v1-recovery-key.txt", 1000).value();

    EXPECT_TRUE(Vault::open_with_recovery_key("/v", base::as_text(text), quick_options(files_)));
}

// The worked example of docs/formats/vault.md.

TEST(VaultFormat, DerivesTheDocumentedKeys) {
    const auto master = counting_key();
    const auto blobs = blob_keys(master, true);
    const auto database = database_key(master, true);

    EXPECT_EQ(base::to_hex(database->key.span()), "97a1f35b9703bb63d02a72ac8242ca916220783dea6eecae1e49c1fce61a1460");
    EXPECT_EQ(base::to_hex(database->salt), "ed7c6f884622658ed92095e1419c6664");
    EXPECT_EQ(base::to_hex(blobs.contents.span()), "cc9685479ae4f3652c16db07f30e36886b0a8c52bffd7bacbba0845b752e4161");
    EXPECT_EQ(base::to_hex(blobs.names.span()), "648478f90e12df6c58dace4ea27cb4c647f2e49b1fb92b9d413bfd629fa15ebb");
    EXPECT_EQ(recovery_key_text(master), "000G-40R4-0M30-E209-185G-R38E-1W81-24GK-2GAH-C5RR-34D1-P70X-3RFG-YKWW");
}

TEST(VaultFormat, ReadsTheDocumentedBlob) {
    platform::MemoryFileSystem files;
    const auto hash = crypto::sha256(base::as_bytes("abc"));
    auto blobs = StoredBlobs::open(files, "/b", blob_keys(counting_key(), true)).value();
    const std::string name = "953185f25ce2e8dca068db5209ce5fb490a8e9c27af95aaf86e87744fd9ed6b0";
    ASSERT_TRUE(files.make_folders("/b/" + name.substr(0, 2)));
    const auto bytes = base::from_hex(
        "6775766f68626c620100000000000100030000000000000024e2a8108333c6457b30692a7420a42a"
        "f7d4e56d39eeec0a042c1052f0e35834c6da1b");
    ASSERT_TRUE(bytes);
    ASSERT_TRUE(platform::write_file_durably(files, "/b/" + name.substr(0, 2) + "/" + name, *bytes));

    EXPECT_EQ(blobs->keyed_name(hash), name);
    EXPECT_EQ(base::as_text(blobs->get_bytes(hash, 100).value()), "abc");
}

}  // namespace
}  // namespace guvoh::vault
