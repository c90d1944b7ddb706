// SPDX-License-Identifier: AGPL-3.0-or-later
#include "documents/dates.h"

#include <gtest/gtest.h>

namespace guvoh::documents {
namespace {

TEST(Dates, ReadPdfDatesOfEveryLength) {
    EXPECT_EQ(iso_from_pdf_date("D:20120715103000+05'00'"), "2012-07-15T10:30:00+05:00");
    EXPECT_EQ(iso_from_pdf_date("D:20120715103000Z"), "2012-07-15T10:30:00Z");
    EXPECT_EQ(iso_from_pdf_date("D:20120715"), "2012-07-15");
    EXPECT_EQ(iso_from_pdf_date("2012"), "2012");
    EXPECT_EQ(iso_from_pdf_date("D:20121999"), "2012");
    EXPECT_EQ(iso_from_pdf_date("yesterday"), "");
    EXPECT_EQ(iso_from_pdf_date(""), "");
}

TEST(Dates, ShowUnixTimeAtAnOffset) {
    EXPECT_EQ(iso_from_unix(0), "1970-01-01T00:00:00Z");
    EXPECT_EQ(iso_from_unix(1'556'686'800, 300), "2019-05-01T10:00:00+05:00");
    EXPECT_EQ(iso_from_unix(INT64_MAX), "");
}

TEST(Dates, TellIsoDates) {
    EXPECT_TRUE(looks_iso("2019-05-01T10:00:00Z"));
    EXPECT_FALSE(looks_iso("1 May 2019"));
    EXPECT_FALSE(looks_iso("2019-19"));
}

}  // namespace
}  // namespace guvoh::documents
