// SPDX-License-Identifier: AGPL-3.0-or-later
#include "vault/recovery_key.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace guvoh::vault {
namespace {

crypto::Key counting_key() {
    crypto::Key key;
    for (std::size_t index = 0; index < 32; ++index) key.span()[index] = static_cast<base::Byte>(index);
    return key;
}

TEST(RecoveryKey, IsWrittenAsFourteenGroups) {
    const auto text = recovery_key_text(counting_key());

    EXPECT_EQ(text.size(), 14U * 4 + 13);
    EXPECT_EQ(text.substr(0, 14), "000G-40R4-0M30");
}

TEST(RecoveryKey, IsReadBackHoweverItWasCopied) {
    auto text = recovery_key_text(counting_key());
    for (auto& c : text) {
        if (c == '-') c = ' ';
        if (c == '0') c = 'o';
        if (c == '1') c = 'l';
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }

    auto key = parse_recovery_key("  " + text + "\n");

    ASSERT_TRUE(key) << key.error().text();
    EXPECT_TRUE(*key == counting_key());
}

TEST(RecoveryKey, FindsAnySingleMistypedCharacter) {
    const auto text = recovery_key_text(counting_key());
    EXPECT_TRUE(rc::check([&] {
        auto mistyped = text;
        const auto at = *rc::gen::inRange<std::size_t>(0, text.size());
        RC_PRE(text[at] != '-');
        mistyped[at] = *rc::gen::elementOf(std::string("0123456789ABCDEFGHJKMNPQRSTVWXYZ"));
        RC_PRE(mistyped[at] != text[at]);
        RC_ASSERT(parse_recovery_key(mistyped).error().kind == base::ErrorKind::Invalid);
    }));
}

TEST(RecoveryKey, NamesTheSlip) {
    EXPECT_NE(parse_recovery_key("ABCD").error().text().find("4 characters"), std::string::npos);
    EXPECT_NE(parse_recovery_key("ABCD-AB!D").error().text().find("group 2"), std::string::npos);
}

}  // namespace
}  // namespace guvoh::vault
