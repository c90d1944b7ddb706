// SPDX-License-Identifier: AGPL-3.0-or-later
#include "access/credentials.h"

#include <gtest/gtest.h>

#include "platform/memory_file_system.h"
#include "vault/testing/small_vault.h"

namespace guvoh::access {
namespace {

base::Id id_of(base::Byte last) {
    base::Id id;
    id.bytes[15] = last;
    return id;
}
base::Hash hash_of(base::Byte byte) {
    base::Hash hash{};
    hash.fill(byte);
    return hash;
}

class CredentialsTest : public ::testing::Test {
protected:
    void SetUp() override {
        vault_ = std::move(vault::Vault::create("/v", vault::testing::passphrase(), vault::testing::quick_options(files_)).value().vault);
        ASSERT_TRUE(vault_->database().migrate("access", access_migrations()));
        session_ = vault_->database().begin_write().value();
    }
    Credential credential(base::Byte member, std::string login) {
        return {id_of(member), std::move(login), decoy_lock({64, 2}), {}, {}, 0, 0};
    }
    StoredPasskey passkey(base::Byte member, base::Byte id) {
        return {id_of(member), "key", 5, {{id, 2}, -7, base::Bytes(64, 3), 9}, {}};
    }
    platform::MemoryFileSystem files_;
    std::unique_ptr<vault::Vault> vault_;
    std::unique_ptr<vault::WriteTransaction> session_;
};

TEST_F(CredentialsTest, AreFoundByLoginAndByMember) {
    EXPECT_FALSE(any_credential(*session_).value());
    Credential one = credential(1, "temir");
    one.totp_sealed = {1, 2};
    one.totp_step = 77;
    ASSERT_TRUE(put_credential(*session_, one));

    const auto found = find_credential(*session_, "temir").value();

    ASSERT_TRUE(found.has_value());
    EXPECT_EQ(found->member, id_of(1));
    EXPECT_EQ(found->lock.salt, one.lock.salt);
    EXPECT_EQ(found->lock.cost.memory_kib, 64U);
    EXPECT_EQ(found->lock.sealed, one.lock.sealed);
    EXPECT_EQ(found->totp_sealed, one.totp_sealed);
    EXPECT_EQ(found->totp_step, 77);
    EXPECT_TRUE(find_credential(*session_, id_of(1)).value().has_value());
    EXPECT_FALSE(find_credential(*session_, "aigul").value().has_value());
    EXPECT_TRUE(any_credential(*session_).value());
}

TEST_F(CredentialsTest, ErasingAMemberLeavesNothingOfIt) {
    ASSERT_TRUE(put_credential(*session_, credential(1, "temir")));
    ASSERT_TRUE(put_recovery_codes(*session_, id_of(1), {hash_of(1)}));
    ASSERT_TRUE(add_passkey(*session_, passkey(1, 1)));
    ASSERT_TRUE(put_invitation(*session_, {id_of(9), id_of(1), hash_of(2), {}, 5}));
    ASSERT_TRUE(put_invited_key(*session_, {id_of(1), "general", 1, {1}}));
    ASSERT_TRUE(add_calendar_link(*session_, {id_of(7), id_of(1), hash_of(3), false, "", 1, 0}));
    ASSERT_TRUE(put_credential(*session_, credential(2, "aigul")));

    ASSERT_TRUE(erase_credentials(*session_, id_of(1)));

    EXPECT_FALSE(find_credential(*session_, "temir").value().has_value());
    EXPECT_EQ(count_recovery_codes(*session_, id_of(1)), 0U);
    EXPECT_TRUE(passkeys_of(*session_, id_of(1))->empty());
    EXPECT_TRUE(invitations(*session_)->empty());
    EXPECT_TRUE(invited_keys(*session_, id_of(1))->empty());
    EXPECT_FALSE(find_calendar_link(*session_, hash_of(3)).value().has_value());
    EXPECT_TRUE(find_credential(*session_, "aigul").value().has_value());
}

TEST_F(CredentialsTest, ARecoveryCodeServesOnceAndItsMemberOnly) {
    ASSERT_TRUE(put_recovery_codes(*session_, id_of(1), {hash_of(1), hash_of(2)}));

    EXPECT_FALSE(use_recovery_code(*session_, id_of(2), hash_of(1)).value());
    EXPECT_TRUE(use_recovery_code(*session_, id_of(1), hash_of(1)).value());
    EXPECT_FALSE(use_recovery_code(*session_, id_of(1), hash_of(1)).value());
    EXPECT_EQ(count_recovery_codes(*session_, id_of(1)), 1U);
    ASSERT_TRUE(put_recovery_codes(*session_, id_of(1), {hash_of(3)}));
    EXPECT_FALSE(use_recovery_code(*session_, id_of(1), hash_of(2)).value()) << "new codes replace the old ones";
}

TEST_F(CredentialsTest, PasskeysAreKeptByTheirIds) {
    ASSERT_TRUE(add_passkey(*session_, passkey(1, 1)));
    ASSERT_TRUE(add_passkey(*session_, passkey(1, 2)));

    EXPECT_EQ(add_passkey(*session_, passkey(2, 1)).error().kind, base::ErrorKind::Conflict);
    ASSERT_TRUE(put_sign_count(*session_, base::Bytes{1, 2}, 10));
    ASSERT_TRUE(put_passkey_key(*session_, base::Bytes{1, 2}, base::Bytes{7}));
    const auto found = find_passkey(*session_, base::Bytes{1, 2}).value();
    EXPECT_EQ(found->passkey.sign_count, 10U);
    EXPECT_EQ(found->sealed_key, base::Bytes{7});
    EXPECT_FALSE(erase_passkey(*session_, id_of(2), base::Bytes{1, 2}).value()) << "somebody else's";
    EXPECT_TRUE(erase_passkey(*session_, id_of(1), base::Bytes{1, 2}).value());
    EXPECT_EQ(passkeys_of(*session_, id_of(1))->size(), 1U);
}

TEST_F(CredentialsTest, AMemberHasOneInvitation) {
    ASSERT_TRUE(put_invitation(*session_, {id_of(9), id_of(1), hash_of(1), {}, 5}));
    ASSERT_TRUE(put_invitation(*session_, {id_of(8), id_of(1), hash_of(2), {}, 6}));

    EXPECT_FALSE(find_invitation(*session_, hash_of(1)).value().has_value());
    EXPECT_EQ(find_invitation(*session_, hash_of(2)).value()->expires_at, 6);
    EXPECT_EQ(invitations(*session_)->size(), 1U);
}

TEST_F(CredentialsTest, InvitedKeysAreErasedByCompartment) {
    ASSERT_TRUE(put_invited_key(*session_, {id_of(1), "a", 1, {1}}));
    ASSERT_TRUE(put_invited_key(*session_, {id_of(1), "b", 2, {2}}));

    ASSERT_TRUE(erase_invited_keys(*session_, id_of(1), "a"));

    const auto keys = invited_keys(*session_, id_of(1)).value();
    ASSERT_EQ(keys.size(), 1U);
    EXPECT_EQ(keys[0].compartment, "b");
    EXPECT_EQ(keys[0].generation, 2U);
}

TEST_F(CredentialsTest, CalendarLinksAreFoundByTheirTokensHash) {
    ASSERT_TRUE(add_calendar_link(*session_, {id_of(8), id_of(1), hash_of(1), true, "KGZ", 20, 0}));
    ASSERT_TRUE(add_calendar_link(*session_, {id_of(9), id_of(1), hash_of(2), false, "", 10, 0}));
    ASSERT_TRUE(put_calendar_link_used(*session_, id_of(8), 30));

    const auto found = find_calendar_link(*session_, hash_of(1)).value();

    ASSERT_TRUE(found.has_value());
    EXPECT_EQ(found->id, id_of(8));
    EXPECT_EQ(found->member, id_of(1));
    EXPECT_TRUE(found->titles);
    EXPECT_EQ(found->state, "KGZ");
    EXPECT_EQ(found->created_at, 20);
    EXPECT_EQ(found->last_used_at, 30);
    EXPECT_FALSE(find_calendar_link(*session_, hash_of(4)).value().has_value());
    const auto all = calendar_links_of(*session_, id_of(1)).value();
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].id, id_of(9)) << "the oldest first";
    EXPECT_FALSE(erase_calendar_link(*session_, id_of(2), id_of(8)).value()) << "somebody else's";
    EXPECT_TRUE(erase_calendar_link(*session_, id_of(1), id_of(8)).value());
    EXPECT_FALSE(find_calendar_link(*session_, hash_of(1)).value().has_value());
}

TEST_F(CredentialsTest, OnlyTheMostRecentCountsAreKept) {
    for (int i = 0; i < 1100; ++i) {
        base::Hash name{};
        name[0] = static_cast<base::Byte>(i);
        name[1] = static_cast<base::Byte>(i >> 8);
        ASSERT_TRUE(put_count(*session_, {name, 5, i}));
    }

    const auto kept = counts(*session_).value();

    EXPECT_EQ(kept.size(), 1000U);
    for (const auto& count : kept) EXPECT_GE(count.last_at, 100);
}

TEST_F(CredentialsTest, RecordsOfTheDirectoryAreNotedOnce) {
    ASSERT_TRUE(note_record(*session_, id_of(1)));
    ASSERT_TRUE(note_record(*session_, id_of(1)));

    EXPECT_EQ(noted_records(*session_)->size(), 1U);
}

}  // namespace
}  // namespace guvoh::access
