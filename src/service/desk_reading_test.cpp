// SPDX-License-Identifier: AGPL-3.0-or-later
//
// A desk is shown what its caller may see, whatever it asks for.
#include "service/desk_reading.h"

#include "service/testing/small_workspace.h"

namespace guvoh::service {
namespace {

using base::ErrorKind;

class DeskReadings : public testing::SmallWorkspace {
protected:
    void SetUp() override {
        SmallWorkspace::SetUp();
        records_ = std::move(RecordDesk::open(*workspace_).value());
        insider_.permissions = access::PermissionSet::all();
        insider_.compartments = {"general", "red"};
        outsider_ = insider_;
        outsider_.compartments = {"general"};
        open_ = asked("general");
        closed_ = asked("red");
    }
    void TearDown() override {
        records_.reset();
        SmallWorkspace::TearDown();
    }
    base::Id asked(const std::string& compartment) {
        const auto made = records_->create(insider_, "Recommendation", base::Json::Object{{"text", "End torture"}, {"issuer", "UPR"}, {"state", "KGZ"}}, compartment, "typed in");
        EXPECT_TRUE(made.has_value()) << made.error().text();
        return base::Id::parse(made->id).value();
    }
    DeskReading reading(const Caller& caller) { return DeskReading::begin(*records_, caller).value(); }

    std::unique_ptr<RecordDesk> records_;
    Caller insider_, outsider_;
    base::Id open_, closed_;
};

TEST_F(DeskReadings, GiveNothingOfAClosedCompartment) {
    auto inside = reading(insider_), outside = reading(outsider_);

    EXPECT_EQ(inside.all("Recommendation")->size(), 2U);
    EXPECT_EQ(inside.load(closed_.text(), "Recommendation")->field("text").string_or(""), "End torture");
    EXPECT_EQ(outside.all("Recommendation")->size(), 1U);
    EXPECT_EQ(outside.states("Recommendation", {})->size(), 1U);
    EXPECT_EQ(outside.load(closed_.text(), "Recommendation").error().kind, ErrorKind::NotFound);
    EXPECT_FALSE(outside.find(closed_, "Recommendation")->has_value());
    EXPECT_TRUE(outside.find(open_, "Recommendation")->has_value());
    EXPECT_EQ(outside.title(closed_.text()), "");
    EXPECT_TRUE(outside.is_hidden(closed_));
    EXPECT_FALSE(inside.is_hidden(closed_));
    EXPECT_FALSE(outside.is_hidden(base::Id{})) << "there is none";
    EXPECT_EQ(check_place(*records_, outsider_, "red").error().kind, ErrorKind::NotFound);
}

TEST_F(DeskReadings, GiveADocumentOnlyToThoseWhoSeeIt) {
    write("note.txt", "Камера 4 сырая.");
    IngestOptions options;
    options.paths = {source_.string()};
    options.compartment = "red";
    ASSERT_EQ(workspace_->ingest(insider_, options)->added, 1U);
    const auto row = reading(insider_).document(workspace_->documents(insider_, 1, 0)->documents.at(0).id).value();

    EXPECT_EQ(reading(insider_).pages(row)->at(0).text.find("Камера"), 0U);
    EXPECT_EQ(reading(insider_).document_with(row.sha256, "red")->record, row.record);
    EXPECT_EQ(reading(outsider_).document(row.record.text()).error().kind, ErrorKind::NotFound);
    EXPECT_EQ(reading(outsider_).document_with(row.sha256, "red").error().kind, ErrorKind::NotFound);
    EXPECT_EQ(reading(outsider_).pages(row).error().kind, ErrorKind::NotFound) << "a row is no permission";
}

TEST_F(DeskReadings, AreRefusedToWhoMayNotRead) {
    Caller nobody;
    nobody.compartments = {"general"};

    EXPECT_EQ(DeskReading::begin(*records_, nobody).error().kind, ErrorKind::Denied);
}

TEST_F(DeskReadings, LeaveOutWhatWasExpunged) {
    ASSERT_TRUE(records_->expunge(insider_, open_.text(), "for safety").has_value());

    EXPECT_EQ(reading(outsider_).all("Recommendation")->size(), 0U);
    EXPECT_EQ(reading(outsider_).load(open_.text(), "Recommendation").error().kind, ErrorKind::NotFound);
    EXPECT_FALSE(reading(outsider_).find(open_, "Recommendation")->has_value());
}

}  // namespace
}  // namespace guvoh::service
