// SPDX-License-Identifier: AGPL-3.0-or-later
#include "recommendations/table_guess.h"

#include <gtest/gtest.h>

namespace guvoh::recommendations {
namespace {

const schema::Schema& built_in() {
    static const schema::Schema schema = schema::Schema::built_in().value();
    return schema;
}
std::string guessed(const std::string& csv, const char* type_name = "Recommendation") {
    const schema::Type& type = *built_in().find_type(type_name);
    const auto table = read_table_data(base::as_bytes(csv), [&](std::string_view heading) { return !guess_by_heading(type, heading).field.empty(); });
    EXPECT_EQ(table.problem, "");
    CellReader reader(built_in(), {});
    std::string all;
    for (const auto& guess : guess_columns(type, table, reader)) all += (guess.field.empty() ? "-" : guess.field + "/" + guess.by) + " ";
    return all;
}

TEST(TableGuess, KnowsHeadingsInEachLanguageAndWhatMinistriesWrite) {
    EXPECT_EQ(guessed("№ п/п,Рекомендация,Страна,Позиция,Ответственный\n1,Искоренить пытки,Чили,Принята,Минюст\n"), "number/word text/word state/word position/name - ");
    EXPECT_EQ(guessed("Text,state,Recommending States\nEnd it,Chad,Peru\n"), "text/name state/name recommending_states/name ");
    EXPECT_EQ(guessed("Мероприятие,Срок,Исполнитель\nУчить,2015,Минюст\n", "Measure"), "title/word due_on/name responsible/word ");
}

TEST(TableGuess, FallsBackOnTheValues) {
    const std::string text = "Take all measures necessary to end torture in every place of detention and to try those who commit it";

    EXPECT_EQ(guessed("a,b,c,d\n101.1," + text + ",Chile,Accepted\n101.2," + text + " now,Peru,Noted\n101.3," + text + " soon,Spain,Noted\n"),
              "number/values text/values recommending_states/values position/values ");
}

TEST(TableGuess, GivesAFieldToOneColumnOnly) {
    EXPECT_EQ(guessed("State,Country,Text,Wording\nChad,,Do,x\n"), "state/name - text/name - ");
}

TEST(TableGuess, TellsTheOrderOfDatesWhereItShows) {
    const auto order = [](const std::string& csv) { return guess_date_order(read_table_data(base::as_bytes(csv), [](auto) { return true; })); };

    EXPECT_EQ(order("Text,Due\nx,03/25/2015\ny,04/26/2015\n"), "mdy");
    EXPECT_EQ(order("Text,Due\nx,25.03.2015\n"), "dmy");
    EXPECT_EQ(order("Text,Due\nx,03/04/2015\n"), "dmy");
}

}  // namespace
}  // namespace guvoh::recommendations
