// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Content codings: which one a client takes (RFC 9110, section 12.5.3), and gzip and brotli of whole bodies.
//
// Threads: plain functions.
#pragma once

#include <string>
#include <string_view>

#include "base/bytes.h"

namespace guvoh::http {

/// A content coding.
enum class Coding { Identity, Gzip, Brotli };
/// "gzip", "br"; empty for identity.
std::string_view coding_name(Coding coding);
/// The best coding that an Accept-Encoding header allows.
Coding choose_coding(std::string_view accept_encoding);
/// `quality` 0 to 9, the quicker the lower. Empty when it could not be done.
std::string compress(Coding coding, std::string_view plain, int quality);
/// Undoes gzip, up to a limit. Empty when it could not be done.
std::string gunzip(std::string_view packed, std::size_t limit_bytes);

/// Bodies smaller than this are sent as they are.
inline constexpr std::size_t kCompressFromBytes = 1024;

}  // namespace guvoh::http
