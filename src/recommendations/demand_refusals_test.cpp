// SPDX-License-Identifier: AGPL-3.0-or-later
#include "recommendations/demand_refusals.h"

#include "recommendations/testing/small_desk.h"

namespace guvoh::recommendations {
namespace {

class DemandRefusals : public testing::SmallDesk {
protected:
    std::string asked(const std::string& text, const std::string& year, const std::string& compartment = "general") {
        return make("Recommendation", base::Json::Object{{"text", text}, {"made_on", year}, {"issuer", "UPR"}, {"state", "KGZ"}}, compartment, lead_);
    }
    std::vector<DemandProposal> proposals() { return propose_demands(*desk_, lead_, "KGZ").value(); }
    std::vector<DemandRefusal> refused(const Caller& caller) { return refused_demands(*desk_, caller, "KGZ").value(); }

    const Caller lead_ = member({"general", "red"}), other_ = member({"general"});
};

TEST_F(DemandRefusals, KeepAGroupFromComingBackUntilItsMembersChange) {
    asked("Take measures to reduce the backlog of cases before the courts", "2010");
    asked("Further reduce court backlogs", "2015");
    const auto first = proposals();
    ASSERT_EQ(first.size(), 1U);

    ASSERT_TRUE(refuse_demand(*desk_, lead_, first[0].recommendations, "", "other courts"));
    EXPECT_TRUE(proposals().empty());
    ASSERT_EQ(refused(lead_).size(), 1U);
    EXPECT_EQ(refused(lead_)[0].recommendations.size(), 2U);

    asked("Reduce the backlog of court cases", "2019");
    EXPECT_EQ(proposals().size(), 1U);
}

TEST_F(DemandRefusals, AreTakenBack) {
    asked("Take measures to reduce the backlog of cases before the courts", "2010");
    asked("Further reduce court backlogs", "2015");
    const auto id = refuse_demand(*desk_, lead_, proposals()[0].recommendations, "", "other courts").value();

    ASSERT_TRUE(take_back_refusal(*desk_, lead_, id, "they are the same after all"));

    EXPECT_TRUE(refused(lead_).empty());
    EXPECT_EQ(proposals().size(), 1U);
}

TEST_F(DemandRefusals, LeaveOneMemberOutOfTheOthers) {
    asked("Take measures to reduce the backlog of cases before the courts", "2010");
    asked("Further reduce court backlogs", "2015");
    const std::string third = asked("Reduce the backlog of court cases", "2019");
    const auto before = proposals();
    ASSERT_EQ(before.size(), 1U);
    ASSERT_EQ(before[0].recommendations.size(), 3U);

    ASSERT_TRUE(refuse_demand(*desk_, lead_, before[0].recommendations, third, "of the military courts"));

    const auto after = proposals();
    ASSERT_EQ(after.size(), 1U);
    EXPECT_EQ(after[0].recommendations, (std::vector<std::string>{before[0].recommendations[0], before[0].recommendations[1]}));
}

TEST_F(DemandRefusals, TellNothingOutsideTheirCompartment) {
    const std::string general = asked("Take measures to reduce the backlog of cases before the courts", "2010"), red = asked("Further reduce court backlogs", "2015", "red");
    const auto id = refuse_demand(*desk_, lead_, {general, red}, "", "other courts").value();

    EXPECT_TRUE(refused(other_).empty());
    EXPECT_EQ(take_back_refusal(*desk_, other_, id, "x").error().kind, base::ErrorKind::NotFound);
    EXPECT_EQ(refuse_demand(*desk_, other_, {general, red}, "", "x").error().kind, base::ErrorKind::NotFound);
    EXPECT_FALSE(refuse_demand(*desk_, lead_, {general}, "", "x"));
    EXPECT_FALSE(refuse_demand(*desk_, lead_, {general, red}, asked("Something else", "2011"), "x"));
    EXPECT_FALSE(refuse_demand(*desk_, lead_, {general, red}, "", ""));
}

}  // namespace
}  // namespace guvoh::recommendations
