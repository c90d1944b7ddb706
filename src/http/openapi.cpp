// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/openapi.h"

#include <algorithm>

#include "http/router.h"

namespace guvoh::http {

using base::Json;

namespace {

Json reference(std::string_view component) {
    Json json;
    json["$ref"] = "#/components/schemas/" + std::string(component);
    return json;
}

Json content(std::string_view type, Json schema) {
    Json json;
    json[type]["schema"] = std::move(schema);
    return json;
}

Json parameter(std::string_view name, std::string_view place, Json schema, bool required, std::string_view help) {
    Json json;
    json["name"] = name;
    json["in"] = place;
    json["required"] = required;
    json["schema"] = std::move(schema);
    if (!help.empty()) json["description"] = help;
    return json;
}

Shape path_shape(std::string_view name) {
    if (name == "n") return shape::integer(1, 9'999'999);
    return shape::pattern(name == "type" || name == "name" ? "name" : "id");
}

Json parameters(const Route& route) {
    Json::Array all;
    for (const std::string& segment : split_template(route.path)) {
        const std::string_view name = parameter_name(segment);
        if (!name.empty()) all.push_back(parameter(name, "path", json_schema(path_shape(name)), true, {}));
    }
    for (const Parameter& asked : route.query) {
        Json schema = json_schema(asked.shape);
        if (asked.repeated) schema = json_schema(shape::list(asked.shape, 50));
        all.push_back(parameter(asked.name, "query", std::move(schema), asked.required, asked.help));
    }
    if (route.auth == Auth::Session && changes_state(route.method)) {
        all.push_back(parameter("X-Guvoh-Token", "header", json_schema(shape::text(1, 200)), true, "the session's csrf_token"));
    }
    return all;
}

Json request_body(const Route& route) {
    Json json;
    Json bytes;
    bytes["type"] = "string";
    bytes["format"] = "binary";
    json["required"] = route.body_kind != BodyKind::Json || route.body.members.end() != std::find_if(route.body.members.begin(), route.body.members.end(),
                                                                                                  [](const Member& member) { return member.required; });
    json["content"] = route.body_kind == BodyKind::Json ? content("application/json", json_schema(route.body)) : content("application/octet-stream", std::move(bytes));
    return json;
}

void add_response(Json& responses, int status, std::string_view description, Json body) {
    Json& response = responses[std::to_string(status)];
    response["description"] = description;
    if (!body.is_null()) response["content"] = std::move(body);
}

Json answer_content(const Route& route) {
    if (route.answer_type.empty()) return {};
    if (route.answer_type == "application/json") return content("application/json", json_schema(route.answer));
    Json json;
    for (std::string_view rest = route.answer_type; !rest.empty();) {
        const std::size_t end = std::min(rest.find('|'), rest.size());
        json[rest.substr(0, end)] = Json::Object{};
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return json;
}

Json responses(const Route& route) {
    Json json;
    const Json problem = content("application/json", reference("Problem"));
    add_response(json, route.status, "done", answer_content(route));
    const auto refuse = [&](int status, std::string_view why) { add_response(json, status, why, problem); };
    refuse(400, "not understood");
    refuse(403, "not allowed");
    refuse(404, "not there, or not to be known");
    refuse(413, "too large");
    refuse(408, "too slow");
    refuse(421, "another server's name");
    refuse(431, "the head is too large");
    refuse(422, "a member or parameter is wrong");
    refuse(429, "too often");
    refuse(503, "too much to do");
    if (route.auth != Auth::Public || route.path.find("/session") != std::string::npos || changes_state(route.method)) refuse(401, "not signed in, or a wrong proof");
    if (changes_state(route.method)) refuse(409, "it changed meanwhile, or exists already");
    if (route.body_kind == BodyKind::Json) refuse(415, "not JSON");
    if (route.body_kind == BodyKind::Upload || route.body_kind == BodyKind::Bytes) refuse(411, "no Content-Length");
    if (route.auth == Auth::Public || route.body_kind != BodyKind::None) refuse(423, "the workspace is not open");
    return json;
}

Json operation(const Route& route) {
    Json json;
    json["summary"] = route.summary;
    Json all = parameters(route);
    if (!all.array().empty()) json["parameters"] = std::move(all);
    if (route.body_kind != BodyKind::None) json["requestBody"] = request_body(route);
    json["responses"] = responses(route);
    if (route.auth == Auth::Session) {
        Json scheme;
        scheme["session"] = Json::Array{};
        json["security"] = Json::Array{std::move(scheme)};
    } else {
        json["security"] = Json::Array{};
    }
    if (!route.permission.empty()) json["x-permission"] = route.permission;
    return json;
}

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    }
    return out;
}

Json problem_schema() {
    using shape::may;
    using shape::must;
    const Shape inner = shape::object({must("kind", shape::text()), must("message", shape::text()), must("detail", shape::text()), may("field", shape::text()),
                                       may("retry_after_s", shape::integer(0, 86400))});
    return json_schema(shape::object({must("error", inner), may("current", shape::named("Record"))}));
}

}  // namespace

Json openapi_document(const std::vector<Route>& routes, const std::vector<std::pair<std::string, Shape>>& components, std::string_view version) {
    Json json;
    json["openapi"] = "3.1.0";
    Json& info = json["info"];
    info["title"] = "Guvoh";
    info["version"] = version;
    info["summary"] = "Documents preserved, every claim tied to the words that support it";
    info["license"]["name"] = "AGPL-3.0-or-later";
    Json& paths = json["paths"];
    for (const Route& route : routes) {
        if (route.explained) paths[route.path][lower(method_name(route.method))] = operation(route);
    }
    Json& schemas = json["components"]["schemas"];
    for (const auto& [name, shape] : components) schemas[name] = json_schema(shape);
    schemas["Problem"] = problem_schema();
    Json& scheme = json["components"]["securitySchemes"]["session"];
    scheme["type"] = "apiKey";
    scheme["in"] = "cookie";
    scheme["name"] = "guvoh";
    scheme["description"] = "under TLS the cookie is named __Host-guvoh";
    return json;
}

}  // namespace guvoh::http
