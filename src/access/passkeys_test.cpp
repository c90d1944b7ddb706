// SPDX-License-Identifier: AGPL-3.0-or-later
#include "access/passkeys.h"

#include <gtest/gtest.h>

#include "access/testing/soft_authenticator.h"

namespace guvoh::access {
namespace {

using base::ErrorKind;
using base::Json;
using testing::SoftAuthenticator;
using Kind = SoftAuthenticator::Kind;

class Passkeys : public ::testing::Test {
protected:
    Json creation() { return creation_options(party_, challenge_, member_, "temir", "Temir", {}); }
    Json request() { return request_options(party_, challenge_, {}); }
    base::Expected<Passkey> registered(SoftAuthenticator& device) {
        return verify_registration(party_, challenge_, device.create(creation()));
    }
    base::Expected<std::uint32_t> asserted(SoftAuthenticator& device, const Passkey& passkey) {
        return verify_assertion(party_, challenge_, passkey, device.get(request()));
    }
    void expect_refused_registration(SoftAuthenticator& device, const char* why) {
        const auto result = registered(device);
        ASSERT_FALSE(result.has_value()) << why;
        EXPECT_EQ(result.error().kind, ErrorKind::BadKey) << why;
    }
    void expect_refused_assertion(SoftAuthenticator& device, const char* why) {
        const auto result = asserted(device, passkey_of(device));
        ASSERT_FALSE(result.has_value()) << why;
        EXPECT_EQ(result.error().kind, ErrorKind::BadKey) << why;
    }
    /// What a device that behaves would have registered.
    Passkey passkey_of(SoftAuthenticator& device) {
        if (!known_) known_ = registered(device).value();
        return *known_;
    }

    RelyingParty party_{"guvoh.example", "Guvoh", {"https://guvoh.example", "https://guvoh.example:8443"}};
    base::Bytes challenge_ = base::Bytes(32, 9);
    base::Id member_;
    std::optional<Passkey> known_;
};

SoftAuthenticator device_at(const char* origin = "https://guvoh.example", Kind kind = Kind::Es256) {
    SoftAuthenticator device(kind);
    device.origin = origin;
    return device;
}

TEST_F(Passkeys, OfEachKindRegisterAndSignIn) {
    for (const Kind kind : {Kind::Es256, Kind::EdDsa, Kind::Rs256}) {
        SoftAuthenticator device = device_at("https://guvoh.example:8443", kind);

        const auto passkey = registered(device);
        ASSERT_TRUE(passkey.has_value()) << passkey.error().text();

        EXPECT_EQ(passkey->credential_id, device.credential_id);
        const auto count = asserted(device, *passkey);
        ASSERT_TRUE(count.has_value()) << count.error().text();
        EXPECT_EQ(*count, 1U);
    }
}

TEST_F(Passkeys, WithThePrfExtensionRegisterAndSignIn) {
    SoftAuthenticator device = device_at();
    device.hmac_secret = true;

    const auto passkey = registered(device);
    ASSERT_TRUE(passkey.has_value()) << passkey.error().text();

    const auto count = asserted(device, *passkey);
    EXPECT_TRUE(count.has_value()) << count.error().text();
    const auto key = key_of_prf(device.prf(request()));
    EXPECT_EQ(*key, *key_of_prf(device.prf(creation())));
}

TEST_F(Passkeys, SelfAttestationIsVerified) {
    for (const bool hmac_secret : {false, true}) {
        SoftAuthenticator device = device_at();
        device.packed = true;
        device.hmac_secret = hmac_secret;
        const auto passkey = registered(device);
        EXPECT_TRUE(passkey.has_value()) << passkey.error().text();
    }
    SoftAuthenticator device = device_at();
    device.packed = true;
    Json credential = device.create(creation());
    auto object = from_base64url(credential["response"]["attestationObject"].string_or("")).value();
    object[60] ^= 1;  // inside the signature
    credential["response"]["attestationObject"] = to_base64url(object);
    EXPECT_EQ(verify_registration(party_, challenge_, credential).error().kind, ErrorKind::BadKey);
}

TEST_F(Passkeys, ARegistrationThatIsWrongAnywhereIsRefused) {
    SoftAuthenticator device = device_at();
    device.challenge = to_base64url(base::Bytes(32, 8));
    expect_refused_registration(device, "challenge");
    device = device_at("https://evil.example");
    expect_refused_registration(device, "origin");
    device = device_at("https://guvoh.example.evil.example");
    expect_refused_registration(device, "origin that begins like ours");
    device = device_at();
    device.rp_id = "evil.example";
    expect_refused_registration(device, "relying party");
    device = device_at();
    device.flags = 0x01;
    expect_refused_registration(device, "user not verified");
    device.flags = 0x04;
    expect_refused_registration(device, "user not present");
    device = device_at();
    device.type = "webauthn.get";
    expect_refused_registration(device, "type");
    device = device_at();
    device.cross_origin = true;
    expect_refused_registration(device, "inside another site");
}

TEST_F(Passkeys, AnAssertionThatIsWrongAnywhereIsRefused) {
    SoftAuthenticator device = device_at();
    const Passkey passkey = passkey_of(device);
    struct Lie {
        const char* name;
        void (*tell)(SoftAuthenticator&);
    };
    const Lie lies[] = {
        {"challenge", [](SoftAuthenticator& d) { d.challenge = to_base64url(base::Bytes(32, 8)); }},
        {"empty challenge", [](SoftAuthenticator& d) { d.challenge = "AA"; }},
        {"origin", [](SoftAuthenticator& d) { d.origin = "https://evil.example"; }},
        {"plain http", [](SoftAuthenticator& d) { d.origin = "http://guvoh.example"; }},
        {"relying party", [](SoftAuthenticator& d) { d.rp_id = "evil.example"; }},
        {"user not verified", [](SoftAuthenticator& d) { d.flags = 0x01; }},
        {"user not present", [](SoftAuthenticator& d) { d.flags = 0x04; }},
        {"type", [](SoftAuthenticator& d) { d.type = "webauthn.create"; }},
        {"inside another site", [](SoftAuthenticator& d) { d.cross_origin = true; }},
        {"another credential", [](SoftAuthenticator& d) { d.credential_id[0] ^= 1; }},
    };
    for (const Lie& lie : lies) {
        const std::string origin = device.origin;
        const unsigned flags = device.flags;
        lie.tell(device);
        expect_refused_assertion(device, lie.name);
        device.origin = origin;
        device.flags = flags;
        device.challenge.clear();
        device.rp_id.clear();
        device.type.clear();
        device.cross_origin = false;
        device.credential_id = passkey.credential_id;
        EXPECT_TRUE(asserted(device, passkey).has_value()) << "after " << lie.name;
    }
}

TEST_F(Passkeys, ACountThatDoesNotGrowMeansACopy) {
    SoftAuthenticator device = device_at();
    Passkey passkey = passkey_of(device);
    passkey.sign_count = 5;
    device.count = 4;  // the next assertion says 5

    EXPECT_FALSE(asserted(device, passkey).has_value());
    EXPECT_EQ(asserted(device, passkey), 6U);
    device.counts = false;
    device.count = 0;
    EXPECT_FALSE(asserted(device, passkey).has_value());
    passkey.sign_count = 0;
    EXPECT_EQ(asserted(device, passkey), 0U);  // most of today's passkeys do not count
}

TEST_F(Passkeys, AnotherDevicesSignatureIsRefused) {
    SoftAuthenticator device = device_at(), thief = device_at();
    const Passkey passkey = passkey_of(device);
    thief.credential_id = device.credential_id;

    EXPECT_EQ(asserted(thief, passkey).error().kind, ErrorKind::BadKey);
}

TEST_F(Passkeys, EveryFlippedBitOfAnAssertionIsNoticed) {
    SoftAuthenticator device = device_at();
    const Passkey passkey = passkey_of(device);
    const Json credential = device.get(request());
    for (const char* member : {"clientDataJSON", "authenticatorData", "signature"}) {
        const auto bytes = from_base64url(credential["response"][member].string_or("")).value();
        for (std::size_t i = 0; i < bytes.size(); ++i) {
            base::Bytes altered = bytes;
            altered[i] ^= 0x10;
            Json copy = credential;
            copy["response"][member] = to_base64url(altered);
            EXPECT_FALSE(verify_assertion(party_, challenge_, passkey, copy).has_value()) << member << " byte " << i;
        }
    }
}

TEST_F(Passkeys, CutShortAnywhereTheyAreRefused) {
    SoftAuthenticator device = device_at();
    const Json created = device.create(creation());
    const Passkey passkey = passkey_of(device);
    const Json got = device.get(request());
    const auto expect_cut = [&](const Json& credential, const char* member, auto verify) {
        const auto bytes = from_base64url(credential["response"][member].string_or("")).value();
        for (std::size_t size = 0; size < bytes.size(); ++size) {
            Json copy = credential;
            copy["response"][member] = to_base64url(base::ByteSpan(bytes).first(size));
            EXPECT_FALSE(verify(copy)) << member << " of " << size;
        }
    };
    const auto registers = [&](const Json& c) { return verify_registration(party_, challenge_, c).has_value(); };
    const auto asserts = [&](const Json& c) { return verify_assertion(party_, challenge_, passkey, c).has_value(); };

    expect_cut(created, "attestationObject", registers);
    expect_cut(created, "clientDataJSON", registers);
    expect_cut(got, "authenticatorData", asserts);
    expect_cut(got, "signature", asserts);
}

TEST_F(Passkeys, CredentialsOfAnotherShapeAreRefused) {
    SoftAuthenticator device = device_at();
    const Json good = device.create(creation());
    for (const char* text : {"null", "[]", "{}", R"({"type":"public-key","rawId":"AA"})", R"({"type":"password","rawId":"AA"})"}) {
        EXPECT_EQ(verify_registration(party_, challenge_, Json::parse(text).value()).error().kind, ErrorKind::BadKey) << text;
        EXPECT_EQ(read_claim(Json::parse(text).value()).error().kind, ErrorKind::BadKey) << text;
    }
    Json other = good;
    other["rawId"] = "AAAA";
    EXPECT_FALSE(verify_registration(party_, challenge_, other).has_value());
    other = good;
    other["response"]["attestationObject"] = std::string(40'000, 'A');
    EXPECT_FALSE(verify_registration(party_, challenge_, other).has_value());
}

TEST_F(Passkeys, AClaimSaysWhoseAndForWhichChallenge) {
    SoftAuthenticator device = device_at();
    device.create(creation());

    const auto claim = read_claim(device.get(request()));

    EXPECT_EQ(claim->credential_id, device.credential_id);
    EXPECT_EQ(claim->challenge, challenge_);
    EXPECT_EQ(claim->user_handle, base::Bytes(member_.bytes.begin(), member_.bytes.end()));
}

TEST_F(Passkeys, OptionsAskForWhatWeRelyOn) {
    const Json create = creation_options(party_, challenge_, member_, "temir", "Temir", {base::Bytes{1}});
    const Json get = request_options(party_, challenge_, {base::Bytes{1}});

    EXPECT_EQ(create["authenticatorSelection"]["userVerification"].string_or(""), "required");
    EXPECT_EQ(create["authenticatorSelection"]["residentKey"].string_or(""), "required");
    EXPECT_EQ(create["excludeCredentials"].array().size(), 1U);
    EXPECT_EQ(get["userVerification"].string_or(""), "required");
    EXPECT_EQ(get["allowCredentials"].array()[0]["id"].string_or(""), "AQ");
    EXPECT_EQ(get["extensions"], create["extensions"]);
}

TEST_F(Passkeys, OnlyA32BytePrfResultIsAKey) {
    EXPECT_FALSE(key_of_prf("").has_value());
    EXPECT_FALSE(key_of_prf("AAAA").has_value());
    EXPECT_FALSE(key_of_prf(std::string(44, '=')).has_value());
    EXPECT_TRUE(key_of_prf(to_base64url(base::Bytes(32, 1))).has_value());
}

}  // namespace
}  // namespace guvoh::access
