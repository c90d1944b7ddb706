// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Time and entropy as arguments, so that tests choose both.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace guvoh::platform {

/// Gives UTC milliseconds since 1970.
using Clock = std::function<std::int64_t()>;
Clock system_clock();

/// Writes an instant as RFC 3339 with milliseconds and Z.
std::string instant_text(std::int64_t at_ms);

/// CPU seconds (user + system) of this process and its reaped children; resident bytes now.
double process_cpu_seconds();
std::uint64_t resident_bytes();

}  // namespace guvoh::platform
