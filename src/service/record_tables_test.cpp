// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Tables in and out of the register.
#include "access/sealing.h"
#include "service/record_desk.h"
#include "service/testing/small_workspace.h"

namespace guvoh::service {
namespace {

class Tables : public testing::SmallWorkspace {
protected:
    void SetUp() override {
        SmallWorkspace::SetUp();
        desk_ = std::move(RecordDesk::open(*workspace_).value());
        auto keys = std::make_shared<access::Keyring>();
        keys->add("general", 1, crypto::Key::random());
        caller_.permissions = access::PermissionSet::all();
        caller_.compartments = {"general"};
        caller_.keys = keys;
    }
    void TearDown() override {
        desk_.reset();
        SmallWorkspace::TearDown();
    }
    ImportReport read(const std::string& csv, bool dry_run = false, const std::string& type = "Person") {
        const auto report = desk_->read_table(caller_, type, "csv", base::as_bytes(csv), "general", dry_run, "from the old register");
        EXPECT_TRUE(report.has_value()) << report.error().text();
        EXPECT_EQ(report->seen, report->added + report->changed + report->already_there + report->refused.size());
        return report.value_or(ImportReport{});
    }
    std::string written(const std::string& type = "Person") {
        ListRequest all;
        all.type = type;
        std::string out;
        EXPECT_TRUE(desk_->write_table(caller_, all, "csv", out).has_value());
        return out;
    }
    std::uint64_t count(const std::string& q) {
        ListRequest request;
        request.type = "Person";
        request.q = q;
        return desk_->list(caller_, request)->total;
    }
    std::unique_ptr<RecordDesk> desk_;
    Caller caller_;
};

TEST_F(Tables, TakesARowForARecordAndSealsWhatIsSealed) {
    const auto report = read("Shown as,names,Sex,Shoe size\nA. K.,Gulnora Orozbekova | Гулнора,Female,41\nB.,,male,\n");

    EXPECT_EQ(report.added, 2U);
    EXPECT_EQ(report.unknown_columns, std::vector<std::string>{"Shoe size"});
    EXPECT_EQ(count("Орозбекова"), 1U);
    EXPECT_EQ(written().find("Orozbekova"), std::string::npos);
    EXPECT_NE(written().find("(sealed)"), std::string::npos);
}

TEST_F(Tables, RefusesBadRowsByNumberAndFieldAndTakesTheOthers) {
    const auto report = read("alias,sex\nA.,female\n,male\nC.,no such\nD.,male,too many\n");

    EXPECT_EQ(report.added, 1U);
    ASSERT_EQ(report.refused.size(), 3U);
    EXPECT_EQ(report.refused[0].row, 3U);
    EXPECT_EQ(report.refused[0].field, "alias");
    EXPECT_EQ(report.refused[1].field, "sex");
    EXPECT_EQ(report.refused[2].row, 5U);
}

TEST_F(Tables, WhatWasWrittenIsReadBackWithoutAChange) {
    read("alias,occupation,note\n=A1,nurse | teacher,+ and -\nB.,,\"two\nlines\"\n");

    const auto again = read(written());

    EXPECT_EQ(again.already_there, 2U);
    EXPECT_EQ(again.added + again.changed, 0U);
    EXPECT_TRUE(again.refused.empty());
    EXPECT_NE(written().find("'=A1"), std::string::npos) << "a formula is defused";
}

TEST_F(Tables, ADryRunChangesNothingAndCountsTheSame) {
    const std::string csv = "alias\nA.\nB.\n";

    const auto dry = read(csv, true);

    EXPECT_EQ(dry.added, 2U);
    EXPECT_EQ(count(""), 0U);
    EXPECT_EQ(read(csv).added, 2U);
    EXPECT_EQ(count(""), 2U);
}

TEST_F(Tables, AnIdOfARecordThatMayNotBeSeenIsRefusedLikeOneThatIsNot) {
    Caller other = caller_;
    other.compartments = {"red"};
    base::Json fields;
    fields["alias"] = "R.";
    const auto hidden = desk_->create(other, "Person", fields, "red", "why");
    ASSERT_TRUE(hidden.has_value());

    const auto report = read("id,alias\n" + hidden->id + ",X\n" + base::Id{}.text() + ",X\n");

    ASSERT_EQ(report.refused.size(), 2U);
    EXPECT_EQ(report.refused[0].reason, report.refused[1].reason);
    EXPECT_EQ(desk_->load(other, hidden->id)->title, "R.");
}

TEST_F(Tables, NeedsThePermissions) {
    Caller reader = caller_;
    reader.permissions = {Permission::Read};
    std::string out;
    ListRequest all;
    all.type = "Person";

    EXPECT_EQ(desk_->write_table(reader, all, "csv", out).error().kind, base::ErrorKind::Denied);
    EXPECT_EQ(desk_->read_table(reader, "Person", "csv", {}, "general", false, "why").error().kind, base::ErrorKind::Denied);
}

}  // namespace
}  // namespace guvoh::service
