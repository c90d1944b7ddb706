// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Addresses as targets of links, in the form that RFC 3986 wants: word processors call a whole file damaged for one bad address.
//
// Threads: plain functions.
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"

namespace guvoh::papers {

/// Gives the address with everything that a URI cannot hold percent-encoded; a host keeps its own letters.
///
/// Errors: Invalid when can_link() is false.
base::Expected<std::string> link_target(std::string_view address);

}  // namespace guvoh::papers
