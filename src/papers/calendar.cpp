// SPDX-License-Identifier: AGPL-3.0-or-later
#include "papers/calendar.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "papers/links.h"
#include "platform/clock.h"

namespace guvoh::papers {

using base::ErrorKind;
using base::Expected;
using base::fail;
using base::Status;

namespace {

constexpr std::size_t kMostLineBytes = 75;                // RFC 5545, 3.1, without the line end
constexpr std::int64_t kMostMs = 253'402'300'799'999;     // the end of the year 9999
constexpr std::uint32_t kMostReminderDays = 3'650;
constexpr int kReminderHour = 9;

constexpr std::string_view kBegin = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Guvoh//Guvoh//EN\r\nCALSCALE:GREGORIAN\r\n";
/// How often programs should ask again (RFC 7986, 5.7; the older name is what Outlook reads).
constexpr std::string_view kRefresh = "REFRESH-INTERVAL;VALUE=DURATION:PT12H\r\nX-PUBLISHED-TTL:PT12H\r\n";
/// A calendar must hold one component at least (RFC 5545, 3.6): a feed without items holds the time zone that it does not need.
constexpr std::string_view kUtc =
    "BEGIN:VTIMEZONE\r\nTZID:Etc/UTC\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0000\r\nTZOFFSETTO:+0000\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";
constexpr std::string_view kEnd = "END:VCALENDAR\r\n";

/// Appends a content line, cut into pieces of at most 75 bytes that begin with a blank (RFC 5545, 3.1).
void add_line(std::string_view line, std::string& out) {
    std::size_t room = kMostLineBytes;
    while (line.size() > room) {
        const std::string_view piece = base::clip_utf8(line, room);
        out.append(piece).append("\r\n ");
        line.remove_prefix(piece.size());
        room = kMostLineBytes - 1;
    }
    out.append(line).append("\r\n");
}

/// A value of the type TEXT (RFC 5545, 3.3.11).
std::string escaped(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\r' && text.substr(i).starts_with("\r\n")) continue;
        if (c == '\n' || c == '\r') {
            out += "\\n";
        } else if (c == '\\' || c == ';' || c == ',') {
            out += {'\\', c};
        } else if (c == '\t' || ((c < 0 || c >= ' ') && c != '\x7f')) {
            out += c;
        }
    }
    return out;
}

void add_text(std::string_view name, std::string_view text, std::string& out) {
    if (!text.empty()) add_line(std::string(name) + ":" + escaped(text), out);
}

/// "2026-11-22T05:12:37Z" and "2026-11-22" as iCalendar has them: without marks.
std::string bare(std::string text) {
    std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
    return text;
}

std::string stamp(std::int64_t at_ms) { return bare(platform::instant_text(at_ms).substr(0, std::string_view("1970-01-01T00:00:00").size())) + "Z"; }

Status check_days(const base::DayInterval& days) {
    const bool is_ordered = days.first_day <= days.last_day;
    const bool fits = days.first_day >= base::day_of_civil(1, 1, 1) && days.last_day < base::day_of_civil(9999, 12, 31);
    if (!is_ordered || !fits) return fail(ErrorKind::Invalid, "the days are not in order, or not in the years 1 to 9999");
    return {};
}

Status check(const CalendarItem& item) {
    std::vector<std::string_view> texts = {item.uid, item.summary, item.description};
    texts.insert(texts.end(), item.categories.begin(), item.categories.end());
    if (!std::all_of(texts.begin(), texts.end(), base::is_utf8)) return fail(ErrorKind::Invalid, "a text is not UTF-8");
    if (item.changed_at_ms < 0 || item.changed_at_ms > kMostMs) return fail(ErrorKind::Invalid, "the date of change is not in the years 1970 to 9999");
    if (item.remind_days_before.value_or(0) > kMostReminderDays) return fail(ErrorKind::Invalid, "a reminder is at most 3,650 days before");
    return check_days(item.days);
}

/// A reminder counts from the midnight that begins the first day, in the reader's own time.
void add_reminder(std::uint32_t days_before, std::string_view summary, std::string& out) {
    out += "BEGIN:VALARM\r\nACTION:DISPLAY\r\n";
    add_line("DESCRIPTION:" + escaped(summary), out);
    std::string trigger = "PT" + std::to_string(kReminderHour) + "H";
    if (days_before > 0) {
        const std::string days = days_before > 1 ? std::to_string(days_before - 1) + "D" : "";
        trigger = "-P" + days + "T" + std::to_string(24 - kReminderHour) + "H";
    }
    add_line("TRIGGER:" + trigger, out);
    out += "END:VALARM\r\n";
}

void add_categories(const std::vector<std::string>& categories, std::string& out) {
    std::string line;
    for (const std::string& category : categories) {
        const std::string value = escaped(category);
        if (!value.empty()) line += (line.empty() ? "CATEGORIES:" : ",") + value;
    }
    if (!line.empty()) add_line(line, out);
}

Status add_item(const CalendarItem& item, std::set<std::string>& uids, std::string& out) {
    GUVOH_TRY_VOID(check(item));
    const std::string uid = escaped(item.uid);
    if (uid.empty() || !uids.insert(uid).second) return fail(ErrorKind::Invalid, "the uid is missing, or another item has it");
    out += "BEGIN:VEVENT\r\n";
    add_line("UID:" + uid, out);
    add_line("DTSTAMP:" + stamp(item.changed_at_ms), out);
    add_line("DTSTART;VALUE=DATE:" + bare(base::day_text(item.days.first_day)), out);
    add_line("DTEND;VALUE=DATE:" + bare(base::day_text(item.days.last_day + 1)), out);  // the first day after it
    add_text("SUMMARY", item.summary, out);
    add_text("DESCRIPTION", item.description, out);
    if (!item.url.empty()) {
        GUVOH_TRY(const std::string url, link_target(item.url));
        add_line("URL:" + url, out);
    }
    add_categories(item.categories, out);
    out += "TRANSP:TRANSPARENT\r\n";  // nobody is busy because of it
    if (item.remind_days_before) add_reminder(*item.remind_days_before, item.summary, out);
    out += "END:VEVENT\r\n";
    return {};
}

}  // namespace

std::string_view calendar_media_type() { return "text/calendar; charset=utf-8"; }

Expected<std::string> write_calendar(const Calendar& calendar) {
    if (!base::is_utf8(calendar.name)) return fail(ErrorKind::Invalid, "a text is not UTF-8");
    std::string out(kBegin);
    add_text("NAME", calendar.name, out);
    add_text("X-WR-CALNAME", calendar.name, out);
    out += kRefresh;
    if (calendar.items.empty()) out += kUtc;
    std::set<std::string> uids;
    for (std::size_t i = 0; i < calendar.items.size(); ++i) {
        Status done = add_item(calendar.items[i], uids, out);
        if (!done) return fail(std::move(done.error()).within("item " + std::to_string(i + 1)));
    }
    return out + std::string(kEnd);
}

}  // namespace guvoh::papers
