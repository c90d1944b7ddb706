// SPDX-License-Identifier: AGPL-3.0-or-later
#include "documents/ocr.h"

#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "documents/draw.h"
#include "documents/testing/files.h"
#include "documents/wire.h"

namespace guvoh::documents {
namespace {

using testing::make_pdf;
using testing::text_stream;

const std::vector<std::string> kLines = {"The delegation visited the prison in Orlovka", "and spoke with detained persons in private.",
                                         "No one complained of ill-treatment that day."};

GreyImage drawn(const std::string& pdf, std::uint32_t dots_per_inch) {
    const Limits limits;
    Source source{base::as_bytes(pdf), "a.pdf", limits, Kind::Other, {}};
    auto image = draw_page_grey(source, 0, dots_per_inch);
    EXPECT_TRUE(image) << image.error().text();
    return image ? std::move(*image) : GreyImage{};
}

std::unique_ptr<Extractor> reader() {
    const auto installed = ocr_languages_installed();
    if (std::find(installed.begin(), installed.end(), "eng") == installed.end()) return nullptr;
    auto extractor = Extractor::start({{"eng", "rus"}, true});
    EXPECT_TRUE(extractor);
    return extractor ? std::move(*extractor) : nullptr;
}

/// Three lines of black print, as a telephone keeps them.
std::string photo_of_a_note() {
    std::ifstream file(GUVOH_SOURCE_DIR "/testdata/documents/note_on_a_wall.heic", std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

TEST(Ocr, ReadsAScannedPageWithBoxesAndConfidence) {
    const auto extractor = reader();
    if (!extractor) GTEST_SKIP() << "SKIPPED LOUDLY: tesseract-ocr-eng is not installed";
    const GreyImage image = drawn(make_pdf({text_stream(kLines, 16)}), 200);
    const std::string scan = testing::make_scan_pdf(image.width, image.height, base::as_text(image.pixels));

    const auto found = extractor->extract(base::as_bytes(scan), "scan.pdf");

    ASSERT_TRUE(found) << found.error().text();
    ASSERT_EQ(found->pages.size(), 1U);
    const Page& page = found->pages[0];
    EXPECT_TRUE(page.from_ocr);
    EXPECT_EQ(page.ocr_languages, "eng");
    EXPECT_GT(page.ocr_confidence, 60);
    EXPECT_NE(page.text.find("visited the prison in Orlovka"), std::string::npos) << page.text;
    ASSERT_FALSE(page.words.empty());
    EXPECT_NEAR(page.words[0].box.x0, 72 * 8, 40);
    EXPECT_NEAR(page.width_pt, 595, 1);
}

TEST(Ocr, ReadsAPageWhoseLettersThePdfDoesNotName) {
    const auto extractor = reader();
    if (!extractor) GTEST_SKIP() << "SKIPPED LOUDLY: tesseract-ocr-eng is not installed";
    const std::string map = "1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfrange <20> <7e> <E020> endbfrange";
    std::string pdf = make_pdf({text_stream(kLines, 16)});
    pdf.insert(pdf.find("/Encoding"), "/ToUnicode 90 0 R");
    pdf.insert(pdf.find("xref"), "90 0 obj<</Length " + std::to_string(map.size()) + ">>stream\n" + map + "\nendstream endobj\n");

    const auto found = extractor->extract(base::as_bytes(pdf), "a.pdf");

    ASSERT_TRUE(found) << found.error().text();
    EXPECT_NE(testing::all_text(*found).find("detained persons"), std::string::npos) << testing::all_text(*found);
}

TEST(Ocr, ReadsAPicture) {
    const auto extractor = reader();
    if (!extractor) GTEST_SKIP() << "SKIPPED LOUDLY: tesseract-ocr-eng is not installed";
    const std::string pdf = make_pdf({text_stream(kLines, 16)});
    const Limits limits;
    Source source{base::as_bytes(pdf), "a.pdf", limits, Kind::Other, {}};
    const auto png = draw_page_png(source, 0, 150);
    ASSERT_TRUE(png);

    const auto found = extractor->extract(*png, "photo.png");

    ASSERT_TRUE(found) << found.error().text();
    EXPECT_EQ(found->kind, Kind::Image);
    EXPECT_NE(testing::all_text(*found).find("detained persons"), std::string::npos);
}

TEST(Ocr, ReadsAPhotographOfATelephone) {
    const auto extractor = reader();
    if (!extractor) GTEST_SKIP() << "SKIPPED LOUDLY: tesseract-ocr-eng is not installed";
    const std::string photo = photo_of_a_note();

    const auto found = extractor->extract(base::as_bytes(photo), "IMG_0007.HEIC");
    const Fd file(::memfd_create("photo", MFD_CLOEXEC));
    ASSERT_EQ(::write(file.get(), photo.data(), photo.size()), static_cast<ssize_t>(photo.size()));
    const auto shown = extractor->render_page_png(file.get(), 0, 150);

    ASSERT_TRUE(found) << found.error().text();
    EXPECT_EQ(found->kind, Kind::Image);
    EXPECT_NE(testing::all_text(*found).find("no walks, no letters"), std::string::npos) << testing::all_text(*found);
    ASSERT_TRUE(shown) << shown.error().text();
    EXPECT_EQ(base::as_text(*shown).substr(1, 3), "PNG");
}

TEST(Ocr, SaysWhyAPictureCouldNotBeDrawn) {
    const auto extractor = reader();
    if (!extractor) GTEST_SKIP() << "SKIPPED LOUDLY: tesseract-ocr-eng is not installed";
    const std::string cut = photo_of_a_note().substr(0, 900);

    const auto found = extractor->extract(base::as_bytes(cut), "IMG_0007.HEIC");

    ASSERT_TRUE(found) << found.error().text();
    ASSERT_EQ(found->notes.size(), 1U);
    EXPECT_EQ(found->notes[0], "1 page has no text; OCR found none on 1 (page 1: damaged HEIC picture)");
}

TEST(Ocr, SaysWhenItIsOff) {
    auto extractor = Extractor::start({{}, false});
    ASSERT_TRUE(extractor);

    const auto found = (*extractor)->extract(base::as_bytes(testing::make_scan_pdf(600, 800, std::string(600 * 800, 'x'))), "scan.pdf");

    ASSERT_TRUE(found);
    ASSERT_EQ(found->notes.size(), 1U);
    EXPECT_EQ(found->notes[0], "1 page has no text, and OCR is switched off");
}

}  // namespace
}  // namespace guvoh::documents
