// SPDX-License-Identifier: AGPL-3.0-or-later
#include "recommendations/extract_reviews.h"

#include <gtest/gtest.h>

#include "platform/file_system.h"
#include "platform/testing/temporary_folder.h"
#include "service/workspace.h"

namespace guvoh::recommendations {
namespace {

constexpr std::string_view kReport =
    "A/HRC/99/7\n\nII. Conclusions and/or recommendations\n\n"
    "50. The recommendations listed below enjoy the support of Samplia:\n\n"
    "50.1 Ratify the Optional Protocol (Chile, Peru);\n\n"
    "50.2 Open all places of detention to visits (Iran (Islamic Republic of)).\n\n"
    "51. All conclusions and/or recommendations contained in the present report reflect the position of the submitting State(s).\n";

TEST(ExtractReviews, GivesRecommendationsOfAFileWithoutAVault) {
    const platform::testing::TemporaryFolder folder;
    const std::string path = folder.path() + "/report.txt";
    ASSERT_TRUE(platform::write_file_durably(platform::real_file_system(), path, base::as_bytes(kReport)).has_value());
    const auto extractor = ReviewExtractor::start();
    ASSERT_TRUE(extractor.has_value()) << extractor.error().text();

    const auto found = (*extractor)->recommendations(path);

    ASSERT_TRUE(found.has_value()) << found.error().text();
    EXPECT_EQ(found->symbol, "A/HRC/99/7");
    ASSERT_EQ(found->recommendations.size(), 2U);
    EXPECT_EQ(found->recommendations[0].number, "50.1");
    EXPECT_EQ(found->recommendations[0].states, (std::vector<std::string>{"Chile", "Peru"}));
    EXPECT_EQ(found->recommendations[1].state_codes, std::vector<std::string>{"IRN"});
    EXPECT_EQ(found->recommendations[1].decision, "supported");
    EXPECT_EQ(found->recommendations[1].pages.front().page, 1U);
}

TEST(ExtractReviews, GivesPledgesOfAFileWithoutAVault) {
    const platform::testing::TemporaryFolder folder;
    const std::string path = folder.path() + "/national.txt";
    constexpr std::string_view kNational = "A/HRC/WG.6/34/KGZ/1\n\nNational report\n\nI. Voluntary commitments\n\n1.\tThe State will publish every report on its prisons.\n";
    ASSERT_TRUE(platform::write_file_durably(platform::real_file_system(), path, base::as_bytes(kNational)).has_value());
    const auto extractor = ReviewExtractor::start();
    ASSERT_TRUE(extractor.has_value()) << extractor.error().text();

    const auto found = (*extractor)->pledges(path);

    ASSERT_TRUE(found.has_value()) << found.error().text();
    EXPECT_EQ(found->symbol, "A/HRC/WG.6/34/KGZ/1");
    ASSERT_EQ(found->pledges.size(), 1U);
    EXPECT_EQ(found->pledges[0].number, "1");
    EXPECT_EQ(found->pledges[0].section, "Voluntary commitments");
    EXPECT_EQ(found->pledges[0].pages.front().page, 1U);
}

TEST(ExtractReviews, SaysWhenThereIsNoSuchFile) {
    const auto extractor = ReviewExtractor::start();
    ASSERT_TRUE(extractor.has_value()) << extractor.error().text();

    const auto found = (*extractor)->recommendations("/nowhere/at/all.pdf");

    ASSERT_FALSE(found.has_value());
    EXPECT_EQ(found.error().kind, base::ErrorKind::NotFound);
}

}  // namespace
}  // namespace guvoh::recommendations

/// The sandboxed parsers are this program started anew.
int main(int argc, char** argv) {
    if (argc > 1 && std::string_view(argv[1]) == "--extract-worker") return guvoh::service::extract_worker_main(argc, argv);
    ::testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
