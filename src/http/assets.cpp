// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/assets.h"

#include <algorithm>

#include "http/compress.h"

namespace guvoh::http {

const Asset* find_asset(std::string_view path) {
    if (path == "/") path = "/index.html";
    const auto all = assets();
    const auto found = std::lower_bound(all.begin(), all.end(), path, [](const Asset& asset, std::string_view wanted) { return asset.path < wanted; });
    return found != all.end() && found->path == path ? &*found : nullptr;
}

Response asset_response(const Asset& asset, const Request& request) {
    Response response;
    response.set("Content-Type", asset.type);
    response.set("ETag", asset.tag);
    response.set("Vary", "Accept-Encoding");
    // Vite puts a hash of the content into the names under /assets/, so they never change.
    const bool hashed = asset.path.substr(0, 8) == "/assets/";
    response.set("Cache-Control", hashed ? "public, max-age=31536000, immutable" : "no-cache");
    response.fixed = asset.plain;
    switch (choose_coding(request.header("Accept-Encoding"))) {
        case Coding::Brotli: response.fixed = asset.brotli.empty() ? asset.plain : asset.brotli; break;
        case Coding::Gzip: response.fixed = asset.gzip.empty() ? asset.plain : asset.gzip; break;
        case Coding::Identity: break;
    }
    if (response.fixed.data() == asset.brotli.data() && !asset.brotli.empty()) response.set("Content-Encoding", "br");
    if (response.fixed.data() == asset.gzip.data() && !asset.gzip.empty()) response.set("Content-Encoding", "gzip");
    return response;
}

}  // namespace guvoh::http
