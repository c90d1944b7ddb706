// SPDX-License-Identifier: AGPL-3.0-or-later
//
// All routes of the API, by desk. Handlers are thin: read what was asked, call the service, write the answer as JSON. Permission
// is decided in the service, for this door as for every other.
//
// Threads: the table is made once; handlers run on workers.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "http/route.h"
#include "http/services.h"

namespace guvoh::http {

std::vector<Route> session_routes();  ///< setup, signing in and out, me
std::vector<Route> member_routes();   ///< members, invitations, roles, compartments
std::vector<Route> record_routes();   ///< schema, lists, records, tables
std::vector<Route> library_routes();  ///< search, documents, pages, passages
std::vector<Route> review_routes();   ///< recommendations: import, follow-up, demands, States, dates
std::vector<Route> calendar_routes();  ///< dates for calendar programs, and the links by which they read them
std::vector<Route> system_routes();   ///< uploads, jobs, events, ledger, health
/// All of them, the table that is served.
std::vector<Route> all_routes();

/// Shapes that several answers share, by the name they have in the OpenAPI document.
std::vector<std::pair<std::string, Shape>> components();

/// Finds the session of a cookie's value.
base::Expected<Login> find_login(Services& services, const std::string& token);

/// Members of a body or a query, of the type their shape promises.
std::string text_of(const base::Json& json, std::string_view name, std::string_view fallback = {});
std::vector<std::string> texts_of(const base::Json& json, std::string_view name);
/// What a list is asked, read from a query that list_parameters() describes. Errors: Invalid.
base::Expected<service::ListRequest> list_request(const Context& context, std::string type);
std::vector<Parameter> list_parameters();
/// The day it is in UTC, ISO.
std::string today();
/// "a,b" as its parts.
std::vector<std::string> split_commas(std::string_view text);

}  // namespace guvoh::http
