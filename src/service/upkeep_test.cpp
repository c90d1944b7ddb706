// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/testing/small_workspace.h"

namespace guvoh::service {
namespace {

using testing::passphrase;
class UpkeepTest : public testing::SmallWorkspace {};

TEST_F(UpkeepTest, RebuildGivesTheSameAnswers) {
    write("a.txt", "пытки в колонии\n\nheld for three days");
    ingest();
    QuoteRequest request;
    request.document = only_document();
    request.text = "three days";
    ASSERT_TRUE(workspace_->quote(Caller::owner(), request).has_value());

    for (const bool extract : {false, true}) {
        const auto report = workspace_->rebuild(extract);
        ASSERT_TRUE(report.has_value()) << report.error().text();
        EXPECT_EQ(report->documents, 1U);
        EXPECT_EQ(count("пыткам"), 1U);
        EXPECT_EQ(workspace_->passages(Caller::owner(), request.document)->front().anchor, "exact");
        EXPECT_TRUE(workspace_->verify()->ok);
    }
}

TEST_F(UpkeepTest, ABackupOpensVerifiesAndIsFoundAgainWhenRepeated) {
    write("a.txt", "a note to be kept");
    ingest();
    const auto first = workspace_->backup("/backup");
    ASSERT_TRUE(first.has_value()) << first.error().text();
    EXPECT_EQ(first->blobs_copied, 1U);
    write("b.txt", "a second note");
    ingest();
    const auto second = workspace_->backup("/backup");
    ASSERT_TRUE(second.has_value()) << second.error().text();
    EXPECT_EQ(second->blobs_copied, 1U);
    EXPECT_EQ(second->blobs_already_there, 1U);
    close();

    auto copy = Workspace::open("/backup", passphrase(), &files_);
    ASSERT_TRUE(copy.has_value()) << copy.error().text();
    EXPECT_TRUE((*copy)->verify()->ok);
    EXPECT_EQ((*copy)->search(Caller::owner(), {"note", 10, 0, false, false})->total, 2U);
}

}  // namespace
}  // namespace guvoh::service
