// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/routes.h"

#include <iterator>

#include "http/views.h"
#include "platform/clock.h"

namespace guvoh::http {

std::vector<Route> all_routes() {
    std::vector<Route> all;
    for (auto part : {session_routes, member_routes, record_routes, library_routes, review_routes, calendar_routes, system_routes}) {
        std::vector<Route> routes = part();
        all.insert(all.end(), std::make_move_iterator(routes.begin()), std::make_move_iterator(routes.end()));
    }
    return all;
}

base::Expected<Login> find_login(Services& services, const std::string& token) {
    GUVOH_TRY(service::Members* members, services.members());
    GUVOH_TRY(service::SessionView view, members->session(token));
    return Login{std::move(view.caller), token, std::move(view.csrf_token), std::move(view.id)};
}

std::string text_of(const base::Json& json, std::string_view name, std::string_view fallback) {
    return std::string(json[name].string_or(fallback));
}

std::vector<std::string> texts_of(const base::Json& json, std::string_view name) {
    std::vector<std::string> texts;
    for (const base::Json& element : json[name].array()) texts.emplace_back(element.string_or({}));
    return texts;
}

std::string today() {
    constexpr std::size_t kIsoDay = 10;
    return std::string(time_json(platform::system_clock()()).string_or("")).substr(0, kIsoDay);
}

std::vector<std::string> split_commas(std::string_view text) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(','), text.size());
        if (end > 0) parts.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

base::Expected<service::ListRequest> list_request(const Context& context, std::string type) {
    service::ListRequest request;
    request.type = std::move(type);
    request.q = text_of(context.query, "q");
    for (const base::Json& text : context.query["where"].array()) {
        GUVOH_TRY(auto condition, service::read_condition(text.string_or({})));
        request.where.push_back(std::move(condition));
    }
    request.sort = text_of(context.query, "sort");
    request.limit = static_cast<std::uint32_t>(context.query["limit"].integer_or(50));
    request.cursor = text_of(context.query, "cursor");
    request.facets = split_commas(context.query["facets"].string_or({}));
    return request;
}

std::vector<Parameter> list_parameters() {
    return {{"q", shape::text(0, 1000), "words that the record is found by", false, false},
            {"where", shape::text(1, 2000), "`field:op:value`; op is any, from, to, within, has or missing", true, false},
            {"sort", shape::text(0, 80), "`field` or `-field`", false, false},
            {"limit", shape::integer(1, 200), "rows a page", false, false},
            {"cursor", shape::text(0, 500), "`next_cursor` of the page before", false, false},
            {"facets", shape::text(0, 500), "fields to count, separated by commas", false, false}};
}

}  // namespace guvoh::http
