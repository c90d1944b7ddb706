// SPDX-License-Identifier: AGPL-3.0-or-later
//
// One request to a host that the user named in this very command. Nothing else in Guvoh reaches a network.
//
// Follows no redirects, keeps no cookies, sends no more headers than it must, and reads a bounded answer.
// Threads: any.
#pragma once

#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/error.h"

namespace guvoh::platform {

/// Posts bytes and gives the answer's body.
///
/// Takes:   url, http:// or https://; content types of body and expected answer.
/// Errors:  Invalid for another kind of address, Io when the host does not answer with status 200 and the expected type,
///          Cancelled after 30 seconds.
base::Expected<base::Bytes> post(const std::string& url, std::string_view content_type, std::string_view expected_type,
                                 base::ByteSpan body);

}  // namespace guvoh::platform
