// SPDX-License-Identifier: AGPL-3.0-or-later
#include "reviews/thematic_list.h"

#include <algorithm>
#include <map>

#include <gtest/gtest.h>

#include "reviews/testing/real_files.h"

namespace guvoh::reviews {
namespace {

using testing::pages;
using Strings = std::vector<std::string>;

constexpr const char* kHead = "Recommendation\tPosition\tFull list of themes\tAssessment/comments on level of implementation\n\n";

ThematicList read(const std::string& rows) { return read_thematic_list(pages({kHead + rows})); }

TEST(ThematicList, ReadsARow) {
    const ThematicList list = read("Theme: A12 Acceptance of international norms\n\n"
                                   "115.1 Ratify the Protocol and\nabide by it (Chile, Peru);\nSource of position: A/HRC/99/7/Add.1 - Para. 3\tSupported\t"
                                   "A12 Acceptance of international norms\nF13 Violence against women\nAffected persons:\n- women\n- girls");

    ASSERT_EQ(list.entries.size(), 1U);
    const ThematicRow& row = list.entries.front();
    EXPECT_EQ(row.number, "115.1");
    EXPECT_EQ(row.text, "Ratify the Protocol and abide by it");
    ASSERT_EQ(row.states.size(), 2U);
    EXPECT_EQ(row.states[1]->iso3, "PER");
    EXPECT_EQ(row.decision, Decision::Supported);
    EXPECT_EQ(row.source_of_position, "A/HRC/99/7/Add.1 - Para. 3");
    EXPECT_EQ(row.listed_under, Strings{"A12 Acceptance of international norms"});
    EXPECT_EQ(row.themes, (Strings{"A12 Acceptance of international norms", "F13 Violence against women"}));
    EXPECT_EQ(row.persons, (Strings{"women", "girls"}));
    EXPECT_TRUE(list.repairs.empty());
}

TEST(ThematicList, ReadsDashesAndGoals) {
    const ThematicList list = read("122.8 Reduce poverty (Chile) (Peru);\nSource of Position: A/HRC/99/7 - Para 122\tNoted\t- Right to food\nSDGs:\n- 1 - NO POVERTY\n- 2 - ZERO HUNGER");

    ASSERT_EQ(list.entries.size(), 1U);
    EXPECT_EQ(list.entries[0].decision, Decision::Noted);
    EXPECT_EQ(list.entries[0].themes, Strings{"Right to food"});
    EXPECT_EQ(list.entries[0].sdgs, (Strings{"1 - NO POVERTY", "2 - ZERO HUNGER"}));
    EXPECT_EQ(list.entries[0].states.size(), 2U);
}

TEST(ThematicList, MakesOneEntryOfSeveralDemandsUnderOneNumber) {
    const ThematicList list = read("122.9 Complete the ratification of the Convention (Chile); Increase efforts towards its ratification (Peru);\tSupported\t- Norms");

    ASSERT_EQ(list.entries.size(), 1U);
    EXPECT_EQ(list.entries[0].text, "Complete the ratification of the Convention; Increase efforts towards its ratification");
    EXPECT_EQ(list.entries[0].states.size(), 2U);
}

TEST(ThematicList, UnitesRepeatedListings) {
    const ThematicList list = read("Theme: A\n\n1.1 End torture (Chile);\tSupported\tA\nAffected persons:\n- men\n\n"
                                   "Theme: B\n\n1.1 End torture (Chile);\tNoted\tB\nAffected persons:\n- men\n- women");

    EXPECT_EQ(list.rows, 2U);
    EXPECT_EQ(list.doubles, 1U);
    ASSERT_EQ(list.entries.size(), 1U);
    EXPECT_EQ(list.entries[0].listed_under, (Strings{"A", "B"}));
    EXPECT_EQ(list.entries[0].themes, (Strings{"A", "B"}));
    EXPECT_EQ(list.entries[0].persons, (Strings{"men", "women"}));
    EXPECT_EQ(list.entries[0].decision, Decision::Supported);
    ASSERT_EQ(list.repairs.size(), 1U);
    EXPECT_EQ(list.repairs[0].what, "position differs from that of row 1");
}

TEST(ThematicList, AccountsForEveryRow) {
    const ThematicList list = read("1.1 End torture (Chile);\tPerhaps\tA\n\nEnd impunity (Peru);\tSupported\tA\n\n1.2 (Peru)\tSupported\tA\n\nUPR of Samplia\t\t\tPage 3");

    EXPECT_EQ(list.rows, 3U);
    EXPECT_EQ(list.rows, list.entries.size() + list.doubles + list.refused.size());
    ASSERT_EQ(list.refused.size(), 2U);
    EXPECT_EQ(list.refused[0].what, "no number");
    EXPECT_EQ(list.refused[1].what, "no text");
    ASSERT_EQ(list.repairs.size(), 1U);
    EXPECT_EQ(list.repairs[0].what, "position not known: Perhaps");
}

TEST(ThematicList, LeavesOutWhatIsTooMuchAndSaysSo) {
    std::string row = "1.1 End torture (Chile);\tSupported\tA";
    for (int at = 0; at < 300; ++at) row += "\ntheme " + std::to_string(at);

    const ThematicList list = read(row);

    ASSERT_EQ(list.entries.size(), 1U);
    EXPECT_EQ(list.entries[0].themes.size(), 200U);
    ASSERT_EQ(list.repairs.size(), 1U);
}

TEST(ThematicList, FindsNothingInOtherDocuments) {
    EXPECT_EQ(read_thematic_list(pages({"115.1 End torture (Chile);\tSupported\tA"})).rows, 0U);
    EXPECT_EQ(read_thematic_list({}).rows, 0U);
}

/// The strings of a list, each once: the tables print a goal twice in two rows.
Strings strings_of(const base::Json& list) {
    Strings strings;
    for (const base::Json& one : list.array()) {
        if (std::find(strings.begin(), strings.end(), one.string_or("")) == strings.end()) strings.emplace_back(one.string_or(""));
    }
    return strings;
}

/// The States of the truth's parentheses.
std::vector<const State*> states_of(const base::Json& parentheses) {
    std::vector<const State*> states;
    for (const std::string& one : strings_of(parentheses)) {
        for (const State* state : read_state_list(one)) states.push_back(state);
    }
    return states;
}

TEST(ThematicList, AgreesWithTheRealTables) {
    const std::string folder = testing::shared("documents/slovenia_upr");
    if (folder.empty()) GTEST_SKIP() << "SKIPPED LOUDLY: no real thematic lists here";
    const auto documents = testing::extract({folder + "/UPR20__Slovenia_ThematicListRecommendations_E.docx", folder + "/UPR34_Slovenia_Thematic_list_of_Recommendations.docx"});
    std::map<std::string, ThematicRow> found;
    for (const auto& document : documents) {
        const ThematicList list = read_thematic_list(document);
        EXPECT_EQ(list.rows, list.entries.size());
        EXPECT_TRUE(list.repairs.empty());
        for (const ThematicRow& row : list.entries) found.emplace(row.number, row);
    }
    const std::vector<base::Json> truth = testing::json_lines(folder + "/ohchr_thematic_truth.jsonl");

    ASSERT_EQ(truth.size(), 378U);
    EXPECT_EQ(found.size(), truth.size());
    for (const base::Json& one : truth) {
        const std::string number(one["para"].string_or(""));
        SCOPED_TRACE(number);
        const ThematicRow& row = found[number];
        EXPECT_EQ(row.decision, one["position"].string_or("") == "Supported" ? Decision::Supported : Decision::Noted);
        EXPECT_EQ(row.source_of_position, one["source_of_position"].string_or(""));
        EXPECT_EQ(row.listed_under, Strings{std::string(one["listed_under_theme"].string_or(""))});
        EXPECT_EQ(row.themes, strings_of(one["themes"]));
        EXPECT_EQ(row.persons, strings_of(one["persons"]));
        EXPECT_EQ(row.sdgs, strings_of(one["sdgs"]));
        EXPECT_EQ(row.states, states_of(one["states_parenthesised"]));
        EXPECT_FALSE(row.text.empty());
    }
}

}  // namespace
}  // namespace guvoh::reviews
