// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Dates as file formats write them, made into ISO 8601. "" for what is not a date.
//
// Threads: pure functions.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace guvoh::documents {

/// "D:20120715103000+05'00'" -> "2012-07-15T10:30:00+05:00"; shorter forms give shorter dates (ISO 32000-1, 7.9.4).
std::string iso_from_pdf_date(std::string_view date);
/// Seconds since 1970 -> "2012-07-15T10:30:00Z".
std::string iso_from_unix(std::int64_t seconds);
/// Seconds since 1970 shown at an offset of minutes from UTC: "2012-07-15T10:30:00+05:00".
std::string iso_from_unix(std::int64_t seconds, int offset_minutes);
/// True for a string that starts as an ISO date does: "2012", "2012-07", "2012-07-15...".
bool looks_iso(std::string_view date);

}  // namespace guvoh::documents
