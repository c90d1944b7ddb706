// SPDX-License-Identifier: AGPL-3.0-or-later
#include "crypto/timestamp.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ts.h>
#include <openssl/x509.h>

#include <ctime>
#include <limits>
#include <memory>
#include <optional>

#include "base/edtf.h"
#include "crypto/crypto.h"

namespace guvoh::crypto {

namespace {

using base::ErrorKind;

template <auto Free>
struct FreeWith {
    template <class T>
    void operator()(T* owned) const {
        Free(owned);
    }
};
template <class T, auto Free>
using Owned = std::unique_ptr<T, FreeWith<Free>>;

void free_certificates(STACK_OF(X509) * stack) { sk_X509_pop_free(stack, X509_free); }
void free_text(unsigned char* text) { OPENSSL_free(text); }
void free_signers(STACK_OF(X509) * stack) { sk_X509_free(stack); }

using Request = Owned<TS_REQ, TS_REQ_free>;
using Reply = Owned<TS_RESP, TS_RESP_free>;
using Certificates = Owned<STACK_OF(X509), free_certificates>;
using Stream = Owned<BIO, BIO_free_all>;
using Store = Owned<X509_STORE, X509_STORE_free>;
using VerifyContext = Owned<TS_VERIFY_CTX, TS_VERIFY_CTX_free>;

/// Takes the newest of OpenSSL's queued reasons and empties the queue.
std::string openssl_reason() {
    const char* reason = ERR_reason_error_string(ERR_peek_last_error());
    std::string text = reason != nullptr ? reason : "no reason given";
    ERR_clear_error();
    return text;
}

bool set_imprint(TS_REQ* request, const base::Hash& hash) {
    const Owned<TS_MSG_IMPRINT, TS_MSG_IMPRINT_free> imprint(TS_MSG_IMPRINT_new());
    const Owned<X509_ALGOR, X509_ALGOR_free> algorithm(X509_ALGOR_new());
    if (!imprint || !algorithm) return false;
    base::Hash copy = hash;  // the API wants it writable
    return X509_ALGOR_set0(algorithm.get(), OBJ_nid2obj(NID_sha256), V_ASN1_NULL, nullptr) == 1 &&
           TS_MSG_IMPRINT_set_algo(imprint.get(), algorithm.get()) == 1 &&
           TS_MSG_IMPRINT_set_msg(imprint.get(), copy.data(), static_cast<int>(copy.size())) == 1 &&
           TS_REQ_set_msg_imprint(request, imprint.get()) == 1;
}

bool set_nonce(TS_REQ* request, base::ByteSpan nonce) {
    if (nonce.empty()) return true;
    const Owned<BIGNUM, BN_free> number(BN_bin2bn(nonce.data(), static_cast<int>(nonce.size()), nullptr));
    const Owned<ASN1_INTEGER, ASN1_INTEGER_free> integer(number ? BN_to_ASN1_INTEGER(number.get(), nullptr) : nullptr);
    return integer && TS_REQ_set_nonce(request, integer.get()) == 1;
}

Request make_request(const base::Hash& hash, base::ByteSpan nonce) {
    Request request(TS_REQ_new());
    const bool made = request && TS_REQ_set_version(request.get(), 1) == 1 && set_imprint(request.get(), hash) &&
                      set_nonce(request.get(), nonce) && TS_REQ_set_cert_req(request.get(), 1) == 1;
    GUVOH_CHECK(made);  // fails only when memory is out
    return request;
}

Certificates read_certificates(std::string_view pem) {
    Certificates all(sk_X509_new_null());
    const Stream stream(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    while (X509* certificate = stream ? PEM_read_bio_X509(stream.get(), nullptr, nullptr, nullptr) : nullptr) {
        if (sk_X509_push(all.get(), certificate) == 0) X509_free(certificate);
    }
    ERR_clear_error();  // the end of the text counts as an error
    return all;
}

/// Reads YYYYMMDDhhmmss[.fraction]Z (RFC 3161, section 2.4.2).
std::optional<std::int64_t> time_of(const ASN1_GENERALIZEDTIME* time) {
    const std::string_view text =
        base::as_text({ASN1_STRING_get0_data(time), static_cast<std::size_t>(ASN1_STRING_length(time))});
    std::tm parts{};
    if (ASN1_TIME_to_tm(time, &parts) != 1 || text.size() < 15 || text.back() != 'Z') return {};
    std::int64_t at_ms = base::day_of_civil(parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday) * 86400000 +
                         (parts.tm_hour * 3600 + parts.tm_min * 60 + parts.tm_sec) * std::int64_t{1000};
    if (text[14] != '.') return at_ms;
    std::int64_t unit_ms = 100;
    for (const char digit : text.substr(15, 3)) {
        if (digit < '0' || digit > '9') break;
        at_ms += (digit - '0') * unit_ms;
        unit_ms /= 10;
    }
    return at_ms;
}

std::string authority_of(PKCS7* token) {
    const Owned<STACK_OF(X509), free_signers> signers(PKCS7_get0_signers(token, nullptr, 0));
    const Stream out(BIO_new(BIO_s_mem()));
    if (!signers || sk_X509_num(signers.get()) == 0 || !out) return {};
    const unsigned long flags = XN_FLAG_RFC2253 & ~static_cast<unsigned long>(ASN1_STRFLGS_ESC_MSB);
    X509_NAME_print_ex(out.get(), X509_get_subject_name(sk_X509_value(signers.get(), 0)), 0, flags);
    char* text = nullptr;
    const long size = BIO_get_mem_data(out.get(), &text);
    return {text, static_cast<std::size_t>(size)};
}

std::string policy_of(TS_TST_INFO* info) {
    char text[128] = {};
    OBJ_obj2txt(text, sizeof text, TS_TST_INFO_get_policy_id(info), 1);
    return text;
}

std::string serial_of(const TS_TST_INFO* info) {
    const ASN1_INTEGER* serial = TS_TST_INFO_get_serial(info);
    return base::to_hex({ASN1_STRING_get0_data(serial), static_cast<std::size_t>(ASN1_STRING_length(serial))});
}

base::Expected<Reply> read_reply(base::ByteSpan der) {
    if (der.size() > std::numeric_limits<int>::max())
        return base::fail(ErrorKind::Invalid, "the time stamp reply is too large");
    const unsigned char* at = der.data();
    Reply reply(d2i_TS_RESP(nullptr, &at, static_cast<long>(der.size())));
    ERR_clear_error();
    if (!reply) return base::fail(ErrorKind::Invalid, "not a time stamp reply");
    if (at != der.data() + der.size()) return base::fail(ErrorKind::Invalid, "bytes follow the time stamp reply");
    const long status = ASN1_INTEGER_get(TS_STATUS_INFO_get0_status(TS_RESP_get_status_info(reply.get())));
    if (status != TS_STATUS_GRANTED && status != TS_STATUS_GRANTED_WITH_MODS) {
        return base::fail(ErrorKind::Invalid, "the time stamp authority refused (status " + std::to_string(status) + ")");
    }
    if (TS_RESP_get_token(reply.get()) == nullptr || TS_RESP_get_tst_info(reply.get()) == nullptr) {
        return base::fail(ErrorKind::Invalid, "the time stamp reply holds no time stamp");
    }
    return reply;
}

base::Expected<Store> make_store(std::string_view authorities_pem, std::int64_t at_ms) {
    const Certificates authorities = read_certificates(authorities_pem);
    Store store(X509_STORE_new());
    GUVOH_CHECK(store && authorities);
    if (sk_X509_num(authorities.get()) == 0)
        return base::fail(ErrorKind::Invalid, "the bundle of authorities holds no certificate");
    for (int i = 0; i < sk_X509_num(authorities.get()); ++i)
        X509_STORE_add_cert(store.get(), sk_X509_value(authorities.get(), i));
    X509_VERIFY_PARAM_set_time(X509_STORE_get0_param(store.get()), static_cast<std::time_t>(at_ms / 1000));
    return store;
}

}  // namespace

base::Expected<TimestampQuery> make_timestamp_query(const base::Hash& hash) {
    TimestampQuery query;
    query.nonce.resize(8);
    random_bytes(query.nonce);
    query.nonce[0] =
        static_cast<base::Byte>((query.nonce[0] & 0x7f) | 0x40);  // positive and of full length in every encoder
    const Request request = make_request(hash, query.nonce);
    unsigned char* der = nullptr;
    const int size = i2d_TS_REQ(request.get(), &der);
    const Owned<unsigned char, free_text> owner(der);
    if (size <= 0) return base::fail(ErrorKind::Io, "making a time stamp query: " + openssl_reason());
    query.der.assign(der, der + size);
    return query;
}

base::Expected<Timestamp> verify_timestamp(base::ByteSpan reply_der, const base::Hash& hash, base::ByteSpan nonce,
                                           const TimestampTrust& trust) {
    GUVOH_TRY(const Reply reply, read_reply(reply_der));
    TS_TST_INFO* info = TS_RESP_get_tst_info(reply.get());
    const std::optional<std::int64_t> at_ms = time_of(TS_TST_INFO_get_time(info));
    if (!at_ms) return base::fail(ErrorKind::Invalid, "the time stamp holds no time");
    GUVOH_TRY(Store store, make_store(trust.authorities_pem, *at_ms));

    const Request request = make_request(hash, nonce);
    const VerifyContext context(TS_REQ_to_TS_VERIFY_CTX(request.get(), nullptr));
    GUVOH_CHECK(context);
    TS_VERIFY_CTX_add_flags(context.get(), TS_VFY_SIGNATURE);
    TS_VERIFY_CTX_set_store(context.get(), store.release());
    TS_VERIFY_CTX_set_certs(context.get(), read_certificates(trust.intermediates_pem).release());
    if (TS_RESP_verify_response(context.get(), reply.get()) != 1) {
        return base::fail(ErrorKind::Corrupt, "the time stamp does not hold: " + openssl_reason());
    }
    return Timestamp{*at_ms, authority_of(TS_RESP_get_token(reply.get())), serial_of(info), policy_of(info)};
}

}  // namespace guvoh::crypto
