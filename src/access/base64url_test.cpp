// SPDX-License-Identifier: AGPL-3.0-or-later
#include "access/base64url.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace guvoh::access {
namespace {

TEST(Base64Url, ReadsBackWhatItWroteWithoutPadding) {
    EXPECT_TRUE(rc::check([](const std::vector<std::uint8_t>& bytes) {
        const std::string text = to_base64url(bytes);

        RC_ASSERT(text.find_first_of("+/=") == std::string::npos);
        RC_ASSERT(from_base64url(text) == bytes);
    }));
}

TEST(Base64Url, UsesTheLettersOfItsAlphabet) {
    EXPECT_EQ(to_base64url(base::Bytes{0xfb, 0xff}), "-_8");
    EXPECT_EQ(from_base64url("-_8"), (base::Bytes{0xfb, 0xff}));
}

TEST(Base64Url, RefusesPaddingOtherAlphabetsAndLooseBits) {
    for (const char* text : {"-_8=", "+/8", "a", "-_9", "a b", "\xd0\xb0"}) EXPECT_FALSE(from_base64url(text).has_value()) << text;
}

}  // namespace
}  // namespace guvoh::access
