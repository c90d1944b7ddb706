// SPDX-License-Identifier: AGPL-3.0-or-later
#include "language/normalise.h"

#include <gtest/gtest.h>

namespace guvoh::language {
namespace {

TEST(Normalise, TwoWaysOfTypingALetterBecomeOne) {
    EXPECT_EQ(nfc("и\xCC\x86").value(), "й");  // и and a combining breve
    EXPECT_EQ(nfc("й").value(), "й");
}

TEST(Normalise, RefusesWhatIsNotUtf8) { EXPECT_FALSE(nfc("\xC3").has_value()); }

}  // namespace
}  // namespace guvoh::language
