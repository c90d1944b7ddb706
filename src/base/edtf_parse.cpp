// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <optional>

#include "base/edtf.h"

namespace guvoh::base {

namespace {

constexpr std::size_t kMaxTextBytes = 4096;
constexpr std::size_t kMaxYearDigits = 10;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

auto invalid(std::string why) { return fail(ErrorKind::Invalid, "date: " + std::move(why)); }

/// Eats a text from its front.
class Reader {
public:
    explicit Reader(std::string_view text) : rest_(text) {}

    bool at_end() const { return rest_.empty(); }
    bool take(std::string_view word) {
        if (!rest_.starts_with(word)) return false;
        rest_.remove_prefix(word.size());
        return true;
    }
    /// Takes exactly `count` digits.
    std::optional<std::int64_t> digits(std::size_t count) {
        if (rest_.size() < count ||
            !std::all_of(rest_.begin(), rest_.begin() + static_cast<std::ptrdiff_t>(count), is_digit))
            return {};
        std::int64_t value = 0;
        for (const char c : rest_.substr(0, count)) value = value * 10 + (c - '0');
        rest_.remove_prefix(count);
        return value;
    }
    std::size_t digit_run() const {
        return static_cast<std::size_t>(std::find_if_not(rest_.begin(), rest_.end(), is_digit) - rest_.begin());
    }
    std::string_view rest() const { return rest_; }

private:
    std::string_view rest_;  // of the text being parsed
};

Status read_long_year(Reader& reader, EdtfDate& date) {
    const bool negative = reader.take("-");
    const std::size_t count = reader.digit_run();
    if (count < 5 || count > kMaxYearDigits) return invalid("a year after Y has 5 to 10 digits");
    if (reader.rest().front() == '0') return invalid("a year after Y begins with a digit from 1 to 9");
    const std::int64_t year = reader.digits(count).value_or(0);
    date.year = negative ? -year : year;
    return {};
}

Status read_year(Reader& reader, EdtfDate& date) {
    if (reader.take("Y")) return read_long_year(reader, date);
    const bool negative = reader.take("-");
    const std::size_t known = std::min<std::size_t>(reader.digit_run(), 4);
    if (known < 2) return invalid("it does not begin with a year of four digits");
    date.year = reader.digits(known).value_or(0);
    for (std::size_t i = known; i < 4; ++i) {
        if (!reader.take("X")) return invalid("a year has four digits");
        date.year *= 10;
        ++date.year_digits_unknown;
    }
    if (negative && date.year == 0 && date.year_digits_unknown == 0) return invalid("there is no year -0000");
    if (negative && date.year == 0) return invalid("unspecified digits cannot span year 0");
    if (negative) date.year = -date.year;
    return {};
}

Status read_day(Reader& reader, EdtfDate& date) {
    if (reader.take("XX")) {
        date.day_unknown = true;
        return {};
    }
    if (date.month_unknown) return invalid("a day is known but its month is not");
    date.day = static_cast<int>(reader.digits(2).value_or(0));
    const std::int64_t next =
        date.month == 12 ? day_of_civil(date.year + 1, 1, 1) : day_of_civil(date.year, date.month + 1, 1);
    const std::int64_t length = next - day_of_civil(date.year, date.month, 1);
    if (date.day < 1 || date.day > length) return invalid("there is no such day in that month");
    return {};
}

Status read_month_and_day(Reader& reader, EdtfDate& date) {
    if (date.year_digits_unknown > 0) return invalid("a month cannot follow unspecified digits of the year");
    if (reader.take("XX")) {
        date.month_unknown = true;
    } else {
        date.month = static_cast<int>(reader.digits(2).value_or(0));
        const bool season = date.month >= 21 && date.month <= 24;
        if (season) return {};
        if (date.month < 1 || date.month > 12) return invalid("there is no such month");
    }
    return reader.take("-") ? read_day(reader, date) : Status{};
}

/// Reads hh:mm:ss and Z, +hh, +hh:mm or nothing.
Status read_time(Reader& reader, EdtfDate& date) {
    const std::string_view begin = reader.rest();
    const auto hour = reader.digits(2);
    const bool colon = reader.take(":");
    const auto minute = reader.digits(2);
    const bool colon2 = reader.take(":");
    const auto second = reader.digits(2);
    if (!hour || !minute || !second || !colon || !colon2) return invalid("a time is hh:mm:ss");
    if (*hour > 24 || *minute > 59 || *second > 59 || (*hour == 24 && (*minute > 0 || *second > 0)))
        return invalid("there is no such time");
    if (!reader.take("Z") && (reader.take("+") || reader.take("-"))) {
        const auto shift_hour = reader.digits(2);
        const auto shift_minute = reader.take(":") ? reader.digits(2) : std::optional<std::int64_t>(0);
        if (!shift_hour || !shift_minute || *shift_hour > 23 || *shift_minute > 59)
            return invalid("there is no such time zone shift");
    }
    date.time = std::string(begin.substr(0, begin.size() - reader.rest().size()));
    return {};
}

Expected<EdtfDate> read_date(std::string_view text, bool time_allowed) {
    Reader reader(text);
    EdtfDate date;
    GUVOH_TRY_VOID(read_year(reader, date));
    if (reader.take("-")) GUVOH_TRY_VOID(read_month_and_day(reader, date));
    if (time_allowed && date.day != 0 && reader.take("T")) {
        GUVOH_TRY_VOID(read_time(reader, date));
    } else if (reader.take("?")) {
        date.uncertain = true;
    } else if (reader.take("~")) {
        date.approximate = true;
    } else if (reader.take("%")) {
        date.uncertain = date.approximate = true;
    }
    if (!reader.at_end()) return invalid("something follows that is not part of it");
    return date;
}

Expected<EdtfEnd> read_end(std::string_view text) {
    if (text.empty()) return EdtfEnd{EdtfEnd::Kind::Unknown, {}};
    if (text == "..") return EdtfEnd{EdtfEnd::Kind::Open, {}};
    GUVOH_TRY(EdtfDate date, read_date(text, false));
    return EdtfEnd{EdtfEnd::Kind::Date, std::move(date)};
}

Status check_order(const Edtf::Part& part) {
    if (part.from.kind != EdtfEnd::Kind::Date || part.to.kind != EdtfEnd::Kind::Date) return {};
    if (part.from.date.days().first_day <= part.to.date.days().last_day) return {};
    return invalid("it ends before it begins");
}

Expected<Edtf> read_interval(std::string_view from, std::string_view to) {
    Edtf::Part part;
    part.is_range = true;
    GUVOH_TRY(part.from, read_end(from));
    GUVOH_TRY(part.to, read_end(to));
    if (part.from.kind != EdtfEnd::Kind::Date && part.to.kind != EdtfEnd::Kind::Date)
        return invalid("an interval needs a date at one end");
    GUVOH_TRY_VOID(check_order(part));
    return Edtf{Edtf::Kind::Interval, {std::move(part)}};
}

/// Reads an end of a range in a set: a date, or nothing when it is open.
Expected<EdtfEnd> read_bound(std::string_view text) {
    if (text.empty()) return EdtfEnd{EdtfEnd::Kind::Open, {}};
    GUVOH_TRY(EdtfDate date, read_date(text, false));
    return EdtfEnd{EdtfEnd::Kind::Date, std::move(date)};
}

/// Reads "a", "a..b", "..b" (first element only) or "a.." (last only).
Expected<Edtf::Part> read_element(std::string_view text, bool first, bool last) {
    const std::size_t dots = text.find("..");
    Edtf::Part part;
    if (dots == std::string_view::npos) {
        GUVOH_TRY(part.from.date, read_date(text, false));
        part.to = part.from;
        return part;
    }
    part.is_range = true;
    const std::string_view from = text.substr(0, dots);
    const std::string_view to = text.substr(dots + 2);
    if (from.empty() && (to.empty() || !first)) return invalid("only the first element of a set may have an open beginning");
    if (to.empty() && !last) return invalid("only the last element of a set may have an open end");
    GUVOH_TRY(part.from, read_bound(from));
    GUVOH_TRY(part.to, read_bound(to));
    GUVOH_TRY_VOID(check_order(part));
    return part;
}

Expected<Edtf> read_set(Edtf::Kind kind, std::string_view inside) {
    Edtf set;
    set.kind = kind;
    for (bool more = true; more;) {
        const std::size_t comma = inside.find(',');
        more = comma != std::string_view::npos;
        std::string_view element = inside.substr(0, comma);
        while (element.starts_with(' ')) element.remove_prefix(1);
        while (element.ends_with(' ')) element.remove_suffix(1);
        GUVOH_TRY(Edtf::Part part, read_element(element, set.parts.empty(), !more));
        set.parts.push_back(std::move(part));
        if (more) inside.remove_prefix(comma + 1);
    }
    return set;
}

}  // namespace

Expected<Edtf> Edtf::parse(std::string_view text) {
    if (text.empty()) return invalid("it is empty");
    if (text.size() > kMaxTextBytes) return invalid("it is too long");
    if (text.front() == '[' && text.back() == ']') return read_set(Kind::OneOf, text.substr(1, text.size() - 2));
    if (text.front() == '{' && text.back() == '}') return read_set(Kind::AllOf, text.substr(1, text.size() - 2));
    const std::size_t slash = text.find('/');
    if (slash != std::string_view::npos) return read_interval(text.substr(0, slash), text.substr(slash + 1));
    Part part;
    GUVOH_TRY(part.from.date, read_date(text, true));
    part.to = part.from;
    return Edtf{Kind::Date, {std::move(part)}};
}

}  // namespace guvoh::base
