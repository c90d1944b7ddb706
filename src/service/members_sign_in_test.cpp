// SPDX-License-Identifier: AGPL-3.0-or-later
#include "access/totp.h"
#include "service/testing/small_members.h"

namespace guvoh::service {
namespace {

using base::ErrorKind;
using base::Json;
using testing::kGoodPassphrase;
using testing::kOtherPassphrase;
using testing::SmallMembers;

class MembersSignIn : public SmallMembers {
protected:
    /// Switches TOTP on and remembers its secret and codes.
    void switch_totp_on(const SignedIn& who) {
        const TotpBegin begun = members_->totp_begin(who.session_token).value();
        // base32 back to bytes, for this test's telephone
        unsigned bits = 0, held = 0;
        for (const char c : begun.secret) {
            held = held << 5 | static_cast<unsigned>(c >= 'A' ? c - 'A' : c - '2' + 26);
            if ((bits += 5) >= 8) secret_.push_back(static_cast<base::Byte>(held >> (bits -= 8)));
        }
        auto confirmed = members_->totp_confirm(who.session_token, code());
        ASSERT_TRUE(confirmed.has_value()) << confirmed.error().text();
        codes_ = *confirmed;
        now_ += access::kTotpStepMs;
    }
    std::string code() const { return access::totp_code(secret_, now_ / access::kTotpStepMs); }
    SecondFactorNeeded asked(const char* passphrase = kGoodPassphrase) {
        auto result = members_->sign_in("temir", Passphrase(passphrase), {"10.0.0.9", ""});
        EXPECT_TRUE(result.has_value()) << result.error().text();
        EXPECT_TRUE(std::holds_alternative<SecondFactorNeeded>(*result));
        return std::get<SecondFactorNeeded>(*result);
    }
    base::Expected<SignedIn> answered(const std::string& challenge, const std::string& method, const std::string& text) {
        Json proof;
        proof["code"] = text;
        return members_->second_factor(challenge, method, proof, {"10.0.0.9", ""});
    }
    base::Bytes secret_;
    std::vector<std::string> codes_;
};

TEST_F(MembersSignIn, EverythingWrongGetsTheSameAnswer) {
    const SignedIn admin = first();
    const SignedIn gone = another(admin.caller, "gone", "reader");
    const Invited waiting = invited(admin.caller, "waiting", {role("reader")});
    ASSERT_TRUE(members_->remove(admin.caller, gone.info.member_id, "left the bureau"));

    for (const char* login : {"temir", "nobody", "gone", "waiting", "", "a b", "<script>", "\xff\xff\xff"}) {
        const auto result = signed_in(login, "wrong wrong wrong", std::string("10.1.0.") + login);
        ASSERT_FALSE(result.has_value());
        EXPECT_EQ(result.error().kind, ErrorKind::BadKey) << login;
        EXPECT_EQ(result.error().detail, signed_in("temir", "x", std::string("10.2.0.") + login).error().detail);
        now_ += 3600'000;
    }
}

TEST_F(MembersSignIn, GuessingIsSlowedDownForKnownAndUnknownLoginsAlike) {
    first();
    for (const char* login : {"temir", "nobody"}) {
        for (int i = 0; i < 5; ++i) {
            EXPECT_EQ(signed_in(login, "wrong", "10.9.0." + std::to_string(i)).error().kind, ErrorKind::BadKey);
        }
        const auto sixth = signed_in(login, kGoodPassphrase, "10.9.0.77");
        ASSERT_FALSE(sixth.has_value()) << "even the right one waits";
        EXPECT_EQ(sixth.error().kind, ErrorKind::Busy);
        EXPECT_EQ(sixth.error().retry_after_s, 1U);
        now_ += 3600'000;
    }
}

TEST_F(MembersSignIn, TheWaitSurvivesARestart) {
    first();
    for (int i = 0; i < 9; ++i) {
        const auto result = signed_in("temir", "wrong", "10.9.0." + std::to_string(i));
        if (result.error().kind == ErrorKind::Busy) now_ += std::int64_t{result.error().retry_after_s} * 1000;
    }

    restart();

    EXPECT_EQ(signed_in("temir", kGoodPassphrase, "10.9.0.99").error().kind, ErrorKind::Busy);
}

TEST_F(MembersSignIn, AStrangerCannotLockAMemberOutFromWhereItWorks) {
    const SignedIn made = first();
    ASSERT_TRUE(signed_in("temir", kGoodPassphrase, "10.0.0.1").has_value());
    for (int i = 0; i < 8; ++i) static_cast<void>(signed_in("temir", "wrong", "192.0.2." + std::to_string(i)));

    EXPECT_TRUE(signed_in("temir", kGoodPassphrase, "10.0.0.1").has_value());
}

TEST_F(MembersSignIn, TotpIsAskedForOnceItIsOn) {
    switch_totp_on(first());

    const SecondFactorNeeded needed = asked();
    EXPECT_EQ(needed.methods, (std::vector<std::string>{"totp", "recovery_code"}));
    const auto done = answered(needed.challenge, "totp", code());

    ASSERT_TRUE(done.has_value()) << done.error().text();
    EXPECT_TRUE(done->info.totp);
    EXPECT_TRUE(done->caller.keys->holds("general")) << "the passphrase has opened the key";
    EXPECT_EQ(done->info.recovery_codes_left, 10U);
}

TEST_F(MembersSignIn, ACodeServesOnce) {
    switch_totp_on(first());
    ASSERT_TRUE(answered(asked().challenge, "totp", code()).has_value());

    EXPECT_EQ(answered(asked().challenge, "totp", code()).error().kind, ErrorKind::BadKey);
    now_ += access::kTotpStepMs;
    EXPECT_TRUE(answered(asked().challenge, "totp", code()).has_value());
}

TEST_F(MembersSignIn, TheCodeThatSwitchedTotpOnServesNoMore) {
    switch_totp_on(first());
    now_ -= access::kTotpStepMs;

    EXPECT_FALSE(answered(asked().challenge, "totp", code()).has_value());
}

TEST_F(MembersSignIn, ARecoveryCodeServesOnce) {
    switch_totp_on(first());

    ASSERT_TRUE(answered(asked().challenge, "recovery_code", codes_[0]).has_value());

    EXPECT_EQ(answered(asked().challenge, "recovery_code", codes_[0]).error().kind, ErrorKind::BadKey);
    const auto second = answered(asked().challenge, "recovery_code", codes_[1]);
    ASSERT_TRUE(second.has_value());
    EXPECT_EQ(second->info.recovery_codes_left, 8U);
}

TEST_F(MembersSignIn, AChallengeEndsAfterFiveWrongCodesOrFiveMinutes) {
    switch_totp_on(first());
    const std::string challenge = asked().challenge;
    for (int i = 0; i < 5; ++i) {
        const auto result = answered(challenge, "totp", "000000");
        EXPECT_FALSE(result.has_value());
        if (result.error().kind == ErrorKind::Busy) --i;
        now_ += 1000 + std::int64_t{result.error().retry_after_s} * 1000;
    }
    EXPECT_EQ(answered(challenge, "totp", code()).error().kind, ErrorKind::BadKey);

    now_ += 24LL * 3600'000 + 1000;
    const std::string late = asked().challenge;
    now_ += 300'001;
    EXPECT_EQ(answered(late, "totp", code()).error().kind, ErrorKind::BadKey);
}

TEST_F(MembersSignIn, GuessingCodesIsSlowedDownAcrossSignIns) {
    switch_totp_on(first());
    int tries = 0;
    for (int minute = 0; minute < 60; ++minute) {
        const auto result = members_->sign_in("temir", Passphrase(kGoodPassphrase), {"192.0.2.1", ""});
        if (result) {
            Json proof;
            proof["code"] = "000000";
            const auto& needed = std::get<SecondFactorNeeded>(*result);
            for (int i = 0; i < 10; ++i) {
                const auto answer = members_->second_factor(needed.challenge, "totp", proof, {"192.0.2.1", ""});
                if (answer.error().kind == ErrorKind::BadKey) ++tries;
            }
        }
        now_ += 60'000;
    }

    EXPECT_LT(tries, 25);
}

TEST_F(MembersSignIn, MethodsThatAreNotOnDoNotHelp) {
    switch_totp_on(first());
    const std::string challenge = asked().challenge;

    EXPECT_FALSE(answered(challenge, "passkey", "").has_value());
    EXPECT_FALSE(answered(challenge, "", code()).has_value());
    EXPECT_FALSE(answered("nonsense", "totp", code()).has_value());
    EXPECT_FALSE(answered("", "totp", code()).has_value());
}

TEST_F(MembersSignIn, AMemberRemovedBetweenTheFactorsDoesNotGetIn) {
    const SignedIn admin = first();
    const SignedIn other = another(admin.caller, "aigul", "reader");
    switch_totp_on(other);
    const auto result = members_->sign_in("aigul", Passphrase(kOtherPassphrase), {"10.0.0.9", ""}).value();
    const std::string challenge = std::get<SecondFactorNeeded>(result).challenge;
    ASSERT_TRUE(members_->remove(admin.caller, other.info.member_id, "left"));

    EXPECT_EQ(answered(challenge, "totp", code()).error().kind, ErrorKind::BadKey);
}

TEST_F(MembersSignIn, TooManyAtOnceAreToldToComeBack) {
    options_.stretches_at_once = 0;
    options_.stretch_patience_ms = 0;
    restart();

    const auto result = members_->sign_in("temir", Passphrase("x"), {"10.0.0.1", ""});

    EXPECT_EQ(result.error().kind, ErrorKind::Busy);
    EXPECT_NE(result.error().retry_after_s, 0U);
}

}  // namespace
}  // namespace guvoh::service
