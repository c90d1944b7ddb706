// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Dates as documents print them, further to first_date of observations.h. Module-private.
//
// Threads: plain functions.
#pragma once

#include <string>
#include <string_view>

namespace guvoh::reviews {

/// Reads the first day of a printed span: "from 3 to 14 May 2010", "27 October-7 November 2014", "7 and 8 May 2018", "3 May 2010".
///
/// Takes:   a text in which the span stands first.
/// Gives:   ISO 8601 to the day, or the month when no day is printed; "" when no month and year follow.
std::string first_day(std::string_view text);

/// Reads a date that is a whole cell: "4 Feb 1985", "04/02/1985" (day first), "1985-02-04", "1985". ISO 8601 to the day or the
/// year; "" when it is none.
std::string cell_date(std::string_view text);

}  // namespace guvoh::reviews
