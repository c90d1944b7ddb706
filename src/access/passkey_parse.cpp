// SPDX-License-Identifier: AGPL-3.0-or-later
#include "access/passkey_parse.h"

#include <algorithm>
#include <array>

#include "access/base64url.h"
#include "access/cbor.h"

namespace guvoh::access {

using base::ErrorKind;
using base::fail;
using base::Json;

namespace {

tl::unexpected<base::Error> wrong(const char* what) { return fail(ErrorKind::BadKey, what); }

std::uint32_t number_of(base::ByteSpan bytes) {
    std::uint32_t value = 0;
    for (const base::Byte byte : bytes) value = value << 8 | byte;
    return value;
}

/// The members of a COSE key that the three algorithms use.
struct CoseMembers {
    std::int64_t kty = 0, alg = 0, curve = 0;
    base::ByteSpan minus1, minus2, minus3;
};

base::Expected<CoseMembers> read_cose_members(base::ByteSpan cbor) {
    CborReader reader(cbor);
    const CborItem map = reader.next();
    if (map.kind != CborItem::Kind::Map || map.value > 16) return wrong("the key is not a COSE map");
    CoseMembers members;
    for (std::uint64_t i = 0; i < map.value; ++i) {
        const std::int64_t label = reader.next().integer_or(0);
        const CborItem item = reader.next();
        if (label == 1) members.kty = item.integer_or(0);
        if (label == 3) members.alg = item.integer_or(0);
        if (label == -1) members.curve = item.integer_or(0);
        if (label == -1) members.minus1 = item.bytes;
        if (label == -2) members.minus2 = item.bytes;
        if (label == -3) members.minus3 = item.bytes;
    }
    if (!reader.ok() || !reader.at_end()) return wrong("the key is not a COSE map");
    return members;
}

CoseKey joined(std::int64_t algorithm, base::ByteSpan one, base::ByteSpan two) {
    CoseKey key{algorithm, base::Bytes(one.begin(), one.end())};
    base::put_bytes(key.bytes, two);
    return key;
}

base::Status read_extensions(base::ByteSpan cbor, AuthenticatorData& data) {
    CborReader reader(cbor);
    const CborItem map = reader.next();
    if (map.kind != CborItem::Kind::Map || map.value > 16) return wrong("the extensions are not a map");
    for (std::uint64_t i = 0; i < map.value; ++i) {
        const CborItem name = reader.next();
        const base::ByteSpan value = reader.skip();
        if (!reader.ok() || name.kind != CborItem::Kind::Text) return wrong("the extensions are malformed");
        if (name.is_text("hmac-secret")) data.hmac_secret = true;
        if (name.is_text("credProtect")) data.cred_protect = static_cast<int>(CborReader(value).next().integer_or(0) & 0xff);
    }
    if (!reader.at_end()) return wrong("bytes after the extensions");
    return {};
}

}  // namespace

base::Expected<base::Bytes> response_bytes(const Json& credential, std::string_view member, std::size_t most_bytes) {
    const std::string_view text = credential["response"][member].string_or("");
    if (text.empty() || text.size() > most_bytes * 4 / 3 + 4) return wrong("a part of the credential is missing or too long");
    auto bytes = from_base64url(text);
    if (!bytes) return wrong("a part of the credential is not base64url");
    return bytes;
}

base::Expected<ClientData> read_client_data(base::ByteSpan json) {
    if (json.size() > kMostClientDataBytes) return wrong("the client data is too long");
    const auto parsed = Json::parse(base::as_text(json));
    if (!parsed || !parsed->is_object()) return wrong("the client data is not JSON");
    ClientData data;
    data.type = (*parsed)["type"].string_or("");
    data.origin = (*parsed)["origin"].string_or("");
    auto challenge = from_base64url((*parsed)["challenge"].string_or(""));
    if (!challenge) return wrong("the client data's challenge is not base64url");
    data.challenge = std::move(*challenge);
    const Json& cross = (*parsed)["crossOrigin"];
    data.cross_origin = !cross.is_null() && cross.boolean_or(true);
    return data;
}

base::Expected<CoseKey> read_cose_key(base::ByteSpan cbor) {
    GUVOH_TRY(const CoseMembers key, read_cose_members(cbor));
    if (key.kty == 2 && key.alg == kEs256 && key.curve == 1 && key.minus2.size() == 32 && key.minus3.size() == 32) {
        return joined(kEs256, key.minus2, key.minus3);
    }
    if (key.kty == 1 && key.alg == kEdDsa && key.curve == 6 && key.minus2.size() == 32) return joined(kEdDsa, key.minus2, {});
    if (key.kty == 3 && key.alg == kRs256 && key.minus1.size() == 256 && key.minus2.size() == 3) {
        return joined(kRs256, key.minus1, key.minus2);
    }
    return wrong("a key of a kind that was not asked for");
}

base::Expected<AuthenticatorData> read_authenticator_data(base::ByteSpan bytes) {
    constexpr std::size_t kFixed = 37, kAaguid = 16;
    if (bytes.size() < kFixed) return wrong("the authenticator data is cut short");
    AuthenticatorData data;
    data.rp_id_hash = bytes.first(32);
    data.flags = bytes[32];
    data.sign_count = number_of(bytes.subspan(33, 4));
    base::ByteSpan rest = bytes.subspan(kFixed);
    if ((data.flags & kHasCredential) != 0) {
        if (rest.size() < kAaguid + 2) return wrong("the authenticator data is cut short");
        const std::size_t id_size = number_of(rest.subspan(kAaguid, 2));
        rest = rest.subspan(kAaguid + 2);
        if (id_size == 0 || id_size > kMostCredentialIdBytes || id_size > rest.size()) return wrong("a credential id of impossible length");
        data.credential_id = rest.first(id_size);
        CborReader reader(rest.subspan(id_size));
        data.cose_key = reader.skip();
        if (!reader.ok()) return wrong("the key is malformed");
        rest = reader.rest();
    }
    if ((data.flags & kHasExtensions) != 0) {
        GUVOH_TRY_VOID(read_extensions(rest, data));
    } else if (!rest.empty()) {
        return wrong("bytes after the authenticator data");
    }
    return data;
}

base::Expected<Attestation> read_attestation(base::ByteSpan cbor) {
    if (cbor.size() > kMostAttestationBytes) return wrong("the attestation is too long");
    CborReader reader(cbor);
    const CborItem map = reader.next();
    if (map.kind != CborItem::Kind::Map || map.value != 3) return wrong("the attestation is not a map of three");
    Attestation attestation;
    for (std::uint64_t i = 0; i < 3; ++i) {
        const CborItem name = reader.next();
        if (name.is_text("fmt")) {
            const CborItem format = reader.next();
            if (format.kind == CborItem::Kind::Text) attestation.format = base::as_text(format.bytes);
        } else if (name.is_text("attStmt")) {
            attestation.statement = reader.skip();
        } else if (name.is_text("authData")) {
            const CborItem data = reader.next();
            if (data.kind == CborItem::Kind::Bytes) attestation.authenticator_data = data.bytes;
        } else {
            return wrong("the attestation holds something else");
        }
    }
    if (!reader.ok() || !reader.at_end() || attestation.format.empty()) return wrong("the attestation is malformed");
    CborReader statement(attestation.statement);
    const CborItem entries = statement.next();
    if (entries.kind != CborItem::Kind::Map) return wrong("the attestation statement is not a map");
    attestation.statement_is_empty = entries.value == 0;
    for (std::uint64_t i = 0; i < entries.value && statement.ok(); ++i) {
        attestation.has_certificates |= statement.next().is_text("x5c");
        statement.skip();
    }
    return attestation;
}

}  // namespace guvoh::access
