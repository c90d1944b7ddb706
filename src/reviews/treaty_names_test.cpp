// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gtest/gtest.h>

#include "reviews/ratifications.h"

namespace guvoh::reviews {
namespace {

TEST(TreatyNames, KnowsFilesNumbersAndAbbreviations) {
    EXPECT_EQ(treaty_code("hr_status_cat.csv"), "CAT");
    EXPECT_EQ(treaty_code("hr_status_opcat.csv"), "OPCAT");
    EXPECT_EQ(treaty_code("hr_status_op_crc_ic.csv"), "CRC-OPIC");
    EXPECT_EQ(treaty_code("hr_status_crc.csv"), "CRC");
    EXPECT_EQ(treaty_code("hr_status_cped.csv"), "CED");
    EXPECT_EQ(treaty_code("ICCPR"), "ICCPR");
    EXPECT_EQ(treaty_code("CCPR-OP2-DP"), "ICCPR-OP2");
    EXPECT_EQ(treaty_code("IV.9.b"), "OPCAT");
    EXPECT_EQ(treaty_code("4-11-c.csv"), "CRC-OPSC");
}

TEST(TreatyNames, KnowsFullNames) {
    EXPECT_EQ(treaty_code("Optional Protocol to the Convention against Torture and other Cruel, Inhuman or Degrading Treatment or Punishment"), "OPCAT");
    EXPECT_EQ(treaty_code("Convention on the Rights of the Child"), "CRC");
    EXPECT_EQ(treaty_code("Optional Protocol to the Convention on the Rights of the Child on the sale of children, child prostitution and child pornography"), "CRC-OPSC");
    EXPECT_EQ(treaty_code("International Covenant on Economic, Social and Cultural Rights"), "ICESCR");
    EXPECT_EQ(treaty_code("Second Optional Protocol to the International Covenant on Civil and Political Rights, aiming at the abolition of the death penalty"), "ICCPR-OP2");
}

TEST(TreatyNames, KnowsNoOthers) {
    EXPECT_EQ(treaty_code("Amendment to article 8 of the International Convention on the Elimination of All Forms of Racial Discrimination"), "");
    EXPECT_EQ(treaty_code("4-9-a.csv"), "");
    EXPECT_EQ(treaty_code("category.csv"), "");
    EXPECT_EQ(treaty_code(""), "");
}

}  // namespace
}  // namespace guvoh::reviews
