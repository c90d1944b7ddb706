// SPDX-License-Identifier: AGPL-3.0-or-later
#include "access/login.h"

#include <gtest/gtest.h>

namespace guvoh::access {
namespace {

TEST(Login, IsComparedInLowerCaseInBothScripts) {
    EXPECT_EQ(normal_login("Temir.A-1"), "temir.a-1");
    EXPECT_EQ(normal_login("ТЕМИР_Ё"), "темир_ё");
    EXPECT_EQ(normal_login("ҚЫЗЫЛ"), "қызыл");
    EXPECT_EQ(normal_login("ӘҢӨҮҰҒІ"), "әңөүұғі");
    EXPECT_EQ(normal_login("me@office.example"), "me@office.example");
    EXPECT_EQ(normal_login("И\xcc\x86ван"), "йван");  // composed and decomposed
}

TEST(Login, OfOtherCharactersLengthsOrMixedScriptsIsRefused) {
    for (const std::string& bad : {std::string("a"), std::string(), std::string(65, 'a'), std::string("a b"), std::string("<script>"),
                                   std::string("a\nb"), std::string("temіr"), std::string("\xff\xfe\xff"), std::string("日本"),
                                   std::string("a\0b", 3)}) {
        EXPECT_EQ(normal_login(bad).error().kind, base::ErrorKind::Invalid) << bad;
    }
}

TEST(Name, IsTrimmedAndWithoutControlCharacters) {
    EXPECT_EQ(normal_name("  Айгуль С.\t"), "Айгуль С.");
    for (const std::string& bad : {std::string(), std::string("  "), std::string("a\nb"), std::string(201, 'a'), std::string("\xff")}) {
        EXPECT_FALSE(normal_name(bad).has_value());
    }
}

TEST(Language, IsATag) {
    EXPECT_EQ(normal_language("uz-cyrl"), "uz-cyrl");
    for (const char* bad : {"", "e", "EN", "en_US", "en-", "../../etc", "a-very-long-tag"}) EXPECT_FALSE(normal_language(bad).has_value()) << bad;
}

}  // namespace
}  // namespace guvoh::access
