// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Who speaks in the ledger: a device signs with its key, and a member's key certifies the device's. Ids are made from the
// keys, so nobody can put another key behind a known id. A verifier needs the log and the member id (or key) it trusts.
//
// Threads: plain values and pure functions.
// Implements: docs/formats/ledger.md, "Devices and members"
#pragma once

#include <cstdint>
#include <string>

#include "base/error.h"
#include "base/id.h"
#include "crypto/crypto.h"
#include "ledger/hlc.h"

namespace guvoh::ledger {

/// First 16 bytes of SHA-256("guvoh-device-v1\n", key).
DeviceId device_id(const crypto::PublicKey& device_key);
/// First 16 bytes of SHA-256("guvoh-member-v1\n", key).
MemberId member_id(const crypto::PublicKey& member_key);

/// A member's statement that a device key speaks in a ledger.
struct Certificate {
    std::int64_t at_ms = 0;
    crypto::PublicKey device_key{};
    base::Id ledger;  ///< random, the same for all devices of one record
    crypto::PublicKey member_key{};
    crypto::Signature signature{};  ///< by the member key, over "guvoh-certificate-v1\n" and the canonical JSON of the rest
    bool operator==(const Certificate&) const = default;
};

/// Certifies a device key.
Certificate certify(const crypto::SigningKey& member_key, const crypto::PublicKey& device_key, const base::Id& ledger,
                    std::int64_t at_ms);
/// Writes the members of a certificate's canonical JSON that come before the signature, without braces: what is signed, and what is stored.
void put_certificate_members(std::string& out, const Certificate& certificate);
/// Checks the member's signature.
bool verify_certificate(const Certificate& certificate);

/// The name of a device's log in checkpoints: "guvoh/<ledger>/<device>".
std::string log_origin(const base::Id& ledger, const DeviceId& device);

}  // namespace guvoh::ledger
