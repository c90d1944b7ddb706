// SPDX-License-Identifier: AGPL-3.0-or-later
#include "recommendations/demands.h"

#include <algorithm>

#include "recommendations/testing/small_desk.h"

namespace guvoh::recommendations {
namespace {

using base::ErrorKind;
using base::Json;

constexpr const char* kToday = "2016-06-01";

class Demands : public testing::SmallDesk {
protected:
    void SetUp() override {
        SmallDesk::SetUp();
        lead_ = member({"general", "red"});
        other_ = member({"general", "blue"});
    }
    std::string record(const char* type, const Json& fields, const std::string& compartment = "general") { return make(type, fields, compartment, lead_); }
    /// A recommendation to Kyrgyzstan of a year.
    std::string asked(const std::string& text, const std::string& year, Json more = Json(Json::Object{}), const std::string& compartment = "general") {
        more["text"] = text;
        more["made_on"] = year;
        more["issuer"] = "UPR";
        if (!more.contains("state")) more["state"] = "KGZ";
        return record("Recommendation", more, compartment);
    }
    void said(const std::string& recommendation, const std::string& position, const std::string& day, const std::string& stage, const std::string& compartment = "general") {
        Json fields;
        fields["recommendation"] = recommendation;
        fields["position"] = position;
        fields["stated_on"] = day;
        fields["stage"] = stage;
        fields["state"] = "KGZ";
        record("Position", fields, compartment);
    }
    std::vector<DemandProposal> proposals(const Caller& caller) {
        const auto found = propose_demands(*desk_, caller, "KGZ");
        EXPECT_TRUE(found.has_value()) << found.error().text();
        return found.value_or(std::vector<DemandProposal>{});
    }
    std::string accepted(const Caller& caller, const DemandProposal& proposal) {
        const auto id = accept_demand(*desk_, caller, proposal, "compared");
        EXPECT_TRUE(id.has_value()) << id.error().text();
        return id.value_or("");
    }
    std::string accepted(const std::vector<std::string>& recommendations) {
        DemandProposal proposal;
        proposal.title = "The backlog";
        proposal.recommendations = recommendations;
        return accepted(lead_, proposal);
    }
    DemandHistory history(const Caller& caller, const std::string& id, const char* today = kToday) {
        const auto found = demand_history(*desk_, caller, id, today);
        EXPECT_TRUE(found.has_value()) << found.error().text();
        return found.value_or(DemandHistory{});
    }
    static Json with(const char* name, Json value) {
        Json fields;
        fields[name] = std::move(value);
        return fields;
    }

    Caller lead_, other_;
    const std::string early_ = "Take measures to reduce the backlog of cases before the courts", late_ = "Further reduce court backlogs";
};

TEST_F(Demands, ProposesTheSameDemandByDateWithTheWordsThatTieItAndChangesNothing) {
    const std::string second = asked(late_, "2015"), first = asked(early_, "2010");
    asked("Release all human rights defenders", "2015");

    const auto found = proposals(lead_);

    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].recommendations, (std::vector<std::string>{first, second}));
    EXPECT_EQ(found[0].title, late_) << "the shortest";
    EXPECT_EQ(found[0].state, "KGZ");
    EXPECT_EQ(found[0].demand, "");
    EXPECT_NE(std::find(found[0].words.begin(), found[0].words.end(), "backlog"), found[0].words.end());
    EXPECT_EQ(records_->load(lead_, first)->fields["demand"].string_or("none"), "none");
}

TEST_F(Demands, CutsALongTitleAtAWord) {
    std::string text = "Reduce the backlog of cases before the courts";
    for (int i = 0; i < 12; ++i) text += " and also повсеместно";
    asked(text, "2010");
    asked(text, "2015");

    const std::string title = proposals(lead_).at(0).title;

    EXPECT_TRUE(title.ends_with("…")) << title;
    EXPECT_LE(std::count_if(title.begin(), title.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }), 120);
    EXPECT_EQ(text.substr(title.size() - std::string("…").size(), 1), " ");
}

TEST_F(Demands, AnotherStateIsAnotherMatterAndAWrongCodeIsSaid) {
    asked(early_, "2010");
    asked(early_, "2015", with("state", "TJK"));

    EXPECT_TRUE(proposals(lead_).empty());
    EXPECT_EQ(propose_demands(*desk_, lead_, "Kyrgyzstan").error().kind, ErrorKind::Invalid);
    EXPECT_EQ(propose_demands(*desk_, Caller{}, "KGZ").error().kind, ErrorKind::Denied);
}

TEST_F(Demands, AcceptingMakesTheDemandAndLaterOnesAreProposedToJoinIt) {
    asked(early_, "2010");
    asked(late_, "2015");
    const std::string demand = accepted(lead_, proposals(lead_).at(0));

    EXPECT_EQ(records_->load(lead_, demand)->title, late_);
    EXPECT_EQ(records_->load(lead_, demand)->fields["status"].string_or(""), "open");
    EXPECT_TRUE(proposals(lead_).empty());

    const std::string third = asked("Continue to reduce the backlogs of courts", "2020");
    const auto found = proposals(lead_);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].demand, demand);
    EXPECT_EQ(found[0].recommendations.size(), 3U);
    EXPECT_EQ(accepted(lead_, found[0]), demand);
    EXPECT_EQ(records_->load(lead_, third)->fields["demand"].string_or(""), demand);
    EXPECT_EQ(workspace_->history(lead_, third)->size(), 2U);
}

TEST_F(Demands, AcceptsNothingThatDoesNotHoldTogether) {
    DemandProposal proposal;
    proposal.title = "The backlog";
    EXPECT_EQ(accept_demand(*desk_, lead_, proposal, "why").error().kind, ErrorKind::Invalid) << "nothing named";
    proposal.recommendations = {asked(early_, "2010"), asked(early_, "2015", with("state", "TJK"))};
    EXPECT_EQ(accept_demand(*desk_, lead_, proposal, "why").error().kind, ErrorKind::Invalid) << "two States";
    proposal.recommendations.pop_back();
    EXPECT_EQ(accept_demand(*desk_, lead_, proposal, "").error().kind, ErrorKind::Invalid) << "no reason";
    proposal.demand = base::Id{}.text();
    EXPECT_EQ(accept_demand(*desk_, lead_, proposal, "why").error().kind, ErrorKind::NotFound) << "no such demand";
    Caller reader = lead_;
    reader.permissions = {service::Permission::Read};
    EXPECT_EQ(accept_demand(*desk_, reader, proposal, "why").error().kind, ErrorKind::Denied);
    EXPECT_EQ(records_->load(lead_, proposal.recommendations[0])->fields["demand"].string_or("none"), "none");
}

TEST_F(Demands, TellsAcrossTheYearsWhoAskedMoreAndHowThePositionMoved) {
    const std::string first = asked(early_, "2010", with("action_category", "4")), weaker = asked("Continue to reduce court backlogs", "2015", with("action_category", "2")),
                      stronger = asked("Adopt a law that ends court backlogs", "2020", with("action_category", "5"));
    said(first, "under_examination", "2010-05", "report");
    said(first, "noted", "2010-09", "addendum");
    said(weaker, "supported", "2015-01", "report");
    const std::string demand = accepted({stronger, first, weaker});

    const DemandHistory told = history(lead_, demand);

    ASSERT_EQ(told.steps.size(), 3U);
    EXPECT_EQ(told.steps[0].recommendation, first);
    EXPECT_EQ(told.steps[0].change + " " + told.steps[1].change + " " + told.steps[2].change, "first weaker stronger");
    ASSERT_EQ(told.steps[0].positions.size(), 2U);
    EXPECT_EQ(told.steps[0].positions[1].position, "noted");
    EXPECT_EQ(told.drift, "noted, then supported");
    ASSERT_EQ(told.course.size(), 3U);
    EXPECT_EQ(told.course.front().position, "under_examination");
    EXPECT_EQ(told.course[1].position, "noted");
    EXPECT_EQ(told.course.back().position, "supported");
    EXPECT_LT(told.course.front().on, told.course.back().on);
    EXPECT_FALSE(told.course.front().recommendation.empty());
    EXPECT_EQ(told.overdue_since, "");
}

TEST_F(Demands, APositionThatNeverMovedHasNoDrift) {
    const std::string first = asked(early_, "2010"), second = asked(late_, "2015");
    said(first, "supported", "2010-05", "report");
    said(second, "implemented", "2015-01", "report");

    EXPECT_EQ(history(lead_, accepted({first, second})).drift, "");
}

TEST_F(Demands, IsOverdueFromTheEarliestDateThatPassedUntilItIsMet) {
    const std::string demand = accepted({asked(early_, "2010", with("due_on", "2014-05")), asked(late_, "2015", with("due_on", "2017"))});

    EXPECT_EQ(history(lead_, demand).overdue_since, "2014-05");
    EXPECT_EQ(history(lead_, demand, "2014-05-31").overdue_since, "") << "the month is not over";
    service::RecordChange met;
    met.fields["status"] = "met";
    met.reason = "the court's report";
    ASSERT_TRUE(records_->change(lead_, demand, met).has_value());
    EXPECT_EQ(history(lead_, demand).overdue_since, "");
}

TEST_F(Demands, ATreatyDemandShowsHowFarTheStateIsBound) {
    Json opcat = with("treaties", Json::Array{"OPCAT"});
    asked("Ratify OPCAT", "2010", opcat);
    asked("Consider acceding to OPCAT as soon as possible", "2015", opcat);
    Json status;
    status["treaty"] = "OPCAT";
    status["state"] = "KGZ";
    status["status"] = "party";
    status["bound_on"] = "2008-12-29";
    record("InstrumentStatus", status);
    const auto found = proposals(lead_);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].treaty, "OPCAT");

    const DemandHistory told = history(lead_, accepted(lead_, found[0]));

    EXPECT_EQ(told.treaty_status + " " + told.bound_on, "party 2008-12-29");
    ASSERT_EQ(told.steps.size(), 2U);
    EXPECT_EQ(told.steps[1].change, "weaker") << "to consider is less than to ratify, by the words alone";
}

TEST_F(Demands, AnotherCompartmentLearnsNothing) {
    const std::string seen = asked(early_, "2010"), hidden = asked(late_, "2015", Json(Json::Object{}), "red");
    said(seen, "supported", "2010-05", "report", "red");
    EXPECT_TRUE(proposals(other_).empty());
    const auto found = proposals(lead_);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].title, early_) << "the demand will be seen by all, so its title tells nothing of red";
    const std::string demand = accepted(lead_, found[0]);

    const DemandHistory told = history(other_, demand);

    ASSERT_EQ(told.steps.size(), 1U);
    EXPECT_EQ(told.steps[0].recommendation, seen);
    EXPECT_TRUE(told.steps[0].positions.empty());
    EXPECT_EQ(history(lead_, demand).steps.size(), 2U);
    EXPECT_TRUE(proposals(other_).empty());
    DemandProposal guessed = found[0];
    guessed.recommendations = {hidden};
    EXPECT_EQ(accept_demand(*desk_, other_, guessed, "why").error().kind, ErrorKind::NotFound);
}

TEST_F(Demands, ADemandOfACompartmentStaysThere) {
    const std::string first = asked(early_, "2010", Json(Json::Object{}), "red"), second = asked(late_, "2015", Json(Json::Object{}), "red");
    const std::string demand = accepted(lead_, proposals(lead_).at(0));
    asked(early_, "2020");

    EXPECT_EQ(records_->load(lead_, demand)->compartment, "red");
    EXPECT_EQ(demand_history(*desk_, other_, demand, kToday).error().kind, ErrorKind::NotFound);
    EXPECT_TRUE(proposals(other_).empty());
    EXPECT_TRUE(proposals(lead_).empty()) << "a link from general would tell of it";
}

}  // namespace
}  // namespace guvoh::recommendations
