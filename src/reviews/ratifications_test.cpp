// SPDX-License-Identifier: AGPL-3.0-or-later
#include "reviews/ratifications.h"

#include <filesystem>
#include <map>

#include <gtest/gtest.h>

#include "reviews/csv_text.h"
#include "reviews/testing/real_files.h"

namespace guvoh::reviews {
namespace {

using Rows = std::vector<std::vector<std::string>>;

const std::vector<std::string> kFlagged = {"iso2", "member", "state party", "year ratification or accession", "signatory", "no action", "status", "note"};

bool reconciles(const RatificationTable& table) { return table.rows == table.records.size() + table.doubles + table.refused.size(); }

TEST(Ratifications, ReadsATableOfFlagsAndYears) {
    const auto table = read_ratifications({kFlagged,
                                           {"CL", "Chile", "1", "1988", "0", "0", "state party", "as Chile"},
                                           {"PE", "Peru", "0", "", "1", "0", "signatory state", ""},
                                           {"TV", "Tuvalu", "0", "", "0", "1", "no action", ""}},
                                          "hr_status_op_crc_ac.csv");

    ASSERT_TRUE(table);
    ASSERT_EQ(table->records.size(), 3U);
    EXPECT_EQ(table->records[0].state->iso3, "CHL");
    EXPECT_EQ(table->records[0].treaty, "CRC-OPAC");
    EXPECT_EQ(table->records[0].status, "party");
    EXPECT_EQ(table->records[0].bound_on, "1988");
    EXPECT_EQ(table->records[0].manner, "");
    EXPECT_EQ(table->records[0].note, "as Chile");
    EXPECT_EQ(table->records[1].status, "signatory");
    EXPECT_EQ(table->records[2].status, "no_action");
    EXPECT_TRUE(table->repairs.empty());
}

TEST(Ratifications, ReadsTheTreatyCollection) {
    const auto table = read_ratifications({{"Participant", "Signature, Succession to signature(d)", "Accession(a), Succession(d), Ratification"},
                                           {"Chile 1", "4 Feb 1985", "1 Apr 1987"},
                                           {"Albania", "", "11 May 1994 a"},
                                           {"Montenegro", "23 Oct 2006 d", "6 Mar 2009"},
                                           {"Angola", "24 Sep 2013", ""},
                                           {"European Union", "", "1 Apr 1987 c"}},
                                          "treaties/4-9-b.csv");

    ASSERT_TRUE(table);
    ASSERT_EQ(table->records.size(), 4U);
    EXPECT_EQ(table->records[0].treaty, "OPCAT");
    EXPECT_EQ(table->records[0].signed_on, "1985-02-04");
    EXPECT_EQ(table->records[0].bound_on, "1987-04-01");
    EXPECT_EQ(table->records[0].manner, "ratification");
    EXPECT_EQ(table->records[1].manner, "accession");
    EXPECT_EQ(table->records[2].signed_on, "2006-10-23");
    EXPECT_EQ(table->records[3].status, "signatory");
    EXPECT_EQ(table->records[3].manner, "");
    ASSERT_EQ(table->refused.size(), 1U);
    EXPECT_EQ(table->refused[0].row, 5U);
    EXPECT_TRUE(reconciles(*table));
}

TEST(Ratifications, TakesTheTreatyFromAColumn) {
    const auto table = read_ratifications({{"State party", "Treaty", "Date of signature", "Ratification date"},
                                           {"Chile", "Convention against Torture and Other Cruel, Inhuman or Degrading Treatment", "23/09/1987", "1988-09-30"},
                                           {"Chile", "OP-CRPD", "", "29 Jul 2008"},
                                           {"Chile", "Treaty of Samplia", "", "2008"}},
                                          "export.xlsx");

    ASSERT_TRUE(table);
    ASSERT_EQ(table->records.size(), 2U);
    EXPECT_EQ(table->records[0].treaty, "CAT");
    EXPECT_EQ(table->records[0].signed_on, "1987-09-23");
    EXPECT_EQ(table->records[0].bound_on, "1988-09-30");
    EXPECT_EQ(table->records[1].treaty, "CRPD-OP");
    ASSERT_EQ(table->refused.size(), 1U);
    EXPECT_EQ(table->refused[0].what, "no treaty that is known: Treaty of Samplia");
}

TEST(Ratifications, NamesWhatDisagrees) {
    const auto table = read_ratifications({kFlagged,
                                           {"CL", "Chile", "0", "1988", "0", "0", "state party", ""},
                                           {"PE", "Peru", "1", "", "0", "1", "state party", ""},
                                           {"CL", "Chile", "0", "", "0", "1", "no action", ""},
                                           {"TV", "Tuvalu", "1", "soon", "0", "0", "state party", ""}},
                                          "cat");

    ASSERT_TRUE(table);
    ASSERT_EQ(table->repairs.size(), 4U);
    EXPECT_EQ(table->repairs[0].what, "status party, but the flags say nothing");
    EXPECT_EQ(table->repairs[1].what, "status party, but the flags say two things");
    EXPECT_EQ(table->repairs[2].what, "status party without a date");
    EXPECT_EQ(table->repairs[3].what, "double of row 1, which says otherwise and stands");
    EXPECT_EQ(table->doubles, 1U);
    ASSERT_EQ(table->refused.size(), 1U);
    EXPECT_EQ(table->refused[0].what, "no date: soon");
    EXPECT_TRUE(reconciles(*table));
}

TEST(Ratifications, RefusesATableThatTellsNothing) {
    EXPECT_FALSE(read_ratifications({}, "cat.csv"));
    EXPECT_FALSE(read_ratifications({{"colour", "status"}}, "cat.csv"));
    EXPECT_FALSE(read_ratifications({{"country", "colour"}}, "cat.csv"));
    EXPECT_FALSE(read_ratifications({{"country", "status"}}, "table.csv"));
    EXPECT_TRUE(read_ratifications({{"country", "status"}}, "cat.csv"));
}

TEST(Ratifications, ReadsRealTablesOf193States) {
    const std::string folder = testing::shared("documents/treaty_status");
    if (folder.empty()) GTEST_SKIP() << "SKIPPED LOUDLY: no real tables here";
    std::size_t tables = 0, records = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        const std::string name = entry.path().filename().string();
        if (!name.starts_with("hr_status_")) continue;
        SCOPED_TRACE(name);
        const Rows rows = read_rows(testing::bytes_of(entry.path().string()));
        const auto table = read_ratifications(rows, name);
        ASSERT_TRUE(table);
        EXPECT_EQ(table->rows, 193U);
        EXPECT_EQ(table->doubles, 0U);
        EXPECT_TRUE(reconciles(*table));
        for (const RowNote& note : table->refused) EXPECT_EQ(note.what, "no State that is known: Montserrat");  // a territory in one of them
        for (const RatificationRow& row : table->records) {
            const std::map<std::string, std::string> statuses = {{"party", "state party"}, {"signatory", "signatory state"}, {"no_action", "no action"}};
            EXPECT_EQ(statuses.at(row.status), rows[row.row][6]);
            EXPECT_EQ(row.bound_on, rows[row.row][3]);
        }
        records += table->records.size();
        ++tables;
    }

    EXPECT_EQ(tables, 18U);
    EXPECT_EQ(records, 18U * 193U - 1);
}

TEST(Ratifications, ReadsRealTablesOfTheTreatyCollection) {
    const std::string folder = testing::shared("documents/treaty_status/untc_2015/treaties");
    if (folder.empty()) GTEST_SKIP() << "SKIPPED LOUDLY: no real tables here";
    for (const std::string name : {"4-2", "4-3", "4-3-a", "4-4", "4-5", "4-8", "4-8-b", "4-9", "4-9-b", "4-11", "4-11-b", "4-11-c", "4-11-d", "4-12", "4-13", "4-15", "4-15-a", "4-16"}) {
        SCOPED_TRACE(name);
        const auto table = read_ratifications(read_rows(testing::bytes_of(folder + "/" + name + ".csv")), name + ".csv");
        ASSERT_TRUE(table);
        EXPECT_TRUE(reconciles(*table));
        for (const RowNote& note : table->refused) EXPECT_TRUE(note.what.ends_with("European Union") || note.what.ends_with("Niue") || note.what.ends_with("Cook Islands")) << note.what;
        for (const RatificationRow& row : table->records) EXPECT_TRUE(row.status != "party" || (row.bound_on.size() == 10 && !row.manner.empty())) << row.row;
    }
}

}  // namespace
}  // namespace guvoh::reviews
