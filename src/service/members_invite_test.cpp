// SPDX-License-Identifier: AGPL-3.0-or-later
#include "access/credentials.h"
#include "service/testing/small_members.h"

namespace guvoh::service {
namespace {

using base::ErrorKind;
using testing::kGoodPassphrase;
using testing::kOtherPassphrase;
using testing::SmallMembers;

class MembersInvite : public SmallMembers {};

TEST_F(MembersInvite, JoinWithTheirRolesAndTheirCompartmentsKeys) {
    const SignedIn admin = first();
    const base::Json sealed = sealed_by(admin.caller, "general");
    const Invited invitation = invited(admin.caller, "aigul", {role("documenter")});
    EXPECT_EQ(members_->look(invitation.token)->login, "aigul");

    const SignedIn other = joined(invitation);

    EXPECT_TRUE(other.caller.may(access::Permission::Write));
    EXPECT_FALSE(other.caller.may(access::Permission::ManageMembers));
    EXPECT_TRUE(opens(other.caller, sealed));
    EXPECT_TRUE(signed_in("aigul", kOtherPassphrase).has_value());
}

TEST_F(MembersInvite, ServeOnce) {
    const SignedIn admin = first();
    const Invited invitation = invited(admin.caller, "aigul", {role("reader")});
    joined(invitation);

    EXPECT_EQ(members_->look(invitation.token).error().kind, ErrorKind::NotFound);
    EXPECT_EQ(members_->join(invitation.token, Passphrase(kGoodPassphrase), "en", {}).error().kind, ErrorKind::NotFound);
    EXPECT_TRUE(members_->invitations(admin.caller)->empty());
}

TEST_F(MembersInvite, EndWhenTheirDaysAreOver) {
    const SignedIn admin = first();
    const Invited invitation = members_->invite(admin.caller, {"A", "aigul", {role("reader")}, {}, 2}).value();
    EXPECT_EQ(invitation.expires_at, now_ + 2LL * 24 * 3600'000);
    now_ = invitation.expires_at;

    EXPECT_EQ(members_->look(invitation.token).error().kind, ErrorKind::NotFound);
    EXPECT_EQ(members_->join(invitation.token, Passphrase(kOtherPassphrase), "en", {}).error().kind, ErrorKind::NotFound);
}

TEST_F(MembersInvite, ARevokedOneServesNoMoreAndFreesTheLogin) {
    const SignedIn admin = first();
    const Invited invitation = invited(admin.caller, "aigul", {role("reader")});

    ASSERT_TRUE(members_->revoke_invitation(admin.caller, invitation.id));

    EXPECT_FALSE(members_->look(invitation.token).has_value());
    EXPECT_EQ(members_->revoke_invitation(admin.caller, invitation.id).error().kind, ErrorKind::NotFound);
    EXPECT_TRUE(members_->invite(admin.caller, {"B", "aigul", {role("reader")}, {}, 7}).has_value());
}

TEST_F(MembersInvite, NonsenseInPlaceOfATokenFindsNothing) {
    first();
    for (const std::string& token : {std::string(), std::string("x"), std::string(43, 'A'), std::string(1000, 'A'), std::string("\xff")}) {
        EXPECT_EQ(members_->look(token).error().kind, ErrorKind::NotFound);
    }
}

TEST_F(MembersInvite, OnlyAHashOfTheTokenIsKept) {
    const SignedIn admin = first();
    const Invited invitation = invited(admin.caller, "aigul", {role("reader")});
    auto reading = vault_->database().begin_read().value();
    const auto stored = access::invitations(*reading).value();

    ASSERT_EQ(stored.size(), 1U);
    EXPECT_EQ(invitation.token.find(base::to_hex(stored[0].token_hash)), std::string::npos);
    EXPECT_FALSE(members_->look(base::to_hex(stored[0].token_hash)).has_value());
}

TEST_F(MembersInvite, ATakenLoginOrAnUnknownRoleIsRefused) {
    const SignedIn admin = first();
    const auto made = [&](InviteRequest request) {
        const auto result = members_->invite(admin.caller, request);
        return result ? ErrorKind::Io : result.error().kind;
    };
    EXPECT_EQ(made({"X", "Temir", {role("reader")}, {}, 7}), ErrorKind::Conflict);
    EXPECT_EQ(made({"X", "x y", {role("reader")}, {}, 7}), ErrorKind::Invalid);
    EXPECT_EQ(made({"X", "other", {}, {}, 7}), ErrorKind::Invalid);
    EXPECT_EQ(made({"X", "other", {"01hzz"}, {}, 7}), ErrorKind::Invalid);
    EXPECT_EQ(made({"X", "other", {role("reader")}, {"nowhere"}, 7}), ErrorKind::NotFound);
    EXPECT_EQ(made({"X", "other", {role("reader")}, {}, 31}), ErrorKind::Invalid);
    EXPECT_EQ(members_->list(admin.caller)->size(), 1U);
}

TEST_F(MembersInvite, AWeakPassphraseDoesNotUseTheInvitationUp) {
    const SignedIn admin = first();
    const Invited invitation = invited(admin.caller, "aigul", {role("reader")});

    EXPECT_EQ(members_->join(invitation.token, Passphrase("name of aigul"), "en", {}).error().kind, ErrorKind::Invalid);

    joined(invitation);
}

TEST_F(MembersInvite, AKeyMadeWhileTheyWaitIsTheirsToo) {
    const SignedIn admin = first();
    const SignedIn leaver = another(admin.caller, "leaver", "reader");
    const Invited invitation = invited(admin.caller, "aigul", {role("reader")});
    ASSERT_TRUE(members_->remove(admin.caller, leaver.info.member_id, "left"));

    const SignedIn other = joined(invitation);

    EXPECT_TRUE(other.caller.sees("general"));
    EXPECT_TRUE(opens(other.caller, sealed_by(caller(admin), "general")));
}

TEST_F(MembersInvite, NobodyInvitesIntoACompartmentTheyCannotOpen) {
    const SignedIn admin = first();
    const SignedIn outside = another(admin.caller, "it", "administrator");
    const std::string secret = members_->create_compartment(admin.caller, "A case", "")->id;

    EXPECT_EQ(members_->invite(outside.caller, {"X", "sock", {role("reader")}, {secret}, 7}).error().kind, ErrorKind::Denied);
    EXPECT_TRUE(members_->invite(caller(admin), {"X", "fine", {role("reader")}, {secret}, 7}).has_value());
}

TEST_F(MembersInvite, OnlyWhoManagesMembersInvites) {
    const SignedIn admin = first();
    for (const char* name : {"reader", "documenter", "reviewer", "lead"}) {
        const SignedIn who = another(admin.caller, std::string("a-") + name, name);
        EXPECT_EQ(members_->invite(who.caller, {"X", "x1", {role("reader")}, {}, 7}).error().kind, ErrorKind::Denied) << name;
        EXPECT_EQ(members_->invitations(who.caller).error().kind, ErrorKind::Denied) << name;
        EXPECT_EQ(members_->revoke_invitation(who.caller, "x").error().kind, ErrorKind::Denied) << name;
        EXPECT_EQ(members_->reset(who.caller, admin.info.member_id).error().kind, ErrorKind::Denied) << name;
    }
}

TEST_F(MembersInvite, AResetGivesANewWayInWithWhatTheResetterHolds) {
    const SignedIn admin = first();
    const SignedIn other = another(admin.caller, "aigul", "documenter");
    const base::Json sealed = sealed_by(admin.caller, "general");

    const Invited again = members_->reset(caller(admin), other.info.member_id).value();
    EXPECT_FALSE(here(other));
    EXPECT_FALSE(signed_in("aigul", kOtherPassphrase).has_value());
    now_ += 60'000;
    const SignedIn back = joined(again, kGoodPassphrase);

    EXPECT_EQ(back.info.member_id, other.info.member_id);
    EXPECT_TRUE(back.caller.may(access::Permission::Write));
    EXPECT_TRUE(opens(back.caller, sealed));
    EXPECT_TRUE(opens(back.caller, sealed_by(caller(admin), "general")));
}

TEST_F(MembersInvite, AResetByAnOutsiderLeavesTheCompartmentClosed) {
    const SignedIn admin = first();
    const SignedIn it = another(admin.caller, "it", "administrator", {});
    const SignedIn other = another(admin.caller, "aigul", "documenter");
    const base::Json sealed = sealed_by(admin.caller, "general");

    const Invited again = members_->reset(it.caller, other.info.member_id).value();
    const SignedIn taken_over = joined(again, kGoodPassphrase);  // the outsider opens the link themselves

    EXPECT_FALSE(taken_over.caller.sees("general"));
    EXPECT_FALSE(opens(taken_over.caller, sealed));
    EXPECT_FALSE(opens(taken_over.caller, sealed_by(caller(admin), "general")));
}

TEST_F(MembersInvite, AResetThatWouldLoseAKeyIsRefused) {
    const SignedIn admin = first();
    const SignedIn lead = another(admin.caller, "lead", "lead");
    const SignedIn it = another(admin.caller, "it", "administrator", {});
    members_->create_compartment(lead.caller, "A case", "").value();

    EXPECT_EQ(members_->reset(it.caller, lead.info.member_id).error().kind, ErrorKind::Conflict);
    EXPECT_EQ(members_->remove(it.caller, lead.info.member_id, "x").error().kind, ErrorKind::Conflict);
    EXPECT_TRUE(here(lead));
}

}  // namespace
}  // namespace guvoh::service
