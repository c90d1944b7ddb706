// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Passkeys: the relying party's side of WebAuthn level 2 (registration, section 7.1; assertion, section 7.2). Signatures and
// attestations are verified by libfido2. Asked for: user verification, a discoverable credential, no attestation, and the
// `prf` extension under one fixed salt, whose result can open a member's sealing key.
//
// What comes from the browser is hostile until proven: sizes are bounded, CBOR is read strictly.
// Threads: plain functions.
// Source: https://www.w3.org/TR/webauthn-2/ and its level 3 for prf
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"
#include "base/id.h"
#include "base/json.h"
#include "crypto/secret.h"

namespace guvoh::access {

inline constexpr std::size_t kChallengeBytes = 32;

/// Whom passkeys are made for: this workspace at its addresses.
struct RelyingParty {
    std::string id;                    ///< the host name; never an IP address
    std::string name;
    std::vector<std::string> origins;  ///< "https://host[:port]": exactly these
};

/// What is kept of a passkey.
struct Passkey {
    base::Bytes credential_id;
    std::int64_t algorithm = 0;  ///< COSE: -7 ES256, -8 EdDSA, -257 RS256
    base::Bytes public_key;      ///< ES256: x and y; EdDSA: the key; RS256: n and e
    std::uint32_t sign_count = 0;
};

/// PublicKeyCredentialCreationOptions as JSON. `member` is the user handle.
base::Json creation_options(const RelyingParty& party, base::ByteSpan challenge, const base::Id& member, std::string_view login,
                            std::string_view name, const std::vector<base::Bytes>& existing);
/// PublicKeyCredentialRequestOptions as JSON; without `allowed` any discoverable passkey of this party.
base::Json request_options(const RelyingParty& party, base::ByteSpan challenge, const std::vector<base::Bytes>& allowed);

/// Verifies a new credential (RegistrationResponseJSON). Errors: BadKey, the detail saying for operators what did not hold.
base::Expected<Passkey> verify_registration(const RelyingParty& party, base::ByteSpan challenge, const base::Json& credential);

/// What an assertion says it is, before anything is verified.
struct AssertionClaim {
    base::Bytes credential_id;
    base::Bytes user_handle;  ///< empty when the authenticator gave none
    base::Bytes challenge;    ///< from its client data
};
/// Errors: BadKey.
base::Expected<AssertionClaim> read_claim(const base::Json& credential);
/// Verifies an assertion (AuthenticationResponseJSON) against the passkey. Gives the new sign count, which must be kept.
/// Errors: BadKey; also for a count that did not grow, since then somebody holds a copy.
base::Expected<std::uint32_t> verify_assertion(const RelyingParty& party, base::ByteSpan challenge, const Passkey& passkey,
                                               const base::Json& credential);

/// The key that a prf result (base64url, 32 bytes) stands for. Errors: Invalid.
base::Expected<crypto::Key> key_of_prf(std::string_view prf);

}  // namespace guvoh::access
