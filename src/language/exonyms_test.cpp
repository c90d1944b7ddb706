// SPDX-License-Identifier: AGPL-3.0-or-later
#include "language/exonyms.h"

#include <gtest/gtest.h>

namespace guvoh::language {
namespace {

TEST(Exonyms, ShareOneKeyAPlace) {
    EXPECT_EQ(exonym_key("ашхабад"), exonym_key("ashgabat"));
    EXPECT_NE(exonym_key("ашхабад"), exonym_key("қўқон"));
    EXPECT_EQ(exonym_key("prison"), "");
}

}  // namespace
}  // namespace guvoh::language
