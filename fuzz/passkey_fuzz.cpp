// SPDX-License-Identifier: AGPL-3.0-or-later
// What a browser sends of a passkey: client data, attestation object, authenticator data, COSE key. The first byte says which.
#include <cstddef>
#include <cstdint>

#include "access/base64url.h"
#include "access/passkey_parse.h"
#include "access/passkeys.h"

using namespace guvoh;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const base::ByteSpan bytes(data + 1, size - 1);
    switch (data[0] % 5) {
        case 0: static_cast<void>(access::read_client_data(bytes)); break;
        case 1:
            if (const auto attestation = access::read_attestation(bytes)) {
                static_cast<void>(access::read_authenticator_data(attestation->authenticator_data));
            }
            break;
        case 2:
            if (const auto parsed = access::read_authenticator_data(bytes)) static_cast<void>(access::read_cose_key(parsed->cose_key));
            break;
        case 3: static_cast<void>(access::read_cose_key(bytes)); break;
        default: {
            // An assertion whose client data is right, so that libfido2 gets to see the rest.
            const access::RelyingParty party{"localhost", "Guvoh", {"http://localhost"}};
            const base::Bytes challenge(32, 0);
            base::Json credential;
            credential["type"] = "public-key";
            credential["rawId"] = "AQ";
            credential["response"]["clientDataJSON"] = access::to_base64url(base::as_bytes(
                R"({"type":"webauthn.get","challenge":")" + access::to_base64url(challenge) + R"(","origin":"http://localhost"})"));
            const base::ByteSpan authenticator = bytes.first(bytes.size() / 2), signature = bytes.subspan(bytes.size() / 2);
            credential["response"]["authenticatorData"] = access::to_base64url(authenticator);
            credential["response"]["signature"] = access::to_base64url(signature);
            const access::Passkey passkey{{1}, -8, base::Bytes(32, 9), 0};
            GUVOH_CHECK(!access::verify_assertion(party, challenge, passkey, credential));  // nobody holds this key
        }
    }
    return 0;
}
