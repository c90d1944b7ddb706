// SPDX-License-Identifier: AGPL-3.0-or-later
#include "reviews/upr_info.h"

#include <gtest/gtest.h>

namespace guvoh::reviews {
namespace {

constexpr std::string_view kHeader = "To,To-Rgrp,To-Org,Text,From,From-Rgrp,From-Org,Response,Action,Issue,Session\r";

UprInfoExport read(const std::string& rows) {
    const std::string csv = std::string(kHeader) + rows;
    auto found = read_upr_info(base::as_bytes(csv));
    EXPECT_TRUE(found.has_value());
    EXPECT_EQ(found->rows, found->accepted + found->doubles + found->refused.size());
    return std::move(*found);
}

TEST(UprInfo, FoldsRowsOfOneTextIntoOneRecommendation) {
    const auto found = read("Mali,Africa,AU,\"End torture, now\",Chile,GRULAC,OAS,Accepted,5,\"Torture and other CID treatment,Justice\",8\r"
                            "Mali,Africa,AU,\"End torture, now\",Viet Nam,Asia,ASEAN,Accepted,5,Justice,8\r");

    ASSERT_EQ(found.recommendations.size(), 1U);
    EXPECT_EQ(found.recommendations[0].states, (std::vector<std::string>{"Chile", "Viet Nam"}));
    EXPECT_EQ(found.recommendations[0].issues.size(), 2U);
    EXPECT_EQ(found.recommendations[0].action, 5);
    EXPECT_EQ(found.counts.at({"Mali", "Accepted"}), 2U);
}

TEST(UprInfo, KeepsApartWhatWasAnsweredDifferently) {
    EXPECT_EQ(read("Mali,,,End torture,Chile,,,Accepted,5,,8\rMali,,,End torture,Peru,,,Noted,5,,8\r").recommendations.size(), 2U);
}

TEST(UprInfo, CountsDoublesAndRefusedRows) {
    const auto found = read("Mali,,,End torture,Chile,,,Accepted,5,,8\rMali,,,End torture,Chile,,,Accepted,5,,8\rMali,,,,Chile,,,Accepted,5,,8\r");

    EXPECT_EQ(found.accepted, 1U);
    EXPECT_EQ(found.doubles, 1U);
    ASSERT_EQ(found.refused.size(), 1U);
    EXPECT_EQ(found.refused[0].row, 3U);
}

TEST(UprInfo, ReadsMacRomanAndUndoesMojibake) {
    const auto mac = read("Mali,,,Hear the Provedor de Justi\x8d" "a and protect women\xd5s rights,Chile,,,Accepted,5,,8\r");
    EXPECT_EQ(mac.charset, "macintosh");
    EXPECT_EQ(mac.recommendations[0].text, "Hear the Provedor de Justiça and protect women’s rights");

    const auto twice = read("Mali,,,Protect women\xcds rights,Chile,,,Accepted,5,,8\r");
    EXPECT_EQ(twice.recommendations[0].text, "Protect women’s rights");
    EXPECT_FALSE(twice.repairs.empty());
}

TEST(UprInfo, LeavesGoodTextAlone) {
    const auto found = read("Côte d'Ivoire,,,Protéger l’État et les MÉDIAS,Türkiye,,,Accepted,5,,8\r");

    EXPECT_EQ(found.recommendations[0].text, "Protéger l’État et les MÉDIAS");
    EXPECT_TRUE(found.repairs.empty());
}

TEST(UprInfo, TakesAnUnknownStateForNone) {
    const auto found = read("Mali,,,End torture,&#40;Unknown&#41;,,,Accepted,5,,8\r");

    EXPECT_TRUE(found.recommendations[0].states.empty());
    EXPECT_EQ(found.accepted, 1U);
}

TEST(UprInfo, SaysWhichColumnIsMissing) {
    const auto found = read_upr_info(base::as_bytes("To,Text,From\r\nA,B,C\n"));

    ASSERT_FALSE(found.has_value());
    EXPECT_EQ(found.error().kind, base::ErrorKind::Invalid);
}

}  // namespace
}  // namespace guvoh::reviews
