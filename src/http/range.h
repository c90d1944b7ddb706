// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Byte ranges of a request (RFC 9110, section 14): one range is served; several, or a unit other than bytes, are answered with
// the whole, as the standard allows.
//
// Threads: plain functions.
#pragma once

#include <cstdint>
#include <string_view>

namespace guvoh::http {

/// What a Range header asks of a body of a known size.
struct ByteRange {
    enum class Kind { Whole, Part, Unsatisfiable };
    Kind kind = Kind::Whole;
    std::uint64_t begin = 0, end = 0;  ///< half open
};
/// Reads a Range header; what is not understood is Whole.
ByteRange read_range(std::string_view header, std::uint64_t size_bytes);

/// Says whether an If-None-Match header names this entity tag (weak comparison).
bool names_tag(std::string_view header, std::string_view tag);

}  // namespace guvoh::http
