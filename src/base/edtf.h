// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Dates as people know them: "some time in July 2012, probably", "from an unknown day to March 2004", "one of these two
// years". EDTF (ISO 8601-2, levels 0 and 1, and the sets of level 2). Every value has one canonical text and spans an
// interval of civil days, by which it is searched.
//
//   2012-07-14  2012-07  2012  2012-07-14T09:30:00+05:00   level 0
//   2010-06/2010-07                                        an interval
//   2012-07?  2012~  2012-07-14%                           uncertain, approximate, both
//   201X  20XX  2004-XX  2004-07-XX  2004-XX-XX            unspecified digits
//   2004-06/..  ../2004  2004/  /2004                      open ends and unknown ends
//   2001-21 .. 2001-24                                     spring, summer, autumn, winter
//   -0043  Y-17000                                         before year 0, beyond four digits
//   [1984,1986..1988]  {2001,2003-05}  [..1984]            one of these, all of these
//
// Threads: plain values.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace guvoh::base {

/// Civil days, both ends included, counted from 1970-01-01 = 0 in the proleptic Gregorian calendar.
struct DayInterval {
    std::int64_t first_day = 0;
    std::int64_t last_day = 0;

    bool operator==(const DayInterval&) const = default;
    bool overlaps(const DayInterval& other) const { return first_day <= other.last_day && other.first_day <= last_day; }
};

inline constexpr std::int64_t kNoFirstDay = std::numeric_limits<std::int64_t>::min();  ///< an open or unknown beginning
inline constexpr std::int64_t kNoLastDay = std::numeric_limits<std::int64_t>::max();   ///< an open or unknown end

/// Counts the days from 1970-01-01 to a civil date; month 1 to 12, day from 1.
std::int64_t day_of_civil(std::int64_t year, int month, int day);
/// Writes a day as YYYY-MM-DD, or with a longer or negative year where it must.
std::string day_text(std::int64_t day);

/// One date of an EDTF value.
struct EdtfDate {
    std::int64_t year = 0;
    int year_digits_unknown = 0;  ///< 1 for 201X, 2 for 20XX
    int month = 0;                ///< 0 when absent; 21 to 24 for a season
    int day = 0;                  ///< 0 when absent
    bool month_unknown = false;   ///< -XX
    bool day_unknown = false;
    bool uncertain = false;    ///< ? or %
    bool approximate = false;  ///< ~ or %
    std::string time;          ///< "09:30:00+05:00", or empty

    bool operator==(const EdtfDate&) const = default;
    /// The days it may lie in. A season is meteorological and northern: winter runs from December to the next February. The
    /// marks ? and ~ do not widen it.
    DayInterval days() const;
    std::string text() const;
};

/// An end of an EDTF interval or set range.
struct EdtfEnd {
    enum class Kind { Date, Open, Unknown };
    Kind kind = Kind::Date;
    EdtfDate date;  ///< when kind is Date

    bool operator==(const EdtfEnd&) const = default;
};

/// A date, an interval, or a set of them.
struct Edtf {
    enum class Kind { Date, Interval, OneOf, AllOf };
    /// A single date has both ends the same and is_range false.
    struct Part {
        EdtfEnd from, to;
        bool is_range = false;

        bool operator==(const Part&) const = default;
    };

    Kind kind = Kind::Date;
    std::vector<Part> parts;  ///< one, or for sets one or more

    bool operator==(const Edtf&) const = default;

    /// Reads an EDTF text. Errors: Invalid, saying what is wrong.
    static Expected<Edtf> parse(std::string_view text);
    /// The canonical text: what parse() read, without spaces inside sets.
    std::string text() const;
    /// From the earliest to the latest day it may lie in; kNoFirstDay and kNoLastDay where an end is open or unknown.
    DayInterval days() const;
    bool uncertain() const;    ///< any of its dates is
    bool approximate() const;  ///< any of its dates is
};

}  // namespace guvoh::base
