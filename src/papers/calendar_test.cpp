// SPDX-License-Identifier: AGPL-3.0-or-later
#include "papers/calendar.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <map>

#include "base/text.h"
#include "papers/testing/texts.h"

namespace guvoh::papers {
namespace {

CalendarItem item_of(std::string uid) {
    CalendarItem item;
    item.uid = std::move(uid);
    const std::int64_t day = base::day_of_civil(2024, 2, 29);
    item.days = {day, day};
    item.changed_at_ms = 1'700'000'000'123;
    item.summary = "Report is due";
    return item;
}

std::string written(const CalendarItem& item) { return write_calendar({"", {item}}).value(); }

/// The logical lines of a feed: folds undone. Fails where a line is too long, badly cut or without CRLF.
std::vector<std::string> lines_of(const std::string& feed) {
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < feed.size();) {
        const std::size_t end = feed.find("\r\n", at);
        EXPECT_NE(end, std::string::npos);
        if (end == std::string::npos) break;
        const std::string line = feed.substr(at, end - at);
        EXPECT_LE(line.size(), 75U);
        EXPECT_EQ(line.find_first_of("\r\n"), std::string::npos);
        EXPECT_TRUE(base::is_utf8(line));
        if (line.starts_with(' ')) {
            lines.back() += line.substr(1);
        } else {
            lines.push_back(line);
        }
        at = end + 2;
    }
    return lines;
}

/// The value of the first line of a name, its escapes undone.
std::string text_of(const std::vector<std::string>& lines, const std::string& name) {
    for (const std::string& line : lines) {
        if (!line.starts_with(name + ":")) continue;
        std::string out;
        for (std::size_t i = name.size() + 1; i < line.size(); ++i) {
            const bool escape = line[i] == '\\';
            if (escape) ++i;
            out += escape && line[i] == 'n' ? '\n' : line[i];
        }
        return out;
    }
    return {};
}

TEST(Calendar, WritesAnItemAsRfc5545HasIt) {
    CalendarItem item = item_of("a-1@example.org");
    item.description = "First; second, third\\\nfourth";
    item.url = "https://example.org/a b";
    item.categories = {"UPR", "a,b"};
    item.remind_days_before = 7;

    EXPECT_EQ(written(item),
              "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Guvoh//Guvoh//EN\r\nCALSCALE:GREGORIAN\r\n"
              "REFRESH-INTERVAL;VALUE=DURATION:PT12H\r\nX-PUBLISHED-TTL:PT12H\r\n"
              "BEGIN:VEVENT\r\nUID:a-1@example.org\r\nDTSTAMP:20231114T221320Z\r\nDTSTART;VALUE=DATE:20240229\r\nDTEND;VALUE=DATE:20240301\r\n"
              "SUMMARY:Report is due\r\nDESCRIPTION:First\\; second\\, third\\\\\\nfourth\r\nURL:https://example.org/a%20b\r\nCATEGORIES:UPR,a\\,b\r\n"
              "TRANSP:TRANSPARENT\r\nBEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:Report is due\r\nTRIGGER:-P6DT15H\r\nEND:VALARM\r\n"
              "END:VEVENT\r\nEND:VCALENDAR\r\n");
}

TEST(Calendar, RemindsAtNineInTheMorning) {
    const std::map<std::uint32_t, std::string> expected = {{0, "PT9H"}, {1, "-PT15H"}, {2, "-P1DT15H"}, {30, "-P29DT15H"}};
    for (const auto& [days, trigger] : expected) {
        CalendarItem item = item_of("a");
        item.remind_days_before = days;
        EXPECT_EQ(text_of(lines_of(written(item)), "TRIGGER"), trigger);
    }
}

TEST(Calendar, GivesAnyTextBackAndFoldsEveryLine) {
    EXPECT_TRUE(rc::check([] {
        CalendarItem item = item_of("u" + testing::any_text());
        item.summary = testing::any_text() + testing::any_text();
        item.description = testing::any_text() + std::string(200, 'x') + testing::any_text();
        const std::string name = testing::any_text();

        const std::vector<std::string> lines = lines_of(write_calendar({name, {item}}).value());

        RC_ASSERT(text_of(lines, "UID") == testing::kept_in_calendar(item.uid));
        RC_ASSERT(text_of(lines, "SUMMARY") == testing::kept_in_calendar(item.summary));
        RC_ASSERT(text_of(lines, "DESCRIPTION") == testing::kept_in_calendar(item.description));
        RC_ASSERT(text_of(lines, "NAME") == testing::kept_in_calendar(name));
    }));
}

TEST(Calendar, FoldsBetweenCharactersOnly) {
    EXPECT_TRUE(rc::check([] {
        CalendarItem item = item_of("a");
        for (int i = *rc::gen::inRange(0, 200); i > 0; --i) item.summary += *rc::gen::elementOf(std::vector<std::string>{"x", "ж", "漢", "😀"});
        RC_ASSERT(text_of(lines_of(written(item)), "SUMMARY") == item.summary);
    }));
}

TEST(Calendar, HoldsNoMoreItemsThanItWasGiven) {
    CalendarItem item = item_of("a");
    item.summary = "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\nUID:b";
    item.categories = {"c\nURL:javascript:x"};

    std::size_t begun = 0;
    for (const std::string& line : lines_of(written(item))) begun += line == "BEGIN:VEVENT" || line.starts_with("URL") ? 1U : 0U;

    EXPECT_EQ(begun, 1U);
}

TEST(Calendar, IsACalendarWithoutItemsToo) {
    const std::vector<std::string> lines = lines_of(write_calendar({"Сроки", {}}).value());

    EXPECT_EQ(text_of(lines, "X-WR-CALNAME"), "Сроки");
    EXPECT_EQ(text_of(lines, "TZID"), "Etc/UTC");
    EXPECT_EQ(lines.back(), "END:VCALENDAR");
}

TEST(Calendar, RefusesWhatCannotBeWritten) {
    const auto refused = [](const auto& change) {
        CalendarItem item = item_of("b");
        change(item);
        const auto feed = write_calendar({"", {item_of("a"), item}});
        return feed ? std::string("written") : feed.error().text();
    };
    EXPECT_EQ(refused([](CalendarItem&) {}), "written");
    EXPECT_EQ(refused([](CalendarItem& item) { item.uid = "a"; }), "item 2: the uid is missing, or another item has it");
    EXPECT_EQ(refused([](CalendarItem& item) { item.uid = "\x01"; }), "item 2: the uid is missing, or another item has it");
    EXPECT_EQ(refused([](CalendarItem& item) { item.summary = "\xff"; }), "item 2: a text is not UTF-8");
    EXPECT_EQ(refused([](CalendarItem& item) { item.categories = {"\xff"}; }), "item 2: a text is not UTF-8");
    EXPECT_NE(refused([](CalendarItem& item) { item.url = "javascript:x"; }), "written");
    EXPECT_NE(refused([](CalendarItem& item) { --item.days.last_day; }), "written");
    EXPECT_NE(refused([](CalendarItem& item) { item.days.last_day = base::kNoLastDay; }), "written");
    EXPECT_NE(refused([](CalendarItem& item) { item.changed_at_ms = -1; }), "written");
    EXPECT_NE(refused([](CalendarItem& item) { item.remind_days_before = 3'651; }), "written");
    EXPECT_FALSE(write_calendar({"\xff", {}}));
}

TEST(Calendar, GivesTheSameBytesForTheSameItems) { EXPECT_EQ(written(item_of("a")), written(item_of("a"))); }

}  // namespace
}  // namespace guvoh::papers
