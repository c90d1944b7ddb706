// SPDX-License-Identifier: AGPL-3.0-or-later
#include "papers/docx_text.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "papers/testing/read_docx.h"
#include "papers/testing/texts.h"

namespace guvoh::papers {
namespace {

/// Runs in a paragraph that an XML parser takes.
std::string in_paragraph(const std::string& runs) { return "<w:p xmlns:w=\"w\" xmlns:r=\"r\">" + runs + "</w:p>"; }

TEST(DocxText, GivesAnyTextBack) {
    EXPECT_TRUE(rc::check([] {
        const std::string text = testing::any_text();
        DocxText writer(Direction::LeftToRight, 1);

        const pugi::xml_document read = testing::parsed(in_paragraph(writer.runs(plain(text))));

        RC_ASSERT(testing::shown_text(read.document_element()) == testing::kept_in_xml(text));
    }));
}

TEST(DocxText, WritesAnyTextAsAnAttribute) {
    EXPECT_TRUE(rc::check([] {
        const std::string text = testing::any_text();
        std::string xml = "<a b=\"";
        add_xml(text, xml);

        const pugi::xml_document read = testing::parsed(xml + "\"/>");

        RC_ASSERT(!read.document_element().empty());
    }));
}

TEST(DocxText, MarksWhatIsBoldAndItalicForBothSortsOfScripts) {
    DocxText writer(Direction::RightToLeft, 1);
    papers::Run run{"x"};
    run.bold = true;
    run.italic = true;

    EXPECT_EQ(writer.runs({run}), "<w:r><w:rPr><w:b/><w:bCs/><w:i/><w:iCs/><w:rtl/></w:rPr><w:t xml:space=\"preserve\">x</w:t></w:r>");
}

TEST(DocxText, LeadsOutOnceForEachAddress) {
    DocxText writer(Direction::LeftToRight, 7);
    papers::Run first{"a"}, second{"b"};
    first.link = "https://example.org/?a=1&b=2";
    second.link = "https://example.org/other";

    const std::string xml = writer.runs({first, second, first});

    EXPECT_NE(xml.find("<w:hyperlink r:id=\"rId7\" w:history=\"1\"><w:r><w:rPr><w:rStyle w:val=\"Hyperlink\"/></w:rPr><w:t xml:space=\"preserve\">a<"), std::string::npos);
    EXPECT_NE(xml.find("r:id=\"rId8\""), std::string::npos);
    EXPECT_EQ(xml.find("r:id=\"rId9\""), std::string::npos);
    EXPECT_NE(writer.body_relationships().find("Target=\"https://example.org/?a=1&amp;b=2\" TargetMode=\"External\"/>"), std::string::npos);
    EXPECT_EQ(writer.note_relationships(), "");
}

TEST(DocxText, NumbersFootnotesAndKeepsTheirLinksApart) {
    DocxText writer(Direction::LeftToRight, 7);
    papers::Run run{"a"}, note{"see there"};
    note.link = "https://example.org/";
    run.footnote = {note};

    const std::string xml = writer.runs({run, run});

    EXPECT_LT(xml.find("<w:footnoteReference w:id=\"1\"/>"), xml.find("<w:footnoteReference w:id=\"2\"/>"));
    EXPECT_NE(writer.footnotes().find("<w:footnote w:id=\"2\">"), std::string::npos);
    EXPECT_NE(writer.note_relationships().find("Id=\"rId1\""), std::string::npos);
    EXPECT_EQ(writer.body_relationships(), "");
}

}  // namespace
}  // namespace guvoh::papers
