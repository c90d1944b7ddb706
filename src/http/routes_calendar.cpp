// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Dates for calendar programs: as a file for who is signed in, and by a secret link for a program that cannot sign in.
#include "http/routes.h"
#include "http/views.h"
#include "platform/clock.h"
#include "recommendations/follow_up.h"

namespace guvoh::http {

using base::Expected;
using base::Json;
using shape::may;
using shape::must;

namespace {

/// The feed's path begins and ends so; between them stands the token. The last part names nothing that a stranger could use.
constexpr std::string_view kFeedBegin = "/api/v1/calendar/", kFeedEnd = "/dates.ics";

Shape state_code() { return shape::text(3, 3); }

recommendations::CalendarRequest calendar_request(std::string state) {
    recommendations::CalendarRequest request;
    request.state = std::move(state);
    request.today = today();
    request.stamp_ms = platform::system_clock()();
    return request;
}

Expected<Response> calendar_answer(Context& context, const access::Caller& caller, const recommendations::CalendarRequest& request, std::string_view name) {
    GUVOH_TRY(recommendations::Desk* desk, context.services.recommendations());
    Response response;
    GUVOH_TRY(response.body, recommendations::write_due_calendar(*desk, caller, request));
    response.set("Content-Type", "text/calendar; charset=utf-8");
    response.set("Content-Disposition", "attachment; filename=\"" + std::string(name) + "\"");
    response.set("Cache-Control", "no-store");
    return response;
}

Expected<Response> get_calendar(Context& context) {
    return calendar_answer(context, context.caller(), calendar_request(text_of(context.query, "state")), "guvoh.ics");
}

Expected<Response> get_feed(Context& context) {
    GUVOH_TRY(service::Members* members, context.services.members());
    GUVOH_TRY(const auto link, members->open_calendar_link(context.param("token"), {context.request.peer.address, {}}));
    recommendations::CalendarRequest request = calendar_request(link.state);
    request.dates_only = !link.titles;
    // As on the screens: what is neither English nor Russian falls back to Russian.
    request.language = link.language.empty() || link.language == "en" ? "en" : "ru";
    return calendar_answer(context, link.caller, request, "dates.ics");
}

Expected<Response> list_links(Context& context) {
    GUVOH_TRY(service::Members* members, context.services.members());
    GUVOH_TRY(const auto links, members->calendar_links(context.login->token));
    Json::Array array;
    for (const auto& link : links) array.push_back(calendar_link_json(link));
    Json json;
    json["calendar_links"] = std::move(array);
    return Response::json(json);
}

Expected<Response> make_link(Context& context) {
    GUVOH_TRY(service::Members* members, context.services.members());
    const service::CalendarLinkRequest request{context.body["titles"].boolean_or(false), text_of(context.body, "state")};
    GUVOH_TRY(const auto made, members->make_calendar_link(context.login->token, request));
    Json json = calendar_link_json(made.info);
    json["link"] = std::string(kFeedBegin) + made.token + std::string(kFeedEnd);
    Response response = Response::json(json, 201);
    response.may_compress = false;
    return response;
}

Expected<Response> revoke_link(Context& context) {
    GUVOH_TRY(service::Members* members, context.services.members());
    GUVOH_TRY_VOID(members->revoke_calendar_link(context.login->token, context.param("id")));
    return Response::no_content();
}

}  // namespace

std::vector<Route> calendar_routes() {
    return {
        get("/calendar.ics", "The same for a calendar program", get_calendar)
            .needs("read")
            .asks({{"state", state_code(), "alpha-3; all when absent", false, false}})
            .gives_type("text/calendar"),
        get("/calendar/{token}/dates.ics", "The dates that a calendar link shows", get_feed).open().gives_type("text/calendar"),
        get("/me/calendar-links", "One's calendar links", list_links)
            .gives(shape::object({must("calendar_links", shape::list(shape::named("CalendarLink")))})),
        post("/me/calendar-links", "Make a calendar link", make_link)
            .needs("read")
            .takes(shape::object({may("titles", shape::boolean()), may("state", state_code())}))
            .gives(shape::named("CalendarLinkMade"), 201),
        erase("/me/calendar-links/{id}", "Revoke a calendar link of one's own", revoke_link).gives_nothing(),
    };
}

}  // namespace guvoh::http
