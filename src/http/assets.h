// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The web application inside the program: files embedded by the build (embed_assets.cpp), each also compressed beforehand.
//
// Threads: constants.
#pragma once

#include <span>
#include <string_view>

#include "base/bytes.h"
#include "http/message.h"

namespace guvoh::http {

/// One embedded file.
struct Asset {
    std::string_view path;  ///< "/assets/index-abc.js"
    std::string_view type;  ///< media type
    std::string_view tag;   ///< entity tag, with quotes
    std::span<const base::Byte> plain, gzip, brotli;  ///< an empty coding is not there
};

/// All files, sorted by path. Written by the build.
std::span<const Asset> assets();
/// The file of that path, "/" meaning "/index.html"; null when there is none.
const Asset* find_asset(std::string_view path);
/// Serves it in the best coding the client takes.
Response asset_response(const Asset& asset, const Request& request);

}  // namespace guvoh::http
