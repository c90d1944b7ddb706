// SPDX-License-Identifier: AGPL-3.0-or-later
#include "crypto/secret.h"

#include <gtest/gtest.h>

#include <type_traits>

namespace guvoh::crypto {
namespace {

static_assert(!std::is_copy_constructible_v<Key> && !std::is_copy_assignable_v<Key>);
static_assert(std::is_nothrow_move_constructible_v<Key> && std::is_nothrow_move_assignable_v<Key>);
static_assert(!std::is_copy_constructible_v<Passphrase>);

TEST(Secret, BeginsAsZeros) {
    const Key key;

    for (const base::Byte b : key.span()) EXPECT_EQ(b, 0);
}

TEST(Secret, RandomOnesDiffer) { EXPECT_FALSE(Key::random() == Key::random()); }

TEST(Secret, MovesAndClones) {
    Key key = Key::random();
    const Key clone = key.clone();
    Key moved = std::move(key);
    Key assigned;
    assigned = std::move(moved);

    EXPECT_TRUE(assigned == clone);
}

TEST(Secret, IsTakenFromBytes) {
    std::array<base::Byte, 16> bytes{};
    bytes[3] = 42;
    const auto secret = Secret<16>::from(bytes);

    EXPECT_EQ(secret.span()[3], 42);
    EXPECT_FALSE(secret == Secret<16>());
}

TEST(Passphrase, KeepsWhatWasTypedAndMoves) {
    Passphrase typed("длинная фраза");
    Passphrase moved = std::move(typed);

    EXPECT_EQ(base::as_text(moved.bytes()), "длинная фраза");
    EXPECT_TRUE(Passphrase("").empty());
    moved = Passphrase("next");
    EXPECT_EQ(base::as_text(moved.bytes()), "next");
}

}  // namespace
}  // namespace guvoh::crypto
