// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/edtf.h"

#include <algorithm>

namespace guvoh::base {

namespace {

constexpr std::int64_t kDaysInEra = 146097;  // 400 Gregorian years

std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

std::string padded(std::int64_t value, std::size_t width) {
    std::string digits = std::to_string(value);
    if (digits.size() < width) digits.insert(0, width - digits.size(), '0');
    return digits;
}

std::string year_text(std::int64_t year, int unknown_digits) {
    const std::int64_t size = year < 0 ? -year : year;
    std::string text = size > 9999 ? "Y" : "";
    if (year < 0) text += '-';
    text += padded(size, 4);
    for (std::size_t i = 0; i < static_cast<std::size_t>(unknown_digits); ++i) text[text.size() - 1 - i] = 'X';
    return text;
}

/// The day before the first of the month after (year, month).
std::int64_t end_of_month(std::int64_t year, int month) {
    return (month == 12 ? day_of_civil(year + 1, 1, 1) : day_of_civil(year, month + 1, 1)) - 1;
}

DayInterval season_days(std::int64_t year, int season) {
    const int first_month = (season - 20) * 3;  // 21 spring: March
    const int last_month = first_month == 12 ? 2 : first_month + 2;
    return {day_of_civil(year, first_month, 1), end_of_month(first_month == 12 ? year + 1 : year, last_month)};
}

DayInterval year_days(std::int64_t year, int unknown_digits) {
    const std::int64_t span = unknown_digits == 2 ? 99 : unknown_digits == 1 ? 9 : 0;
    if (year < 0) return {day_of_civil(year - span, 1, 1), day_of_civil(year, 12, 31)};
    return {day_of_civil(year, 1, 1), day_of_civil(year + span, 12, 31)};
}

std::string end_text(const EdtfEnd& end) {
    if (end.kind == EdtfEnd::Kind::Open) return "..";
    return end.kind == EdtfEnd::Kind::Unknown ? "" : end.date.text();
}

std::string part_text(const Edtf::Part& part) {
    if (!part.is_range) return part.from.date.text();
    const std::string from = part.from.kind == EdtfEnd::Kind::Date ? part.from.date.text() : "";
    const std::string to = part.to.kind == EdtfEnd::Kind::Date ? part.to.date.text() : "";
    return from + ".." + to;
}

template <class Test>
bool any_date(const Edtf& value, Test test) {
    return std::any_of(value.parts.begin(), value.parts.end(), [&](const Edtf::Part& part) {
        return (part.from.kind == EdtfEnd::Kind::Date && test(part.from.date)) ||
               (part.to.kind == EdtfEnd::Kind::Date && test(part.to.date));
    });
}

}  // namespace

std::int64_t day_of_civil(std::int64_t year, int month, int day) {
    // Counts from 1 March, so that the leap day is the last of its year.
    const std::int64_t y = month <= 2 ? year - 1 : year;
    const std::int64_t era = floor_div(y, 400);
    const std::int64_t year_of_era = y - era * 400;
    const std::int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    const std::int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * kDaysInEra + day_of_era - 719468;
}

std::string day_text(std::int64_t day) {
    const std::int64_t from_era = day + 719468;
    const std::int64_t era = floor_div(from_era, kDaysInEra);
    const std::int64_t day_of_era = from_era - era * kDaysInEra;
    const std::int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const std::int64_t shifted_month = (5 * day_of_year + 2) / 153;
    const std::int64_t month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
    const std::int64_t year = year_of_era + era * 400 + (month <= 2 ? 1 : 0);
    return year_text(year, 0) + '-' + padded(month, 2) + '-' + padded(day_of_year - (153 * shifted_month + 2) / 5 + 1, 2);
}

DayInterval EdtfDate::days() const {
    if (month >= 21) return season_days(year, month);
    if (month == 0) return year_days(year, year_digits_unknown);
    if (day == 0) return {day_of_civil(year, month, 1), end_of_month(year, month)};
    const std::int64_t only = day_of_civil(year, month, day);
    return {only, only};
}

std::string EdtfDate::text() const {
    std::string out = year_text(year, year_digits_unknown);
    if (month != 0 || month_unknown) out += '-' + (month_unknown ? "XX" : padded(month, 2));
    if (day != 0 || day_unknown) out += '-' + (day_unknown ? "XX" : padded(day, 2));
    if (!time.empty()) out += 'T' + time;
    if (uncertain || approximate) out += uncertain && approximate ? '%' : uncertain ? '?' : '~';
    return out;
}

std::string Edtf::text() const {
    if (kind == Kind::Date) return part_text(parts.front());
    if (kind == Kind::Interval) return end_text(parts.front().from) + '/' + end_text(parts.front().to);
    std::string out(1, kind == Kind::OneOf ? '[' : '{');
    for (const Part& part : parts) {
        if (out.size() > 1) out += ',';
        out += part_text(part);
    }
    out += kind == Kind::OneOf ? ']' : '}';
    return out;
}

DayInterval Edtf::days() const {
    DayInterval all{kNoLastDay, kNoFirstDay};
    for (const Part& part : parts) {
        const bool has_first = part.from.kind == EdtfEnd::Kind::Date;
        const bool has_last = part.to.kind == EdtfEnd::Kind::Date;
        all.first_day = std::min(all.first_day, has_first ? part.from.date.days().first_day : kNoFirstDay);
        all.last_day = std::max(all.last_day, has_last ? part.to.date.days().last_day : kNoLastDay);
    }
    return all;
}

bool Edtf::uncertain() const {
    return any_date(*this, [](const EdtfDate& date) { return date.uncertain; });
}

bool Edtf::approximate() const {
    return any_date(*this, [](const EdtfDate& date) { return date.approximate; });
}

}  // namespace guvoh::base
