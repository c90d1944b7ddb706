// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Reading what a browser sends of a passkey: client data, attestation object, authenticator data, COSE key. Nothing is
// believed here, only taken apart.
//
// Threads: plain functions; views belong to whoever holds the bytes.
// Source: WebAuthn level 2, sections 5.8.1, 6.1, 6.5; RFC 9053 for COSE keys
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/bytes.h"
#include "base/error.h"
#include "base/json.h"

namespace guvoh::access {

inline constexpr std::size_t kMostClientDataBytes = 4096;
inline constexpr std::size_t kMostAttestationBytes = 16384;
inline constexpr std::size_t kMostCredentialIdBytes = 1023;  ///< WebAuthn level 2, section 4

inline constexpr unsigned kUserPresent = 0x01, kUserVerified = 0x04, kHasCredential = 0x40, kHasExtensions = 0x80;
inline constexpr std::int64_t kEs256 = -7, kEdDsa = -8, kRs256 = -257;

/// CollectedClientData.
struct ClientData {
    std::string type, origin;
    base::Bytes challenge;
    bool cross_origin = false;
};
base::Expected<ClientData> read_client_data(base::ByteSpan json);

/// A credential's public key as libfido2 takes it.
struct CoseKey {
    std::int64_t algorithm = 0;
    base::Bytes bytes;
};
/// Errors: BadKey for another algorithm, curve, or shape.
base::Expected<CoseKey> read_cose_key(base::ByteSpan cbor);

/// Authenticator data, with the credential when it holds one.
struct AuthenticatorData {
    base::ByteSpan rp_id_hash;
    unsigned flags = 0;
    std::uint32_t sign_count = 0;
    base::ByteSpan credential_id, cose_key;  ///< kHasCredential only
    bool hmac_secret = false;                ///< the extension is there, in either of its forms
    std::optional<int> cred_protect;
};
base::Expected<AuthenticatorData> read_authenticator_data(base::ByteSpan bytes);

/// The attestation object: views into its bytes.
struct Attestation {
    std::string format;
    base::ByteSpan statement;  ///< CBOR map
    base::ByteSpan authenticator_data;
    bool statement_is_empty = false;
    bool has_certificates = false;
};
base::Expected<Attestation> read_attestation(base::ByteSpan cbor);

/// The bytes of a base64url member of a credential's `response`. Errors: BadKey when it is missing, not base64url, or too long.
base::Expected<base::Bytes> response_bytes(const base::Json& credential, std::string_view member, std::size_t most_bytes);

}  // namespace guvoh::access
