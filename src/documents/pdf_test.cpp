// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "documents/testing/files.h"

namespace guvoh::documents {
namespace {

using base::ErrorKind;
using testing::all_text;
using testing::make_pdf;
using testing::parse_here;
using testing::text_stream;

std::string text_of_stream(const std::string& stream) {
    const auto found = parse_here(make_pdf({stream}), "a.pdf");
    EXPECT_TRUE(found) << found.error().text();
    return found ? all_text(*found) : std::string();
}

TEST(Pdf, ReadsPagesInOrderWithTheirSize) {
    const auto found = parse_here(make_pdf({text_stream({"one", "still one"}), text_stream({"two"})}), "a.pdf");

    ASSERT_TRUE(found) << found.error().text();
    EXPECT_EQ(all_text(*found), "one\nstill one\ftwo");
    EXPECT_EQ(found->pages[0].width_pt, 595);
    EXPECT_EQ(found->pages[0].height_pt, 842);
}

TEST(Pdf, FollowsEveryTextOperator) {
    EXPECT_EQ(text_of_stream("BT /F1 10 Tf 1 0 0 1 50 700 Tm [(to) -50 (ge) -400 (ther)] TJ 0 -12 TD (next) ' T* (last) Tj ET"), "toge ther\n\nnext\nlast");
    EXPECT_EQ(text_of_stream("BT /F1 10 Tf 12 TL 50 700 Td (a) Tj 5 0 (b c) \" ET"), "a\nb c");
    EXPECT_EQ(text_of_stream("q 2 0 0 2 0 0 cm BT /F1 10 Tf 50 300 Td (big) Tj ET Q BT /F1 10 Tf 50 700 Td (small) Tj ET"), "big\n\nsmall");
}

TEST(Pdf, ReadsRotatedText) { EXPECT_EQ(text_of_stream("BT /F1 10 Tf 0 1 -1 0 300 300 Tm (turned text) Tj ET"), "turned text"); }

TEST(Pdf, SurvivesStatesWithoutEndAndLeftOpen) {
    std::string stream;
    for (int i = 0; i < 20'000; ++i) stream += "q ";
    EXPECT_EQ(text_of_stream(stream + "Q Q Q BT /F1 10 Tf 50 700 Td (deep) Tj"), "deep");
    EXPECT_EQ(text_of_stream("Q Q Q BT /F1 10 Tf 50 700 Td (low) Tj ET"), "low");
}

TEST(Pdf, ReadsMetadata) {
    std::string pdf = make_pdf({text_stream({"x"})}, "/Info<</Title(A \\(title\\))/Author(A. Author)/CreationDate(D:20190501103000+05'00')>>");

    const auto found = parse_here(pdf, "a.pdf");

    ASSERT_TRUE(found);
    EXPECT_EQ(found->metadata.at("title"), "A (title)");
    EXPECT_EQ(found->metadata.at("created_on"), "2019-05-01T10:30:00+05:00");
}

TEST(Pdf, SaysWhenItIsEncrypted) {
    const std::string key(32, 'k');
    const auto found = parse_here(make_pdf({text_stream({"x"})}, "/Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -44/O(" + key + ")/U(" + key +
                                                                     ")>>/ID[<00><00>]"),
                                  "a.pdf");

    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().kind, ErrorKind::Unsupported);
    EXPECT_EQ(found.error().detail, "encrypted PDF (a password is needed)");
}

TEST(Pdf, NamesGarbageAndReadsACutFile) {
    const std::string whole = make_pdf({text_stream({"one"}), text_stream({"two"})});

    const auto garbage = parse_here("%PDF-1.4\nnothing of the kind", "a.pdf");
    const auto cut = parse_here(whole.substr(0, whole.find("xref") + 10), "a.pdf");

    ASSERT_FALSE(garbage);
    EXPECT_EQ(garbage.error().kind, ErrorKind::Invalid);
    EXPECT_NE(garbage.error().detail.find("damaged PDF"), std::string::npos);
    ASSERT_TRUE(cut) << cut.error().text();
    EXPECT_EQ(all_text(*cut), "one\ftwo");
}

TEST(Pdf, EndsOnFormsThatDrawThemselves) {
    const std::string stream = "/Fm Do BT /F1 10 Tf 50 700 Td (shown) Tj ET";
    std::string pdf = make_pdf({stream});
    // The page's resources get a form that is the page's own content stream.
    const std::string_view fonts = "<</Font<</F1 3 0 R>>>>";
    pdf.replace(pdf.find(fonts), fonts.size(), "<</Font<</F1 3 0 R>>/XObject<</Fm 5 0 R>>>>");

    const auto found = parse_here(pdf, "a.pdf");

    ASSERT_TRUE(found) << found.error().text();
    EXPECT_NE(all_text(*found).find("shown"), std::string::npos);
}

TEST(Pdf, AsksForOcrOfAPageThatIsAPicture) {
    std::vector<std::uint32_t> pages;

    const auto found = parse_here(testing::make_scan_pdf(600, 800, std::string(600 * 800, 'x')), "a.pdf", {}, &pages);

    ASSERT_TRUE(found);
    EXPECT_EQ(pages, std::vector<std::uint32_t>{0});
}

// A page with this content, these things pinned to it, and more objects from number 5 on; MuPDF finds them without a table.
std::string page_with(const std::string& content, const std::string& annotations, const std::string& more = {}, const std::string& count = "1") {
    return "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count " + count + "/Kids[3 0 R]>>endobj\n"
           "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 5 0 R>>>>/Contents 4 0 R/Annots[" + annotations +
           "]>>endobj\n4 0 obj<</Length " + std::to_string(content.size()) + ">>stream\n" + content + "\nendstream endobj\n" + more +
           "trailer<</Root 1 0 R>>\n";
}
const std::string kHelvetica = "5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>endobj\n";

TEST(Pdf, ReadsRemarksAndFilledFieldsAndFilesPinnedToAPage) {
    const std::string pinned = "<</Subtype/Text/Rect[0 0 9 9]/Contents(he was beaten)>><</Subtype/Link/Rect[0 0 9 9]/Contents(no)>>"
                               "<</Subtype/Widget/FT/Tx/T(name)/V(the answer)/Rect[0 0 9 9]>>"
                               "<</Subtype/FileAttachment/Rect[0 0 9 9]/FS<</Type/Filespec/F(note.txt)/EF<</F 6 0 R>>>>>>";
    const std::string file = "6 0 obj<</Type/EmbeddedFile/Length 4>>stream\nnote\nendstream endobj\n";

    const auto found = parse_here(page_with(text_stream({"body"}), pinned, kHelvetica + file), "a.pdf");

    ASSERT_TRUE(found) << found.error().text();
    EXPECT_EQ(all_text(*found), "body\n\nhe was beaten\n\nthe answer");
    ASSERT_EQ(found->children.size(), 1U);
    EXPECT_EQ(found->children[0].name, "note.txt");
}

TEST(Pdf, DoesNotBelieveACountOfPagesBeyondItsObjects) {
    const auto found = parse_here(page_with(text_stream({"body"}), "", kHelvetica, "999999999"), "a.pdf");

    ASSERT_TRUE(found) << found.error().text();
    EXPECT_LT(found->pages.size(), 20U);
    EXPECT_EQ(found->pages.front().text, "body");
}

TEST(Pdf, AsksForOcrOfLettersInPrivateUse) {
    const std::string map = "1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfrange <20> <7e> <E020> endbfrange";
    const std::string font = "5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding/ToUnicode 6 0 R>>endobj\n"
                             "6 0 obj<</Length " + std::to_string(map.size()) + ">>stream\n" + map + "\nendstream endobj\n";
    std::vector<std::uint32_t> pages;

    const auto found = parse_here(page_with(text_stream({"text that tells nothing to a search"}), "", font), "a.pdf", {}, &pages);

    ASSERT_TRUE(found) << found.error().text();
    EXPECT_EQ(pages, std::vector<std::uint32_t>{0});
}

TEST(Pdf, CutsTextAtTheLimitAndSaysSo) {
    Limits limits;
    limits.max_text_bytes = 10;

    const auto found = parse_here(make_pdf({text_stream({"one two three four"}), text_stream({"more"})}), "a.pdf", limits);

    ASSERT_TRUE(found);
    EXPECT_EQ(all_text(*found), "one two th");
    EXPECT_EQ(found->notes.size(), 1U);
}

TEST(Pdf, ReadsRealReports) {
    const char* const shared = std::getenv("GUVOH_SHARED");
    const std::string folder = (shared != nullptr ? std::string(shared) : std::string(GUVOH_SOURCE_DIR "/../shared")) + "/data/upr/pdfs";
    if (!std::filesystem::exists(folder)) GTEST_SKIP() << "SKIPPED LOUDLY: no real reports at " << folder;
    std::ifstream file(folder + "/tajikistan2011.pdf", std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(file)), {});

    const auto found = parse_here(bytes, "tajikistan2011.pdf");

    ASSERT_TRUE(found) << found.error().text();
    EXPECT_GT(found->pages.size(), 15U);
    EXPECT_NE(all_text(*found).find("Universal Periodic Review"), std::string::npos);
    EXPECT_NE(all_text(*found).find("Tajikistan"), std::string::npos);
}

}  // namespace
}  // namespace guvoh::documents
