// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Time stamps from an authority (RFC 3161): proof that a hash existed at a time, by someone who is not us. This makes the
// query and checks the reply; carrying them to the authority and back (application/timestamp-query and -reply over HTTP, or
// a USB stick) is the caller's business. Checking needs no network: the certificates come with the reply and from a bundle.
//
// Promises: a reply that verifies covers exactly this hash (SHA-256), was asked for with this nonce, and was signed by a
// certificate fit for time stamping whose chain ends in the bundle. The chain is judged as of the time in the reply, so
// that a stamp outlives the authority's certificate. It does not look up revocations: a stamp by an authority that is known
// to have lost its key must be refused by taking its certificate out of the bundle.
//
// Threads: any.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/bytes.h"

namespace guvoh::crypto {

/// What goes to the authority.
struct TimestampQuery {
    base::Bytes der;    ///< the body of the request
    base::Bytes nonce;  ///< 8 random bytes; keep them to check the reply against
};

/// Makes a query for a SHA-256 value, asking for the authority's certificates in the reply.
base::Expected<TimestampQuery> make_timestamp_query(const base::Hash& hash);

/// Whom to believe.
struct TimestampTrust {
    std::string_view authorities_pem;    ///< roots; at least one certificate
    std::string_view intermediates_pem;  ///< may be empty: used to build the chain, never believed by themselves
};

/// What a reply proves.
struct Timestamp {
    std::int64_t at_ms = 0;  ///< the authority's time, UTC milliseconds
    std::string authority;   ///< subject of the signing certificate, RFC 4514: "CN=...,O=..."
    std::string serial;      ///< the authority's number for it, hexadecimal
    std::string policy;      ///< the policy's object identifier: "1.2.3"
};

/// Checks a reply in all its parts.
///
/// Takes:   the reply's DER; the hash that was stamped; the query's nonce, or nothing when none was kept.
/// Errors:  Invalid when the reply is not a reply, or the authority refused, or the bundle holds no certificate;
///          Corrupt when it is a reply but proves nothing for this hash, nonce and bundle.
base::Expected<Timestamp> verify_timestamp(base::ByteSpan reply_der, const base::Hash& hash, base::ByteSpan nonce,
                                           const TimestampTrust& trust);

}  // namespace guvoh::crypto
