// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The worker as the program sees it: what comes out, and what hostile files do to it. Holds main(), because the test program
// is its own worker.
#include "documents/extractor.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstring>
#include <filesystem>

#include "documents/testing/files.h"
#include "documents/testing/probes.h"
#include "documents/wire.h"
#include "documents/worker.h"
#include "platform/sanitized.h"

namespace guvoh::documents {
namespace {

using base::ErrorKind;
using testing::make_pdf;
using testing::make_zip;
using testing::text_stream;

base::Expected<Extracted> extract(Extractor& extractor, std::string_view content, std::string_view name, const Limits& limits = {}) {
    return extractor.extract(base::as_bytes(content), name, limits);
}

std::unique_ptr<Extractor> started() {
    ExtractorOptions options;
    options.ocr = false;
    auto extractor = Extractor::start(options);
    EXPECT_TRUE(extractor) << extractor.error().text();
    return extractor ? std::move(*extractor) : nullptr;
}

TEST(Extractor, ReadsPlainText) {
    const auto extractor = started();

    const auto result = extract(*extractor, "Hello\r\nworld\r\n\r\n\r\nnext", "a.txt");

    ASSERT_TRUE(result) << result.error().text();
    ASSERT_EQ(result->pages.size(), 1U);
    EXPECT_EQ(result->pages[0].text, "Hello\nworld\n\nnext");
    EXPECT_EQ(result->kind, Kind::Text);
}

TEST(Extractor, ReadsAPdfWithWordsAndBoxes) {
    const auto extractor = started();

    const auto result = extract(*extractor, make_pdf({text_stream({"The visit to Orlovka"})}), "a.pdf");

    ASSERT_TRUE(result) << result.error().text();
    ASSERT_EQ(result->pages.size(), 1U);
    EXPECT_EQ(result->pages[0].text, "The visit to Orlovka");
    ASSERT_EQ(result->pages[0].words.size(), 4U);
    EXPECT_NEAR(result->pages[0].words[0].box.x0, 72 * 8, 8);
    EXPECT_EQ(result->metadata.at("page_count"), "1");
}

TEST(Extractor, ReadsAFileFromItsStartWhateverTheDescriptorStandsAt) {
    const auto extractor = started();
    const Fd file(::memfd_create("t", MFD_CLOEXEC));
    ASSERT_EQ(::write(file.get(), "one two", 7), 7);

    const auto result = extractor->extract(file.get(), "t.txt");

    ASSERT_TRUE(result);
    EXPECT_EQ(testing::all_text(*result), "one two");
}

TEST(Extractor, NamesAnEmptyFileAndGoesOn) {
    const auto extractor = started();

    const auto result = extract(*extractor, "", "empty.txt");

    ASSERT_TRUE(result) << result.error().text();
    EXPECT_TRUE(result->pages.empty());
    ASSERT_EQ(result->notes.size(), 1U);
}

TEST(Extractor, KeepsAnUnknownBinaryAsOther) {
    const auto extractor = started();
    std::string noise;
    for (int i = 0; i < 5000; ++i) noise.push_back(static_cast<char>((i * 7919) ^ (i >> 3)));

    const auto result = extract(*extractor, noise, "thing.bin");

    ASSERT_TRUE(result) << result.error().text();
    EXPECT_EQ(result->kind, Kind::Other);
    EXPECT_TRUE(result->pages.empty());
}

TEST(Extractor, HandsChildrenToTheSinkOneByOne) {
    const auto extractor = started();
    std::vector<std::string> names;
    const ChildSink sink = [&names](Embedded&& child) {
        names.push_back(child.name);
        return base::Status{};
    };

    const auto result = extractor->extract(base::as_bytes(make_zip({{"a.txt", "1"}, {"b/c.txt", "2"}})), "x.zip", {}, sink);

    ASSERT_TRUE(result);
    EXPECT_EQ(names, (std::vector<std::string>{"a.txt", "b/c.txt"}));
    EXPECT_TRUE(result->children.empty());
}

TEST(Extractor, GivesBackTheSinksErrorAndWorksOn) {
    const auto extractor = started();
    const ChildSink full = [](Embedded&&) { return base::Status(base::fail(ErrorKind::Full, "no space")); };

    const auto result = extractor->extract(base::as_bytes(make_zip({{"a.txt", "1"}})), "x.zip", {}, full);
    const auto next = extract(*extractor, "still here", "b.txt");

    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().kind, ErrorKind::Full);
    ASSERT_TRUE(next);
}

TEST(Extractor, SurvivesACrashOfTheParser) {
    const auto extractor = started();

    const auto crashed = extract(*extractor, testing::kCrash, "a.pdf");
    const auto next = extract(*extractor, make_pdf({text_stream({"fine"})}), "b.pdf");

    ASSERT_FALSE(crashed);
    EXPECT_EQ(crashed.error().kind, ErrorKind::Invalid);
    EXPECT_NE(crashed.error().detail.find("crashed"), std::string::npos) << crashed.error().detail;
    ASSERT_TRUE(next) << next.error().text();
    EXPECT_EQ(testing::all_text(*next), "fine");
}

TEST(Extractor, EndsAParserThatHangs) {
    const auto extractor = started();
    Limits limits;
    limits.wall_ms = 300;

    const auto hung = extract(*extractor, testing::kHang, "a.pdf", limits);
    const auto next = extract(*extractor, "fine", "b.txt");

    ASSERT_FALSE(hung);
    EXPECT_EQ(hung.error().kind, ErrorKind::Cancelled);
    EXPECT_EQ(hung.error().detail, "took longer than 1 s");
    ASSERT_TRUE(next);
}

TEST(Extractor, EndsAParserThatEatsMemory) {
#ifdef GUVOH_SANITIZED
    GTEST_SKIP() << "sanitizers reserve the address space that the limit counts";
#endif
    const auto extractor = started();
    Limits limits;
    limits.memory_bytes = 64ULL << 20U;

    const auto hungry = extract(*extractor, testing::kEat, "a.pdf", limits);

    ASSERT_FALSE(hungry);
    EXPECT_EQ(hungry.error().kind, ErrorKind::Cancelled);
    EXPECT_EQ(hungry.error().detail, "used more memory than 64 MB");
}

TEST(Extractor, DoesNotBelieveAParserThatLies) {
    const auto extractor = started();

    const auto lied = extract(*extractor, testing::kLie, "a.pdf");
    const auto next = extract(*extractor, "fine", "b.txt");

    ASSERT_FALSE(lied);
    EXPECT_EQ(lied.error().kind, ErrorKind::Invalid);
    ASSERT_TRUE(next);
    EXPECT_EQ(testing::all_text(*next), "fine");
}

TEST(Extractor, GivesItsWorkerNothingOfTheEnvironment) {
    ::setenv("GUVOH_PASSPHRASE", "open sesame", 1);
    const auto extractor = started();

    const auto result = extract(*extractor, testing::kTellEnvironment, "a.pdf");

    ASSERT_TRUE(result) << result.error().text();
    EXPECT_EQ(testing::all_text(*result).find("sesame"), std::string::npos);
}

TEST(Extractor, StartsNoWorkersOfWorkers) {
    ::setenv("GUVOH_EXTRACT_WORKER", "1", 1);
    ExtractorOptions options;
    options.ocr = false;

    const auto extractor = Extractor::start(options);
    ::unsetenv("GUVOH_EXTRACT_WORKER");

    ASSERT_FALSE(extractor);
    EXPECT_EQ(extractor.error().kind, ErrorKind::Unsupported);
}

TEST(Extractor, RendersAPageAsPng) {
    const auto extractor = started();
    const Fd file(::memfd_create("t", MFD_CLOEXEC));
    const std::string pdf = make_pdf({text_stream({"one"}), text_stream({"two"})});
    ASSERT_EQ(::write(file.get(), pdf.data(), pdf.size()), static_cast<ssize_t>(pdf.size()));

    const auto png = extractor->render_page_png(file.get(), 1, 72);
    const auto missing = extractor->render_page_png(file.get(), 2, 72);

    ASSERT_TRUE(png) << png.error().text();
    EXPECT_EQ(base::as_text(*png).substr(1, 3), "PNG");
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().kind, ErrorKind::NotFound);
}

TEST(Extractor, DoesNotGrowOverManyFiles) {
    const auto extractor = started();
    const std::string pdf = make_pdf({text_stream({"again"})});

    for (int i = 0; i < 200; ++i) {
        ASSERT_TRUE(extract(*extractor, pdf, "a.pdf"));
        ASSERT_TRUE(extract(*extractor, "text " + std::to_string(i), "a.txt"));
    }
    const auto open_files = std::distance(std::filesystem::directory_iterator("/proc/self/fd"), {});

    EXPECT_LT(open_files, 30);
}

}  // namespace
}  // namespace guvoh::documents

int main(int argc, char** argv) {
    if (guvoh::documents::is_extract_worker(argc, argv)) {
        return guvoh::documents::run_extract_worker(argc, argv, guvoh::documents::testing::probe);
    }
    ::testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
