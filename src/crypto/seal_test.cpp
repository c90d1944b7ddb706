// SPDX-License-Identifier: AGPL-3.0-or-later
// The published vectors are in tests/conformance/seal_test.cpp.
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "crypto/crypto.h"

namespace guvoh::crypto {
namespace {

const base::ByteSpan kContext = base::as_bytes("context");

TEST(Seal, IsOpenedOnlyByItsKeyInItsContext) {
    const Key key = Key::random();
    const base::Bytes sealed = seal(key, base::as_bytes("statement"), kContext);

    EXPECT_EQ(sealed.size(), 9 + kSealOverheadBytes);
    EXPECT_EQ(base::as_text(open_sealed(key, sealed, kContext).value()), "statement");
    EXPECT_EQ(open_sealed(Key::random(), sealed, kContext).error().kind, base::ErrorKind::BadKey);
    EXPECT_EQ(open_sealed(key, sealed, base::as_bytes("other")).error().kind, base::ErrorKind::BadKey);
}

TEST(Seal, DiffersEachTime) {
    const Key key = Key::random();

    EXPECT_NE(seal(key, {}, {}), seal(key, {}, {}));
}

TEST(Seal, RefusesWhatIsCutShort) {
    const Key key = Key::random();
    const base::Bytes sealed = seal(key, base::as_bytes("x"), kContext);

    for (std::size_t size = 0; size < sealed.size(); ++size) {
        EXPECT_FALSE(open_sealed(key, base::ByteSpan(sealed).first(size), kContext));
    }
}

TEST(SealNumbered, BindsTheNumber) {
    const Key key = Key::random();
    const base::Bytes plain(100, 7);
    base::Bytes sealed(116);
    base::Bytes opened(100);
    seal_numbered(key, 5, plain, kContext, sealed);

    EXPECT_TRUE(open_numbered(key, 5, sealed, kContext, opened));
    EXPECT_EQ(opened, plain);
    EXPECT_EQ(open_numbered(key, 6, sealed, kContext, opened).error().kind, base::ErrorKind::Corrupt);
    EXPECT_EQ(open_numbered(key, 5, sealed, {}, opened).error().kind, base::ErrorKind::Corrupt);
    EXPECT_EQ(open_numbered(key, 5, base::Bytes(15), {}, {}).error().kind, base::ErrorKind::Corrupt);
}

TEST(SealNumbered, OpensInPlace) {
    const Key key = Key::random();
    base::Bytes page(4096 + 16, 9);
    seal_numbered(key, 1, std::span(page).first(4096), {}, page);

    EXPECT_NE(page[0], 9);
    EXPECT_TRUE(open_numbered(key, 1, page, {}, std::span(page).first(4096)));
    EXPECT_EQ(page[0], 9);
    EXPECT_EQ(page[4095], 9);
}

RC_GTEST_PROP(Seal, AnyFlippedBitIsSeen, (const base::Bytes& plain)) {
    const Key key = Key::random();
    base::Bytes sealed = seal(key, plain, kContext);
    RC_ASSERT(open_sealed(key, sealed, kContext).value() == plain);
    const std::size_t at = *rc::gen::inRange<std::size_t>(0, sealed.size());
    sealed[at] = static_cast<base::Byte>(sealed[at] ^ (1U << *rc::gen::inRange(0, 8)));

    RC_ASSERT(!open_sealed(key, sealed, kContext));
}

}  // namespace
}  // namespace guvoh::crypto
