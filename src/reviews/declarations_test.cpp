// SPDX-License-Identifier: AGPL-3.0-or-later
//
// Declarations in invented words; the States are real, since the readers know only real ones.
#include "reviews/declarations.h"

#include <gtest/gtest.h>

#include <map>

#include "reviews/testing/real_files.h"

namespace guvoh::reviews {
namespace {

using Codes = std::vector<std::string>;

TEST(Declarations, ReadsEachStateWithItsWords) {
    const auto found = read_declarations(
        "#Chile\nChile recognizes the competence of the Committee under articles 21 and 22 of this treaty.\n\n#Peru\n\n\n#Samplia\nWe agree.\n\n"
        "#Cuba\nUnder article 28, Cuba does not recognize the competence of the Committee provided for in article 20.Cuba will not be bound by article 30.\n",
        "4-9.txt");

    ASSERT_TRUE(found.has_value()) << found.error().text();
    EXPECT_EQ(found->treaty, "CAT");
    EXPECT_EQ(found->states, 4U);
    ASSERT_EQ(found->records.size(), 2U);
    EXPECT_EQ(found->records[0].state->iso3, "CHL");
    EXPECT_EQ(found->records[0].declarations, (Codes{"cat_21", "cat_22"}));
    EXPECT_EQ(found->records[0].row, 1U);
    EXPECT_EQ(found->records[1].declarations, (Codes{"cat_20_excluded", "reservation"}));
    ASSERT_EQ(found->refused.size(), 2U);
    EXPECT_NE(found->refused[0].what.find("Peru"), std::string::npos);
}

TEST(Declarations, TellsWhatIsDeclaredFromWhatIsNot) {
    EXPECT_EQ(declarations_in("It withdraws its reservation to the competence under articles 21 and 22.", "CAT"), Codes{});
    EXPECT_EQ(declarations_in("Article 20 will be applied with respect for sovereignty.", "CAT"), Codes{});
    EXPECT_EQ(declarations_in("It does not recognise the competence to receive communications from individuals under article 22.", "CAT"), Codes{});
    EXPECT_EQ(declarations_in("It recognises the Committee's competence to receive communications from individuals.", "CAT"), Codes{"cat_22"});
    EXPECT_EQ(declarations_in("It does not consider itself bound by article 20 of the Convention.", "CAT"), (Codes{"cat_20_excluded", "reservation"}));
    EXPECT_EQ(declarations_in("It reserves the right to formulate reservations later.", "CAT"), Codes{});
    EXPECT_EQ(declarations_in("Under article 41 it recognizes the competence of the Committee.", "ICCPR"), Codes{"iccpr_41"});
    EXPECT_EQ(declarations_in("Under article 14 it recognizes the competence of the Committee to receive communications.", "CERD"), Codes{"cerd_14"});
    EXPECT_EQ(declarations_in("In accordance with article 24 it postpones its obligations under part IV.", "OPCAT"), Codes{"opcat_24"});
}

TEST(Declarations, ReadsAPageWithPartsAndTheTreatyInItsHeading) {
    const auto found = read_declarations(
        "Convention against Torture and Other Cruel, Inhuman or Degrading Treatment or Punishment\n\nDeclarations and Reservations\n\nChile\n\nChile makes a reservation to article 3.\n\n"
        "Objections\n\nPeru\n\nPeru objects to the reservation of another State.\n\nDeclarations recognizing the competence of the Committee under articles 21 and 22\n\n"
        "Chile\n\nChile recognizes the competence of the Committee under article 22.\n",
        "page.txt");

    ASSERT_TRUE(found.has_value()) << found.error().text();
    EXPECT_EQ(found->treaty, "CAT");
    EXPECT_EQ(found->states, 3U);
    EXPECT_EQ(found->doubles, 1U);
    ASSERT_EQ(found->records.size(), 2U);
    EXPECT_EQ(found->records[0].declarations, (Codes{"cat_22", "reservation"}));
    EXPECT_EQ(found->records[1].declarations, Codes{"objection"});
    EXPECT_EQ(found->records[1].text, "Objection: Peru objects to the reservation of another State.");
}

TEST(Declarations, KnowTheTreatyByTheNumberInTheFilesName) {
    for (const auto& [name, treaty] : std::map<std::string, std::string>{{"4-2.txt", "CERD"}, {"4-4.txt", "ICCPR"}, {"4-9.txt", "CAT"}, {"4-9-b.txt", "OPCAT"}}) {
        EXPECT_EQ(read_declarations("#Chile\nWords.\n", name)->treaty, treaty);
    }
}

TEST(Declarations, RefusesWhatTellsNoTreatyOrNoState) {
    EXPECT_EQ(read_declarations("#Chile\nWords.\n", "notes.txt").error().kind, base::ErrorKind::Invalid);
    EXPECT_EQ(read_declarations("", "4-9.txt").error().kind, base::ErrorKind::Invalid);
}

/// Every State printed is accounted for, and the declarations are those that a reader of the files counts.
TEST(Declarations, AreThoseOfTheRealFiles) {
    const std::string folder = testing::shared("documents/treaty_status/untc_2015/declarations");
    if (folder.empty()) GTEST_SKIP() << "the Treaty Collection's files are not here (../shared/data or GUVOH_SHARED)";
    std::map<std::string, std::size_t> counts;
    std::size_t states = 0, kept = 0;
    for (const std::string name : {"4-4.txt", "4-9.txt", "4-9-b.txt", "4-16.txt"}) {
        std::string path = folder;
        path.append("/").append(name);
        const auto found = read_declarations(testing::bytes_of(path), name);
        ASSERT_TRUE(found.has_value()) << name << ": " << found.error().text();
        EXPECT_EQ(found->states, found->records.size() + found->doubles + found->refused.size()) << name;
        states += found->states;
        kept += found->records.size();
        for (const auto& record : found->records) {
            for (const auto& code : record.declarations) ++counts[code];
        }
        for (const auto& note : found->refused) EXPECT_NE(note.what.find("nothing is printed"), std::string::npos) << note.what;
    }
    EXPECT_EQ(states, 131U);
    EXPECT_EQ(counts["cat_22"], 1U);  // the files leave out the page's part on articles 21 and 22
    EXPECT_EQ(counts["cat_21"], 1U);
    EXPECT_EQ(counts["cat_20_excluded"], 14U);
    EXPECT_EQ(counts["opcat_24"], 7U);
    EXPECT_EQ(counts["iccpr_41"], 0U);
    EXPECT_GE(kept, 110U);
}

}  // namespace
}  // namespace guvoh::reviews
