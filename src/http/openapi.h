// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The OpenAPI 3.1 document, made from the table of routes.
//
// Threads: plain functions.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "http/route.h"

namespace guvoh::http {

/// The document of a table of routes with its named shapes.
base::Json openapi_document(const std::vector<Route>& routes, const std::vector<std::pair<std::string, Shape>>& components, std::string_view version);

}  // namespace guvoh::http
