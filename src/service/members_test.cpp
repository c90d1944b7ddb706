// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/members.h"

#include <thread>

#include "crypto/box.h"
#include "ledger/fold.h"
#include "service/testing/small_members.h"

namespace guvoh::service {
namespace {

using base::ErrorKind;
using testing::kGoodPassphrase;
using testing::kOtherPassphrase;
using testing::SmallMembers;

class MembersTest : public SmallMembers {};

TEST_F(MembersTest, TheFirstIsLeadAndAdministratorAndHoldsTheKeyOfGeneral) {
    EXPECT_TRUE(members_->empty());

    const SignedIn made = first();

    EXPECT_FALSE(members_->empty());
    EXPECT_EQ(made.caller.permissions, access::PermissionSet::all());
    EXPECT_TRUE(made.caller.sees("general"));
    EXPECT_TRUE(made.caller.keys->holds("general"));
    EXPECT_EQ(made.info.name, "Temir Askarov");
    EXPECT_EQ(made.info.roles.size(), 2U);
    ASSERT_EQ(made.info.compartments.size(), 1U);
    EXPECT_TRUE(made.info.compartments[0].can_open);
    EXPECT_TRUE(opens(made.caller, sealed_by(made.caller, "general")));
}

TEST_F(MembersTest, ThereIsOneFirst) {
    first();

    const auto again = members_->create_first({"X", "other", "en", ""}, Passphrase(kGoodPassphrase), {});

    EXPECT_EQ(again.error().kind, ErrorKind::Conflict);
}

TEST_F(MembersTest, AWeakPassphraseOrABadNameIsRefused) {
    const auto made = [&](FirstMember member, const char* passphrase) {
        const auto result = members_->create_first(member, Passphrase(passphrase), {});
        return result ? ErrorKind::Io : result.error().kind;
    };
    EXPECT_EQ(made({"Temir", "temir", "ru", ""}, "password1234"), ErrorKind::Invalid);
    EXPECT_EQ(made({"Temir", "temir", "ru", ""}, "temir temir temir"), ErrorKind::Invalid);
    EXPECT_EQ(made({"", "temir", "ru", ""}, kGoodPassphrase), ErrorKind::Invalid);
    EXPECT_EQ(made({"Temir", "a b", "ru", ""}, kGoodPassphrase), ErrorKind::Invalid);
    EXPECT_EQ(made({"Temir", "temir", "<>", ""}, kGoodPassphrase), ErrorKind::Invalid);
    EXPECT_EQ(made({"Temir", "temir", "ru", "not a key"}, kGoodPassphrase), ErrorKind::Invalid);
    EXPECT_TRUE(members_->empty());
}

TEST_F(MembersTest, ASessionEndsWhenSignedOutOrIdleOrOver) {
    const SignedIn made = first();
    EXPECT_TRUE(here(made));
    members_->sign_out(made.session_token);
    EXPECT_EQ(members_->session(made.session_token).error().detail, kSignedOut);

    const SignedIn idle = signed_in("temir", kGoodPassphrase).value();
    now_ += options_.session_idle_ms;
    EXPECT_FALSE(here(idle));

    const SignedIn busy = signed_in("temir", kGoodPassphrase).value();
    for (int i = 0; i < 25; ++i) {
        now_ += options_.session_idle_ms - 1;
        members_->session(busy.session_token);
    }
    EXPECT_FALSE(here(busy));
}

TEST_F(MembersTest, ARestartEndsSessionsButNotMembers) {
    const SignedIn made = first();

    restart();

    EXPECT_FALSE(here(made));
    EXPECT_FALSE(members_->empty());
    const SignedIn again = signed_in("TEMIR", kGoodPassphrase).value();
    EXPECT_TRUE(opens(again.caller, sealed_by(made.caller, "general")));
}

TEST_F(MembersTest, SessionsAreListedAndRevoked) {
    const SignedIn one = first();
    now_ += 5000;
    const SignedIn two = signed_in("temir", kGoodPassphrase).value();

    const auto lines = members_->sessions(two.session_token).value();
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_TRUE(lines[0].current);
    EXPECT_EQ(lines[1].address, "10.0.0.1");
    ASSERT_TRUE(members_->revoke(two.session_token, lines[1].id));

    EXPECT_FALSE(here(one));
    EXPECT_TRUE(here(two));
    EXPECT_EQ(members_->revoke(two.session_token, lines[1].id).error().kind, ErrorKind::NotFound);
}

TEST_F(MembersTest, NobodyRevokesASessionOfAnother) {
    const SignedIn admin = first();
    const SignedIn other = another(admin.caller, "aigul", "reader");

    const auto lines = members_->sessions(other.session_token).value();

    EXPECT_EQ(lines.size(), 1U);
    EXPECT_EQ(members_->revoke(admin.session_token, lines[0].id).error().kind, ErrorKind::NotFound);
    EXPECT_TRUE(here(other));
}

TEST_F(MembersTest, EndingAllSessionsEndsAll) {
    const SignedIn one = first();

    members_->end_all_sessions();

    EXPECT_FALSE(here(one));
}

TEST_F(MembersTest, TheRecoveryKeyOpensTheFirstMembersSealingKeyAgain) {
    const SignedIn made = first();
    const base::Json sealed = sealed_by(made.caller, "general");

    ASSERT_TRUE(members_->recover(recovery_key_, "temir", Passphrase(kOtherPassphrase)));

    EXPECT_FALSE(here(made)) << "its sessions end";
    EXPECT_EQ(signed_in("temir", kGoodPassphrase).error().kind, ErrorKind::BadKey);
    const SignedIn again = signed_in("temir", kOtherPassphrase).value();
    EXPECT_TRUE(opens(again.caller, sealed));
    const auto slots = vault_->keyslots();
    EXPECT_EQ(std::count_if(slots.begin(), slots.end(), [](const auto& slot) { return slot.label.starts_with("member "); }), 1);
}

TEST_F(MembersTest, AnotherRecoveryKeyOrLoginRecoversNothing) {
    const SignedIn admin = first();
    another(admin.caller, "aigul", "reader");
    const std::string wrong = vault_->add_recovery_key("another")->text;

    EXPECT_EQ(members_->recover(wrong, "temir", Passphrase(kOtherPassphrase)).error().kind, ErrorKind::BadKey);
    EXPECT_EQ(members_->recover(recovery_key_, "aigul", Passphrase(kOtherPassphrase)).error().kind, ErrorKind::BadKey);
    EXPECT_EQ(members_->recover(recovery_key_, "nobody", Passphrase(kOtherPassphrase)).error().kind, ErrorKind::BadKey);
    EXPECT_EQ(members_->recover("ABCD", "temir", Passphrase(kOtherPassphrase)).error().kind, ErrorKind::Invalid);
    EXPECT_EQ(members_->recover(recovery_key_, "temir", Passphrase("12345")).error().kind, ErrorKind::Invalid);
    EXPECT_TRUE(here(admin));
}

TEST_F(MembersTest, WhatTheDatabaseHoldsOpensNothing) {
    const SignedIn made = first();
    const base::Json sealed = sealed_by(made.caller, "general");

    // Everything a thief of the opened database has: grants and sealed keys, but no passphrase.
    auto reading = vault_->database().begin_read().value();
    auto grants = reading->prepare("select state from record where type = 'Grant'").value();
    int seen = 0;
    while (grants.step().value()) {
        const auto state = ledger::RecordState::from_bytes(grants.blob(0)).value();
        const auto box = base::from_base64(state.text("sealed")).value();
        EXPECT_FALSE(crypto::BoxKey::generate().open(box).has_value());
        ++seen;
    }
    EXPECT_EQ(seen, 1);
    EXPECT_FALSE(access::open_field(access::Keyring{}, {base::Id{}, "name"}, sealed).has_value());
}

TEST_F(MembersTest, ReloadFindsMembersWhoseNotesAreGone) {
    const SignedIn made = first();
    auto session = vault_->database().begin_write().value();
    ASSERT_TRUE(session->execute("delete from access_record"));
    ASSERT_TRUE(session->commit());
    session.reset();

    ASSERT_TRUE(members_->reload());

    EXPECT_TRUE(here(made));
    EXPECT_EQ(members_->roles(Caller::owner())->size(), 5U);
}

TEST_F(MembersTest, ManyThreadsMayAsk) {
    const SignedIn admin = first();
    std::vector<std::jthread> threads;
    for (int n = 0; n < 4; ++n) {
        threads.emplace_back([&, n] {
            for (int i = 0; i < 10; ++i) {
                EXPECT_TRUE(members_->session(admin.session_token).has_value());
                if (n == 0) {
                    EXPECT_TRUE(members_->create_compartment(admin.caller, "c" + std::to_string(i), "").has_value());
                }
                if (n == 1) {
                    EXPECT_TRUE(signed_in("temir", kGoodPassphrase).has_value());
                }
                EXPECT_TRUE(members_->list(admin.caller).has_value());
            }
        });
    }
    threads.clear();

    EXPECT_EQ(members_->session(admin.session_token)->caller.keys->compartments().size(), 11U);
}

}  // namespace
}  // namespace guvoh::service
