// SPDX-License-Identifier: AGPL-3.0-or-later
#include "reviews/document_symbol.h"

#include <gtest/gtest.h>

namespace guvoh::reviews {
namespace {

TEST(DocumentSymbol, IsACellByItself) {
    EXPECT_EQ(symbol_in("A/HRC/11/18*"), "A/HRC/11/18");
    EXPECT_EQ(symbol_in(" CAT/C/TJK/CO/3 \xE2\x88\x97"), "CAT/C/TJK/CO/3");
    EXPECT_EQ(symbol_in("A/HRC/11/18 says"), "");
    EXPECT_EQ(symbol_in("and/or"), "");
}

TEST(DocumentSymbol, IsNotTheOneThatAFootnoteNames) {
    EXPECT_EQ(own_symbol({"* Previously issued under document symbol\nA/HRC/WG.6/7/L.14; minor revisions.", "A/HRC/14/15\n2"}), "A/HRC/14/15");
    EXPECT_EQ(own_symbol({"United Nations CCPR/C/TUV/3 Distr.: General"}), "CCPR/C/TUV/3");
    EXPECT_EQ(own_symbol({"Its report (A/HRC/14/15) was read."}), "");
}

TEST(DocumentSymbol, TellsBodyStateAndRound) {
    EXPECT_EQ(symbol_body("E/C.12/TJK/CO/2-3"), "CESCR");
    EXPECT_EQ(symbol_body("CAT/OP/KGZ/1"), "SPT");
    EXPECT_EQ(symbol_body("CATS/C/1"), "");
    EXPECT_EQ(symbol_state("CEDAW/C/ROM/CO/6")->iso3, "ROU");
    EXPECT_EQ(symbol_state("A/HRC/19/3"), nullptr);
    EXPECT_EQ(symbol_round("E/C.12/TJK/CO/2-3"), 3);
    EXPECT_EQ(symbol_round("CAT/C/TJK/CO/3/Add.1"), 3);
    EXPECT_EQ(symbol_round("CAT/C/SR.842"), 0);
}

TEST(DocumentSymbol, TellsTheSessionOfTheWorkingGroup) {
    EXPECT_EQ(symbol_upr_session("A/HRC/WG.6/20/SVN/1"), 20);
    EXPECT_EQ(symbol_upr_session("A/HRC/8/34"), 1);
    EXPECT_EQ(symbol_upr_session("A/HRC/8/35"), 2);
    EXPECT_EQ(symbol_upr_session("A/HRC/43/15/Add.1"), 34);
    EXPECT_EQ(symbol_upr_session("A/HRC/59/15"), 48);
    EXPECT_EQ(symbol_upr_session("A/HRC/20/1"), 0);
    EXPECT_EQ(symbol_upr_session("CAT/C/TJK/CO/3"), 0);
}

}  // namespace
}  // namespace guvoh::reviews
