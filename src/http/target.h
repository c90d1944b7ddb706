// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The request target taken apart: decoded path segments and query parameters. A target that could mean two things to two
// readers is refused: dot segments, encoded slashes, control characters, bad escapes, bytes that are not UTF-8.
//
// Threads: plain values.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"

namespace guvoh::http {

/// A request target in origin form.
struct Target {
    std::vector<std::string> segments;  ///< decoded; "/" has none; a trailing slash gives an empty last one
    std::vector<std::pair<std::string, std::string>> query;  ///< decoded, in order
    std::string query_text;                                  ///< as it came

    /// Reads "/a/b?c=d". Errors: Invalid.
    static base::Expected<Target> parse(std::string_view text);
    /// "/a/b", decoded.
    std::string path() const;
};

/// Decodes %XX (and `+` as a space, in queries). Errors: Invalid for a bad escape, a control character or what is not UTF-8.
base::Expected<std::string> percent_decode(std::string_view text, bool plus_is_space);
/// Encodes everything but unreserved characters.
std::string percent_encode(std::string_view text);

}  // namespace guvoh::http
