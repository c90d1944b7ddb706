// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Places whose names differ by more than spelling from language to language (Ашхабад, Ashgabat; Коканд, Qoʻqon). A short
// list, written by hand. Module-private.
//
// Threads: constant after the first call.
#pragma once

#include <string>
#include <string_view>

namespace guvoh::language {

/// Gives the key shared by all names of the place a folded word names; empty for other words.
std::string exonym_key(std::string_view word);

}  // namespace guvoh::language
