// SPDX-License-Identifier: AGPL-3.0-or-later
#include "reviews/front_page.h"

#include <cstdlib>
#include <filesystem>
#include <map>

#include <gtest/gtest.h>

#include "reviews/observations.h"
#include "reviews/printed_date.h"
#include "reviews/testing/real_files.h"

namespace guvoh::reviews {
namespace {

using testing::pages;

std::string code(const FrontPage& page) { return page.state == nullptr ? std::string() : std::string(page.state->iso3); }

TEST(FrontPage, ReadsAReportWhoseCoverComesInAnyOrder) {
    const FrontPage page = read_front_page(pages({
        "GE.10-99999\n\nHuman Rights Council\nFourteenth session\nAgenda item 6\nUniversal Periodic Review\n\n"
        "Report of the Working Group on the Universal Periodic\nReview*\n\nTuvalu\n\n"
        "* Previously issued under document symbol A/HRC/WG.6/7/L.99.\n\nUnited Nations\tA/HRC/14/99\n\nGeneral Assembly\tDistr .: General\n15 March2010",
        "A/HRC/14/99\n\nIntroduction\n\n1.\tThe Working Group on the Universal Periodic Review held its seventh session from 8 to 19\n"
        "February 2010. The review of Tuvalu was held at the 13th meeting on 16 February\n2010.",
    }));

    EXPECT_EQ(page.symbol, "A/HRC/14/99");
    EXPECT_EQ(code(page), "TUV");
    EXPECT_EQ(page.session, 7);
    EXPECT_EQ(page.cycle, 1);
    EXPECT_EQ(page.body, "UPR");
    EXPECT_EQ(page.published_on, "2010-03-15");
    EXPECT_EQ(page.held_on, "2010-02-16");
    EXPECT_EQ(page.kind, FrontKind::Report);
}

TEST(FrontPage, ReadsOrdinalsOfTwoWordsOverLines) {
    const auto session_of = [](const std::string& words) {
        return read_front_page(pages({"Universal periodic review\n\nThe Working Group held its " + words + " session from 27 October to 7 November 2014."})).session;
    };

    EXPECT_EQ(session_of("twenty-second"), 22);
    EXPECT_EQ(session_of("thirty-\nfourth"), 34);
    EXPECT_EQ(session_of("twentieth"), 20);
    EXPECT_EQ(session_of("forty first"), 41);
    EXPECT_EQ(session_of("22nd"), 22);
    EXPECT_EQ(session_of("last"), 0);
}

TEST(FrontPage, TellsTheSessionOfAnAddendumFromItsSymbol) {
    const FrontPage page = read_front_page(pages({"A/HRC/28/99/Add.1\n\nDistr.: General\n4 March 2015\n\nUniversal Periodic Review\n\n"
                                                  "Report of the Working Group on the Universal Periodic\nReview*\nUnited Kingdom of Great Britain and\nNorthern Ireland\nAddendum",
                                                  "1.\tThis document answers the 2nd Universal Periodic Review of the United Kingdom on 4\nNovember 2014."}));

    EXPECT_EQ(page.kind, FrontKind::Addendum);
    EXPECT_EQ(code(page), "GBR");
    EXPECT_EQ(page.session, 20);
    EXPECT_EQ(page.cycle, 2);
    EXPECT_EQ(page.held_on, "2014-11-04");
}

TEST(FrontPage, ReadsANationalReport) {
    const FrontPage page = read_front_page(pages({"United Nations\tA/HRC/WG.6/34/SVN/1\n\nDistr.: General\n6 August 2019\n\nWorking Group on the Universal Periodic Review\n"
                                                  "Thirty-fourth session\n4\xE2\x80\x93" "15 November 2019\n\nNational report submitted in accordance with paragraph 5"}));

    EXPECT_EQ(page.kind, FrontKind::NationalReport);
    EXPECT_EQ(code(page), "SVN");
    EXPECT_EQ(page.session, 34);
    EXPECT_EQ(page.held_on, "2019-11-04");
}

TEST(FrontPage, ReadsConcludingObservations) {
    const FrontPage page = read_front_page(pages({"United Nations\n\nCAT/C/TUV/CO/4\n\nDistr.: General\n\n8 June 2023\n\nCommittee against Torture\n\n"
                                                  "Concluding observations on the fourth periodic report of Tuvalu *\n\n1.The Committee considered the fourth periodic report of Tuvalu at its "
                                                  "1995th and 1998th meetings, held on 2 and 3 May 2023."}));

    EXPECT_EQ(page.kind, FrontKind::Observations);
    EXPECT_EQ(page.body, "CAT");
    EXPECT_EQ(page.symbol, "CAT/C/TUV/CO/4");
    EXPECT_EQ(page.session, 4);
    EXPECT_EQ(page.cycle, 0);
    EXPECT_EQ(code(page), "TUV");
    EXPECT_EQ(page.published_on, "2023-06-08");
    EXPECT_EQ(page.held_on, "2023-05-02");
}

TEST(FrontPage, NeedsNoSymbolForTheStateAndTheBody) {
    const FrontPage page = read_front_page(pages({"Committee on Economic, Social and Cultural Rights\nConcluding observations on the fourth periodic report of Tuvalu *\n"
                                                  "1.The Committee considered the fourth periodic report of Tuvalu at its 37th meeting."}));

    EXPECT_EQ(page.symbol, "");
    EXPECT_EQ(code(page), "TUV");
    EXPECT_EQ(page.body, "CESCR");
    EXPECT_EQ(page.kind, FrontKind::Observations);
}

TEST(FrontPage, KnowsNothingOfOtherDocuments) {
    const FrontPage page = read_front_page(pages({"Minutes of the staff meeting\n\nWe met on Monday (see A/HRC/14/15)."}));

    EXPECT_EQ(page.symbol, "");
    EXPECT_EQ(page.state, nullptr);
    EXPECT_EQ(page.body, "");
    EXPECT_EQ(page.kind, FrontKind::Other);
    EXPECT_EQ(read_front_page({}).session, 0);
}

TEST(FrontPage, CountsCycles) {
    EXPECT_EQ(upr_cycle_of_session(0), 0);
    EXPECT_EQ(upr_cycle_of_session(12), 1);
    EXPECT_EQ(upr_cycle_of_session(13), 2);
    EXPECT_EQ(upr_cycle_of_session(26), 2);
    EXPECT_EQ(upr_cycle_of_session(27), 3);
    EXPECT_EQ(upr_cycle_of_session(41), 4);
}

/// Every twelfth report by default, all 236 with GUVOH_ALL_REPORTS=1 (half a minute).
TEST(FrontPage, IsRightOnRealReports) {
    const std::string truth = testing::shared("upr/truth.jsonl");
    if (truth.empty()) GTEST_SKIP() << "SKIPPED LOUDLY: no real reports here";
    const std::size_t step = std::getenv("GUVOH_ALL_REPORTS") != nullptr ? 1 : 12;
    std::vector<base::Json> rows;
    std::vector<std::string> paths;
    const std::vector<base::Json> all = testing::json_lines(truth);
    for (std::size_t at = 0; at < all.size(); at += step) {
        rows.push_back(all[at]);
        paths.push_back(testing::shared("upr/pdfs/" + std::filesystem::path(all[at]["pdf"].string_or("")).filename().string()));
    }

    const auto documents = testing::extract(paths);

    for (std::size_t at = 0; at < rows.size(); ++at) {
        const FrontPage page = read_front_page(documents[at]);
        SCOPED_TRACE(paths[at]);
        EXPECT_EQ(page.symbol, rows[at]["symbol"].string_or(""));
        EXPECT_EQ(page.session, rows[at]["session"].integer_or(-1));
        EXPECT_EQ(page.cycle, rows[at]["cycle"].integer_or(-1));
        const std::string country(rows[at]["country"].string_or(""));
        EXPECT_EQ(page.state, country == "Republic of Congo" ? find_state("Congo") : find_state(country));
        EXPECT_EQ(page.kind, FrontKind::Report);
        EXPECT_EQ(page.held_on.size(), 10U);
        EXPECT_LT(page.held_on, page.published_on);
    }
}

TEST(FrontPage, IsRightOnRealAddenda) {
    const std::string folder = testing::shared("documents/slovenia_upr");
    if (folder.empty()) GTEST_SKIP() << "SKIPPED LOUDLY: no real addenda here";

    const auto documents = testing::extract({folder + "/g1012465.pdf", folder + "/g1504261.pdf", folder + "/g2004192.pdf"});

    const std::vector<std::string> symbols = {"A/HRC/14/15/Add.1", "A/HRC/28/15/Add.1", "A/HRC/43/15/Add.1"};
    const std::vector<std::string> dates = {"2010-02-16", "2014-11-04", "2019-11-12"};
    const std::vector<int> sessions = {7, 20, 34};
    for (std::size_t at = 0; at < documents.size(); ++at) {
        const FrontPage page = read_front_page(documents[at]);
        EXPECT_EQ(page.symbol, symbols[at]);
        EXPECT_EQ(code(page), "SVN");
        EXPECT_EQ(page.session, sessions[at]);
        EXPECT_EQ(page.cycle, static_cast<int>(at) + 1);
        EXPECT_EQ(page.held_on, dates[at]);
        EXPECT_EQ(page.kind, FrontKind::Addendum);
    }
}

TEST(PrintedDate, FindsTheFirstDayOfASpan) {
    EXPECT_EQ(first_day("from 3 to 14 May 2010. On 2 June 2011"), "2010-05-03");
    EXPECT_EQ(first_day("27 October\xE2\x80\x93" "7 November 2014"), "2014-10-27");
    EXPECT_EQ(first_day("8th meeting, on 7 May 2009"), "2009-05-07");
    EXPECT_EQ(first_day("held on 12 September and 13 September 2024"), "2024-09-12");
    EXPECT_EQ(first_day("in May 2010"), "2010-05");
    EXPECT_EQ(first_day("from 3 to 14 May"), "");
}

TEST(PrintedDate, ReadsCells) {
    EXPECT_EQ(cell_date("4 Feb 1985"), "1985-02-04");
    EXPECT_EQ(cell_date("12 Sept 2001"), "2001-09-12");
    EXPECT_EQ(cell_date("04/02/1985"), "1985-02-04");
    EXPECT_EQ(cell_date("1985-02-04"), "1985-02-04");
    EXPECT_EQ(cell_date("1985"), "1985");
    EXPECT_EQ(cell_date("May 1985"), "1985-05");
    EXPECT_EQ(cell_date("31/31/1985"), "");
    EXPECT_EQ(cell_date("soon"), "");
}

TEST(PrintedDate, ForgivesAMissingSpace) { EXPECT_EQ(first_date("General\n5 July2013"), "2013-07-05"); }

}  // namespace
}  // namespace guvoh::reviews
