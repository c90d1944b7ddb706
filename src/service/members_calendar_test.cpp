// SPDX-License-Identifier: AGPL-3.0-or-later
#include "crypto/crypto.h"
#include "service/testing/small_members.h"

namespace guvoh::service {
namespace {

using base::ErrorKind;
using testing::kGoodPassphrase;
using testing::kOtherPassphrase;
using testing::SmallMembers;

const Origin kAway{"192.0.2.7", "A calendar"};

class MembersCalendar : public SmallMembers {
protected:
    CalendarLinkMade made_by(const SignedIn& who, const CalendarLinkRequest& request = {}) {
        auto made = members_->make_calendar_link(who.session_token, request);
        EXPECT_TRUE(made.has_value()) << made.error().text();
        return made.value_or(CalendarLinkMade{});
    }
    ErrorKind refusal(const std::string& token, const Origin& origin = kAway) {
        const auto opened = members_->open_calendar_link(token, origin);
        return opened ? ErrorKind::Io : opened.error().kind;
    }
    bool opens_link(const std::string& token) { return members_->open_calendar_link(token, kAway).has_value(); }
    /// How many entries of the ledger give this reason.
    int entries_that_say(std::string_view reason) {
        auto reading = vault_->database().begin_read().value();
        auto select = reading->prepare("select count(*) from ledger_entry where instr(body, ?) > 0").value();
        select.bind(1, reason);
        EXPECT_TRUE(select.step().value());
        return static_cast<int>(select.integer(0));
    }
};

TEST_F(MembersCalendar, LinksShowTheirMembersViewWithoutAnyKey) {
    const SignedIn admin = first();
    const CalendarLinkMade link = made_by(admin, {true, "KGZ"});

    const auto view = members_->open_calendar_link(link.token, kAway);

    ASSERT_TRUE(view.has_value()) << view.error().text();
    EXPECT_EQ(view->caller.member, admin.caller.member);
    EXPECT_TRUE(view->caller.sees("general"));
    EXPECT_FALSE(view->caller.keys->holds("general"));
    EXPECT_FALSE(opens(view->caller, sealed_by(admin.caller, "general")));
    EXPECT_EQ(view->caller.permissions, access::PermissionSet({access::Permission::Read}));
    EXPECT_TRUE(view->titles);
    EXPECT_EQ(view->state, "KGZ");
    EXPECT_EQ(view->language, "ru");
}

TEST_F(MembersCalendar, OfATokenOnlyTheHashIsKept) {
    const SignedIn admin = first();
    const CalendarLinkMade link = made_by(admin);

    EXPECT_EQ(link.token.size(), 43U) << "32 bytes in base64url";
    auto reading = vault_->database().begin_read().value();
    auto select = reading->prepare("select token_hash from access_calendar_link").value();
    ASSERT_TRUE(select.step().value());
    const base::Hash hash = crypto::sha256(base::as_bytes(link.token));
    EXPECT_TRUE(std::equal(hash.begin(), hash.end(), select.blob(0).begin(), select.blob(0).end()));
}

TEST_F(MembersCalendar, LinksSurviveARestartAndTheEndOfTheSession) {
    const SignedIn admin = first();
    const CalendarLinkMade link = made_by(admin);
    members_->sign_out(admin.session_token);

    restart();

    EXPECT_TRUE(opens_link(link.token));
}

TEST_F(MembersCalendar, LinksAreListedAndRevokedByTheirMemberOnly) {
    const SignedIn admin = first();
    const SignedIn other = another(admin.caller, "aigul", "reader");
    const CalendarLinkMade one = made_by(admin);
    now_ += 1000;
    const CalendarLinkMade two = made_by(admin, {true, "TJK"});
    EXPECT_TRUE(opens_link(two.token));

    const auto list = members_->calendar_links(admin.session_token).value();

    ASSERT_EQ(list.size(), 2U);
    EXPECT_EQ(list[0].id, one.info.id);
    EXPECT_FALSE(list[0].titles);
    EXPECT_FALSE(list[0].last_used_at.has_value());
    EXPECT_EQ(list[1].state, "TJK");
    EXPECT_EQ(list[1].created_at, now_);
    EXPECT_EQ(list[1].last_used_at, now_);
    EXPECT_TRUE(members_->calendar_links(other.session_token)->empty());
    EXPECT_EQ(members_->revoke_calendar_link(other.session_token, one.info.id).error().kind, ErrorKind::NotFound);
    EXPECT_EQ(members_->revoke_calendar_link(admin.session_token, "x").error().kind, ErrorKind::NotFound);
    ASSERT_TRUE(members_->revoke_calendar_link(admin.session_token, one.info.id));
    EXPECT_EQ(members_->revoke_calendar_link(admin.session_token, one.info.id).error().kind, ErrorKind::NotFound);
    EXPECT_EQ(refusal(one.token), ErrorKind::NotFound);
    EXPECT_TRUE(opens_link(two.token));
}

TEST_F(MembersCalendar, UseIsWrittenDownAtMostEveryTenMinutes) {
    const SignedIn admin = first();
    const CalendarLinkMade link = made_by(admin);
    const std::int64_t at = now_;
    EXPECT_TRUE(opens_link(link.token));
    now_ = at + 599'999;
    EXPECT_TRUE(opens_link(link.token));
    EXPECT_EQ(members_->calendar_links(admin.session_token)->front().last_used_at, at);

    now_ = at + 600'000;
    EXPECT_TRUE(opens_link(link.token));

    EXPECT_EQ(members_->calendar_links(admin.session_token)->front().last_used_at, now_);
}

TEST_F(MembersCalendar, MakingAndRevokingStandInTheLedger) {
    const SignedIn admin = first();
    const CalendarLinkMade link = made_by(admin);
    ASSERT_TRUE(members_->revoke_calendar_link(admin.session_token, link.info.id));

    EXPECT_EQ(entries_that_say("a member made a calendar link"), 1);
    EXPECT_EQ(entries_that_say("a member revoked a calendar link"), 1);
}

TEST_F(MembersCalendar, LinksFollowRolesAndCompartments) {
    const SignedIn admin = first();
    const auto team = members_->create_compartment(admin.caller, "A team", "").value();
    const SignedIn other = another(caller(admin), "aigul", "reader", {"general", team.id});
    const CalendarLinkMade link = made_by(other);
    EXPECT_TRUE(members_->open_calendar_link(link.token, kAway)->caller.sees(team.id));

    ASSERT_TRUE(members_->remove_from_compartment(caller(admin), team.id, other.info.member_id, "left the team"));
    EXPECT_FALSE(members_->open_calendar_link(link.token, kAway)->caller.sees(team.id));
    EXPECT_TRUE(members_->open_calendar_link(link.token, kAway)->caller.sees("general"));

    const auto blind = members_->put_role(caller(admin), {"", "only writes", {"write"}}).value();
    ASSERT_TRUE(members_->update(caller(admin), other.info.member_id, {std::nullopt, std::vector<std::string>{blind.id}}));
    EXPECT_EQ(refusal(link.token), ErrorKind::NotFound);
    EXPECT_EQ(members_->make_calendar_link(other.session_token, {}).error().kind, ErrorKind::Denied);
}

TEST_F(MembersCalendar, LinksEndWithTheMemberAndWithANewWayIn) {
    const SignedIn admin = first();
    const SignedIn gone = another(admin.caller, "aigul", "reader");
    const SignedIn lost = another(admin.caller, "bolot", "reader");
    const CalendarLinkMade one = made_by(gone), two = made_by(lost), three = made_by(admin);

    ASSERT_TRUE(members_->remove(caller(admin), gone.info.member_id, "left"));
    ASSERT_TRUE(members_->reset(caller(admin), lost.info.member_id).has_value());
    ASSERT_TRUE(members_->recover(recovery_key_, "temir", Passphrase(kOtherPassphrase)));

    EXPECT_EQ(refusal(one.token), ErrorKind::NotFound);
    EXPECT_EQ(refusal(two.token), ErrorKind::NotFound);
    EXPECT_EQ(refusal(three.token), ErrorKind::NotFound);
}

TEST_F(MembersCalendar, GuessesAreSlowedDownWithoutKeepingAnybodyOut) {
    const SignedIn admin = first();
    const CalendarLinkMade link = made_by(admin);
    for (int i = 0; i < 5; ++i) EXPECT_EQ(refusal("guess " + std::to_string(i)), ErrorKind::NotFound);

    const auto slowed = members_->open_calendar_link("another guess", kAway);

    ASSERT_FALSE(slowed.has_value());
    EXPECT_EQ(slowed.error().kind, ErrorKind::Busy);
    EXPECT_EQ(slowed.error().retry_after_s, 1U);
    EXPECT_EQ(refusal("a guess from elsewhere", {"192.0.2.8", ""}), ErrorKind::NotFound);
    EXPECT_TRUE(opens_link(link.token)) << "a colleague's dead link, behind the same address, blinds nobody";
    EXPECT_TRUE(signed_in("temir", kGoodPassphrase, kAway.address).has_value());
}

TEST_F(MembersCalendar, ALinkNamesNoStateThatIsNone) {
    const SignedIn admin = first();

    EXPECT_EQ(members_->make_calendar_link(admin.session_token, {false, "kgz"}).error().kind, ErrorKind::Invalid);
    EXPECT_EQ(members_->make_calendar_link(admin.session_token, {false, "KG"}).error().kind, ErrorKind::Invalid);
}

TEST_F(MembersCalendar, AMemberHasTwentyLinksAtMost) {
    const SignedIn admin = first();
    for (int i = 0; i < 20; ++i) made_by(admin);

    EXPECT_EQ(members_->make_calendar_link(admin.session_token, {}).error().kind, ErrorKind::Conflict);
}

TEST_F(MembersCalendar, ADeadSessionMakesAndSeesNoLinks) {
    const SignedIn admin = first();
    members_->sign_out(admin.session_token);

    EXPECT_EQ(members_->calendar_links(admin.session_token).error().detail, kSignedOut);
    EXPECT_EQ(members_->make_calendar_link(admin.session_token, {}).error().detail, kSignedOut);
    EXPECT_EQ(members_->revoke_calendar_link(admin.session_token, "x").error().detail, kSignedOut);
}

}  // namespace
}  // namespace guvoh::service
