// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Who asks: the first argument of every use case. What a caller may not see does not exist for it: reads answer NotFound, never
// Denied, and counts leave it out.
//
// Threads: plain values.
#pragma once

#include "access/caller.h"

namespace guvoh::service {

using access::Caller;
using access::Permission;

}  // namespace guvoh::service
