// SPDX-License-Identifier: AGPL-3.0-or-later
#include "access/totp.h"
#include "service/testing/small_members.h"

namespace guvoh::service {
namespace {

using base::ErrorKind;
using testing::kGoodPassphrase;
using testing::kOtherPassphrase;
using testing::SmallMembers;

class MembersMe : public SmallMembers {};

TEST_F(MembersMe, ChangeTheirNameAndLanguage) {
    const SignedIn made = first();

    const auto info = members_->update_me(made.session_token, " Т. Аскаров ", "en");

    ASSERT_TRUE(info.has_value()) << info.error().text();
    EXPECT_EQ(info->name, "Т. Аскаров");
    EXPECT_EQ(info->language, "en");
    EXPECT_EQ(members_->update_me(made.session_token, "", std::nullopt).error().kind, ErrorKind::Invalid);
    EXPECT_EQ(members_->session_info(made.session_token)->name, "Т. Аскаров");
}

TEST_F(MembersMe, ChangeThePassphraseAndEndOtherSessions) {
    const SignedIn made = first();
    const SignedIn elsewhere = signed_in("temir", kGoodPassphrase).value();

    const auto changed = members_->change_passphrase(made.session_token, Passphrase(kGoodPassphrase), Passphrase(kOtherPassphrase));

    ASSERT_TRUE(changed.has_value()) << changed.error().text();
    EXPECT_TRUE(here(made));
    EXPECT_FALSE(here(elsewhere));
    EXPECT_FALSE(signed_in("temir", kGoodPassphrase).has_value());
    const SignedIn again = signed_in("temir", kOtherPassphrase).value();
    EXPECT_TRUE(opens(again.caller, sealed_by(made.caller, "general")));
}

TEST_F(MembersMe, ChangeOnlyWithTheRightPassphraseToAStrongOne) {
    const SignedIn made = first();

    EXPECT_EQ(members_->change_passphrase(made.session_token, Passphrase("wrong"), Passphrase(kOtherPassphrase)).error().kind, ErrorKind::BadKey);
    EXPECT_EQ(members_->change_passphrase(made.session_token, Passphrase(kGoodPassphrase), Passphrase("temir12345")).error().kind,
              ErrorKind::Invalid);
    EXPECT_TRUE(signed_in("temir", kGoodPassphrase).has_value());
}

TEST_F(MembersMe, ThePassphraseOfTheVaultChangesWithIt) {
    const SignedIn made = first();
    ASSERT_TRUE(vault_->add_passphrase(Passphrase(kGoodPassphrase), "the same").has_value());

    ASSERT_TRUE(members_->change_passphrase(made.session_token, Passphrase(kGoodPassphrase), Passphrase(kOtherPassphrase)));

    EXPECT_EQ(vault_->change_passphrase(Passphrase(kGoodPassphrase), Passphrase("x")).error().kind, ErrorKind::BadKey);
    EXPECT_TRUE(vault_->change_passphrase(Passphrase(kOtherPassphrase), Passphrase("x")).has_value());
}

TEST_F(MembersMe, GuessingThePassphraseFromAStolenSessionIsSlowedDown) {
    const SignedIn made = first();
    for (int i = 0; i < 5; ++i) static_cast<void>(members_->totp_remove(made.session_token, Passphrase("wrong")));

    EXPECT_EQ(members_->totp_remove(made.session_token, Passphrase("wrong")).error().kind, ErrorKind::Busy);
    EXPECT_EQ(members_->change_passphrase(made.session_token, Passphrase("wrong"), Passphrase(kOtherPassphrase)).error().kind, ErrorKind::Busy);
}

TEST_F(MembersMe, TotpIsConfirmedBeforeItIsOn) {
    const SignedIn made = first();
    EXPECT_EQ(members_->totp_confirm(made.session_token, "000000").error().kind, ErrorKind::Conflict);
    const auto begun = members_->totp_begin(made.session_token);

    EXPECT_EQ(members_->totp_confirm(made.session_token, "000000").error().kind, ErrorKind::BadKey);

    EXPECT_FALSE(members_->session_info(made.session_token)->totp);
    EXPECT_TRUE(signed_in("temir", kGoodPassphrase).has_value());
    EXPECT_NE(begun->uri.find(begun->secret), std::string::npos);
}

TEST_F(MembersMe, RecoveryCodesAreMadeAnewWithThePassphrase) {
    const SignedIn made = first();

    EXPECT_EQ(members_->new_recovery_codes(made.session_token, Passphrase("wrong")).error().kind, ErrorKind::BadKey);
    const auto codes = members_->new_recovery_codes(made.session_token, Passphrase(kGoodPassphrase));

    ASSERT_TRUE(codes.has_value());
    EXPECT_EQ(codes->size(), 10U);
    EXPECT_EQ(members_->session_info(made.session_token)->recovery_codes_left, 10U);
}

TEST_F(MembersMe, EveryCallRefusesADeadToken) {
    const SignedIn made = first();
    members_->sign_out(made.session_token);
    const std::string& token = made.session_token;
    const Passphrase passphrase(kGoodPassphrase), other(kOtherPassphrase);
    const auto signed_out = [](const auto& result) { return !result && result.error().kind == ErrorKind::Denied && result.error().detail == kSignedOut; };

    EXPECT_TRUE(signed_out(members_->session(token)));
    EXPECT_TRUE(signed_out(members_->session_info(token)));
    EXPECT_TRUE(signed_out(members_->sessions(token)));
    EXPECT_TRUE(signed_out(members_->revoke(token, made.info.id)));
    EXPECT_TRUE(signed_out(members_->update_me(token, "x", std::nullopt)));
    EXPECT_TRUE(signed_out(members_->change_passphrase(token, passphrase, other)));
    EXPECT_TRUE(signed_out(members_->totp_begin(token)));
    EXPECT_TRUE(signed_out(members_->totp_confirm(token, "000000")));
    EXPECT_TRUE(signed_out(members_->totp_remove(token, passphrase)));
    EXPECT_TRUE(signed_out(members_->new_recovery_codes(token, passphrase)));
    EXPECT_TRUE(signed_out(members_->passkeys(token)));
    EXPECT_TRUE(signed_out(members_->passkey_begin(token)));
    EXPECT_TRUE(signed_out(members_->passkey_finish(token, {}, "x")));
    EXPECT_TRUE(signed_out(members_->passkey_remove(token, "x")));
}

}  // namespace
}  // namespace guvoh::service
