// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A desk puts records where its caller may put them, and nowhere else.
#include "service/desk_writing.h"

#include "service/testing/small_workspace.h"

namespace guvoh::service {
namespace {

using base::ErrorKind;
using base::Json;

class DeskWritings : public testing::SmallWorkspace {
protected:
    void SetUp() override {
        SmallWorkspace::SetUp();
        records_ = std::move(RecordDesk::open(*workspace_).value());
        caller_.permissions = access::PermissionSet::all();
        caller_.compartments = {"general"};
    }
    void TearDown() override {
        records_.reset();
        SmallWorkspace::TearDown();
    }
    static Json demand() { return Json::Object{{"title", "No torture"}, {"state", "KGZ"}, {"status", "open"}}; }

    std::unique_ptr<RecordDesk> records_;
    Caller caller_;
};

TEST_F(DeskWritings, AreListedOnceCommitted) {
    std::vector<ChangedRecord> told;
    records_->listen([&told](const std::vector<ChangedRecord>& changed) { told = changed; });
    const auto writing = DeskWriting::begin(*records_, caller_, "compared").value();
    const base::Id id = writing->new_id();
    ASSERT_TRUE(writing->put("Demand", id, "general", demand()));
    EXPECT_TRUE(told.empty());

    ASSERT_TRUE(writing->commit());

    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(told[0].id, id.text());
    EXPECT_EQ(records_->load(caller_, id.text())->title, "No torture");
}

TEST_F(DeskWritings, LeaveNothingWhenTheyAreNotCommitted) {
    base::Id id;
    {
        const auto writing = DeskWriting::begin(*records_, caller_, "compared").value();
        id = writing->new_id();
        ASSERT_TRUE(writing->put("Demand", id, "general", demand()));
    }

    EXPECT_EQ(records_->load(caller_, id.text()).error().kind, ErrorKind::NotFound);
}

TEST_F(DeskWritings, PutNothingIntoACompartmentThatTheCallerDoesNotSee) {
    const auto writing = DeskWriting::begin(*records_, caller_, "compared").value();

    EXPECT_EQ(writing->put("Demand", writing->new_id(), "red", demand()).error().kind, ErrorKind::NotFound);
    EXPECT_EQ(writing->put_own("DemandRefusal", writing->new_id(), "red", demand()).error().kind, ErrorKind::NotFound);
}

TEST_F(DeskWritings, AreRefusedToWhoMayNotWriteAndWithoutAReason) {
    Caller reader = caller_;
    reader.permissions = {Permission::Read};

    EXPECT_EQ(DeskWriting::begin(*records_, reader, "why").error().kind, ErrorKind::Denied);
    EXPECT_EQ(DeskWriting::begin(*records_, caller_, "").error().kind, ErrorKind::Invalid);
}

TEST_F(DeskWritings, KeepTheProgramsOwnRecordsFromMembers) {
    base::Id id;
    {
        const auto writing = DeskWriting::begin(*records_, caller_, "compared").value();
        id = writing->new_id();
        ASSERT_TRUE(writing->put_own("DemandRefusal", id, "general", Json::Object{{"state", "KGZ"}}));
        ASSERT_TRUE(writing->commit());
    }

    EXPECT_EQ(records_->load(caller_, id.text()).error().kind, ErrorKind::NotFound);
    auto reading = DeskReading::begin(*records_, caller_).value();
    ASSERT_EQ(reading.own_records("DemandRefusal")->size(), 1U);
    EXPECT_EQ(reading.find(id, "DemandRefusal")->value().field("state").string_or(""), "KGZ");
}

}  // namespace
}  // namespace guvoh::service
