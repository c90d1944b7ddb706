// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Calendar links: secret addresses by which a calendar program reads a member's dates without signing in.
#include <algorithm>

#include "access/base64url.h"
#include "service/members_parts.h"

namespace guvoh::service {

namespace {

constexpr std::size_t kMostLinks = 20;
constexpr std::int64_t kUsedEveryMs = 600'000;  // calendar programs ask often; the list needs no finer time
constexpr std::size_t kStateLetters = 3;

CalendarLinkInfo info_of(const access::CalendarLink& link) {
    CalendarLinkInfo info{link.id.text(), link.titles, link.state, link.created_at, {}};
    if (link.last_used_at != 0) info.last_used_at = link.last_used_at;
    return info;
}

bool is_state_or_empty(std::string_view state) {
    const bool letters = std::all_of(state.begin(), state.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    return state.empty() || (state.size() == kStateLetters && letters);
}

/// The answer to every link that opens nothing. Counted by address, and apart from sign-ins.
tl::unexpected<base::Error> no_link(Members::Parts& parts, const Origin& origin) {
    const std::string counted = "calendar link " + origin.address;  // no login holds a blank, no address begins so
    const std::uint32_t wait = parts.throttle.begin(counted, counted);
    if (wait != 0) return base::fail_busy("too many wrong calendar links", wait);
    return fail(ErrorKind::NotFound, "no such calendar link");
}

/// Kept on a best effort: a calendar is answered from a full disk too.
void note_use(Members::Parts& parts, const access::CalendarLink& link) {
    const std::int64_t now = parts.clock();
    if (now - link.last_used_at < kUsedEveryMs) return;
    auto session = parts.database.begin_write();
    if (session && access::put_calendar_link_used(**session, link.id, now)) static_cast<void>((*session)->commit());
}

}  // namespace

base::Expected<std::vector<CalendarLinkInfo>> Members::calendar_links(std::string_view token) {
    GUVOH_TRY(const Me me, parts_->me(token));
    GUVOH_TRY(auto reading, parts_->database.begin_read());
    GUVOH_TRY(const auto stored, access::calendar_links_of(*reading, me.member));
    std::vector<CalendarLinkInfo> list;
    for (const auto& link : stored) list.push_back(info_of(link));
    return list;
}

base::Expected<CalendarLinkMade> Members::make_calendar_link(std::string_view token, const CalendarLinkRequest& request) {
    if (!is_state_or_empty(request.state)) return fail(ErrorKind::Invalid, "field state: three capital letters, as KGZ");
    GUVOH_TRY(const SessionView view, session(token));
    GUVOH_TRY(auto change, MembersChange::begin(*parts_, "a member made a calendar link", view.caller));
    GUVOH_TRY_VOID(change.require(Permission::Read));
    const MemberRecord member = change.directory().members.at(*view.caller.member);
    GUVOH_TRY(const auto others, access::calendar_links_of(change.session(), member.id));
    if (others.size() >= kMostLinks) return fail(ErrorKind::Conflict, "there are too many calendar links; revoke one first");
    const crypto::Key secret = crypto::Key::random();
    CalendarLinkMade made;
    made.token = access::to_base64url(secret.span());
    const access::CalendarLink link{change.new_id(), member.id, crypto::sha256(base::as_bytes(made.token)), request.titles, request.state, parts_->clock(), 0};
    GUVOH_TRY_VOID(access::add_calendar_link(change.session(), link));
    GUVOH_TRY_VOID(change.put(member));  // as it is: what is told is that it happened, by whom and when
    GUVOH_TRY_VOID(change.commit());
    made.info = info_of(link);
    return made;
}

base::Status Members::revoke_calendar_link(std::string_view token, std::string_view id) {
    const auto no_such = [] { return fail(ErrorKind::NotFound, "no such calendar link"); };
    GUVOH_TRY(const SessionView view, session(token));
    const auto link = base::Id::parse(id);
    if (!link) return no_such();
    GUVOH_TRY(auto change, MembersChange::begin(*parts_, "a member revoked a calendar link", view.caller));
    const MemberRecord member = change.directory().members.at(*view.caller.member);
    GUVOH_TRY(const bool erased, access::erase_calendar_link(change.session(), member.id, *link));
    if (!erased) return no_such();
    GUVOH_TRY_VOID(change.put(member));
    return change.commit();
}

base::Expected<CalendarLinkView> Members::open_calendar_link(std::string_view link_token, const Origin& origin) {
    // Whatever the token is, it is hashed as it came and looked up once.
    std::optional<access::CalendarLink> link;
    {
        GUVOH_TRY(auto reading, parts_->database.begin_read());
        GUVOH_TRY(link, access::find_calendar_link(*reading, crypto::sha256(base::as_bytes(link_token))));
    }
    const auto now = parts_->current();
    const auto member = link ? now->members.find(link->member) : now->members.end();
    if (member == now->members.end() || !member->second.active()) return no_link(*parts_, origin);
    CalendarLinkView view{Parts::caller_of(member->second, *now, {}), link->titles, link->state, member->second.language};
    if (!view.caller.may(Permission::Read)) return no_link(*parts_, origin);
    view.caller.permissions = {Permission::Read};  // whatever else the member may, the link only reads
    note_use(*parts_, *link);
    return view;
}

}  // namespace guvoh::service
