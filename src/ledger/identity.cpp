// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ledger/identity.h"

#include <algorithm>

#include "ledger/canonical.h"

namespace guvoh::ledger {

namespace {

base::Id id_of(std::string_view purpose, const crypto::PublicKey& key) {
    crypto::Sha256 hasher;
    hasher.add(base::as_bytes(purpose));
    hasher.add(key);
    const base::Hash hash = hasher.finish();
    base::Id id;
    std::copy_n(hash.begin(), id.bytes.size(), id.bytes.begin());
    return id;
}

std::string certificate_message(const Certificate& certificate) {
    std::string out = "guvoh-certificate-v1\n{";
    put_certificate_members(out, certificate);
    out += '}';
    return out;
}

}  // namespace

void put_certificate_members(std::string& out, const Certificate& certificate) {
    out += "\"at\":";
    put_json_integer(out, certificate.at_ms);
    out += ",\"device_key\":";
    put_json_hex(out, certificate.device_key);
    out += ",\"ledger\":";
    put_json_id(out, certificate.ledger);
    out += ",\"member_key\":";
    put_json_hex(out, certificate.member_key);
}

DeviceId device_id(const crypto::PublicKey& device_key) { return id_of("guvoh-device-v1\n", device_key); }

MemberId member_id(const crypto::PublicKey& member_key) { return id_of("guvoh-member-v1\n", member_key); }

Certificate certify(const crypto::SigningKey& member_key, const crypto::PublicKey& device_key, const base::Id& ledger,
                    std::int64_t at_ms) {
    Certificate certificate{at_ms, device_key, ledger, member_key.public_key(), {}};
    certificate.signature = member_key.sign(base::as_bytes(certificate_message(certificate)));
    return certificate;
}

bool verify_certificate(const Certificate& certificate) {
    return crypto::verify(certificate.member_key, base::as_bytes(certificate_message(certificate)), certificate.signature);
}

std::string log_origin(const base::Id& ledger, const DeviceId& device) {
    return "guvoh/" + ledger.text() + "/" + device.text();
}

}  // namespace guvoh::ledger
