// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/testing/small_members.h"

namespace guvoh::service {
namespace {

using access::Permission;
using base::ErrorKind;
using testing::kOtherPassphrase;
using testing::SmallMembers;

class MembersManage : public SmallMembers {
protected:
    base::Expected<MemberInfo> give(const SignedIn& by, const std::string& to, const std::vector<std::string>& roles) {
        return members_->update(caller(by), to, {std::nullopt, roles});
    }
};

TEST_F(MembersManage, ARemovedMemberIsOutAtOnceAndForGood) {
    const SignedIn admin = first();
    const SignedIn other = another(admin.caller, "aigul", "documenter");
    const SignedIn twice = signed_in("aigul", kOtherPassphrase).value();
    const base::Json before = sealed_by(admin.caller, "general");

    ASSERT_TRUE(members_->remove(admin.caller, other.info.member_id, "left the bureau"));

    EXPECT_FALSE(here(other));
    EXPECT_FALSE(here(twice));
    EXPECT_FALSE(signed_in("aigul", kOtherPassphrase).has_value());
    const base::Json after = sealed_by(caller(admin), "general");
    EXPECT_FALSE(opens(other.caller, after)) << "what is sealed from now on is beyond the keys they had";
    EXPECT_TRUE(opens(caller(admin), before));
    const auto list = members_->list(admin.caller).value();
    EXPECT_EQ(std::count_if(list.begin(), list.end(), [](const auto& m) { return m.status == "removed" && m.roles.empty() && m.compartments.empty(); }), 1);
    EXPECT_EQ(members_->remove(admin.caller, other.info.member_id, "again").error().kind, ErrorKind::NotFound);
}

TEST_F(MembersManage, AChangedRoleCountsFromTheNextCall) {
    const SignedIn admin = first();
    const SignedIn other = another(admin.caller, "aigul", "documenter");
    EXPECT_TRUE(caller(other).may(Permission::Write));

    ASSERT_TRUE(give(admin, other.info.member_id, {role("reader")}).has_value());

    EXPECT_FALSE(caller(other).may(Permission::Write));
    ASSERT_TRUE(give(admin, other.info.member_id, {role("reviewer")}).has_value());
    EXPECT_TRUE(caller(other).may(Permission::Export));
}

TEST_F(MembersManage, AnEditedRoleCountsFromTheNextCall) {
    const SignedIn admin = first();
    const SignedIn other = another(admin.caller, "aigul", "reader");

    ASSERT_TRUE(members_->put_role(admin.caller, {role("reader"), "reader", {"read", "export"}}).has_value());

    EXPECT_TRUE(caller(other).may(Permission::Export));
}

TEST_F(MembersManage, AStaleCallerOfARemovedMemberCanChangeNothing) {
    const SignedIn admin = first();
    const SignedIn second = another(admin.caller, "second", "administrator");
    ASSERT_TRUE(members_->remove(admin.caller, second.info.member_id, "left"));

    EXPECT_EQ(members_->invite(second.caller, {"X", "sock", {role("reader")}, {}, 7}).error().kind, ErrorKind::Denied);
    EXPECT_EQ(members_->put_role(second.caller, {"", "mine", {"read"}}).error().kind, ErrorKind::Denied);
    EXPECT_EQ(members_->remove(second.caller, admin.info.member_id, "x").error().kind, ErrorKind::Denied);
}

TEST_F(MembersManage, TheLastLeadAndTheLastAdministratorStay) {
    const SignedIn admin = first();
    const SignedIn second = another(admin.caller, "second", "administrator");

    EXPECT_EQ(give(admin, admin.info.member_id, {role("administrator")}).error().kind, ErrorKind::Conflict) << "the last lead";
    EXPECT_EQ(members_->remove(second.caller, admin.info.member_id, "x").error().kind, ErrorKind::Conflict);
    EXPECT_EQ(members_->reset(second.caller, admin.info.member_id).error().kind, ErrorKind::Conflict);
    ASSERT_TRUE(give(admin, admin.info.member_id, {role("lead")}).has_value()) << "there is another administrator";
    EXPECT_EQ(give(second, second.info.member_id, {role("reader")}).error().kind, ErrorKind::Conflict);
}

TEST_F(MembersManage, NobodyRemovesOrResetsThemselves) {
    const SignedIn admin = first();

    EXPECT_EQ(members_->remove(admin.caller, admin.info.member_id, "x").error().kind, ErrorKind::Conflict);
    EXPECT_EQ(members_->reset(admin.caller, admin.info.member_id).error().kind, ErrorKind::Conflict);
}

// Cf. Bayanat BAY-01-011: roles handed out in bulk by who does not hold them.
TEST_F(MembersManage, NobodyRaisesThemselves) {
    const SignedIn admin = first();
    const SignedIn it = another(admin.caller, "it", "administrator");

    EXPECT_EQ(give(it, it.info.member_id, {role("administrator"), role("lead")}).error().kind, ErrorKind::Denied);
    const RoleInfo wide = members_->put_role(caller(it), {"", "wide", {"read", "write", "expunge"}}).value();
    EXPECT_EQ(give(it, it.info.member_id, {role("administrator"), wide.id}).error().kind, ErrorKind::Denied);
    const RoleInfo own = members_->put_role(caller(it), {"", "own", {"read"}}).value();
    ASSERT_TRUE(give(it, it.info.member_id, {role("administrator"), own.id}).has_value());
    EXPECT_EQ(members_->put_role(caller(it), {own.id, "own", {"read", "expunge"}}).error().kind, ErrorKind::Denied);
    EXPECT_FALSE(caller(it).may(Permission::Expunge));
}

TEST_F(MembersManage, WhoManagesMembersOnlyGivesWhatTheyHold) {
    const SignedIn admin = first();
    const RoleInfo office = members_->put_role(admin.caller, {"", "office", {"read", "manage_members"}}).value();
    const SignedIn clerk = joined(invited(caller(admin), "clerk", {office.id}));
    const SignedIn reader = another(caller(admin), "reader1", "reader");

    EXPECT_EQ(give(clerk, reader.info.member_id, {role("lead")}).error().kind, ErrorKind::Denied);
    EXPECT_EQ(members_->invite(caller(clerk), {"X", "sock", {role("administrator")}, {}, 7}).error().kind, ErrorKind::Denied);
    EXPECT_EQ(members_->remove(caller(clerk), admin.info.member_id, "x").error().kind, ErrorKind::Denied);
    EXPECT_EQ(members_->reset(caller(clerk), admin.info.member_id).error().kind, ErrorKind::Denied);
    EXPECT_EQ(members_->update(caller(clerk), admin.info.member_id, {"Renamed", std::nullopt}).error().kind, ErrorKind::Denied);
    EXPECT_EQ(members_->put_role(caller(clerk), {role("reader"), "reader", {"read", "expunge"}}).error().kind, ErrorKind::Denied);
    EXPECT_TRUE(members_->invite(caller(clerk), {"X", "newreader", {role("reader")}, {}, 7}).has_value());
    EXPECT_TRUE(members_->remove(caller(clerk), reader.info.member_id, "left").has_value());
}

TEST_F(MembersManage, RolesWithoutTheRightChangeNothing) {
    const SignedIn admin = first();
    for (const char* name : {"reader", "documenter", "reviewer", "lead"}) {
        const SignedIn who = another(caller(admin), std::string("a-") + name, name);
        EXPECT_EQ(give(who, who.info.member_id, {role("administrator")}).error().kind, ErrorKind::Denied) << name;
        EXPECT_EQ(give(who, admin.info.member_id, {role("reader")}).error().kind, ErrorKind::Denied) << name;
        EXPECT_EQ(members_->remove(caller(who), admin.info.member_id, "x").error().kind, ErrorKind::Denied) << name;
        EXPECT_EQ(members_->put_role(caller(who), {role("reader"), "reader", {"read", "expunge"}}).error().kind, ErrorKind::Denied) << name;
    }
}

TEST_F(MembersManage, TheAdministratorsRoleAndTheProgramsNamesStay) {
    const SignedIn admin = first();
    const auto put = [&](RoleRequest request) {
        const auto result = members_->put_role(admin.caller, request);
        return result ? ErrorKind::Io : result.error().kind;
    };
    EXPECT_EQ(put({role("administrator"), "administrator", {"read"}}), ErrorKind::Conflict);
    EXPECT_EQ(put({role("reader"), "chief", {"read"}}), ErrorKind::Conflict);
    EXPECT_EQ(put({"", "reader", {"read"}}), ErrorKind::Conflict);
    EXPECT_EQ(put({"", "", {"read"}}), ErrorKind::Invalid);
    EXPECT_EQ(put({"", "x", {"root"}}), ErrorKind::Invalid);
    EXPECT_EQ(put({"01hzz", "x", {"read"}}), ErrorKind::NotFound);
}

TEST_F(MembersManage, OthersSeeOnlyNamesOfWhoSharesACompartment) {
    const SignedIn admin = first();
    const SignedIn reader = another(admin.caller, "reader1", "reader");
    const SignedIn apart = another(admin.caller, "apart", "reader", {});

    const auto list = members_->list(caller(reader)).value();

    EXPECT_EQ(list.size(), 2U);
    for (const auto& member : list) {
        EXPECT_TRUE(member.login.empty() && member.roles.empty() && member.compartments.empty());
        EXPECT_NE(member.id, apart.info.member_id);
    }
    EXPECT_TRUE(members_->list(caller(apart))->empty());
    EXPECT_EQ(members_->list(caller(admin))->size(), 3U);
}

TEST_F(MembersManage, AReasonIsNeededAndKept) {
    const SignedIn admin = first();
    const SignedIn other = another(admin.caller, "aigul", "reader");

    EXPECT_EQ(members_->remove(admin.caller, other.info.member_id, " ").error().kind, ErrorKind::Invalid);
    EXPECT_TRUE(here(other));
}

TEST_F(MembersManage, TheOwnerAtTheTerminalMayManage) {
    const SignedIn admin = first();
    const SignedIn other = another(admin.caller, "aigul", "reader");

    EXPECT_EQ(members_->list(Caller::owner())->size(), 2U);
    EXPECT_TRUE(members_->remove(Caller::owner(), other.info.member_id, "left").has_value());
}

}  // namespace
}  // namespace guvoh::service
