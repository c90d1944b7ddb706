// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The table of routes: one row says method, path, who may come, what may be asked and what is answered. The router, the checks
// before a handler runs, the OpenAPI document and the list in docs/api.md all read this table.
//
// Threads: a table is made at the start and only read afterwards. Handlers run on workers, several at a time.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "access/caller.h"
#include "http/message.h"
#include "http/shape.h"

namespace guvoh::http {

struct Services;

/// The session that a request came with.
struct Login {
    access::Caller caller;
    std::string token;       ///< the cookie's value
    std::string csrf_token;  ///< what X-Guvoh-Token must hold
    std::string key;         ///< names the session without opening it: for counting its event streams
};

/// Everything a handler is given. Path, query and body have been checked against the route's shapes.
struct Context {
    const Request& request;
    Services& services;
    const Login* login = nullptr;  ///< null on public routes
    std::vector<std::pair<std::string, std::string>> path;
    base::Json query = base::Json::Object{};  ///< typed values by name; a list where the parameter may be repeated
    base::Json body;
    std::unique_ptr<BodySink> upload;  ///< the sink that began(), full now

    const access::Caller& caller() const { return login->caller; }
    /// A path parameter; the route must have it.
    const std::string& param(std::string_view name) const;
};

using Handler = std::function<base::Expected<Response>(Context&)>;
/// Decides whether an upload may begin, and where its bytes go.
using UploadBegin = std::function<base::Expected<std::unique_ptr<BodySink>>(Context&)>;

/// Who may come to a route.
enum class Auth { Public, Session, Loopback };
/// What a route does with a body.
enum class BodyKind { None, Json, Bytes, Upload };

/// A query parameter.
struct Parameter {
    std::string name;
    Shape shape;
    std::string help;
    bool repeated = false;
    bool required = false;
};

/// One row. Made with the functions below: `post("/roles", "Make a role", make_role).takes(...).gives(...)`.
struct Route {
    Method method = Method::Get;
    std::string path;  ///< "/api/v1/record/{id}"
    std::string summary;
    Handler handler;
    Auth auth = Auth::Session;
    std::string permission;  ///< what service asks for; told to readers of the API, decided there
    BodyKind body_kind = BodyKind::None;
    Shape body;
    std::uint64_t body_limit_bytes = 0;
    UploadBegin begin;
    std::vector<Parameter> query;
    int status = 200;
    Shape answer;
    std::string answer_type = "application/json";
    bool quick = false;     ///< answers from memory: runs on the connection's own thread
    bool explained = true;  ///< false: left out of the OpenAPI document (assets)

    // Each sets what its name says and gives the row back.
    Route& open();                          ///< anybody may come
    Route& needs(std::string_view permission);  ///< the permission that the service asks for
    Route& takes(Shape shape);              ///< a JSON body
    Route& takes_bytes(std::uint64_t limit_bytes);  ///< any body, kept in memory
    Route& takes_upload(UploadBegin begin, std::uint64_t limit_bytes);  ///< any body, given to a sink as it comes
    Route& asks(std::vector<Parameter> parameters);  ///< more query parameters
    Route& gives(Shape shape, int status = 200);  ///< a JSON answer
    Route& gives_type(std::string_view media_types);  ///< an answer of another type, or one of several: "a/b|c/d"
    Route& gives_nothing();                 ///< 204
    Route& at_once();                       ///< never blocks, so it needs no worker
    /// "GET /api/v1/record/{id}"
    std::string title() const;
};

/// Begin a row; the path is completed with /api/v1.
Route get(std::string_view path, std::string_view summary, Handler handler);
Route post(std::string_view path, std::string_view summary, Handler handler);
Route put(std::string_view path, std::string_view summary, Handler handler);
Route patch(std::string_view path, std::string_view summary, Handler handler);
Route erase(std::string_view path, std::string_view summary, Handler handler);

inline constexpr std::string_view kApi = "/api/v1";
inline constexpr std::uint64_t kJsonLimitBytes = 1U << 20U;
/// Of a body that anybody may send, and of one that is read before its session is looked at.
inline constexpr std::uint64_t kOpenBodyLimitBytes = 1U << 16U;

}  // namespace guvoh::http
