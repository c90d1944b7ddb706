// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gtest/gtest.h>

#include "documents/testing/files.h"

namespace guvoh::documents {
namespace {

using testing::all_text;
using testing::make_docx;
using testing::parse_here;

std::string paragraph(const std::string& text) { return "<w:p><w:r><w:t>" + text + "</w:t></w:r></w:p>"; }

TEST(Docx, KeepsParagraphsTabsAndBreaks) {
    const auto found = parse_here(make_docx(paragraph("Первый") + "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r></w:p>"), "a.docx");

    ASSERT_TRUE(found) << found.error().text();
    EXPECT_EQ(found->kind, Kind::Docx);
    EXPECT_EQ(all_text(*found), "Первый\n\na\tb\nc");
}

TEST(Docx, MakesATableRowAParagraphWithTabs) {
    const std::string cells = "<w:tc>" + paragraph("Country") + "</w:tc><w:tc>" + paragraph("Position") + "</w:tc>";

    const auto found = parse_here(make_docx("<w:tbl><w:tr>" + cells + "</w:tr></w:tbl>" + paragraph("after")), "a.docx");

    ASSERT_TRUE(found);
    EXPECT_EQ(all_text(*found), "Country\tPosition\n\nafter");
}

TEST(Docx, BeginsARowWhoseFirstCellIsEmptyOnALineOfItsOwn) {
    const auto row = [](const std::string& a, const std::string& b) {
        return "<w:tr><w:tc>" + paragraph(a) + "</w:tc><w:tc>" + paragraph(b) + "</w:tc></w:tr>";
    };

    const auto found = parse_here(make_docx("<w:tbl>" + row("1 May", "Colony 7") + row("", "Court") + row("", "") + "</w:tbl>" + paragraph("after")), "a.docx");

    ASSERT_TRUE(found);
    EXPECT_EQ(all_text(*found), "1 May\tColony 7\n\n\tCourt\n\nafter");
}

TEST(Docx, LeavesOutDeletedTextAndFallbackCopies) {
    const std::string body = "<w:p><w:del><w:r><w:t>gone</w:t></w:r></w:del><w:ins><w:r><w:t>kept</w:t></w:r></w:ins>"
                             "<mc:AlternateContent><mc:Fallback><w:r><w:t>twice</w:t></w:r></mc:Fallback></mc:AlternateContent></w:p>";

    const auto found = parse_here(make_docx(body), "a.docx");

    ASSERT_TRUE(found);
    EXPECT_EQ(all_text(*found), "kept");
}

TEST(Docx, AddsFootnotesCommentsAndProperties) {
    const testing::Entries more = {
        {"word/footnotes.xml", "<w:footnotes><w:footnote w:type=\"separator\">" + paragraph("---") + "</w:footnote><w:footnote>" +
                                   paragraph("the note") + "</w:footnote></w:footnotes>"},
        {"word/comments.xml", "<w:comments><w:comment>" + paragraph("a remark") + "</w:comment></w:comments>"},
        {"docProps/core.xml", "<cp:coreProperties><dc:title>Доклад</dc:title><dc:creator>A. Author</dc:creator>"
                              "<dcterms:created>2019-05-01T10:00:00Z</dcterms:created></cp:coreProperties>"}};

    const auto found = parse_here(make_docx(paragraph("body"), more), "a.docx");

    ASSERT_TRUE(found);
    EXPECT_EQ(all_text(*found), "body\n\nthe note\n\na remark");
    EXPECT_EQ(found->metadata.at("title"), "Доклад");
    EXPECT_EQ(found->metadata.at("created_on"), "2019-05-01T10:00:00Z");
}

TEST(Docx, DoesNotGrowFromABillionLaughs) {
    const std::string bomb = "<!DOCTYPE z [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;\">]>"
                             "<w:document><w:body><w:p><w:r><w:t>&c;&c;</w:t></w:r></w:p></w:body></w:document>";

    const auto found = parse_here(testing::make_zip({{"word/document.xml", bomb}}), "a.docx");

    ASSERT_TRUE(found);
    EXPECT_LT(all_text(*found).size(), 100U);
}

TEST(Docx, StopsAtAPartThatIsABomb) {
    const std::string blanks(40U << 20U, ' ');

    const auto found = parse_here(make_docx(paragraph(blanks)), "a.docx");

    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().kind, base::ErrorKind::Cancelled);
}

TEST(Docx, NamesADamagedBody) {
    const auto found = parse_here(testing::make_zip({{"word/document.xml", "not xml"}}), "a.docx");

    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().kind, base::ErrorKind::Invalid);
}

TEST(Docx, IsRecognisedWhenWordOnTheWebWroteIt) {
    const auto found = parse_here(testing::make_zip({{"word/document2.xml", "<w:document><w:body>" + paragraph("body") + "</w:body></w:document>"}}), "a.docx");

    ASSERT_TRUE(found);
    EXPECT_EQ(found->kind, Kind::Docx);
    EXPECT_EQ(all_text(*found), "body");
}

TEST(Docx, ReadsAllHeadersAndDiagrams) {
    const testing::Entries more = {{"word/header1.xml", "<w:hdr>" + paragraph("one") + "</w:hdr>"},
                                   {"word/header3.xml", "<w:hdr>" + paragraph("three") + "</w:hdr>"},
                                   {"word/diagrams/data1.xml", "<dgm:dataModel><dgm:t><a:p><a:r><a:t>chart of guards</a:t></a:r></a:p></dgm:t></dgm:dataModel>"}};

    const auto found = parse_here(make_docx(paragraph("body"), more), "a.docx");

    ASSERT_TRUE(found);
    EXPECT_EQ(all_text(*found), "body\n\none\n\nthree\n\nchart of guards");
}

TEST(Docx, HandsOverInsertedPagesAndThePicturesUnderAShortCaption) {
    const testing::Entries more = {{"word/afchunk.mht", "MIME-Version: 1.0"}, {"word/media/image1.png", "a scan"}};

    const auto brief = parse_here(make_docx(paragraph("Annex: the order"), more), "a.docx");
    const auto lengthy = parse_here(make_docx(paragraph(std::string(1000, 'x')), more), "a.docx");

    ASSERT_TRUE(brief && lengthy);
    EXPECT_EQ(brief->children.size(), 2U);
    EXPECT_EQ(lengthy->children.size(), 1U);
}

}  // namespace
}  // namespace guvoh::documents
