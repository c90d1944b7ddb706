// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Finds the route of a path: a tree of segments, so that the cost does not grow with the table. A fixed segment wins over a
// parameter. The path of a route that exists for other methods only is told apart from a path that does not exist.
//
// Threads: made once, then read by any.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "http/route.h"

namespace guvoh::http {

/// What a path leads to.
struct Match {
    const Route* route = nullptr;  ///< null: see `allowed`
    std::size_t number = 0;        ///< of the route in the table
    std::vector<std::pair<std::string, std::string>> path;
    std::string allowed;  ///< "GET, HEAD, POST"; empty when nothing has this path
};

class Router {
public:
    explicit Router(std::vector<Route> routes);
    ~Router();
    Router(const Router&) = delete;
    Router& operator=(const Router&) = delete;

    /// Finds the route for a method and path.
    Match find(Method method, const Target& target) const;
    const std::vector<Route>& routes() const { return routes_; }

private:
    struct Node;
    std::vector<Route> routes_;
    std::unique_ptr<Node> root_;
};

/// "/a/{b}" as its segments.
std::vector<std::string> split_template(std::string_view path);
/// "{id}" is "id"; empty for a fixed segment.
std::string_view parameter_name(std::string_view segment);

}  // namespace guvoh::http
