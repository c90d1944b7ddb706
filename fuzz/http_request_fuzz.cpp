// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What comes over a socket: the bytes of a request in pieces, its address, cookies, range, Accept-Encoding, and its body against
// the shapes of all routes.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "http/body_parser.h"
#include "http/compress.h"
#include "http/guard.h"
#include "http/range.h"
#include "http/routes.h"

using namespace guvoh;

namespace {

const std::vector<http::Route>& routes() {
    static const std::vector<http::Route> all = http::all_routes();
    return all;
}

void check_body(std::string_view text) {
    const auto json = base::Json::parse(text);
    if (!json) return;
    for (const http::Route& route : routes()) {
        if (route.body_kind != http::BodyKind::Json) continue;
        const auto fault = http::find_fault(route.body, *json);
        GUVOH_CHECK(!fault || !fault->detail.empty());
    }
}

void check_head(const http::Request& request) {
    static_cast<void>(http::check_host(request, {{"localhost"}, true}));
    static_cast<void>(http::check_origin(request));
    static_cast<void>(request.cookie("guvoh"));
    static_cast<void>(http::choose_coding(request.header("Accept-Encoding")));
    static_cast<void>(http::names_tag(request.header("If-None-Match"), "\"tag\""));
    const http::ByteRange range = http::read_range(request.header("Range"), 1000);
    GUVOH_CHECK(range.begin <= range.end && range.end <= 1000);
    for (const std::string& segment : request.target.segments) GUVOH_CHECK(segment != ".." && segment.find('/') == std::string::npos);
    for (const auto& [name, value] : request.target.query) {
        for (const http::Parameter& parameter : routes().back().query) static_cast<void>(http::read_parameter(parameter.shape, value));
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::size_t piece = data[0] % 64 + std::size_t{1};
    const std::string_view bytes = base::as_text({data + 1, size - 1});
    http::BodyParser parser;
    http::Request request;
    std::string input;
    bool took = false;
    for (std::size_t at = 0; at < bytes.size() && !parser.done(); at += piece) {
        input += bytes.substr(at, piece);
        const auto step = parser.put(input);
        if (step.failed) return 0;
        input.erase(0, step.used);
        if (!parser.head_done() || took) continue;
        took = true;
        std::string why;
        if (parser.take_head(request, why) != 0) return 0;
        check_head(request);
        parser.body_to(&request.body, nullptr, 100000);
    }
    check_body(request.body);
    return 0;
}
