// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <map>

#include "papers/paper.h"
#include "papers/testing/read_docx.h"
#include "papers/testing/texts.h"

namespace guvoh::papers {
namespace {

using testing::nodes;
using testing::parsed;
using testing::shown_text;
using testing::unzipped;
using Parts = std::map<std::string, std::string>;

std::string written(const Paper& paper) {
    std::string out;
    EXPECT_TRUE(write_docx(paper, [&](std::string_view bytes) {
        out += bytes;
        return base::Status{};
    }));
    return out;
}

Parts parts_of(std::vector<Block> blocks) {
    Paper paper;
    paper.blocks = std::move(blocks);
    return unzipped(written(paper));
}

pugi::xml_document document_of(std::vector<Block> blocks) { return parsed(parts_of(std::move(blocks))["word/document.xml"]); }

Run noted(std::string text, std::string note) {
    Run run{std::move(text)};
    run.footnote = plain(std::move(note));
    return run;
}

Run linked(std::string text, std::string link) {
    Run run{std::move(text)};
    run.link = std::move(link);
    return run;
}

Row row_of(RowKind kind, const std::vector<std::string>& cells) {
    Row row{kind, {}};
    for (const std::string& cell : cells) row.cells.push_back(plain(cell));
    return row;
}

/// One of everything.
Paper full_paper() {
    Paper paper;
    paper.title = "Доклад & <обзор>";
    paper.subtitle = "Подзаголовок";
    paper.footer = "Не для распространения";
    paper.language = "ru";
    paper.made_at_ms = 1'700'000'000'123;
    paper.blocks = {Heading{1, plain("Глава")},
                    Paragraph{{noted("Текст", "Сноска первая"), linked(" ссылка", "https://example.org/ж")}},
                    List{false, {{plain("точка"), 0}, {plain("глубже"), 2}}},
                    List{true, {{plain("раз"), 0}}},
                    List{true, {{plain("снова раз"), 0}}},
                    PageBreak{},
                    Table{{1, 2, 3}, {row_of(RowKind::Header, {"a", "b", "c"}), row_of(RowKind::Group, {"wide"}), row_of(RowKind::Plain, {"1", "2", "3"})}},
                    Paragraph{{noted("Конец", "Сноска вторая")}}};
    return paper;
}

TEST(DocxWriter, WritesPartsThatAreXmlAndNamedByTheirTypes) {
    const Parts parts = unzipped(written(full_paper()));

    ASSERT_EQ(parts.size(), 12U);
    for (const auto& [name, xml] : parts) EXPECT_FALSE(parsed(xml).document_element().empty()) << name;
    const pugi::xml_document types = parsed(parts.at("[Content_Types].xml"));
    for (const pugi::xml_node one : nodes(types, "Override")) {
        EXPECT_TRUE(parts.count(std::string(one.attribute("PartName").value()).substr(1))) << one.attribute("PartName").value();
    }
}

TEST(DocxWriter, LeadsOnlyToPartsThatAreThere) {
    const Parts parts = unzipped(written(full_paper()));

    for (const char* const part : {"word/_rels/document.xml.rels", "_rels/.rels"}) {
        const std::string folder = part[0] == 'w' ? "word/" : "";
        const pugi::xml_document relationships = parsed(parts.at(part));
        for (const pugi::xml_node one : relationships.document_element().children()) {
            if (std::string_view(one.attribute("TargetMode").value()) == "External") continue;
            EXPECT_TRUE(parts.count(folder + one.attribute("Target").value())) << one.attribute("Target").value();
        }
    }
}

TEST(DocxWriter, UsesOnlyStylesThatItDefines) {
    Parts parts = unzipped(written(full_paper()));
    const pugi::xml_document styles = parsed(parts["word/styles.xml"]);
    std::map<std::string, int> defined;
    for (const pugi::xml_node one : nodes(styles, "w:style")) ++defined[one.attribute("w:styleId").value()];

    for (const char* const part : {"word/document.xml", "word/footnotes.xml", "word/footer1.xml"}) {
        const pugi::xml_document read = parsed(parts[part]);
        for (const char* const name : {"w:pStyle", "w:rStyle", "w:tblStyle"}) {
            for (const pugi::xml_node one : nodes(read, name)) EXPECT_EQ(defined[one.attribute("w:val").value()], 1) << one.attribute("w:val").value();
        }
    }
}

TEST(DocxWriter, GivesTheSameBytesForTheSamePaper) {
    EXPECT_EQ(written(full_paper()), written(full_paper()));

    Paper later = full_paper();
    later.made_at_ms += 1'000;
    EXPECT_NE(written(later), written(full_paper()));
}

TEST(DocxWriter, NamesTitleLanguageAndDateAndNobody) {
    Parts parts = unzipped(written(full_paper()));
    const pugi::xml_document kept = parsed(parts["docProps/core.xml"]);

    EXPECT_STREQ(nodes(kept, "dc:title").at(0).text().get(), "Доклад & <обзор>");
    EXPECT_STREQ(nodes(kept, "dc:language").at(0).text().get(), "ru");
    EXPECT_STREQ(nodes(kept, "dcterms:created").at(0).text().get(), "2023-11-14T22:13:20Z");
    EXPECT_TRUE(nodes(kept, "dc:creator").empty());
    EXPECT_TRUE(nodes(kept, "cp:lastModifiedBy").empty());
}

TEST(DocxWriter, GivesAnyTextBackWhereverItStands) {
    EXPECT_TRUE(rc::check([] {
        std::vector<std::string> texts(7);
        for (std::string& text : texts) text = testing::any_text();
        Paper paper;
        paper.title = "t" + texts[0];
        paper.blocks = {Heading{2, plain(texts[1])}, Paragraph{{noted(texts[2], "n" + texts[6])}}, List{false, {{plain(texts[3]), 1}}},
                        Table{{1, 1}, {row_of(RowKind::Plain, {texts[4], texts[5]})}}};
        Parts parts = unzipped(written(paper));

        const pugi::xml_document read = parsed(parts["word/document.xml"]);
        std::vector<std::string> found;
        for (const pugi::xml_node one : nodes(read, "w:p")) found.push_back(shown_text(one));

        RC_ASSERT(found.size() == 7U);  // the last is the gap below the table
        RC_ASSERT(found[0] == "t" + testing::kept_in_xml(texts[0]));
        for (std::size_t i = 1; i < 6; ++i) RC_ASSERT(found[i] == testing::kept_in_xml(texts[i]));
        const pugi::xml_document notes = parsed(parts["word/footnotes.xml"]);
        RC_ASSERT(shown_text(nodes(notes, "w:footnote").at(2)) == " n" + testing::kept_in_xml(texts[6]));
    }));
}

TEST(DocxWriter, NumbersFootnotesInTheOrderOfTheText) {
    Parts parts = unzipped(written(full_paper()));
    const pugi::xml_document read = parsed(parts["word/document.xml"]), notes = parsed(parts["word/footnotes.xml"]);
    std::map<std::string, std::string> texts;
    for (const pugi::xml_node one : nodes(notes, "w:footnote")) texts[one.attribute("w:id").value()] = shown_text(one);

    const auto references = nodes(read, "w:footnoteReference");

    ASSERT_EQ(references.size(), 2U);
    EXPECT_STREQ(references[0].attribute("w:id").value(), "1");
    EXPECT_EQ(texts["1"], " Сноска первая");
    EXPECT_STREQ(references[1].attribute("w:id").value(), "2");
    EXPECT_EQ(texts["2"], " Сноска вторая");
    EXPECT_EQ(texts.size(), 4U);  // and the two lines above footnotes
}

TEST(DocxWriter, LeadsEachLinkToItsAddress) {
    papers::Run in_note{"note"};
    in_note.footnote = {linked("there", "https://example.org/note")};
    Parts parts = parts_of({Paragraph{{linked("a", "https://example.org/a?b=1&c=2"), in_note, linked("b", "mailto:a@example.org")}}});

    const auto targets = [&](const std::string& part, const std::string& rels) {
        const pugi::xml_document read = parsed(parts[part]), relationships = parsed(parts[rels]);
        std::map<std::string, std::string> by_id, by_text;
        for (const pugi::xml_node one : nodes(relationships, "Relationship")) by_id[one.attribute("Id").value()] = one.attribute("Target").value();
        for (const pugi::xml_node one : nodes(read, "w:hyperlink")) by_text[shown_text(one)] = by_id[one.attribute("r:id").value()];
        return by_text;
    };
    const std::map<std::string, std::string> in_body = {{"a", "https://example.org/a?b=1&c=2"}, {"b", "mailto:a@example.org"}};
    EXPECT_EQ(targets("word/document.xml", "word/_rels/document.xml.rels"), in_body);
    const std::map<std::string, std::string> in_notes = {{"there", "https://example.org/note"}};
    EXPECT_EQ(targets("word/footnotes.xml", "word/_rels/footnotes.xml.rels"), in_notes);
}

TEST(DocxWriter, BeginsEachNumberedListAnew) {
    Parts parts = unzipped(written(full_paper()));
    const pugi::xml_document read = parsed(parts["word/document.xml"]), numbering = parsed(parts["word/numbering.xml"]);

    std::vector<std::string> used;
    for (const pugi::xml_node one : nodes(read, "w:numId")) used.emplace_back(one.attribute("w:val").value());

    EXPECT_EQ(used, (std::vector<std::string>{"1", "1", "2", "3"}));
    EXPECT_EQ(nodes(numbering, "w:num").size(), 3U);
    EXPECT_EQ(nodes(numbering, "w:startOverride").size(), 6U);
}

TEST(DocxWriter, RepeatsOnlyTheHeadersAtTheTop) {
    const pugi::xml_document read = document_of({Table{
        {1}, {row_of(RowKind::Header, {"a"}), row_of(RowKind::Header, {"b"}), row_of(RowKind::Plain, {"c"}), row_of(RowKind::Header, {"d"})}}});

    std::string repeated;
    for (const pugi::xml_node row : nodes(read, "w:tr")) repeated += nodes(row, "w:tblHeader").empty() ? '-' : 'h';

    EXPECT_EQ(repeated, "hh--");
}

TEST(DocxWriter, DividesTheWidthByShares) {
    EXPECT_TRUE(rc::check([] {
        const auto shares = *rc::gen::resize(63, rc::gen::nonEmpty(rc::gen::container<std::vector<std::uint32_t>>(rc::gen::inRange<std::uint32_t>(1, 10'001))));
        RC_PRE(shares.size() <= 63U);
        const pugi::xml_document read = document_of({Table{shares, {row_of(RowKind::Plain, {"all"})}}});

        unsigned total = 0;
        for (const pugi::xml_node one : nodes(read, "w:gridCol")) total += one.attribute("w:w").as_uint();

        RC_ASSERT(total == nodes(read, "w:tblW").at(0).attribute("w:w").as_uint());
        RC_ASSERT(total == nodes(read, "w:tcW").at(0).attribute("w:w").as_uint());
    }));
}

TEST(DocxWriter, LetsTheLastCellSpanTheRest) {
    const pugi::xml_document read = document_of({Table{{1, 1, 2}, {row_of(RowKind::Group, {"a", "b"})}}});
    const auto cells = nodes(read, "w:tc");

    ASSERT_EQ(cells.size(), 2U);
    EXPECT_TRUE(nodes(cells[0], "w:gridSpan").empty());
    EXPECT_EQ(nodes(cells[1], "w:gridSpan").at(0).attribute("w:val").as_uint(), 2U);
    EXPECT_STREQ(nodes(cells[1], "w:shd").at(0).attribute("w:fill").value(), "F3F6F8");
}

TEST(DocxWriter, BreaksThePageBeforeWhateverFollows) {
    const auto breaks = [](std::vector<Block> blocks) {
        const pugi::xml_document read = document_of(std::move(blocks));
        return nodes(read, "w:pageBreakBefore").size();
    };
    const Table table{{1}, {row_of(RowKind::Plain, {"x"})}};

    EXPECT_EQ(breaks({PageBreak{}, Heading{1, plain("x")}}), 1U);
    EXPECT_EQ(breaks({PageBreak{}, table}), 1U);
    EXPECT_EQ(breaks({PageBreak{}, PageBreak{}, Paragraph{}}), 2U);
    EXPECT_EQ(breaks({PageBreak{}}), 1U);
    const pugi::xml_document read = document_of({PageBreak{}, table});
    EXPECT_TRUE(nodes(read, "w:tbl").at(0).previous_sibling("w:p"));
}

TEST(DocxWriter, TurnsThePageAndTheText) {
    Paper paper = full_paper();
    paper.orientation = Orientation::Landscape;
    paper.direction = Direction::RightToLeft;
    const pugi::xml_document read = parsed(unzipped(written(paper))["word/document.xml"]);
    const pugi::xml_node size = nodes(read, "w:pgSz").at(0);

    EXPECT_STREQ(size.attribute("w:orient").value(), "landscape");
    EXPECT_GT(size.attribute("w:w").as_uint(), size.attribute("w:h").as_uint());
    EXPECT_EQ(nodes(read, "w:bidiVisual").size(), 1U);
    for (const pugi::xml_node one : nodes(read, "w:pStyle")) EXPECT_TRUE(one.parent().child("w:bidi"));
}

TEST(DocxWriter, CountsPagesInTheFooter) {
    Parts parts = unzipped(written(full_paper()));
    const pugi::xml_document footer = parsed(parts["word/footer1.xml"]);

    EXPECT_EQ(shown_text(footer), "Не для распространения\t1 / 1");
    EXPECT_EQ(nodes(footer, "w:fldSimple").size(), 2U);
}

TEST(DocxWriter, WritesNothingOfAPaperThatItRefuses) {
    Paper paper;
    paper.blocks = {Paragraph{plain("good")}, Paragraph{plain("\xff")}};
    bool called = false;

    const base::Status done = write_docx(paper, [&](std::string_view) {
        called = true;
        return base::Status{};
    });

    EXPECT_EQ(done.error().kind, base::ErrorKind::Invalid);
    EXPECT_FALSE(called);
}

TEST(DocxWriter, PassesOnWhatTheSinkFailsWith) {
    const base::Status done = write_docx(full_paper(), [](std::string_view) -> base::Status { return base::fail(base::ErrorKind::Full, "no space"); });

    EXPECT_EQ(done.error().kind, base::ErrorKind::Full);
}

TEST(DocxWriter, WritesAFileEvenWithoutText) { EXPECT_EQ(nodes(document_of({}), "w:sectPr").size(), 1U); }

}  // namespace
}  // namespace guvoh::papers
