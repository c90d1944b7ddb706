// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The verbs that recommendations begin with, so that "(Spain) and establish ..." is known for a new demand. Module-private.
//
// Threads: plain functions.
#pragma once

#include <string_view>

namespace guvoh::reviews {

/// Says whether a lower-case word is a verb, in its base form, that demands something.
bool is_demanding_verb(std::string_view word);

}  // namespace guvoh::reviews
