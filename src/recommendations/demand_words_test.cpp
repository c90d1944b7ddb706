// SPDX-License-Identifier: AGPL-3.0-or-later
#include "recommendations/demand_words.h"

#include <gtest/gtest.h>

namespace guvoh::recommendations {
namespace {

using Texts = std::vector<std::string>;

TEST(DemandWords, KeepsWhatItIsAboutAndSetsAsideHowItIsAsked) {
    const DemandWords words = demand_words("Continue to take measures to reduce the backlog of the courts", {});

    EXPECT_EQ(words.stems, (Texts{"backlog", "court", "reduc"}));
    EXPECT_EQ(words.faint, (Texts{"continu", "measur", "take"}));
    EXPECT_TRUE(words.acts.empty());
}

TEST(DemandWords, GivesInflectedFormsOneStem) {
    EXPECT_EQ(demand_words("prisons overcrowded", {}).stems, demand_words("overcrowding prison", {}).stems);
    EXPECT_EQ(demand_words("переполненность тюрем, расследование жалоб", {}).stems, demand_words("переполненности тюрем, расследования жалоб", {}).stems);
}

TEST(DemandWords, SetsAsideWhomARussianDemandAddresses) {
    const DemandWords words = demand_words("Государству-участнику следует расследовать жалобы", {});

    EXPECT_EQ(words.stems, demand_words("расследовать жалобы", {}).stems);
    EXPECT_TRUE(demand_words("Государству-участнику следует создать механизм по ФПКПП", {"OPCAT"}).to_join.empty());
    EXPECT_NE(demand_words("участники собраний", {}).stems, demand_words("собраний", {}).stems) << "elsewhere it is a word like any other";
}

TEST(DemandWords, TellsTheVerbThatTurnsADemandRound) {
    EXPECT_EQ(demand_words("Abolish the death penalty", {}).acts, Texts{"abolish"});
    EXPECT_EQ(demand_words("Establish a moratorium on executions", {}).acts, Texts{"moratorium"});
    EXPECT_EQ(demand_words("Отменить смертную казнь", {}).acts, Texts{"abolish"});
    EXPECT_TRUE(demand_words("Nominate a new bank for the note", {}).acts.empty()) << "no short word is read out of a longer one";
}

TEST(DemandWords, DecriminalisingIsTheOppositeOfCriminalising) {
    const DemandWords frees = demand_words("Decriminalize defamation", {}), makes = demand_words("Criminalise torture", {});

    EXPECT_TRUE(are_opposite(frees, makes));
    EXPECT_TRUE(are_opposite(makes, frees));
    EXPECT_FALSE(are_opposite(makes, makes));
}

TEST(DemandWords, NamesTheTreatiesThatAreToBeJoined) {
    const DemandWords words = demand_words("Sign and ratify OPCAT and CED", {"OPCAT", "CED"});

    EXPECT_EQ(words.to_join, (Texts{"CED", "OPCAT"}));
    EXPECT_EQ(words.treaties, (Texts{"CED", "OPCAT"}));
    EXPECT_TRUE(words.stems.empty() || words.stems == Texts{"ratifi"} || words.stems == (Texts{"ratifi", "sign"})) << "names of treaties are no words";
}

TEST(DemandWords, DoesNotTakeATreatyThatIsToBeKeptForOneToBeJoined) {
    EXPECT_TRUE(demand_words("Establish a mechanism in accordance with OPCAT", {"OPCAT"}).to_join.empty());
    EXPECT_EQ(demand_words("Ratify OPCAT and implement CEDAW", {"OPCAT", "CEDAW"}).to_join, Texts{"OPCAT"});
}

TEST(DemandWords, BelievesTheRecordAboutTreatiesRatherThanTheText) {
    EXPECT_TRUE(demand_words("Ratify OPCAT", {}).to_join.empty()) << "a person took it away";
}

TEST(DemandWords, TakesAnyBytes) {
    EXPECT_TRUE(demand_words("", {}).stems.empty());
    EXPECT_TRUE(demand_words("\xff\xfe 12.3 —", {}).stems.empty());
}

}  // namespace
}  // namespace guvoh::recommendations
