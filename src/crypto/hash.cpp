// SPDX-License-Identifier: AGPL-3.0-or-later
#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <initializer_list>

#include "crypto/crypto.h"

namespace guvoh::crypto {

namespace {

constexpr std::size_t kBlockBytes = 64;

struct ContextFree {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_MD_CTX, ContextFree>;

/// Fetching an algorithm takes longer than hashing a short text: done once, kept for the life of the program.
const EVP_MD* algorithm() {
    static EVP_MD* const kSha256 = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    GUVOH_CHECK(kSha256 != nullptr);
    return kSha256;
}

/// A context that knows its algorithm, so that begin() costs next to nothing.
Context make_context() {
    Context context(EVP_MD_CTX_new());
    GUVOH_CHECK(context && EVP_DigestInit_ex2(context.get(), algorithm(), nullptr) == 1);
    return context;
}

void begin(EVP_MD_CTX* context) { GUVOH_CHECK(EVP_DigestInit_ex2(context, nullptr, nullptr) == 1); }

void add_to(EVP_MD_CTX* context, base::ByteSpan data) {
    GUVOH_CHECK(EVP_DigestUpdate(context, data.data(), data.size()) == 1);
}

base::Hash end(EVP_MD_CTX* context) {
    base::Hash hash{};
    GUVOH_CHECK(EVP_DigestFinal_ex(context, hash.data(), nullptr) == 1);
    return hash;
}

EVP_MD_CTX* thread_context() {
    thread_local const Context kContext = make_context();
    return kContext.get();
}

using Pieces = std::initializer_list<base::ByteSpan>;

/// One half of HMAC: the hash of the padded key, then of the pieces.
base::Hash keyed_half(std::span<const base::Byte, kBlockBytes> key, base::Byte pad, Pieces pieces) {
    std::array<base::Byte, kBlockBytes> block{};
    std::transform(key.begin(), key.end(), block.begin(), [pad](base::Byte b) { return static_cast<base::Byte>(b ^ pad); });
    EVP_MD_CTX* context = thread_context();
    begin(context);
    add_to(context, block);
    for (const base::ByteSpan piece : pieces) add_to(context, piece);
    OPENSSL_cleanse(block.data(), block.size());
    return end(context);
}

base::Hash hmac_of(base::ByteSpan key, Pieces pieces) {
    std::array<base::Byte, kBlockBytes> block{};
    if (key.size() > kBlockBytes) {
        const base::Hash short_key = sha256(key);
        std::copy(short_key.begin(), short_key.end(), block.begin());
    } else {
        std::copy(key.begin(), key.end(), block.begin());
    }
    const base::Hash inner = keyed_half(block, 0x36, pieces);
    const base::Hash outer = keyed_half(block, 0x5c, {inner});
    OPENSSL_cleanse(block.data(), block.size());
    return outer;
}

}  // namespace

base::Hash sha256(base::ByteSpan data) {
    EVP_MD_CTX* context = thread_context();
    begin(context);
    add_to(context, data);
    return end(context);
}

base::Hash hmac_sha256(base::ByteSpan key, base::ByteSpan data) { return hmac_of(key, {data}); }

void hkdf_sha256(base::ByteSpan key, base::ByteSpan salt, base::ByteSpan info, std::span<base::Byte> out) {
    GUVOH_CHECK(out.size() <= 255 * sizeof(base::Hash));
    base::Hash extracted = hmac_sha256(salt, key);  // no salt pads to the same zeros as the RFC's default
    base::Hash block{};
    base::Byte number = 0;
    for (std::size_t done = 0; done < out.size(); done += block.size()) {
        ++number;
        const base::ByteSpan former = number == 1 ? base::ByteSpan() : base::ByteSpan(block);
        block = hmac_of(extracted, {former, info, {&number, 1}});
        std::copy_n(block.begin(), std::min(block.size(), out.size() - done),
                    out.begin() + static_cast<std::ptrdiff_t>(done));
    }
    OPENSSL_cleanse(extracted.data(), extracted.size());
    OPENSSL_cleanse(block.data(), block.size());
}

Key derive_key(const Key& from, std::string_view purpose) {
    Key key;
    hkdf_sha256(from.span(), {}, base::as_bytes(purpose), key.span());
    return key;
}

struct Sha256::State {
    Context context = make_context();
};

Sha256::Sha256() : state_(std::make_unique<State>()) {}
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::add(base::ByteSpan data) { add_to(state_->context.get(), data); }

base::Hash Sha256::finish() {
    const base::Hash hash = end(state_->context.get());
    begin(state_->context.get());
    return hash;
}

}  // namespace guvoh::crypto
