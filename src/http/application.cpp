// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/application.h"

#include <algorithm>
#include <exception>

#include "base/text.h"
#include "service/members.h"

namespace guvoh::http {

using base::ErrorKind;

namespace {

Problem problem(int status, std::string_view kind, std::string_view detail, std::string_view field = {}) {
    Problem made;
    made.status = status;
    made.kind = kind;
    made.message = "error." + std::string(kind);
    made.detail = detail;
    made.field = field;
    return made;
}

Response refuse_with(int status, std::string_view kind, std::string_view detail, std::string_view field = {}) {
    return problem_response(problem(status, kind, detail, field));
}

Response signed_out() { return refuse_with(401, "signed_out", "sign in first"); }

std::vector<std::string> titles(const std::vector<Route>& routes) {
    std::vector<std::string> found;
    for (const Route& route : routes) found.push_back(route.title());
    return found;
}

std::string_view media_type(std::string_view content_type) {
    std::string_view type = content_type.substr(0, std::min(content_type.find(';'), content_type.size()));
    while (!type.empty() && type.back() == ' ') type.remove_suffix(1);
    return type;
}

/// What the head alone tells about the body. Gives the refusal, or nothing.
std::optional<Response> body_refusal(const Request& request, const Route& route) {
    if (route.body_kind == BodyKind::None) {
        // An empty JSON object is what many clients send anyway; more than that is a mistake worth naming.
        if (request.chunked || request.content_length.value_or(0) > 2) return refuse_with(413, "too_large", "this request takes no body");
        return std::nullopt;
    }
    if (route.body_kind == BodyKind::Json && request.has_body() && !same_word(media_type(request.header("Content-Type")), "application/json")) {
        return refuse_with(415, "unsupported_media_type", "the body must be application/json");
    }
    if (route.body_kind == BodyKind::Upload && !request.content_length) return refuse_with(411, "length_required", "an upload needs Content-Length");
    if (!request.header("Content-Encoding").empty() && !same_word(request.header("Content-Encoding"), "identity")) {
        return refuse_with(415, "unsupported_media_type", "compressed bodies are not taken");
    }
    if (request.content_length.value_or(0) > route.body_limit_bytes) {
        return refuse_with(413, "too_large", "the body is larger than " + std::to_string(route.body_limit_bytes) + " bytes");
    }
    return std::nullopt;
}

const Parameter* find_parameter(const Route& route, std::string_view name) {
    const auto found = std::find_if(route.query.begin(), route.query.end(), [&](const Parameter& p) { return p.name == name; });
    return found == route.query.end() ? nullptr : &*found;
}

std::optional<Response> read_query(const Request& request, const Route& route, base::Json& query) {
    for (const auto& [name, text] : request.target.query) {
        const Parameter* parameter = find_parameter(route, name);
        if (parameter == nullptr) return refuse_with(422, "invalid", "is not known here", has_pattern("name", name) ? name : "query");
        auto value = read_parameter(parameter->shape, text);
        if (!value) return refuse_with(422, "invalid", value.error().detail, name);
        if (parameter->repeated) {
            query[name].make_array().push_back(std::move(value).value());
        } else if (query.contains(name)) {
            return refuse_with(422, "invalid", "is given twice", name);
        } else {
            query[name] = std::move(value).value();
        }
    }
    for (const Parameter& parameter : route.query) {
        if (parameter.required && !query.contains(parameter.name)) return refuse_with(422, "invalid", "is missing", parameter.name);
    }
    return std::nullopt;
}

std::optional<Response> read_body(const Request& request, const Route& route, base::Json& body) {
    if (route.body_kind != BodyKind::Json) return std::nullopt;
    if (request.body.empty()) {
        body = base::Json::Object{};
    } else {
        auto parsed = base::Json::parse(request.body);
        if (!parsed) return refuse_with(400, "invalid", parsed.error().detail, "body");
        body = std::move(parsed).value();
    }
    if (auto fault = find_fault(route.body, body)) {
        return refuse_with(422, "invalid", fault->detail, fault->field.empty() ? "body" : fault->field);
    }
    return std::nullopt;
}

/// Page numbers are numbers, all else is short and plain; what is not spelled so cannot exist.
bool paths_fit(const Match& match) {
    return std::all_of(match.path.begin(), match.path.end(), [](const auto& pair) {
        return pair.first == "n" ? pair.second.size() < 8 && read_parameter(shape::integer(1, 9999999), pair.second).has_value()
                                 : has_pattern(pair.first == "type" || pair.first == "name" ? "name" : "id", pair.second);
    });
}

Response run_handler(const Route& route, Context& context) {
    // The handlers' own failures are values; this is for what the standard library throws when the machine is short of something.
    try {
        auto answer = route.handler(context);
        if (answer) return std::move(answer).value();
        const base::Error& error = answer.error();
        if (error.kind == ErrorKind::Denied && error.detail == service::kSignedOut) return signed_out();
        return error_response(error);
    } catch (const std::exception&) {
        return refuse_with(500, "io", "the server failed");
    }
}

}  // namespace

/// A request with its session and its parameters read.
struct Application::Opened {
    std::optional<Login> login;
    base::Json query = base::Json::Object{};
    base::Json body;

    Context context(const Request& request, Services& services, const Plan& plan) {
        return Context{request, services, login ? &*login : nullptr, plan.match.path, std::move(query), std::move(body), nullptr};
    }
};

Application::Application(Services& services, std::vector<Route> routes, HostRules rules, FindLogin find_login)
    : services_(services),
      router_(std::move(routes)),
      rules_(std::move(rules)),
      find_login_(std::move(find_login)),
      metrics_(std::make_unique<Metrics>(titles(router_.routes()))) {}
Application::~Application() = default;

Plan Application::plan(Request& request) const {
    Plan plan;
    believe_proxy(request, rules_);
    plan.match.number = router_.routes().size();
    plan.refusal = refusal_for(request, plan);
    if (plan.refusal || plan.match.route == nullptr) {
        plan.quick = true;
        return plan;
    }
    const Route& route = *plan.match.route;
    plan.wants_body = request.has_body();
    plan.limit_bytes = std::max<std::uint64_t>(route.body_limit_bytes, 2);
    // Strangers must not make the server hold more than a little: the session is looked at before a large body is read.
    const bool large = route.auth != Auth::Public && request.content_length.value_or(kJsonLimitBytes) > kOpenBodyLimitBytes;
    plan.ask_first = route.body_kind == BodyKind::Bytes || route.body_kind == BodyKind::Upload || (plan.wants_body && large);
    plan.quick = route.quick;
    return plan;
}

std::optional<Response> Application::refusal_for(const Request& request, Plan& plan) const {
    if (auto wrong = check_host(request, rules_)) return problem_response(*wrong);
    const std::size_t number = plan.match.number;
    plan.match = router_.find(request.method, request.target);
    const Route* route = plan.match.route;
    if (route == nullptr) {
        plan.match.number = number;
        if (!plan.match.allowed.empty()) {
            return std::move(refuse_with(405, "method_not_allowed", "this address takes other methods").set("Allow", plan.match.allowed));
        }
        const bool api = !request.target.segments.empty() && request.target.segments[0] == "api";
        const Asset* asset = api ? nullptr : find_asset(request.target.path());
        if (asset == nullptr) return refuse_with(404, "not_found", "nothing has this address");
        plan.zone = asset->type.substr(0, 9) == "text/html" ? Zone::Page : Zone::Asset;
        if (changes_state(request.method)) return std::move(refuse_with(405, "method_not_allowed", "this address is for reading").set("Allow", "GET, HEAD"));
        return asset_response(*asset, request);
    }
    if (auto wrong = check_origin(request)) return problem_response(*wrong);
    if (route->auth == Auth::Session && request.cookie(session_cookie_name(request.peer.secure)).empty()) return signed_out();
    return body_refusal(request, *route);
}

base::Expected<Login> Application::login_of(const Request& request) const {
    const std::string token(request.cookie(session_cookie_name(request.peer.secure)));
    if (token.empty() || !has_pattern("token", token)) return base::fail(ErrorKind::Denied, "no session");
    return find_login_(token);
}

std::optional<Response> Application::open(const Request& request, const Plan& plan, Opened& opened) const {
    const Route& route = *plan.match.route;
    if (route.auth == Auth::Session || (route.auth == Auth::Loopback && !request.peer.loopback)) {
        auto login = login_of(request);
        if (!login) return signed_out();
        opened.login = std::move(login).value();
        if (route.auth == Auth::Loopback && !opened.login->caller.may(access::Permission::ManageVault)) return refuse_with(403, "denied", "not for you");
        if (changes_state(request.method) && !same_secret(request.header("X-Guvoh-Token"), opened.login->csrf_token)) {
            return refuse_with(403, "csrf", "the header X-Guvoh-Token does not hold the session's token");
        }
    }
    if (!paths_fit(plan.match)) return refuse_with(404, "not_found", "nothing has this address");
    return read_query(request, route, opened.query);
}

Begun Application::begin_upload(const Request& request, const Plan& plan) const {
    Begun begun;
    Opened opened;
    const Route& route = *plan.match.route;
    begun.refusal = open(request, plan, opened);
    if (begun.refusal || !route.begin) return begun;
    Context context = opened.context(request, services_, plan);
    auto sink = route.begin(context);
    if (sink) {
        begun.sink = std::move(sink).value();
    } else {
        begun.refusal = error_response(sink.error());
    }
    return begun;
}

ReadyAnswer Application::run(const Request& request, const Plan& plan, std::unique_ptr<BodySink> sink) const {
    Opened opened;
    const Route& route = *plan.match.route;
    auto refusal = open(request, plan, opened);
    if (!refusal) refusal = read_body(request, route, opened.body);
    if (refusal) return make_ready(std::move(*refusal), request, Zone::Api);
    Context context = opened.context(request, services_, plan);
    context.upload = std::move(sink);
    return make_ready(run_handler(route, context), request, plan.zone);
}

ReadyAnswer Application::refuse(const Problem& problem, const Request& request) {
    Response response = problem_response(problem);
    response.close = true;
    return make_ready(std::move(response), request, Zone::Api);
}

}  // namespace guvoh::http
