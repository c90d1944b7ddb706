// SPDX-License-Identifier: AGPL-3.0-or-later
#include "access/passkeys.h"

#include <fido.h>
#include <fido/eddsa.h>
#include <fido/es256.h>
#include <fido/rs256.h>

#include <algorithm>
#include <memory>
#include <variant>

#include "access/base64url.h"
#include "access/passkey_parse.h"
#include "crypto/box.h"
#include "crypto/crypto.h"

namespace guvoh::access {

using base::ErrorKind;
using base::fail;
using base::Json;

namespace {

// Frozen: access v1. Another salt would give other keys.
constexpr std::string_view kPrfSaltText = "guvoh passkey prf salt v1";
constexpr std::string_view kPrfPurpose = "guvoh passkey prf v1";
constexpr int kCeremonyMs = 300'000;

template <auto Free>
struct Freed {
    template <class T>
    void operator()(T* thing) const {
        Free(&thing);
    }
};
using Assertion = std::unique_ptr<fido_assert_t, Freed<fido_assert_free>>;
using Credential = std::unique_ptr<fido_cred_t, Freed<fido_cred_free>>;
using Es256Key = std::unique_ptr<es256_pk_t, Freed<es256_pk_free>>;
using EdDsaKey = std::unique_ptr<eddsa_pk_t, Freed<eddsa_pk_free>>;
using Rs256Key = std::unique_ptr<rs256_pk_t, Freed<rs256_pk_free>>;

tl::unexpected<base::Error> wrong(const char* what) { return fail(ErrorKind::BadKey, what); }

void start_fido() {
    static const bool kStarted = [] {
        fido_init(0);
        return true;
    }();
    static_cast<void>(kStarted);
}

/// A public key of one of the three kinds, checked by libfido2 (a point off the curve is refused).
class VerifyingKey {
public:
    static base::Expected<VerifyingKey> make(std::int64_t algorithm, base::ByteSpan bytes) {
        start_fido();
        VerifyingKey key;
        int result = FIDO_ERR_UNSUPPORTED_OPTION;
        if (algorithm == kEs256) {
            key.es256_.reset(es256_pk_new());
            result = es256_pk_from_ptr(key.es256_.get(), bytes.data(), bytes.size());
            key.pointer_ = key.es256_.get();
        } else if (algorithm == kEdDsa) {
            key.eddsa_.reset(eddsa_pk_new());
            result = eddsa_pk_from_ptr(key.eddsa_.get(), bytes.data(), bytes.size());
            key.pointer_ = key.eddsa_.get();
        } else if (algorithm == kRs256) {
            key.rs256_.reset(rs256_pk_new());
            result = rs256_pk_from_ptr(key.rs256_.get(), bytes.data(), bytes.size());
            key.pointer_ = key.rs256_.get();
        }
        if (result != FIDO_OK) return wrong("not a usable public key");
        return key;
    }
    const void* get() const { return pointer_; }

private:
    Es256Key es256_;
    EdDsaKey eddsa_;
    Rs256Key rs256_;
    const void* pointer_ = nullptr;  // one of the three
};

Json prf_request() {
    const base::Hash salt = crypto::sha256(base::as_bytes(kPrfSaltText));
    Json extensions;
    extensions["prf"]["eval"]["first"] = to_base64url(salt);
    return extensions;
}

Json descriptors(const std::vector<base::Bytes>& ids) {
    Json::Array list;
    for (const base::Bytes& id : ids) {
        Json item;
        item["type"] = "public-key";
        item["id"] = to_base64url(id);
        list.push_back(std::move(item));
    }
    return list;
}

base::Status check_client_data(const ClientData& data, std::string_view type, const RelyingParty& party, base::ByteSpan challenge) {
    if (data.type != type) return wrong("the client data is of another ceremony");
    if (!std::equal(data.challenge.begin(), data.challenge.end(), challenge.begin(), challenge.end())) return wrong("another challenge");
    if (std::find(party.origins.begin(), party.origins.end(), data.origin) == party.origins.end()) return wrong("another origin");
    if (data.cross_origin) return wrong("asked from inside another site");
    return {};
}

base::Status check_authenticator_data(const AuthenticatorData& data, const RelyingParty& party) {
    const base::Hash expected = crypto::sha256(base::as_bytes(party.id));
    if (!std::equal(expected.begin(), expected.end(), data.rp_id_hash.begin(), data.rp_id_hash.end())) return wrong("another relying party");
    if ((data.flags & kUserPresent) == 0) return wrong("nobody was present");
    if ((data.flags & kUserVerified) == 0) return wrong("the user was not verified");
    return {};
}

/// The id that the credential gives itself, which must be in order.
base::Expected<base::Bytes> claimed_id(const Json& credential) {
    if (credential["type"].string_or("") != "public-key") return wrong("not a public-key credential");
    const std::string_view text = credential["rawId"].string_or(credential["id"].string_or(""));
    if (text.size() > kMostCredentialIdBytes * 4 / 3 + 4) return wrong("a credential id of impossible length");
    auto id = from_base64url(text);
    if (!id || id->empty()) return wrong("a credential without an id");
    return id;
}

/// Packed attestation: says nothing that we trust, but what it signs must hold (WebAuthn level 2, section 8.2).
base::Status verify_packed(const RelyingParty& party, const Attestation& attestation, const AuthenticatorData& data,
                           const CoseKey& key, base::ByteSpan client_data_hash) {
    start_fido();
    const Credential credential(fido_cred_new());
    GUVOH_CHECK(credential != nullptr);
    fido_cred_t* const cred = credential.get();
    bool ok = fido_cred_set_type(cred, static_cast<int>(key.algorithm)) == FIDO_OK &&
              fido_cred_set_rp(cred, party.id.c_str(), nullptr) == FIDO_OK &&
              fido_cred_set_clientdata_hash(cred, client_data_hash.data(), client_data_hash.size()) == FIDO_OK &&
              fido_cred_set_authdata_raw(cred, attestation.authenticator_data.data(), attestation.authenticator_data.size()) == FIDO_OK &&
              fido_cred_set_fmt(cred, "packed") == FIDO_OK &&
              fido_cred_set_attstmt(cred, attestation.statement.data(), attestation.statement.size()) == FIDO_OK &&
              fido_cred_set_uv(cred, FIDO_OPT_TRUE) == FIDO_OK;
    if (data.hmac_secret) ok = ok && fido_cred_set_extensions(cred, FIDO_EXT_HMAC_SECRET) == FIDO_OK;
    if (data.cred_protect) ok = ok && fido_cred_set_prot(cred, *data.cred_protect) == FIDO_OK;
    if (!ok) return wrong("the attestation is malformed");
    const int result = attestation.has_certificates ? fido_cred_verify(cred) : fido_cred_verify_self(cred);
    if (result != FIDO_OK) return wrong("the attestation's signature does not hold");
    return {};
}

}  // namespace

Json creation_options(const RelyingParty& party, base::ByteSpan challenge, const base::Id& member, std::string_view login,
                      std::string_view name, const std::vector<base::Bytes>& existing) {
    Json options;
    options["rp"]["id"] = party.id;
    options["rp"]["name"] = party.name;
    options["user"]["id"] = to_base64url(member.span());
    options["user"]["name"] = login;
    options["user"]["displayName"] = name;
    options["challenge"] = to_base64url(challenge);
    Json::Array algorithms;
    for (const std::int64_t algorithm : {kEs256, kEdDsa, kRs256}) {
        Json item;
        item["type"] = "public-key";
        item["alg"] = algorithm;
        algorithms.push_back(std::move(item));
    }
    options["pubKeyCredParams"] = std::move(algorithms);
    options["timeout"] = kCeremonyMs;
    options["excludeCredentials"] = descriptors(existing);
    options["authenticatorSelection"]["residentKey"] = "required";
    options["authenticatorSelection"]["requireResidentKey"] = true;
    options["authenticatorSelection"]["userVerification"] = "required";
    options["attestation"] = "none";
    options["extensions"] = prf_request();
    return options;
}

Json request_options(const RelyingParty& party, base::ByteSpan challenge, const std::vector<base::Bytes>& allowed) {
    Json options;
    options["challenge"] = to_base64url(challenge);
    options["rpId"] = party.id;
    options["timeout"] = kCeremonyMs;
    options["allowCredentials"] = descriptors(allowed);
    options["userVerification"] = "required";
    options["extensions"] = prf_request();
    return options;
}

base::Expected<Passkey> verify_registration(const RelyingParty& party, base::ByteSpan challenge, const Json& credential) {
    GUVOH_TRY(const base::Bytes id, claimed_id(credential));
    GUVOH_TRY(const base::Bytes client_json, response_bytes(credential, "clientDataJSON", kMostClientDataBytes));
    GUVOH_TRY(const ClientData client, read_client_data(client_json));
    GUVOH_TRY_VOID(check_client_data(client, "webauthn.create", party, challenge));
    GUVOH_TRY(const base::Bytes object, response_bytes(credential, "attestationObject", kMostAttestationBytes));
    GUVOH_TRY(const Attestation attestation, read_attestation(object));
    GUVOH_TRY(const AuthenticatorData data, read_authenticator_data(attestation.authenticator_data));
    GUVOH_TRY_VOID(check_authenticator_data(data, party));
    if ((data.flags & kHasCredential) == 0) return wrong("no credential in it");
    if (!std::equal(id.begin(), id.end(), data.credential_id.begin(), data.credential_id.end())) return wrong("another credential id");
    GUVOH_TRY(const CoseKey key, read_cose_key(data.cose_key));
    GUVOH_TRY(const VerifyingKey usable, VerifyingKey::make(key.algorithm, key.bytes));
    static_cast<void>(usable);
    if (attestation.format == "packed") {
        const base::Hash client_hash = crypto::sha256(client_json);
        GUVOH_TRY_VOID(verify_packed(party, attestation, data, key, client_hash));
    } else if (attestation.format != "none" || !attestation.statement_is_empty) {
        return wrong("an attestation that was not asked for");
    }
    return Passkey{base::Bytes(id), key.algorithm, base::Bytes(key.bytes), data.sign_count};
}

base::Expected<AssertionClaim> read_claim(const Json& credential) {
    AssertionClaim claim;
    GUVOH_TRY(claim.credential_id, claimed_id(credential));
    GUVOH_TRY(const base::Bytes client_json, response_bytes(credential, "clientDataJSON", kMostClientDataBytes));
    GUVOH_TRY(ClientData client, read_client_data(client_json));
    claim.challenge = std::move(client.challenge);
    if (!credential["response"]["userHandle"].string_or("").empty()) {
        GUVOH_TRY(claim.user_handle, response_bytes(credential, "userHandle", 64));
    }
    return claim;
}

base::Expected<std::uint32_t> verify_assertion(const RelyingParty& party, base::ByteSpan challenge, const Passkey& passkey,
                                               const Json& credential) {
    GUVOH_TRY(const base::Bytes id, claimed_id(credential));
    if (id != passkey.credential_id) return wrong("another credential");
    GUVOH_TRY(const base::Bytes client_json, response_bytes(credential, "clientDataJSON", kMostClientDataBytes));
    GUVOH_TRY(const ClientData client, read_client_data(client_json));
    GUVOH_TRY_VOID(check_client_data(client, "webauthn.get", party, challenge));
    GUVOH_TRY(const base::Bytes raw, response_bytes(credential, "authenticatorData", kMostAttestationBytes));
    GUVOH_TRY(const AuthenticatorData data, read_authenticator_data(raw));
    GUVOH_TRY_VOID(check_authenticator_data(data, party));
    GUVOH_TRY(const base::Bytes signature, response_bytes(credential, "signature", 1024));
    GUVOH_TRY(const VerifyingKey key, VerifyingKey::make(passkey.algorithm, passkey.public_key));

    start_fido();
    const Assertion assertion(fido_assert_new());
    GUVOH_CHECK(assertion != nullptr);
    fido_assert_t* const it = assertion.get();
    const base::Hash client_hash = crypto::sha256(client_json);
    bool ok = fido_assert_set_rp(it, party.id.c_str()) == FIDO_OK && fido_assert_set_count(it, 1) == FIDO_OK &&
              fido_assert_set_clientdata_hash(it, client_hash.data(), client_hash.size()) == FIDO_OK &&
              fido_assert_set_authdata_raw(it, 0, raw.data(), raw.size()) == FIDO_OK &&
              fido_assert_set_sig(it, 0, signature.data(), signature.size()) == FIDO_OK &&
              fido_assert_set_up(it, FIDO_OPT_TRUE) == FIDO_OK && fido_assert_set_uv(it, FIDO_OPT_TRUE) == FIDO_OK;
    if (data.hmac_secret) ok = ok && fido_assert_set_extensions(it, FIDO_EXT_HMAC_SECRET) == FIDO_OK;
    if (!ok) return wrong("the assertion is malformed");
    if (fido_assert_verify(it, 0, static_cast<int>(passkey.algorithm), key.get()) != FIDO_OK) return wrong("the signature does not hold");
    const bool counts = data.sign_count != 0 || passkey.sign_count != 0;
    if (counts && data.sign_count <= passkey.sign_count) return wrong("the count did not grow: there is a copy of this passkey");
    return data.sign_count;
}

base::Expected<crypto::Key> key_of_prf(std::string_view prf) {
    auto bytes = from_base64url(prf);
    if (!bytes || bytes->size() != 32) return fail(ErrorKind::Invalid, "a prf result has 32 bytes");
    const auto from = crypto::Key::from(std::span<const base::Byte, 32>(bytes->data(), 32));
    crypto::wipe(*bytes);
    return crypto::derive_key(from, kPrfPurpose);
}

}  // namespace guvoh::access
