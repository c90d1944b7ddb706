// SPDX-License-Identifier: AGPL-3.0-or-later
#include "documents/webp.h"

#include <gtest/gtest.h>
#include <webp/encode.h>

#include "documents/draw.h"
#include "documents/testing/files.h"

namespace guvoh::documents {
namespace {

/// Two pixels, one above the other: red, and black that cannot be seen at all.
std::string two_pixels() {
    const std::array<std::uint8_t, 8> pixels = {255, 0, 0, 255, 0, 0, 0, 0};
    std::uint8_t* made = nullptr;
    const std::size_t size = WebPEncodeLosslessRGBA(pixels.data(), 1, 2, 4, &made);
    std::string file(reinterpret_cast<const char*>(made), size);
    WebPFree(made);
    return file;
}

std::string printed_page() {
    const std::string pdf = testing::make_pdf({"BT /F1 24 Tf 72 700 Td (No walks, no letters for detained persons) Tj ET"});
    const Limits limits;
    Source source{base::as_bytes(pdf), "a.pdf", limits, Kind::Other, {}};
    const auto grey = draw_page_grey(source, 0, 100);
    if (!grey) return {};
    base::Bytes rgb;
    for (const base::Byte pixel : grey->pixels) rgb.insert(rgb.end(), 3, pixel);
    std::uint8_t* made = nullptr;
    const int width = static_cast<int>(grey->width), height = static_cast<int>(grey->height);
    const std::size_t size = WebPEncodeLosslessRGB(rgb.data(), width, height, width * 3, &made);
    std::string file(reinterpret_cast<const char*>(made), size);
    WebPFree(made);
    return file;
}

TEST(Webp, TakesTransparentForWhite) {
    const auto image = decode_webp(base::as_bytes(two_pixels()));

    ASSERT_TRUE(image) << image.error().text();
    EXPECT_EQ(image->width, 1U);
    EXPECT_EQ(image->height, 2U);
    EXPECT_EQ(image->pixels, (base::Bytes{255, 0, 0, 255, 255, 255}));
}

TEST(Webp, RefusesWhatIsCut) {
    const std::string file = printed_page();
    for (const std::size_t kept : {std::size_t{0}, std::size_t{11}, file.size() / 2, file.size() - 1}) {
        const auto image = decode_webp(base::as_bytes(std::string_view(file).substr(0, kept)));
        ASSERT_FALSE(image) << kept;
        EXPECT_EQ(image.error().detail, "damaged WebP picture");
    }
}

TEST(Webp, IsReadAndShownLikeOtherPictures) {
    const auto installed = ocr_languages_installed();
    if (std::find(installed.begin(), installed.end(), "eng") == installed.end()) GTEST_SKIP() << "SKIPPED LOUDLY: tesseract-ocr-eng is not installed";
    const auto extractor = Extractor::start({{"eng"}, true});
    ASSERT_TRUE(extractor);

    const auto found = (*extractor)->extract(base::as_bytes(printed_page()), "saved.webp");

    ASSERT_TRUE(found) << found.error().text();
    EXPECT_EQ(found->kind, Kind::Image);
    EXPECT_EQ(found->metadata.at("width"), "827");
    EXPECT_NE(testing::all_text(*found).find("detained persons"), std::string::npos) << testing::all_text(*found);
}

TEST(Webp, PreservesAMovingOneAndSaysSo) {
    const std::string_view still = "RIFF\x12\0\0\0WEBPVP8X\x0A\0\0\0\x02\0\0\0\x07\0\0\x07\0\0";
    const std::string moving(still.data(), 30);

    const auto found = testing::parse_here(moving, "sticker.webp");

    ASSERT_TRUE(found) << found.error().text();
    ASSERT_EQ(found->notes.size(), 1U);
    EXPECT_EQ(found->notes[0], "pictures of this kind cannot be read; the file is preserved");
}

std::uint32_t png_width(const base::Bytes& png) { return std::uint32_t{png[16]} << 24U | std::uint32_t{png[17]} << 16U | std::uint32_t{png[18]} << 8U | png[19]; }

TEST(Draw, ShowsAPictureAsLargeAsAskedButNotLargerThanItIs) {
    const std::string file = printed_page();  // 827 pixels wide, at 96 to an inch
    const Limits limits;
    for (const auto& [asked, wide] : {std::pair{48U, 414U}, {96U, 827U}, {300U, 827U}}) {
        Source source{base::as_bytes(file), "a.webp", limits, Kind::Other, {}};
        const auto png = draw_page_png(source, 0, asked);
        ASSERT_TRUE(png) << png.error().text();
        EXPECT_NEAR(png_width(*png), wide, 1);
    }
}

}  // namespace
}  // namespace guvoh::documents
