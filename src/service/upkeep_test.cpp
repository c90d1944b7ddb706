// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/testing/small_workspace.h"
#include "service/testing/store.h"

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

TEST_F(UpkeepTest, ABackupThatWasOnlyLookedAtIsRepeatedButOneThatWasWorkedInIsNot) {
    write("a.txt", "a note to be kept");
    ingest();
    ASSERT_TRUE(workspace_->backup("/backup").has_value());
    const auto look = [this] { return std::move(Workspace::open("/backup", passphrase(), &files_).value()); };
    EXPECT_TRUE(look()->verify()->ok);

    const auto again = workspace_->backup("/backup");
    EXPECT_TRUE(again.has_value()) << again.error().text();
    testing::put_record(*look(), base::Id::parse("06cz4x8m3gk2v7w1r5t9y0q8ne").value(), "Place", R"({"name":"Colony 7"})");

    EXPECT_EQ(workspace_->backup("/backup").error().kind, base::ErrorKind::Conflict);
}

TEST_F(UpkeepTest, RebuildsAnIndexThatIsDamaged) {
    write("a.txt", "a note to be kept");
    ingest();
    close();
    const std::string index = std::string(testing::kFolder) + "/index/";
    const auto names = files_.list(index).value();
    ASSERT_FALSE(names.empty());
    auto file = files_.open(index + names.front().name, platform::OpenMode::ReadWrite).value();
    ASSERT_TRUE(file->write_at(20, base::as_bytes("damage")));
    const auto closed = Workspace::open(testing::kFolder, passphrase(), &files_);
    ASSERT_FALSE(closed.has_value());
    EXPECT_NE(closed.error().text().find("guvoh rebuild"), std::string::npos) << closed.error().text();

    workspace_ = std::move(Workspace::open_to_rebuild(testing::kFolder, passphrase(), &files_).value());
    ASSERT_TRUE(workspace_->rebuild(false).has_value());
    reopen();

    EXPECT_EQ(count("note"), 1U);
    EXPECT_TRUE(workspace_->verify()->ok);
}

TEST_F(UpkeepTest, ABackupBesideWorkHoldsAndWhatIsExpungedMeanwhileGoesAfterIt) {
    write("a.txt", "a note to be kept");
    ingest();
    const std::string id = only_document();
    const auto hash = crypto::sha256(base::as_bytes("a note to be kept"));
    bool expunged = false;
    const auto meanwhile = [&](std::string_view, std::uint64_t, std::uint64_t) {
        if (!std::exchange(expunged, true)) {
            const auto done = workspace_->expunge(Caller::owner(), id, "asked for");
            EXPECT_TRUE(done.has_value()) << done.error().text();
        }
        return true;
    };

    ASSERT_TRUE(workspace_->backup("/backup", meanwhile).has_value());

    EXPECT_FALSE(testing::is_kept(*workspace_, hash));
    EXPECT_TRUE(workspace_->verify()->ok);
    const auto report = Workspace::open("/backup", passphrase(), &files_).value()->verify();
    EXPECT_TRUE(report->ok) << report->problem->what;
    ASSERT_TRUE(workspace_->backup("/backup").has_value());
    EXPECT_EQ(Workspace::open("/backup", passphrase(), &files_).value()->documents(Caller::owner(), 1, 0)->total, 0U);
}

}  // namespace
}  // namespace guvoh::service
