// SPDX-License-Identifier: AGPL-3.0-or-later
#include "reviews/uhri.h"

#include <gtest/gtest.h>

namespace guvoh::reviews {
namespace {

using Rows = std::vector<std::vector<std::string>>;

const std::vector<std::string> kHeader = {"Text", "Countries Concerned", "Reccomending Body", "Document Symbol", "Themes", "Document Publication Date",
                                          "UPR Reccomending States", "UPR Position", "Type", "OHCHR Annotation Id", "UPR Session"};

TEST(Uhri, ReadsTheSpellingsAndPrefixesOfTheSpreadsheet) {
    const auto found = read_uhri_rows({kHeader, {"- 122.16 End torture", "- Viet Nam", "- Universal Periodic Review", "- A/HRC/99/7", "- Torture\n- Impunity", "42075",
                                                 "- Chile\n- Bolivia (Plurinational State of)", "- Supported", "- Recommendations", "- id-1", "- 20 Session"}});

    ASSERT_TRUE(found.has_value());
    ASSERT_EQ(found->records.size(), 1U);
    const UhriRecord& one = found->records[0];
    EXPECT_EQ(one.number, "122.16");
    EXPECT_EQ(one.text, "End torture");
    EXPECT_EQ(one.body, "UPR");
    EXPECT_EQ(one.themes, (std::vector<std::string>{"Torture", "Impunity"}));
    EXPECT_EQ(one.states, (std::vector<std::string>{"Chile", "Bolivia"}));
    EXPECT_EQ(one.published_on, "2015-03-12");
    EXPECT_EQ(one.session, "20");
    EXPECT_FALSE(one.is_concern);
}

TEST(Uhri, AcceptsTheCorrectedSpelling) {
    const auto found = read_uhri_rows({{"Text", "Recommending Body"}, {"End torture", "Committee against Torture"}});

    ASSERT_TRUE(found.has_value());
    EXPECT_EQ(found->records[0].body, "CAT");
}

TEST(Uhri, CountsDoublesAndRefusedRowsAndReadsTheCountryFromTheSymbol) {
    const Rows rows = {{"Text", "Document Symbol", "OHCHR Annotation Id"}, {"One", "CAT/C/TJK/CO/4", "a"}, {"One", "CAT/C/TJK/CO/4", "a"}, {"", "x", "b"}};

    const auto found = read_uhri_rows(rows);

    ASSERT_TRUE(found.has_value());
    EXPECT_EQ(found->rows, found->records.size() + found->doubles + found->refused.size());
    EXPECT_EQ(found->doubles, 1U);
    EXPECT_EQ(found->refused.size(), 1U);
    EXPECT_EQ(found->records[0].countries, std::vector<std::string>{"Tajikistan"});
}

TEST(Uhri, ReadsJsonWithMarkup) {
    const auto found = read_uhri_json(R"([{"AnnotationId":"a","Symbol":"CAT/C/KGZ/CO/2","Body":"CAT","AnnotationType":"Concerns/Observations","Countries":["Kyrgyzstan"],
        "Themes":["Torture"],"PublicationDate":"2013-12-20T00:00:00","Text":"<p>12. The Committee is <b>concerned</b> &amp; alarmed.</p>"}])");

    ASSERT_TRUE(found.has_value());
    ASSERT_EQ(found->records.size(), 1U);
    EXPECT_EQ(found->records[0].number, "12");
    EXPECT_EQ(found->records[0].text, "The Committee is concerned & alarmed.");
    EXPECT_TRUE(found->records[0].is_concern);
    EXPECT_EQ(found->records[0].published_on, "2013-12-20");
}

TEST(Uhri, RefusesWhatIsNoExport) {
    EXPECT_FALSE(read_uhri_rows({}).has_value());
    EXPECT_FALSE(read_uhri_rows({{"Name"}, {"x"}}).has_value());
    EXPECT_FALSE(read_uhri_json("{}").has_value());
    EXPECT_FALSE(read_uhri_json("nonsense").has_value());
}

TEST(Uhri, KnowsBodiesByTheirSynonyms) {
    EXPECT_EQ(body_name("Human Rights Committee"), "CCPR");
    EXPECT_EQ(body_name("CAT Committee"), "CAT");
    EXPECT_EQ(body_name("SR Torture"), "SR Torture");
}

}  // namespace
}  // namespace guvoh::reviews
