// SPDX-License-Identifier: AGPL-3.0-or-later
//
// An authenticator for tests: makes one passkey, signs with it, and lies wherever a test tells it to. Also plays the browser's
// part, writing the client data. Not constant in time, keeps its key in plain memory: for tests only.
#pragma once

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include <memory>
#include <string>

#include "access/base64url.h"
#include "base/json.h"
#include "crypto/crypto.h"

namespace guvoh::access::testing {

using base::Bytes;
using base::Json;

/// Writes the CBOR heads that a test needs.
inline void cbor_head(Bytes& out, unsigned major, std::size_t value) {
    const auto first = static_cast<base::Byte>(major << 5);
    if (value < 24) {
        out.push_back(static_cast<base::Byte>(first | value));
    } else if (value < 256) {
        out.insert(out.end(), {static_cast<base::Byte>(first | 24), static_cast<base::Byte>(value)});
    } else {
        out.insert(out.end(), {static_cast<base::Byte>(first | 25), static_cast<base::Byte>(value >> 8), static_cast<base::Byte>(value)});
    }
}
inline void cbor_int(Bytes& out, int value) {
    cbor_head(out, value < 0 ? 1U : 0U, static_cast<std::size_t>(value < 0 ? -1 - value : value));
}
inline void cbor_text(Bytes& out, std::string_view text) {
    cbor_head(out, 3, text.size());
    base::put_bytes(out, base::as_bytes(text));
}
inline void cbor_bytes(Bytes& out, base::ByteSpan bytes) {
    cbor_head(out, 2, bytes.size());
    base::put_bytes(out, bytes);
}

class SoftAuthenticator {
public:
    enum class Kind { Es256, EdDsa, Rs256 };

    explicit SoftAuthenticator(Kind kind = Kind::Es256) : kind_(kind) {
        if (kind == Kind::Es256) key_.reset(EVP_EC_gen("P-256"));
        if (kind == Kind::EdDsa) key_.reset(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
        if (kind == Kind::Rs256) key_.reset(EVP_RSA_gen(2048));
        credential_id.resize(32);
        prf_secret.resize(32);
        crypto::random_bytes(credential_id);
        crypto::random_bytes(prf_secret);
    }

    // What a test may change before asking.
    Bytes credential_id, prf_secret, user_handle;
    unsigned flags = 0x05;  ///< user present and verified
    std::uint32_t count = 0;
    bool counts = true;
    std::string origin = "http://localhost", rp_id;  ///< rp_id empty: what the options say
    std::string challenge;                           ///< empty: what the options say
    std::string type;                                ///< of the client data; empty: the right one
    bool cross_origin = false, hmac_secret = false;
    bool packed = false;                             ///< self attestation instead of none

    /// Makes the passkey: RegistrationResponseJSON.
    Json create(const Json& options) {
        user_handle = from_base64url(options["user"]["id"].string_or("")).value();
        const std::string client = client_data(options, "webauthn.create");
        const Bytes data = authenticator_data(rp_id.empty() ? options["rp"]["id"].string_or("") : rp_id, true);
        Json credential = head();
        credential["response"]["clientDataJSON"] = to_base64url(base::as_bytes(client));
        credential["response"]["attestationObject"] = to_base64url(attestation(data, client));
        return credential;
    }

    /// Signs in: AuthenticationResponseJSON.
    Json get(const Json& options) {
        if (counts) ++count;
        const std::string client = client_data(options, "webauthn.get");
        const Bytes data = authenticator_data(rp_id.empty() ? options["rpId"].string_or("") : rp_id, false);
        Json credential = head();
        credential["response"]["clientDataJSON"] = to_base64url(base::as_bytes(client));
        credential["response"]["authenticatorData"] = to_base64url(data);
        credential["response"]["signature"] = to_base64url(sign(data, client));
        if (!user_handle.empty()) credential["response"]["userHandle"] = to_base64url(user_handle);
        return credential;
    }

    /// The prf extension's first result, as the page sends it.
    std::string prf(const Json& options) const {
        const Bytes salt = from_base64url(options["extensions"]["prf"]["eval"]["first"].string_or("")).value();
        return to_base64url(crypto::hmac_sha256(prf_secret, salt));
    }

    /// The attestation object's bytes around some authenticator data.
    Bytes attestation(const Bytes& data, const std::string& client) const {
        Bytes out;
        cbor_head(out, 5, 3);
        cbor_text(out, "fmt");
        cbor_text(out, packed ? "packed" : "none");
        cbor_text(out, "attStmt");
        if (packed) {
            cbor_head(out, 5, 2);
            cbor_text(out, "alg");
            cbor_int(out, algorithm());
            cbor_text(out, "sig");
            cbor_bytes(out, sign(data, client));
        } else {
            cbor_head(out, 5, 0);
        }
        cbor_text(out, "authData");
        cbor_bytes(out, data);
        return out;
    }

    Bytes authenticator_data(std::string_view party, bool with_credential) const {
        const base::Hash hash = crypto::sha256(base::as_bytes(party));
        Bytes out(hash.begin(), hash.end());
        out.push_back(static_cast<base::Byte>(flags | (with_credential ? 0x40U : 0U) | (hmac_secret ? 0x80U : 0U)));
        for (const unsigned shift : {24U, 16U, 8U, 0U}) out.push_back(static_cast<base::Byte>(count >> shift));
        if (with_credential) {
            out.insert(out.end(), 16, 0);  // AAGUID
            out.push_back(static_cast<base::Byte>(credential_id.size() >> 8));
            out.push_back(static_cast<base::Byte>(credential_id.size()));
            base::put_bytes(out, credential_id);
            base::put_bytes(out, cose_key());
        }
        if (hmac_secret) {
            cbor_head(out, 5, 1);
            cbor_text(out, "hmac-secret");
            if (with_credential) {
                out.push_back(0xf5);
            } else {
                cbor_bytes(out, Bytes(48, 1));
            }
        }
        return out;
    }

    Bytes cose_key() const {
        Bytes out;
        if (kind_ == Kind::Es256) {
            Bytes point(65);
            std::size_t size = 0;
            EVP_PKEY_get_octet_string_param(key_.get(), "pub", point.data(), point.size(), &size);
            cbor_head(out, 5, 5);
            for (const auto& [label, value] : {std::pair(1, 2), std::pair(3, -7), std::pair(-1, 1)}) {
                cbor_int(out, label);
                cbor_int(out, value);
            }
            cbor_int(out, -2);
            cbor_bytes(out, base::ByteSpan(point).subspan(1, 32));
            cbor_int(out, -3);
            cbor_bytes(out, base::ByteSpan(point).subspan(33, 32));
        } else if (kind_ == Kind::EdDsa) {
            Bytes raw(32);
            std::size_t size = raw.size();
            EVP_PKEY_get_raw_public_key(key_.get(), raw.data(), &size);
            cbor_head(out, 5, 4);
            for (const auto& [label, value] : {std::pair(1, 1), std::pair(3, -8), std::pair(-1, 6)}) {
                cbor_int(out, label);
                cbor_int(out, value);
            }
            cbor_int(out, -2);
            cbor_bytes(out, raw);
        } else {
            BIGNUM* n = nullptr;
            EVP_PKEY_get_bn_param(key_.get(), "n", &n);
            Bytes modulus(256);
            BN_bn2binpad(n, modulus.data(), 256);
            BN_free(n);
            cbor_head(out, 5, 4);
            cbor_int(out, 1);
            cbor_int(out, 3);
            cbor_int(out, 3);
            cbor_int(out, -257);
            cbor_int(out, -1);
            cbor_bytes(out, modulus);
            cbor_int(out, -2);
            cbor_bytes(out, Bytes{1, 0, 1});
        }
        return out;
    }

private:
    struct FreeKey {
        void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    };
    struct FreeContext {
        void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
    };

    int algorithm() const { return kind_ == Kind::Es256 ? -7 : kind_ == Kind::EdDsa ? -8 : -257; }

    Json head() const {
        Json credential;
        credential["id"] = to_base64url(credential_id);
        credential["rawId"] = to_base64url(credential_id);
        credential["type"] = "public-key";
        return credential;
    }

    std::string client_data(const Json& options, std::string_view right_type) const {
        Json data;
        data["type"] = type.empty() ? std::string(right_type) : type;
        data["challenge"] = challenge.empty() ? std::string(options["challenge"].string_or("")) : challenge;
        data["origin"] = origin;
        data["crossOrigin"] = cross_origin;
        return data.text();
    }

    Bytes sign(const Bytes& data, const std::string& client) const {
        Bytes message = data;
        base::put_bytes(message, crypto::sha256(base::as_bytes(client)));
        const std::unique_ptr<EVP_MD_CTX, FreeContext> context(EVP_MD_CTX_new());
        EVP_DigestSignInit(context.get(), nullptr, kind_ == Kind::EdDsa ? nullptr : EVP_sha256(), nullptr, key_.get());
        std::size_t size = 0;
        EVP_DigestSign(context.get(), nullptr, &size, message.data(), message.size());
        Bytes signature(size);
        EVP_DigestSign(context.get(), signature.data(), &size, message.data(), message.size());
        signature.resize(size);
        return signature;
    }

    Kind kind_;
    std::unique_ptr<EVP_PKEY, FreeKey> key_;
};

}  // namespace guvoh::access::testing
