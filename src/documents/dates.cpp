// SPDX-License-Identifier: AGPL-3.0-or-later
#include "documents/dates.h"

#include <fmt/format.h>

#include <chrono>

namespace guvoh::documents {

namespace {

bool all_digits(std::string_view text) { return text.find_first_not_of("0123456789") == std::string_view::npos; }

int number(std::string_view digits) {
    int value = 0;
    for (const char c : digits) value = value * 10 + (c - '0');
    return value;
}

}  // namespace

bool looks_iso(std::string_view date) {
    if (date.size() < 4 || !all_digits(date.substr(0, 4))) return false;
    if (date.size() == 4) return true;
    return date[4] == '-' && date.size() >= 7 && all_digits(date.substr(5, 2)) && number(date.substr(5, 2)) >= 1 && number(date.substr(5, 2)) <= 12;
}

std::string iso_from_pdf_date(std::string_view date) {
    if (date.starts_with("D:")) date.remove_prefix(2);
    if (looks_iso(date) && date.size() > 4) return std::string(date.substr(0, 25));
    if (date.size() < 4 || !all_digits(date.substr(0, 4)) || number(date.substr(0, 4)) < 1900) return {};
    std::string iso(date.substr(0, 4));
    constexpr int kHighest[] = {12, 31, 23, 59, 59};
    constexpr const char* kBefore[] = {"-", "-", "T", ":", ":"};
    std::size_t at = 4;
    int parts = 0;
    for (; parts < 5 && at + 2 <= date.size() && all_digits(date.substr(at, 2)); ++parts, at += 2) {
        const int value = number(date.substr(at, 2));
        if (value > kHighest[parts] || (parts < 2 && value == 0)) break;
        iso += kBefore[parts];
        iso += date.substr(at, 2);
    }
    if (parts == 3) iso += ":00";  // ISO has no bare hours
    if (parts < 3 || at >= date.size()) return iso;
    if (date[at] == 'Z') return iso + "Z";
    if ((date[at] == '+' || date[at] == '-') && at + 3 <= date.size() && all_digits(date.substr(at + 1, 2))) {
        const bool minutes = at + 6 <= date.size() && date[at + 3] == '\'' && all_digits(date.substr(at + 4, 2));
        iso += fmt::format("{}{}:{}", date[at], date.substr(at + 1, 2), minutes ? date.substr(at + 4, 2) : "00");
    }
    return iso;
}

std::string iso_from_unix(std::int64_t seconds, int offset_minutes) {
    if (seconds < -62'135'596'800 || seconds > 253'402'300'799) return {};
    namespace chrono = std::chrono;
    const chrono::sys_seconds at{chrono::seconds{seconds + std::int64_t{offset_minutes} * 60}};
    const auto day = chrono::floor<chrono::days>(at);
    const chrono::year_month_day date{day};
    const chrono::hh_mm_ss time{at - day};
    const std::string zone = offset_minutes == 0 ? "Z"
                                                 : fmt::format("{}{:02}:{:02}", offset_minutes < 0 ? '-' : '+', std::abs(offset_minutes) / 60,
                                                               std::abs(offset_minutes) % 60);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                       static_cast<unsigned>(date.day()), time.hours().count(), time.minutes().count(), time.seconds().count(), zone);
}

std::string iso_from_unix(std::int64_t seconds) { return iso_from_unix(seconds, 0); }

}  // namespace guvoh::documents
