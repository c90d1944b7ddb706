// SPDX-License-Identifier: AGPL-3.0-or-later
#include "access/testing/soft_authenticator.h"
#include "service/testing/small_members.h"

namespace guvoh::service {
namespace {

using access::testing::SoftAuthenticator;
using base::ErrorKind;
using base::Json;
using testing::kGoodPassphrase;
using testing::kOtherPassphrase;
using testing::SmallMembers;

class MembersPasskeys : public SmallMembers {
protected:
    base::Expected<PasskeyInfo> registered(const SignedIn& who, SoftAuthenticator& device, bool with_prf = true) {
        const PasskeyBegin begun = members_->passkey_begin(who.session_token).value();
        const Json credential = device.create(begun.options);
        return members_->passkey_finish(who.session_token, {begun.challenge, credential, with_prf ? device.prf(begun.options) : ""}, "my key");
    }
    base::Expected<SignedIn> entered(SoftAuthenticator& device, bool with_prf = true) {
        const PasskeyBegin begun = members_->passkey_sign_in_begin().value();
        const Json credential = device.get(begun.options);
        return members_->passkey_sign_in_finish({begun.challenge, credential, with_prf ? device.prf(begun.options) : ""}, {"10.0.0.5", ""});
    }
};

TEST_F(MembersPasskeys, SignInAloneAndOpenTheSealingKey) {
    const SignedIn made = first();
    SoftAuthenticator device;
    const auto added = registered(made, device);
    ASSERT_TRUE(added.has_value()) << added.error().text();
    EXPECT_TRUE(added->opens_keys);

    const auto entered_in = entered(device);

    ASSERT_TRUE(entered_in.has_value()) << entered_in.error().text();
    EXPECT_EQ(entered_in->info.login, "temir");
    EXPECT_TRUE(opens(entered_in->caller, sealed_by(made.caller, "general")));
}

TEST_F(MembersPasskeys, WithoutPrfSignInButLeaveSealedFieldsSealed) {
    const SignedIn made = first();
    SoftAuthenticator device;
    EXPECT_FALSE(registered(made, device, false)->opens_keys);

    const SignedIn in = entered(device, false).value();

    EXPECT_TRUE(in.caller.sees("general"));
    EXPECT_FALSE(in.caller.keys->holds("general"));
    EXPECT_FALSE(in.info.compartments[0].can_open);
}

TEST_F(MembersPasskeys, AWrongPrfResultOpensNothing) {
    const SignedIn made = first();
    SoftAuthenticator device;
    ASSERT_TRUE(registered(made, device).has_value());
    device.prf_secret[0] ^= 1;

    EXPECT_FALSE(entered(device)->caller.keys->holds("general"));
}

TEST_F(MembersPasskeys, AreTheSecondFactorAfterThePassphraseAndLearnToOpenTheKey) {
    const SignedIn made = first();
    SoftAuthenticator device;
    ASSERT_TRUE(registered(made, device, false).has_value());
    const auto asked = members_->sign_in("temir", Passphrase(kGoodPassphrase), {"10.0.0.9", ""}).value();
    const auto& needed = std::get<SecondFactorNeeded>(asked);
    EXPECT_EQ(needed.methods, std::vector<std::string>{"passkey"});
    EXPECT_EQ(needed.passkey_options["allowCredentials"].array().size(), 1U);
    Json proof;
    proof["credential"] = device.get(needed.passkey_options);
    proof["prf"] = device.prf(needed.passkey_options);

    const auto done = members_->second_factor(needed.challenge, "passkey", proof, {"10.0.0.9", ""});

    ASSERT_TRUE(done.has_value()) << done.error().text();
    EXPECT_TRUE(members_->passkeys(done->session_token)->at(0).opens_keys);
    EXPECT_TRUE(entered(device)->caller.keys->holds("general"));
}

TEST_F(MembersPasskeys, AnothersPasskeyIsNoSecondFactor) {
    const SignedIn made = first();
    const SignedIn other = another(made.caller, "aigul", "reader");
    SoftAuthenticator mine, theirs;
    ASSERT_TRUE(registered(made, mine).has_value());
    ASSERT_TRUE(registered(other, theirs).has_value());
    const auto asked = members_->sign_in("temir", Passphrase(kGoodPassphrase), {"10.0.0.9", ""}).value();
    const auto& needed = std::get<SecondFactorNeeded>(asked);
    Json proof;
    proof["credential"] = theirs.get(needed.passkey_options);

    EXPECT_EQ(members_->second_factor(needed.challenge, "passkey", proof, {"10.0.0.9", ""}).error().kind, ErrorKind::BadKey);
}

TEST_F(MembersPasskeys, AChallengeServesOnceAndFiveMinutes) {
    const SignedIn made = first();
    SoftAuthenticator device;
    device.counts = false;
    ASSERT_TRUE(registered(made, device).has_value());
    const PasskeyBegin begun = members_->passkey_sign_in_begin().value();
    const PasskeyProof proof{begun.challenge, device.get(begun.options), ""};
    ASSERT_TRUE(members_->passkey_sign_in_finish(proof, {"10.0.0.5", ""}).has_value());

    EXPECT_EQ(members_->passkey_sign_in_finish(proof, {"10.0.0.5", ""}).error().kind, ErrorKind::BadKey) << "replayed";

    const PasskeyBegin late = members_->passkey_sign_in_begin().value();
    now_ += 300'000;
    EXPECT_FALSE(members_->passkey_sign_in_finish({late.challenge, device.get(late.options), ""}, {"10.0.0.5", ""}).has_value());
}

TEST_F(MembersPasskeys, AChallengeThatIsNotOursIsRefused) {
    const SignedIn made = first();
    SoftAuthenticator device;
    ASSERT_TRUE(registered(made, device).has_value());
    Json options = members_->passkey_sign_in_begin()->options;
    for (const std::string& challenge : {std::string(), std::string("AAAA"), access::to_base64url(base::Bytes(40, 1))}) {
        options["challenge"] = challenge;
        EXPECT_FALSE(members_->passkey_sign_in_finish({challenge, device.get(options), ""}, {"10.0.0.5", ""}).has_value());
    }
}

TEST_F(MembersPasskeys, ACopyWithAnOldCountIsRefused) {
    const SignedIn made = first();
    SoftAuthenticator device;
    ASSERT_TRUE(registered(made, device).has_value());
    ASSERT_TRUE(entered(device).has_value());
    ASSERT_TRUE(entered(device).has_value());
    device.count = 1;

    EXPECT_EQ(entered(device).error().kind, ErrorKind::BadKey);
}

TEST_F(MembersPasskeys, TheUserHandleMustBeTheirs) {
    const SignedIn made = first();
    SoftAuthenticator device;
    ASSERT_TRUE(registered(made, device).has_value());
    device.user_handle.assign(16, 1);
    EXPECT_FALSE(entered(device).has_value());
    device.user_handle.clear();
    EXPECT_FALSE(entered(device).has_value());
}

TEST_F(MembersPasskeys, OfARemovedOrUnknownMemberDoNotOpenTheDoor) {
    const SignedIn made = first();
    const SignedIn other = another(made.caller, "aigul", "reader");
    SoftAuthenticator theirs, unknown;
    ASSERT_TRUE(registered(other, theirs).has_value());
    ASSERT_TRUE(members_->remove(made.caller, other.info.member_id, "left").has_value());
    unknown.user_handle.assign(16, 0);

    EXPECT_EQ(entered(theirs).error().kind, ErrorKind::BadKey);
    EXPECT_EQ(entered(unknown).error().detail, entered(theirs).error().detail);
}

TEST_F(MembersPasskeys, RegistrationNeedsItsOwnFreshChallenge) {
    const SignedIn made = first();
    SoftAuthenticator device;
    const PasskeyBegin begun = members_->passkey_begin(made.session_token).value();
    const Json credential = device.create(begun.options);

    EXPECT_FALSE(members_->passkey_finish(made.session_token, {"AAAA", credential, ""}, "x").has_value());
    EXPECT_FALSE(members_->passkey_finish(made.session_token, {begun.challenge, credential, ""}, "x").has_value()) << "a challenge serves once, right or wrong";
    const PasskeyBegin late = members_->passkey_begin(made.session_token).value();
    now_ += 300'000;
    EXPECT_FALSE(members_->passkey_finish(made.session_token, {late.challenge, device.create(late.options), ""}, "x").has_value());
}

TEST_F(MembersPasskeys, AreListedAndRemovedByTheirOwner) {
    const SignedIn made = first();
    const SignedIn other = another(made.caller, "aigul", "reader");
    SoftAuthenticator device;
    const PasskeyInfo added = registered(made, device).value();
    EXPECT_EQ(members_->passkey_begin(made.session_token)->options["excludeCredentials"].array().size(), 1U);
    EXPECT_EQ(registered(made, device).error().kind, ErrorKind::Conflict);

    EXPECT_EQ(members_->passkey_remove(other.session_token, added.id).error().kind, ErrorKind::NotFound);
    EXPECT_TRUE(members_->passkey_remove(made.session_token, added.id).has_value());

    EXPECT_TRUE(members_->passkeys(made.session_token)->empty());
    EXPECT_FALSE(entered(device).has_value());
}

}  // namespace
}  // namespace guvoh::service
