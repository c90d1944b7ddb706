// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The text of a cursor: the order it belongs to and the place in it, in hexadecimal with a check sum. The sum finds slips, not
// malice: a cursor that someone makes up shows them nothing they could not ask for.
//
// Threads: plain functions.
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"
#include "lists/order.h"

namespace guvoh::lists {

std::string cursor_text(const Place& place, std::string_view sort, bool descending);
/// Errors: Invalid, for a text that is no cursor or belongs to another order.
base::Expected<Place> place_of_cursor(std::string_view text, std::string_view sort, bool descending);

}  // namespace guvoh::lists
