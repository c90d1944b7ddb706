// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gtest/gtest.h>

#include "documents/testing/files.h"
#include "documents/wire.h"

namespace guvoh::documents {
namespace {

using testing::all_text;
using testing::parse_here;

std::string relation(const std::string& id, const std::string& kind, const std::string& target) {
    return "<Relationship Id=\"" + id + "\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/" + kind + "\" Target=\"" + target +
           "\"/>";
}

std::string paragraphs(const std::string& inside) { return "<p:sp><p:txBody>" + inside + "</p:txBody></p:sp>"; }
std::string paragraph(const std::string& text) { return "<a:p><a:r><a:t>" + text + "</a:t></a:r></a:p>"; }

/// Two slides, shown in the other order than they are named.
testing::Entries show(const std::string& first, const std::string& second) {
    return {{"ppt/presentation.xml",
             "<p:presentation><p:sldIdLst><p:sldId id=\"256\" r:id=\"r9\"/><p:sldId id=\"257\" r:id=\"r1\"/></p:sldIdLst></p:presentation>"},
            {"ppt/_rels/presentation.xml.rels",
             "<Relationships>" + relation("r1", "slide", "slides/slide1.xml") + relation("r9", "slide", "/ppt/slides/slide2.xml") + "</Relationships>"},
            {"ppt/slides/slide1.xml", second},
            {"ppt/slides/slide2.xml", first}};
}

TEST(Presentation, GivesAPageASlideInTheOrderShown) {
    const std::string table = "<a:tbl><a:tr><a:tc><a:txBody>" + paragraph("Камера") + "</a:txBody></a:tc><a:tc><a:txBody>" + paragraph("12") +
                              "</a:txBody></a:tc></a:tr></a:tbl>";
    const std::string number = paragraphs("<a:p><a:fld type=\"slidenum\"><a:t>1</a:t></a:fld></a:p>");
    const auto entries = show("<p:sld>" + paragraphs(paragraph("Посещение") + paragraph("СИЗО-1")) + table + number + "</p:sld>",
                              "<p:sld show=\"0\">" + paragraphs("<a:p><a:r><a:t>two</a:t></a:r><a:br/><a:r><a:t>lines</a:t></a:r></a:p>") + "</p:sld>");

    const auto found = parse_here(testing::make_zip(entries), "a.pptx");

    ASSERT_TRUE(found) << found.error().text();
    EXPECT_EQ(found->kind, Kind::Presentation);
    EXPECT_EQ(all_text(*found), "Посещение\nСИЗО-1\n\nКамера\t12\ftwo\nlines");
    EXPECT_EQ(found->notes, std::vector<std::string>{"slide 2 is hidden"});
    EXPECT_TRUE(found->children.empty()) << "a presentation is no archive";
}

TEST(Presentation, ReadsNotesAndCommentsOfEachSlide) {
    auto entries = show("<p:sld>" + paragraphs(paragraph("on the slide")) + "</p:sld>", "<p:sld/>");
    entries.push_back({"ppt/slides/_rels/slide2.xml.rels", "<Relationships>" + relation("a", "notesSlide", "../notesSlides/notesSlide7.xml") +
                                                               relation("b", "comments", "../comments/comment1.xml") + "</Relationships>"});
    entries.push_back({"ppt/notesSlides/notesSlide7.xml", "<p:notes>" + paragraphs(paragraph("do not name him")) + "</p:notes>"});
    entries.push_back({"ppt/comments/comment1.xml", "<p:cmLst><p:cm><p:text>who said so?</p:text></p:cm></p:cmLst>"});

    const auto found = parse_here(testing::make_zip(entries), "a.pptx");

    ASSERT_TRUE(found) << found.error().text();
    ASSERT_EQ(found->pages.size(), 2U) << "the numbers stay those of the slides";
    EXPECT_EQ(found->pages[0].text, "on the slide\n\ndo not name him\n\nwho said so?");
}

TEST(Presentation, GoesOnBehindASlideThatIsDamagedOrMissing) {
    auto entries = show("not XML at all", "<p:sld>" + paragraphs(paragraph("good")) + "</p:sld>");
    const auto damaged = parse_here(testing::make_zip(entries), "a.pptx");
    entries.pop_back();
    const auto missing = parse_here(testing::make_zip(entries), "a.pptx");

    for (const auto* const found : {&damaged, &missing}) {
        ASSERT_TRUE(*found) << found->error().text();
        ASSERT_EQ((*found)->notes.size(), 1U);
        EXPECT_TRUE((*found)->notes[0].starts_with("slide 1: ")) << (*found)->notes[0];
        EXPECT_EQ((*found)->pages.back().text, "good");
    }
}

TEST(Presentation, SaysThatItIsEmpty) {
    const auto found = parse_here(testing::make_zip({{"ppt/presentation.xml", "<p:presentation/>"}}), "a.pptx");

    ASSERT_TRUE(found) << found.error().text();
    EXPECT_EQ(found->notes, std::vector<std::string>{"it has no slides"});
}

TEST(Presentation, HandsOverPicturesWhereThereAreFewWords) {
    auto entries = show("<p:sld/>", "<p:sld/>");
    entries.push_back({"ppt/media/image1.png", "scan"});

    const auto found = parse_here(testing::make_zip(entries), "a.pptx");

    ASSERT_TRUE(found) << found.error().text();
    EXPECT_EQ(found->children.size(), 1U);
}

TEST(Presentation, TakesNoMorePagesThanMemoryHasRoomFor) {
    std::string content = "<office:document-content><office:body><office:presentation>";
    for (std::uint32_t i = 0; i < kMaxPages + 2; ++i) content += "<draw:page/>";
    content += "</office:presentation></office:body></office:document-content>";

    const auto found =
        parse_here(testing::make_zip({{"mimetype", "application/vnd.oasis.opendocument.presentation"}, {"content.xml", content}}), "a.odp");

    ASSERT_TRUE(found) << found.error().text();
    EXPECT_EQ(found->pages.size(), kMaxPages);
    EXPECT_EQ(found->notes, std::vector<std::string>{"only the first 100000 pages were taken; the file is preserved whole"});
}

TEST(Presentation, ReadsOpenDocumentSlides) {
    const std::string content =
        "<office:document-content><office:body><office:presentation>"
        "<draw:page><draw:frame><draw:text-box><text:p>Первый</text:p></draw:text-box></draw:frame>"
        "<presentation:notes><text:p>note</text:p></presentation:notes></draw:page>"
        "<draw:page><text:p>Второй</text:p></draw:page></office:presentation></office:body></office:document-content>";

    const auto found =
        parse_here(testing::make_zip({{"mimetype", "application/vnd.oasis.opendocument.presentation"}, {"content.xml", content}}), "a.odp");

    ASSERT_TRUE(found) << found.error().text();
    EXPECT_EQ(found->kind, Kind::Presentation);
    EXPECT_EQ(all_text(*found), "Первый\n\nnote\fВторой");
}

}  // namespace
}  // namespace guvoh::documents
