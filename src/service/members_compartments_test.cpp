// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/testing/small_members.h"

namespace guvoh::service {
namespace {

using base::ErrorKind;
using testing::SmallMembers;

class MembersCompartments : public SmallMembers {
protected:
    std::vector<std::string> seen_by(const SignedIn& who) {
        std::vector<std::string> names;
        const auto list = members_->compartments(caller(who)).value();
        for (const auto& compartment : list) names.push_back(compartment.name);
        std::sort(names.begin(), names.end());
        return names;
    }
};

TEST_F(MembersCompartments, WhoMakesOneIsItsFirstMemberAndOpensIt) {
    const SignedIn admin = first();

    const CompartmentInfo made = members_->create_compartment(admin.caller, "A case", "for counsel only").value();

    EXPECT_TRUE(made.member_of);
    EXPECT_EQ(made.members, std::vector<std::string>{admin.info.member_id});
    const Caller now = caller(admin);
    EXPECT_TRUE(now.sees(made.id));
    EXPECT_TRUE(opens(now, sealed_by(now, made.id)));
}

TEST_F(MembersCompartments, AMemberLetInOpensWhatWasSealedBefore) {
    const SignedIn admin = first();
    const SignedIn other = another(admin.caller, "aigul", "documenter");
    const std::string id = members_->create_compartment(admin.caller, "A case", "")->id;
    const base::Json sealed = sealed_by(caller(admin), id);
    EXPECT_FALSE(caller(other).sees(id));

    ASSERT_TRUE(members_->add_to_compartment(caller(admin), id, other.info.member_id));

    EXPECT_TRUE(caller(other).sees(id));
    EXPECT_TRUE(opens(caller(other), sealed));
    EXPECT_TRUE(members_->add_to_compartment(caller(admin), id, other.info.member_id).has_value()) << "twice does no harm";
}

TEST_F(MembersCompartments, AMemberPutOutDoesNotOpenWhatIsSealedAfter) {
    const SignedIn admin = first();
    const SignedIn other = another(admin.caller, "aigul", "documenter");
    const std::string id = members_->create_compartment(admin.caller, "A case", "")->id;
    ASSERT_TRUE(members_->add_to_compartment(caller(admin), id, other.info.member_id));
    const Caller stale = caller(other);
    const base::Json before = sealed_by(caller(admin), id);

    ASSERT_TRUE(members_->remove_from_compartment(caller(admin), id, other.info.member_id, "changed desks"));

    EXPECT_FALSE(caller(other).sees(id));
    EXPECT_FALSE(caller(other).keys->holds(id));
    EXPECT_FALSE(opens(stale, sealed_by(caller(admin), id))) << "not even with the keys they had";
    EXPECT_TRUE(opens(caller(admin), before));
}

TEST_F(MembersCompartments, AMemberLetInAgainOpensAllGenerations) {
    const SignedIn admin = first();
    const SignedIn other = another(admin.caller, "aigul", "documenter");
    const std::string id = members_->create_compartment(admin.caller, "A case", "")->id;
    const base::Json one = sealed_by(caller(admin), id);
    ASSERT_TRUE(members_->add_to_compartment(caller(admin), id, other.info.member_id));
    ASSERT_TRUE(members_->remove_from_compartment(caller(admin), id, other.info.member_id, "away"));
    const base::Json two = sealed_by(caller(admin), id);

    ASSERT_TRUE(members_->add_to_compartment(caller(admin), id, other.info.member_id));

    EXPECT_TRUE(opens(caller(other), one));
    EXPECT_TRUE(opens(caller(other), two));
}

TEST_F(MembersCompartments, AnAdministratorOutsideCanNeitherOpenNorEnter) {
    const SignedIn admin = first();
    const SignedIn it = another(admin.caller, "it", "administrator");
    const std::string id = members_->create_compartment(caller(admin), "A case", "")->id;
    const base::Json sealed = sealed_by(caller(admin), id);

    EXPECT_FALSE(caller(it).sees(id));
    EXPECT_EQ(members_->add_to_compartment(caller(it), id, it.info.member_id).error().kind, ErrorKind::Denied);
    EXPECT_EQ(members_->add_to_compartment(caller(it), id, admin.info.member_id).error().kind, ErrorKind::Denied);
    EXPECT_FALSE(opens(caller(it), sealed));
    EXPECT_EQ(access::seal_field(*caller(it).keys, id, {base::Id{}, "name"}, "1", {}).error().kind, ErrorKind::Denied);
}

TEST_F(MembersCompartments, AStartOfANewGenerationByAnOutsiderGivesThemNothing) {
    const SignedIn admin = first();
    const SignedIn it = another(admin.caller, "it", "administrator");
    const SignedIn other = another(admin.caller, "aigul", "documenter");
    const std::string id = members_->create_compartment(caller(admin), "A case", "")->id;
    ASSERT_TRUE(members_->add_to_compartment(caller(admin), id, other.info.member_id));

    ASSERT_TRUE(members_->remove_from_compartment(caller(it), id, other.info.member_id, "asked to"));

    EXPECT_FALSE(caller(it).sees(id));
    EXPECT_FALSE(caller(it).keys->holds(id));
    EXPECT_TRUE(caller(admin).sees(id));
}

TEST_F(MembersCompartments, TheLastWhoCanOpenOneStays) {
    const SignedIn admin = first();
    const SignedIn other = another(admin.caller, "aigul", "lead");
    const std::string id = members_->create_compartment(caller(other), "A case", "")->id;

    EXPECT_EQ(members_->remove_from_compartment(caller(admin), id, other.info.member_id, "x").error().kind, ErrorKind::Conflict);
    EXPECT_EQ(members_->remove(caller(admin), other.info.member_id, "x").error().kind, ErrorKind::Conflict);
    EXPECT_TRUE(caller(other).sees(id));
}

TEST_F(MembersCompartments, WhatOneIsNotInIsNotThereForMembers) {
    const SignedIn admin = first();
    const SignedIn reader = another(admin.caller, "reader1", "reader");
    const SignedIn it = another(admin.caller, "it", "administrator");
    const std::string id = members_->create_compartment(caller(admin), "A case", "")->id;

    EXPECT_EQ(seen_by(reader), std::vector<std::string>{"general"});
    EXPECT_EQ(seen_by(it), (std::vector<std::string>{"A case", "general"})) << "who manages compartments knows of them";
    EXPECT_EQ(members_->add_to_compartment(caller(reader), id, reader.info.member_id).error().kind, ErrorKind::NotFound);
    EXPECT_EQ(members_->remove_from_compartment(caller(reader), id, admin.info.member_id, "x").error().kind, ErrorKind::NotFound);
    EXPECT_EQ(members_->add_to_compartment(caller(reader), "general", it.info.member_id).error().kind, ErrorKind::Denied);
    EXPECT_EQ(members_->create_compartment(caller(reader), "mine", "").error().kind, ErrorKind::Denied);
}

TEST_F(MembersCompartments, AnInvitedMemberIsLetInAndPutOutToo) {
    const SignedIn admin = first();
    const Invited invitation = invited(admin.caller, "aigul", {role("reader")}, {});
    const std::string id = members_->create_compartment(caller(admin), "A case", "")->id;
    ASSERT_TRUE(members_->add_to_compartment(caller(admin), id, invitation.member_id));
    ASSERT_TRUE(members_->add_to_compartment(caller(admin), "general", invitation.member_id));
    ASSERT_TRUE(members_->remove_from_compartment(caller(admin), "general", invitation.member_id, "not that one"));

    const SignedIn other = joined(invitation);

    EXPECT_TRUE(other.caller.sees(id));
    EXPECT_FALSE(other.caller.sees("general"));
}

TEST_F(MembersCompartments, TheOwnerAtTheTerminalMakesNone) {
    first();

    EXPECT_EQ(members_->create_compartment(Caller::owner(), "A case", "").error().kind, ErrorKind::Denied);
}

TEST_F(MembersCompartments, NamesAreChecked) {
    const SignedIn admin = first();

    EXPECT_EQ(members_->create_compartment(admin.caller, "", "").error().kind, ErrorKind::Invalid);
    EXPECT_EQ(members_->create_compartment(admin.caller, "a\nb", "").error().kind, ErrorKind::Invalid);
    EXPECT_EQ(members_->remove_from_compartment(admin.caller, "general", admin.info.member_id, "").error().kind, ErrorKind::Invalid);
    EXPECT_EQ(members_->add_to_compartment(admin.caller, "nowhere", admin.info.member_id).error().kind, ErrorKind::NotFound);
}

}  // namespace
}  // namespace guvoh::service
