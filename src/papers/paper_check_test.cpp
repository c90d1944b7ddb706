// SPDX-License-Identifier: AGPL-3.0-or-later
#include "papers/paper_check.h"

#include <gtest/gtest.h>

namespace guvoh::papers {
namespace {

Paper paper_of(Block block) {
    Paper paper;
    paper.blocks = {Paragraph{plain("good")}, std::move(block)};
    return paper;
}

Table table_of(std::vector<std::uint32_t> shares, std::size_t cells) {
    Table table;
    table.column_shares = std::move(shares);
    table.rows.resize(1);
    table.rows[0].cells.resize(cells);
    return table;
}

Runs noted(Runs note) {
    Runs runs = plain("text");
    runs[0].footnote = std::move(note);
    return runs;
}

Runs linked(std::string link) {
    Runs runs = plain("text");
    runs[0].link = std::move(link);
    return runs;
}

TEST(PaperCheck, TakesAPaperThatIsWellMade) {
    EXPECT_TRUE(check({}));
    EXPECT_TRUE(check(paper_of(Heading{3, plain("x")})));
    EXPECT_TRUE(check(paper_of(table_of({1, 10'000}, 1))));
    EXPECT_TRUE(check(paper_of(Paragraph{noted(linked("https://example.org"))})));
    EXPECT_TRUE(check(paper_of(PageBreak{})));
}

TEST(PaperCheck, NamesTheBlockThatIsToBlame) {
    const base::Status done = check(paper_of(Heading{4, {}}));

    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().kind, base::ErrorKind::Invalid);
    EXPECT_EQ(done.error().text(), "block 2: the level of a heading is 1 to 3");
}

TEST(PaperCheck, RefusesWhatCannotBeWritten) {
    const std::vector<Block> bad = {Heading{0, {}},
                                    Paragraph{plain("\xff")},
                                    Paragraph{plain("\xed\xa0\x80")},
                                    Paragraph{linked("javascript:x")},
                                    Paragraph{noted(noted(plain("deep")))},
                                    Paragraph{noted(plain("\xc0\x80"))},
                                    List{true, {{plain("x"), 3}}},
                                    List{false, {{plain("\x80"), 0}}},
                                    table_of({}, 1),
                                    table_of({1, 0}, 2),
                                    table_of({10'001}, 1),
                                    table_of({1}, 2),
                                    table_of({1}, 0),
                                    table_of(std::vector<std::uint32_t>(64, 1), 1)};
    for (const Block& block : bad) EXPECT_FALSE(check(paper_of(block))) << block.index();
}

TEST(PaperCheck, RefusesBadPropertiesOfTheWhole) {
    const auto refuses = [](const auto& change) {
        Paper paper;
        change(paper);
        return !check(paper);
    };
    EXPECT_TRUE(refuses([](Paper& paper) { paper.title = "\xff"; }));
    EXPECT_TRUE(refuses([](Paper& paper) { paper.footer = "\xff"; }));
    EXPECT_TRUE(refuses([](Paper& paper) { paper.language = "ru\"/>"; }));
    EXPECT_TRUE(refuses([](Paper& paper) { paper.language = ""; }));
    EXPECT_TRUE(refuses([](Paper& paper) { paper.made_at_ms = -1; }));
    EXPECT_TRUE(refuses([](Paper& paper) { paper.made_at_ms = 253'402'300'800'000; }));
}

}  // namespace
}  // namespace guvoh::papers
