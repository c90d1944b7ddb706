// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Dates of all-day things (sessions, deadlines) as an iCalendar feed, for the calendar programs that people use already.
//
// Promises: the same items give the same bytes; an item keeps its `uid`, so that a calendar replaces it instead of adding it again.
// It does not write times of day, repetitions or invitations.
//
// Threads: plain values and a plain function.
// Implements: docs/formats/papers.md (RFC 5545, RFC 7986)
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/edtf.h"
#include "base/error.h"

namespace guvoh::papers {

/// One thing that takes whole days (a VEVENT; in Guvoh an Event is something else).
struct CalendarItem {
    std::string uid;               ///< the same for the same thing, for ever; not empty, no other item has it
    base::DayInterval days;        ///< both included; years 1 to 9999
    std::int64_t changed_at_ms = 0;  ///< UTC milliseconds since 1970: when this was last changed; years 1970 to 9999
    std::string summary;           ///< one line
    std::string description;       ///< may have lines; may be empty
    std::string url;               ///< empty, or an address that can_link() allows
    std::vector<std::string> categories;
    std::optional<std::uint32_t> remind_days_before;  ///< a reminder at nine in the morning so many days before: 0 to 3,650
};

/// A feed.
struct Calendar {
    std::string name;  ///< as calendar programs show it; may be empty
    std::vector<CalendarItem> items;
};

/// The registered media type, for a reply's header.
std::string_view calendar_media_type();

/// Writes a feed in the order of its items. Without items it is a valid calendar too.
///
/// Gives:   UTF-8 in lines of at most 75 bytes with CRLF; control characters but tabs and line ends are left out.
/// Errors:  Invalid, saying which item (from 1): text not UTF-8, a uid missing or used twice, days or a date out of range, a link.
base::Expected<std::string> write_calendar(const Calendar& calendar);

}  // namespace guvoh::papers
