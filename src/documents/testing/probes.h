// SPDX-License-Identifier: AGPL-3.0-or-later
//
// What a hostile parser might do, done on purpose inside the worker of the test program (never in the product).
//
// Threads: one.
#pragma once

#include <string_view>

#include "documents/parsers.h"

namespace guvoh::documents::testing {

inline constexpr std::string_view kCrash = "GUVOH-TEST crash";
inline constexpr std::string_view kHang = "GUVOH-TEST hang";
inline constexpr std::string_view kEat = "GUVOH-TEST eat";
inline constexpr std::string_view kLie = "GUVOH-TEST lie";
inline constexpr std::string_view kTellEnvironment = "GUVOH-TEST environment";
/// Tries every door and tells which opened: lines such as "open: no".
inline constexpr std::string_view kTryDoors = "GUVOH-TEST doors";

/// The worker's hook: deals with the documents above, leaves all others alone.
bool probe(const Source& source, Output& out);

}  // namespace guvoh::documents::testing
