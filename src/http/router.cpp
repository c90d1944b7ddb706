// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/router.h"

#include <map>

namespace guvoh::http {

struct Router::Node {
    std::map<std::string, std::unique_ptr<Node>, std::less<>> fixed;
    std::unique_ptr<Node> parameter;
    std::string parameter_name;
    std::vector<std::size_t> routes;  // numbers in the table, one a method
};

std::vector<std::string> split_template(std::string_view path) {
    std::vector<std::string> segments;
    while (!path.empty() && path != "/") {
        path.remove_prefix(1);
        const std::size_t end = std::min(path.find('/'), path.size());
        segments.emplace_back(path.substr(0, end));
        path.remove_prefix(end);
    }
    return segments;
}

std::string_view parameter_name(std::string_view segment) {
    if (segment.size() < 3 || segment.front() != '{') return {};
    return segment.substr(1, segment.size() - 2);
}

Router::Router(std::vector<Route> routes) : routes_(std::move(routes)), root_(std::make_unique<Node>()) {
    for (std::size_t number = 0; number < routes_.size(); ++number) {
        Node* node = root_.get();
        for (const std::string& segment : split_template(routes_[number].path)) {
            const std::string_view name = http::parameter_name(segment);
            auto& next = name.empty() ? node->fixed[segment] : node->parameter;
            if (!next) next = std::make_unique<Node>();
            if (!name.empty()) {
                GUVOH_CHECK(node->parameter_name.empty() || node->parameter_name == name);
                node->parameter_name = name;
            }
            node = next.get();
        }
        for (const std::size_t other : node->routes) GUVOH_CHECK(routes_[other].method != routes_[number].method);
        node->routes.push_back(number);
    }
}

Router::~Router() = default;

Match Router::find(Method method, const Target& target) const {
    Match match;
    const Node* node = root_.get();
    for (const std::string& segment : target.segments) {
        if (const auto fixed = node->fixed.find(segment); fixed != node->fixed.end()) {
            node = fixed->second.get();
        } else if (node->parameter && !segment.empty()) {
            match.path.emplace_back(node->parameter_name, segment);
            node = node->parameter.get();
        } else {
            return match;
        }
    }
    for (const std::size_t number : node->routes) {
        const Route& route = routes_[number];
        if (route.method == method || (method == Method::Head && route.method == Method::Get)) {
            match.route = &route;
            match.number = number;
            return match;
        }
        if (!match.allowed.empty()) match.allowed += ", ";
        match.allowed += method_name(route.method);
        if (route.method == Method::Get) match.allowed += ", HEAD";
    }
    return match;
}

}  // namespace guvoh::http
