// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/edtf.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

namespace guvoh::base {
namespace {

std::string span_of(std::string_view text) {
    const auto value = Edtf::parse(text);
    if (!value) return value.error().text();
    const DayInterval days = value->days();
    return (days.first_day == kNoFirstDay ? "open" : day_text(days.first_day)) + " to " +
           (days.last_day == kNoLastDay ? "open" : day_text(days.last_day));
}

TEST(Edtf, CountsCivilDays) {
    EXPECT_EQ(day_of_civil(1970, 1, 1), 0);
    EXPECT_EQ(day_of_civil(2000, 3, 1), 11017);
    EXPECT_EQ(day_of_civil(1969, 12, 31), -1);
    EXPECT_EQ(day_of_civil(0, 1, 1), -719528);
    EXPECT_EQ(day_text(day_of_civil(2012, 2, 29)), "2012-02-29");
    EXPECT_EQ(day_text(day_of_civil(-43, 3, 15)), "-0043-03-15");
    EXPECT_EQ(day_text(day_of_civil(170000002, 1, 1)), "Y170000002-01-01");
}

TEST(Edtf, SpansTheDaysADateMayLieIn) {
    EXPECT_EQ(span_of("2012-07-14"), "2012-07-14 to 2012-07-14");
    EXPECT_EQ(span_of("2012-02"), "2012-02-01 to 2012-02-29");
    EXPECT_EQ(span_of("2011"), "2011-01-01 to 2011-12-31");
    EXPECT_EQ(span_of("2012-07-14T23:30:00+05:00"), "2012-07-14 to 2012-07-14");
    EXPECT_EQ(span_of("-0043-03-15"), "-0043-03-15 to -0043-03-15");
    EXPECT_EQ(span_of("Y-17000"), "Y-17000-01-01 to Y-17000-12-31");
}

TEST(Edtf, SpansUnspecifiedDigits) {
    EXPECT_EQ(span_of("201X"), "2010-01-01 to 2019-12-31");
    EXPECT_EQ(span_of("20XX"), "2000-01-01 to 2099-12-31");
    EXPECT_EQ(span_of("-201X"), "-2019-01-01 to -2010-12-31");
    EXPECT_EQ(span_of("2004-XX"), "2004-01-01 to 2004-12-31");
    EXPECT_EQ(span_of("2004-07-XX"), "2004-07-01 to 2004-07-31");
    EXPECT_EQ(span_of("2004-XX-XX"), "2004-01-01 to 2004-12-31");
}

TEST(Edtf, SpansSeasons) {
    EXPECT_EQ(span_of("2001-21"), "2001-03-01 to 2001-05-31");
    EXPECT_EQ(span_of("2001-23"), "2001-09-01 to 2001-11-30");
    EXPECT_EQ(span_of("2003-24"), "2003-12-01 to 2004-02-29");
}

TEST(Edtf, SpansIntervalsWithOpenAndUnknownEnds) {
    EXPECT_EQ(span_of("2010-06/2010-07"), "2010-06-01 to 2010-07-31");
    EXPECT_EQ(span_of("../2004"), "open to 2004-12-31");
    EXPECT_EQ(span_of("2004/.."), "2004-01-01 to open");
    EXPECT_EQ(span_of("/2004"), "open to 2004-12-31");
    EXPECT_EQ(span_of("2004-06-11/"), "2004-06-11 to open");
    EXPECT_EQ(Edtf::parse("/2004")->parts.front().from.kind, EdtfEnd::Kind::Unknown);
    EXPECT_EQ(Edtf::parse("../2004")->parts.front().from.kind, EdtfEnd::Kind::Open);
}

TEST(Edtf, SpansSets) {
    EXPECT_EQ(span_of("[1667,1668,1670..1672]"), "1667-01-01 to 1672-12-31");
    EXPECT_EQ(span_of("[..1760-12-03]"), "open to 1760-12-03");
    EXPECT_EQ(span_of("{1960,1961-12..}"), "1960-01-01 to open");
    EXPECT_EQ(Edtf::parse("{ 1960, 1961-12 }")->text(), "{1960,1961-12}");
}

TEST(Edtf, KnowsUncertainFromApproximate) {
    EXPECT_TRUE(Edtf::parse("2012-07?")->uncertain());
    EXPECT_FALSE(Edtf::parse("2012-07?")->approximate());
    EXPECT_TRUE(Edtf::parse("2012~")->approximate());
    EXPECT_TRUE(Edtf::parse("2012-07-14%")->uncertain());
    EXPECT_TRUE(Edtf::parse("2012-07-14%")->approximate());
    EXPECT_TRUE(Edtf::parse("1984~/2004-06")->approximate());
    EXPECT_FALSE(Edtf::parse("2012")->uncertain());
}

TEST(Edtf, TextReadsBackAsWritten) {
    for (const char* text : {"2012-07-14",
                             "2012-07",
                             "2012",
                             "2012-07-14T09:30:00",
                             "2012-07-14T09:30:00Z",
                             "2012-07-14T24:00:00-04",
                             "2012-07?",
                             "2012~",
                             "2012-07-14%",
                             "201X",
                             "20XX",
                             "2004-XX",
                             "2004-07-XX",
                             "2004-XX-XX~",
                             "2004-06/..",
                             "../2004",
                             "2004-02-01/",
                             "/2004",
                             "2001-24",
                             "-0043",
                             "Y-17000",
                             "Y170000002",
                             "[1984,1986..1988]",
                             "{2001,2003-05}",
                             "[..1984]",
                             "[1984..]",
                             "0000"}) {
        const auto value = Edtf::parse(text);
        ASSERT_TRUE(value) << text << ": " << value.error().text();
        EXPECT_EQ(value->text(), text);
        EXPECT_EQ(Edtf::parse(value->text()).value(), *value);
    }
}

TEST(Edtf, RefusesWhatIsNotADate) {
    for (const char* text : {"",
                             " ",
                             "12",
                             "201",
                             "20122",
                             "2012-13",
                             "2012-00",
                             "2012-7",
                             "2012-02-30",
                             "2011-02-29",
                             "2012-07-00",
                             "2012-07-14 ",
                             "Y2012",
                             "Y02012",
                             "Y12345678901",
                             "-0000",
                             "-000X",
                             "2012-XX-14",
                             "201X-05",
                             "XXXX",
                             "2X12",
                             "2012-25",
                             "2012-21-05",
                             "2004/2003",
                             "/",
                             "../..",
                             "2004/2005/2006",
                             "2012-07-14T25:00:00",
                             "2012-07-14T09:30",
                             "2012-07T09:30:00Z",
                             "2012-07-14T09:30:00Z?",
                             "2012?~",
                             "[]",
                             "[..]",
                             "{....}",
                             "[2001....]",
                             "[2001.....]",
                             "[2001,..2002]",
                             "[2001..,2003]",
                             "[2001",
                             "2001}",
                             "{2003..2001}",
                             "[2001,]",
                             "..",
                             "2012-07-14T09:30:00Z/2013",
                             "вчера",
                             "14.07.2012"}) {
        const auto value = Edtf::parse(text);
        EXPECT_FALSE(value) << text;
        if (!value) {
            EXPECT_EQ(value.error().kind, ErrorKind::Invalid);
        }
    }
}

RC_GTEST_PROP(Edtf, DayTextReadsBackAsTheSameDay, ()) {
    const std::int64_t day = *rc::gen::inRange<std::int64_t>(-100000000000, 100000000000);
    const auto value = Edtf::parse(day_text(day));

    RC_ASSERT(value);
    RC_ASSERT(value->days() == (DayInterval{day, day}));
}

}  // namespace
}  // namespace guvoh::base
