// SPDX-License-Identifier: AGPL-3.0-or-later
// The published vectors are in tests/conformance/hash_test.cpp.
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <thread>

#include "crypto/crypto.h"

namespace guvoh::crypto {
namespace {

constexpr const char* kHashOfNothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

TEST(Hash, OfNothingIsKnown) {
    EXPECT_EQ(base::to_hex(sha256({})), kHashOfNothing);
    EXPECT_EQ(base::to_hex(Sha256().finish()), kHashOfNothing);
}

TEST(Hash, OtherThreadsHaveContextsOfTheirOwn) {
    std::string seen;
    std::thread([&] { seen = base::to_hex(sha256({})); }).join();

    EXPECT_EQ(seen, kHashOfNothing);
}

TEST(Hash, FinishStartsAnew) {
    Sha256 hash;
    hash.add(base::as_bytes("first"));
    hash.finish();
    hash.add(base::as_bytes("second"));

    EXPECT_EQ(hash.finish(), sha256(base::as_bytes("second")));
}

TEST(Hash, AMovedHashGoesOn) {
    Sha256 hash;
    hash.add(base::as_bytes("one "));
    Sha256 moved = std::move(hash);
    moved.add(base::as_bytes("two"));

    EXPECT_EQ(moved.finish(), sha256(base::as_bytes("one two")));
}

TEST(Hash, SubkeysDifferByPurposeAndByKey) {
    const Key key = Key::random();

    EXPECT_EQ(derive_key(key, "blobs"), derive_key(key, "blobs"));
    EXPECT_FALSE(derive_key(key, "blobs") == derive_key(key, "pages"));
    EXPECT_FALSE(derive_key(key, "blobs") == derive_key(Key::random(), "blobs"));
}

RC_GTEST_PROP(Hash, PiecesHashLikeTheWhole, (const base::Bytes& first, const base::Bytes& second)) {
    base::Bytes whole = first;
    whole.insert(whole.end(), second.begin(), second.end());
    Sha256 hash;
    hash.add(first);
    hash.add(second);

    RC_ASSERT(hash.finish() == sha256(whole));
}

}  // namespace
}  // namespace guvoh::crypto
